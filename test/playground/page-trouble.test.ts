import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noBrowser, violations } from '../support/browser.ts';
import { type Built, builtPage, fits, openPage, VIEWPORTS } from './open-page.ts';
import { type TinyWorkspace, tinyWorkspace } from './tiny-app.ts';

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
  tiny = await tinyWorkspace('socket', { page: built.folder, now: new Date('2026-11-18T20:00:00Z') });
});
afterEach(async () => {
  if (noBrowser !== null) return;
  await page.close();
  await tiny.close();
});

describe.each(VIEWPORTS)('on %s', (_, viewport) => {
  const isPhone = viewport.width < 720;
  const visit = async (as = 'U0BEN', open = 'C0SALESWEST') => {
    page = await openPage(built.browser, { url: tiny.slack.url, as, open }, viewport);
  };

  test('Slack is made to fail at the next two posts, one sees what became of each, and then all is well', async () => {
    await visit();
    await opens('Make Slack fail', isPhone);
    const pane = page.getByRole('complementary', { name: 'Make Slack fail' });
    expect(await violations(page)).toEqual([]);

    await pane.getByLabel('Slack …').selectOption('posts, and answers HTTP 500');
    await pane.getByLabel('… at').selectOption('the next 3 posts');
    await pane.getByRole('button', { name: 'Make Slack fail', exact: true }).press('Enter');
    await pane.getByText('It posts, and answers HTTP 500, at the next 3 posts.').waitFor();
    expect(await page.evaluate(`document.activeElement.closest('.trouble') !== null`)).toBe(true);
    await expect(post('Ben won Acme')).rejects.toThrow('500');

    await pane.getByText('at the next 2 posts').waitFor();
    const call = pane.getByRole('listitem').first();
    await call.getByText('Ben won Acme').waitFor();
    expect(await call.textContent()).toMatch(/12:00:\d\d Posts to #sales-west/);
    expect(await call.textContent()).toContain('HTTP 500');
    expect(await call.textContent()).toContain('✓ there once');
    expect(await fits(page)).toBe(true);
    expect(await violations(page)).toEqual([]);

    await pane.getByRole('button', { name: 'Switch off' }).click();
    await pane.getByLabel('Slack …').waitFor();
    await post('Ana won Birch');
    await pane.getByText('Ana won Birch').waitFor();
    await pane.getByText('2 messages: 2 stand there once.').waitFor();
  });

  test('that Slack fails is seen in every conversation, and one click makes it well', async () => {
    await visit();
    await tiny.slack.perform({ as: 'U0BEN', kind: 'trouble', way: 'unreachable', posts: null });
    await page.getByText('Slack fails: it cannot be reached, until switched off').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fits(page)).toBe(true);

    await page.getByRole('button', { name: 'Switch off' }).click();

    await page.getByText('Slack fails:').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await post('Ben won Acme');
    await page.getByRole('article').filter({ hasText: 'Ben won Acme' }).waitFor();
  });

  test('one click goes to Monday, nine o’clock at the company’s, also for who is elsewhere', async () => {
    await visit('U0EVA');

    await page.getByRole('button', { name: 'Go to Monday 9:00' }).click();

    await page.getByRole('button', { name: 'Mon 23 Nov 2026, 10:00' }).click();
    await page.getByRole('menuitem', { name: 'Monday 9:00 in Los Angeles' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(tiny.slack.clock.now().toISOString()).toMatch(/^2026-11-23T17:00/);
  });

  test('a long conversation scrolls by itself, and the page stays as high as its window', async () => {
    for (let nth = 1; nth <= 60; nth += 1) sayInWest(`Message ${nth}`);
    await visit();

    await page.getByText('Message 60').waitFor();

    expect(await page.getByRole('log').evaluate((log) => log.scrollHeight > 2 * log.clientHeight)).toBe(true);
    expect(await fits(page)).toBe(true);
  });

  test('of many calls the failed ones are found at once, and the list scrolls by itself', async () => {
    await tiny.slack.perform({ as: 'U0BEN', kind: 'trouble', way: 'http-after', posts: 1 });
    await expect(post('Ben won Acme')).rejects.toThrow('500');
    for (let nth = 1; nth <= 20; nth += 1) await post(`Digest ${nth}`);
    await visit();
    await opens('Make Slack fail', isPhone);
    const list = page.getByRole('list', { name: 'Last calls of Tiny' });

    expect(await list.getByRole('listitem').first().textContent()).toContain('Digest 20');
    expect(await list.evaluate((box) => box.clientHeight > 100 && box.scrollHeight > box.clientHeight)).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Failed ones only (1 of 21)').check();

    expect(await list.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/Ben won Acme.*✗ failed.*HTTP 500/s),
    ]);
    expect(await fits(page)).toBe(true);
  });

  test('the whole name of a channel is read beside the clock', async () => {
    await visit('U0DANA', 'C0SALESMANAGERS');

    const title = page.getByRole('heading', { name: 'sales-managers' });

    expect(await title.evaluate((head) => head.scrollWidth <= head.clientWidth)).toBe(true);
  });

  test('a channel that got a message is marked, whatever is said in its threads', async () => {
    await visit();
    const head = await post('The week', 'C0GENERAL');
    await post('In detail', 'C0GENERAL', head);
    if (isPhone) await page.getByRole('button', { name: 'Conversations, 1 unread' }).click();

    await page.getByRole('button', { name: 'general 1 unread' }).click();

    await page.getByRole('article').filter({ hasText: 'The week' }).waitFor();
    await page
      .getByRole('button', { name: 'Conversations', exact: true, includeHidden: true })
      .waitFor({ state: 'attached' });
    expect(await page.getByText('unread').count()).toBe(0);
  });
});

function sayInWest(text: string): void {
  tiny.slack.workspace.post({ channel: 'C0SALESWEST', user: 'U0ANA', text, blocks: [] });
}

/** A client that tries once and says what it met. */
async function post(text: string, channel = 'C0SALESWEST', thread?: string): Promise<string> {
  const metadata = { event_type: 'test', event_payload: { d: text } };
  const more = thread === undefined ? {} : { thread_ts: thread };
  const { ts } = await tiny.app.client.chat.postMessage({ channel, text, metadata, ...more });
  return ts ?? '';
}

async function opens(name: string, isPhone: boolean): Promise<void> {
  if (isPhone) await page.getByRole('button', { name: 'Conversations' }).click();
  await page.getByRole('button', { name }).click();
}
