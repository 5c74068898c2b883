import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noBrowser, violations } from '../support/browser.ts';
import { type Built, builtPage, fits, openPage, VIEWPORTS } from './open-page.ts';
import { section, type TinyWorkspace, tinyWorkspace } from './tiny-app.ts';

const REPS = ['Tom', 'Eva', 'Bartholomew K. Stone', ...Array.from({ length: 17 }, (_, at) => `Rep ${at + 4}`)];

let built: Built;
let tiny: TinyWorkspace;
let page: Page;

beforeAll(async () => {
  if (noBrowser === null) built = await builtPage();
});
afterAll(async () => {
  if (noBrowser === null) await built.close();
});
beforeEach(async (context) => {
  if (noBrowser !== null) return context.skip(noBrowser);
  tiny = await tinyWorkspace('socket', { page: built.folder, now: new Date('2026-11-16T17:00:00Z') });
});
afterEach(async () => {
  if (noBrowser !== null) return;
  await page.close();
  await tiny.close();
});

describe.each(VIEWPORTS)('figures on %s', (_, viewport) => {
  const visit = async (as: string, open: string) => {
    page = await openPage(built.browser, { url: tiny.slack.url, as, open }, viewport);
  };

  test('a chart of twenty reps is read in a channel: bars to scale, the goal beside each, and nothing shrunk', async () => {
    await post('C0SALESEAST', [attainment(20), table()]);
    await visit('U0DOV', 'C0SALESEAST');

    const chart = page.getByRole('img', { name: 'Bar chart, Attainment by rep: Attainment and Goal' });
    await chart.waitFor();

    const heights = await heightsOf(chart, 0);
    expect(heights).toHaveLength(20);
    expect(Number(heights[19]) / Number(heights[0])).toBeCloseTo(105 / 10, 1);
    expect(new Set(await heightsOf(chart, 1)).size).toBe(1);
    expect((await chart.boundingBox())?.width).toBeCloseTo(Number(await chart.getAttribute('width')), 0);
    expect(await overlapping(chart)).toEqual([]);
    expect(await fits(page)).toBe(true);
    expect(await violations(page)).toEqual([]);
  });

  test('what a chart shows is also there in numbers, by keyboard', async () => {
    await post('C0SALESEAST', [attainment(20)]);
    await visit('U0DOV', 'C0SALESEAST');

    await page.getByText('Show the numbers').focus();
    await page.keyboard.press('Enter');

    const numbers = page.getByRole('region', { name: 'Attainment by rep' });
    await numbers.getByRole('row', { name: 'Bartholomew K. Stone 20 80' }).waitFor();
    expect(await numbers.getByRole('columnheader').allInnerTexts()).toEqual(['Rep', 'Attainment', 'Goal']);
    expect(await violations(page)).toEqual([]);
  });

  test('a thread and a direct message draw the same, and a wide table keeps its first column in sight', async () => {
    const head = await post('C0SALESEAST', [section('The week')]);
    await post('C0SALESEAST', [attainment(6), table()], head);
    await post('U0DOV', [attainment(6), table()]);
    await visit('U0DOV', 'D0DOV');
    await page.getByRole('img', { name: /Bar chart/ }).waitFor();
    expect(await fits(page)).toBe(true);
    await page.close();

    await visit('U0DOV', 'C0SALESEAST');
    await page.getByRole('button', { name: '1 reply' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('img', { name: /Bar chart/ }).waitFor();
    const cell = thread.getByRole('cell', { name: 'Tom' });
    const before = await cell.boundingBox();
    await thread.getByRole('region', { name: 'Table' }).evaluate((box) => box.scrollTo({ left: 1_000 }));

    expect((await cell.boundingBox())?.x).toBeCloseTo(before?.x ?? 0, 0);
    await expect.poll(() => thread.getByRole('columnheader', { name: 'Quarters at 80 %' }).isVisible()).toBe(true);
    expect(await fits(page)).toBe(true);
    expect(await violations(page)).toEqual([]);
  });
});

test('minuses hang below the line of nothing', async () => {
  await post('C0SALESEAST', [chart('Moved', { Won: [-40, 80] }, ['Tom', 'Eva'])]);
  page = await openPage(built.browser, { url: tiny.slack.url, as: 'U0DOV', open: 'C0SALESEAST' }, VIEWPORTS[1][1]);
  const drawn = page.getByRole('img', { name: 'Bar chart, Moved: Won' });

  const [minus, plus] = await drawn.locator('rect.series-0').all();
  const [below, above] = [await minus?.boundingBox(), await plus?.boundingBox()];

  expect(below?.y).toBeCloseTo((above?.y ?? 0) + (above?.height ?? 0), 0);
  expect((below?.height ?? 0) * 2).toBeCloseTo(above?.height ?? 0, 0);
});

async function post(channel: string, blocks: readonly object[], thread?: string): Promise<string> {
  const more = thread === undefined ? {} : { thread_ts: thread };
  const answer = await tiny.app.client.chat.postMessage({ channel, text: 'Figures', blocks: blocks as never, ...more });
  return answer.ts ?? '';
}

function attainment(reps: number): object {
  const names = REPS.slice(0, reps);
  return chart(
    'Attainment by rep',
    { Attainment: names.map((_, at) => 10 + at * 5), Goal: names.map(() => 80) },
    names,
  );
}

function chart(title: string, all: { readonly [name: string]: readonly number[] }, categories: readonly string[]) {
  const series = Object.entries(all).map(([name, values]) => ({
    name,
    data: values.map((value, at) => ({ label: categories[at], value })),
  }));
  return {
    type: 'data_visualization',
    title,
    chart: { type: 'bar', series, axis_config: { categories, x_label: 'Rep', y_label: '% of quota' } },
  };
}

function table(): object {
  const header = ['Rep', 'Won', 'Quota', 'Attainment', 'Pace', 'Forecast', 'Quarters at 80 %'];
  const rows = [header, ...REPS.slice(0, 6).map((rep) => [rep, '€26k', '€200k', '13 %', '0.29', '24 %', '0 of 2'])];
  return {
    type: 'table',
    column_settings: [{ is_wrapped: true }, ...header.slice(1).map(() => ({ align: 'right' }))],
    rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))),
  };
}

async function heightsOf(drawn: Locator, series: number): Promise<readonly (string | null)[]> {
  const bars = await drawn.locator(`rect.series-${series}`).all();
  return Promise.all(bars.map((bar) => bar.getAttribute('height')));
}

/** Labels of categories that lie over their neighbour's. */
async function overlapping(drawn: Locator): Promise<readonly string[]> {
  const labels = await drawn.locator('text.category').all();
  const boxes = await Promise.all(
    labels.map(async (label) => ({ text: await label.textContent(), at: await label.boundingBox() })),
  );
  return boxes.flatMap(({ text, at }, nth) => {
    const before = boxes[nth - 1]?.at;
    return before && at && at.x < before.x + before.width - 1 ? [`${text}`] : [];
  });
}
