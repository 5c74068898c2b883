import { describe, expect, test } from 'vitest';
import type { Obj } from '../../src/playground/json.ts';
import { complaintsAboutMessage, complaintsAboutView } from '../../src/playground/limits.ts';
import { scaleOf, tickText } from '../../src/playground/page/blocks/scale.ts';
import { tinyWorkspace } from './tiny-app.ts';

const many = <T>(count: number, item: (at: number) => T) => Array.from({ length: count }, (_, at) => item(at));

/** Series over the same categories; `but` replaces parts of the chart. */
function bars({ series = 2, points = 3, but = {} }: { series?: number; points?: number; but?: Obj } = {}): Obj {
  const categories = many(points, (at) => `Rep ${at + 1}`);
  return {
    type: 'data_visualization',
    title: 'x'.repeat(50),
    chart: {
      type: 'bar',
      series: many(series, (at) => ({
        name: `${at}`.padEnd(20, 'x'),
        data: categories.map((label, value) => ({ label, value })),
      })),
      axis_config: { categories, x_label: 'x'.repeat(50), y_label: 'y'.repeat(50) },
      ...but,
    },
  };
}

function table(rows: readonly (readonly string[])[]): Obj {
  return { type: 'table', rows: rows.map((row) => row.map((text) => ({ type: 'raw_text', text }))) };
}

type Row = readonly [says: string, block: Obj, pointer: string, message: string];

describe('of charts, Slack', () => {
  test.each<readonly [string, Obj]>([
    ['two series over twenty reps', bars({ points: 20 })],
    ['six series', bars({ series: 6 })],
    ['one point', bars({ series: 1, points: 1 })],
    ['a minus and a fraction', oneBar(-12.5)],
    ['points in another order than the categories', bars({ but: { axis_config: { categories: reps(3, 1, 2) } } })],
  ])('takes %s', (_, block) => {
    expect(complaintsAboutMessage([block])).toEqual([]);
  });

  const each = 'each series must have exactly one point for each category';
  const [one, both, tooMany] = ['/blocks/0', '/blocks/0/chart/series', 'no more than 20 items allowed'];
  test.each<Row>([
    ['a title of 51', { ...bars(), title: 'x'.repeat(51) }, `${one}/title`, 'must be less than 51 characters'],
    ['no title', { ...bars(), title: undefined }, one, 'missing required field: title'],
    ['a seventh series', bars({ series: 7 }), both, 'no more than 6 items allowed'],
    ['no series', bars({ series: 0 }), both, 'no fewer than 1 items allowed'],
    ['a name twice', bars({ but: { series: [...seriesOf(2), ...seriesOf(1)] } }), both, 'names must be unique'],
    ['a point too few', bars({ but: { series: [{ name: 'Won', data: points(1, 2) }] } }), both, each],
    ['a point too many', bars({ but: { series: [{ name: 'Won', data: points(1, 2, 3, 4) }] } }), both, each],
    ['a point twice', bars({ but: { series: [{ name: 'Won', data: points(1, 2, 2) }] } }), both, each],
    ['a number in words', oneBar('80 %'), `${both}/0/data/0/value`, 'must provide a number'],
    ['a number that is none', oneBar(null), `${both}/0/data/0/value`, 'must provide a number'],
    ['an unknown chart', bars({ but: { type: 'gauge' } }), `${one}/chart/type`, 'unsupported type: gauge'],
  ])('refuses %s', (_, block, pointer, message) => {
    expect(complaintsAboutMessage([block])).toEqual([{ pointer, message }]);
  });

  test('refuses a twenty-first rep and a label of 21 characters, wherever they stand', () => {
    const long = 'x'.repeat(21);
    const labelled = {
      series: [{ name: long, data: [{ label: long, value: 1 }] }],
      axis_config: { categories: [long] },
    };

    expect(complaintsAboutMessage([bars({ series: 1, points: 21 })])).toEqual([
      { pointer: `${both}/0/data`, message: tooMany },
      { pointer: `${one}/chart/axis_config/categories`, message: tooMany },
    ]);
    expect(complaintsAboutMessage([bars({ but: labelled })]).map(({ pointer }) => pointer)).toEqual([
      `${both}/0/name`,
      `${both}/0/data/0/label`,
      `${one}/chart/axis_config/categories/0`,
    ]);
  });

  test('refuses a category twice', () => {
    const twice = { series: [{ name: 'Won', data: points(1, 1) }], axis_config: { categories: reps(1, 1) } };

    expect(complaintsAboutMessage([bars({ but: twice })])).toEqual([
      { pointer: `${one}/chart/axis_config/categories`, message: 'must be unique' },
    ]);
  });

  test('takes none in a modal or on the Home tab', () => {
    const title = { type: 'plain_text', text: 'Won' };
    const complaint = [{ pointer: '/view/blocks/0/type', message: 'unsupported type: data_visualization' }];

    expect(complaintsAboutView({ type: 'modal', title, blocks: [bars()] }, 'modal')).toEqual(complaint);
    expect(complaintsAboutView({ type: 'home', blocks: [bars()] }, 'home')).toEqual(complaint);
  });
});

describe('of tables, Slack', () => {
  test('takes 10,000 characters in all of a message, and not one more', () => {
    const full = [table([['x'.repeat(9_000)]]), table([['x'.repeat(1_000)]])];

    expect(complaintsAboutMessage(full)).toEqual([]);
    expect(complaintsAboutMessage([...full, table([['x']])])).toEqual([
      { pointer: '/blocks', message: 'no more than 10000 characters in all of table' },
    ]);
  });

  test.each<Row>([
    ['an empty cell', table([['Rep'], ['']]), '/blocks/0/rows/1/0/text', 'must be more than 0 characters'],
    ['a 21st column', table([many(21, () => 'x')]), '/blocks/0/rows/0', 'no more than 20 items allowed'],
    ['a 101st row', table(many(101, () => ['x'])), '/blocks/0/rows', 'no more than 100 items allowed'],
    ['no rows', table([]), '/blocks/0/rows', 'no fewer than 1 items allowed'],
    [
      'text that stands askew',
      { ...table([['x']]), column_settings: [{ align: 'middle' }] },
      '/blocks/0/column_settings/0/align',
      'must be one of: left, center, right',
    ],
  ])('refuses %s', (_, block, pointer, message) => {
    expect(complaintsAboutMessage([block])).toEqual([{ pointer, message }]);
  });
});

test('a message with a third chart is refused as a whole, and Slack says where', async () => {
  const { app, slack, close } = await tinyWorkspace();
  const blocks = many(3, () => bars()) as never[];

  const answer = await app.client.chat
    .postMessage({ channel: 'C0SALESWEST', text: 'Won', blocks })
    .catch(({ data }: { data: unknown }) => data);

  expect(answer).toMatchObject({
    error: 'invalid_blocks',
    errors: ['no more than 2 of data_visualization allowed [json-pointer:/blocks]'],
  });
  expect(slack.workspace.messages).toEqual([]);
  await close();
});

test.each([
  [[13, 31, 80], '0 20 40 60 80'],
  [[80, 131], '0 20 40 60 80 100 120 140'],
  [[0, 0], '0 0.2 0.4 0.6 0.8 1'],
  [[-12, 80], '-20 0 20 40 60 80'],
  [[48_000, 220_000], '0 50k 100k 150k 200k 250k'],
])('%j stand on an axis of round numbers', (values, ticks) => {
  const scale = scaleOf(values);

  expect(scale.ticks.map(tickText).join(' ')).toBe(ticks);
  for (const value of values) expect(scale.at(value)).toBeGreaterThanOrEqual(0);
  for (const value of values) expect(scale.at(value)).toBeLessThanOrEqual(1);
});

function reps(...numbers: readonly number[]) {
  return numbers.map((number) => `Rep ${number}`);
}

function points(...numbers: readonly number[]) {
  return reps(...numbers).map((label) => ({ label, value: 1 }));
}

function seriesOf(count: number) {
  return many(count, (at) => ({ name: `${at}`, data: points(1, 2, 3) }));
}

function oneBar(value: unknown): Obj {
  return bars({
    but: { series: [{ name: 'Won', data: [{ label: 'Rep 1', value }] }], axis_config: { categories: reps(1) } },
  });
}
