import { describe, expect, test } from 'vitest';
import type { Obj } from '../../src/playground/json.ts';
import { complaintsAboutMessage, complaintsAboutView } from '../../src/playground/limits.ts';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const many = <T>(count: number, item: (at: number) => T) => Array.from({ length: count }, (_, at) => item(at));
const option = (value: string) => ({ text: plain(5), value });
const button = (more: Obj = {}) => ({ type: 'button', text: plain(5), ...more });
const section = (more: Obj = {}) => ({ type: 'section', text: mrkdwn(5), ...more });
const actions = (...elements: readonly Obj[]) => ({ type: 'actions', elements });
const input = (element: Obj, more: Obj = {}) => ({ type: 'input', label: plain(5), element, ...more });
const select = (more: Obj = {}) => ({ type: 'static_select', options: [option('a'), option('b')], ...more });
const cells = (rows: number, columns: number) =>
  many(rows, () => many(columns, () => ({ type: 'raw_text', text: 'x' })));
const chart = (more: Obj = {}) => ({
  type: 'data_visualization',
  title: 'Won',
  chart: {
    type: 'bar',
    series: [{ name: 'Ben', data: [{ label: 'Q1', value: 1 }] }],
    axis_config: { categories: ['Q1'] },
    ...more,
  },
});
const modal = (blocks: readonly Obj[], more: Obj = {}) => ({
  type: 'modal',
  title: plain(24),
  submit: plain(24),
  blocks,
  ...more,
});

type Row = readonly [says: string, blocks: readonly Obj[], pointer: string, message: string];

describe('in a message', () => {
  const taken: readonly (readonly [string, readonly Obj[]])[] = [
    ['50 blocks', many(50, () => ({ type: 'divider' }))],
    [
      'a section of 3,000 characters with ten fields',
      [section({ text: mrkdwn(3_000), fields: many(10, () => plain(2_000)) })],
    ],
    ['25 buttons', [actions(...many(25, (at) => button({ action_id: `b${at}` })))]],
    ['a table of 100 rows and 20 columns', [{ type: 'table', rows: cells(100, 20) }]],
    ['two charts', [chart(), chart()]],
    ['a select with a chosen option', [actions(select({ initial_option: option('b') }))]],
    [
      'rich text',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '*' }] }] }],
    ],
    ['a card', [{ type: 'card', title: mrkdwn(150), actions: many(3, () => button()) }]],
  ];

  test.each(taken)('Slack takes %s', (_, blocks) => {
    expect(complaintsAboutMessage(blocks)).toEqual([]);
  });

  const refused: readonly Row[] = [
    ['51 blocks', many(51, () => ({ type: 'divider' })), '/blocks', 'no more than 50 items allowed'],
    ['a long section', [section({ text: mrkdwn(3_001) })], '/blocks/0/text/text', 'must be less than 3001 characters'],
    ['an empty section', [section({ text: mrkdwn(0) })], '/blocks/0/text/text', 'must be more than 0 characters'],
    ['a section of nothing', [{ type: 'section' }], '/blocks/0', 'missing required field: text'],
    [
      'a long header',
      [{ type: 'header', text: plain(151) }],
      '/blocks/0/text/text',
      'must be less than 151 characters',
    ],
    ['a header in mrkdwn', [{ type: 'header', text: mrkdwn(5) }], '/blocks/0/text/type', 'unsupported type: mrkdwn'],
    [
      'eleven in a context',
      [{ type: 'context', elements: many(11, () => plain(1)) }],
      '/blocks/0/elements',
      'no more than 10 items allowed',
    ],
    ['no elements', [actions()], '/blocks/0/elements', 'no fewer than 1 items allowed'],
    [
      'a long button',
      [actions(button({ text: plain(76) }))],
      '/blocks/0/elements/0/text/text',
      'must be less than 76 characters',
    ],
    [
      'a long value',
      [actions(button({ value: 'x'.repeat(2_001) }))],
      '/blocks/0/elements/0/value',
      'must be less than 2001 characters',
    ],
    ['an unknown property', [section({ colour: 'red' })], '/blocks/0', 'invalid additional property: colour'],
    ['an unknown block', [{ type: 'banner' }], '/blocks/0/type', 'unsupported type: banner'],
    ['an alert, which is for modals', [{ type: 'alert', text: plain(5) }], '/blocks/0/type', 'unsupported type: alert'],
    [
      'a text input among actions',
      [actions({ type: 'plain_text_input' })],
      '/blocks/0/elements/0/type',
      'unsupported type: plain_text_input',
    ],
    ['a file input', [input({ type: 'file_input' })], '/blocks/0/element', 'unsupported type: file_input'],
    [
      '101 options',
      [actions(select({ options: many(101, (at) => option(`${at}`)) }))],
      '/blocks/0/elements/0/options',
      'no more than 100 items allowed',
    ],
    [
      'a choice that is no option',
      [actions(select({ initial_option: option('c') }))],
      '/blocks/0/elements/0/initial_option',
      'must match one of the options',
    ],
    [
      'six options in an overflow',
      [section({ accessory: { type: 'overflow', options: many(6, (at) => option(`${at}`)) } })],
      '/blocks/0/accessory/options',
      'no more than 5 items allowed',
    ],
    ['a block_id twice', many(2, () => section({ block_id: 'a' })), '/blocks/1/block_id', 'block_id already exists'],
    [
      'an action_id twice',
      [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
      '/blocks/0/elements/1/action_id',
      'action_id already exists',
    ],
    ['three charts', many(3, () => chart()), '/blocks', 'no more than 2 of data_visualization allowed'],
    [
      'a chart with a point missing',
      [chart({ axis_config: { categories: ['Q1', 'Q2'] } })],
      '/blocks/0/chart/series',
      'each series must have exactly one point for each category',
    ],
    [
      'a table of 101 rows',
      [{ type: 'table', rows: cells(101, 1) }],
      '/blocks/0/rows',
      'no more than 100 items allowed',
    ],
    [
      'a picture without words',
      [{ type: 'image', image_url: 'https://x' }],
      '/blocks/0',
      'missing required field: alt_text',
    ],
    [
      'a confirmation without its question',
      [actions(button({ confirm: { title: plain(5), confirm: plain(5), deny: plain(5) } }))],
      '/blocks/0/elements/0/confirm',
      'missing required field: text',
    ],
  ];

  test.each(refused)('Slack refuses %s', (_, blocks, pointer, message) => {
    expect(complaintsAboutMessage(blocks)).toEqual([{ pointer, message }]);
  });

  test('10,000 characters in all tables are the most', () => {
    const tables = many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x'.repeat(5_001) }]] }));

    expect(complaintsAboutMessage(tables)).toEqual([
      { pointer: '/blocks', message: 'no more than 10000 characters in all of table' },
    ]);
  });
});

describe('in a modal', () => {
  const text = { type: 'plain_text_input', action_id: 'a' };

  test.each<readonly [string, Obj]>([
    ['100 blocks', modal(many(100, () => ({ type: 'divider' })))],
    [
      'every kind of input',
      modal([
        input({ ...text, max_length: 3_000, initial_value: '' }),
        input({ type: 'number_input', is_decimal_allowed: false, initial_value: '5' }),
        input({ type: 'datepicker', initial_date: '2026-11-16' }),
        input({ type: 'external_select', min_query_length: 0 }),
        input({ type: 'checkboxes', options: [{ text: mrkdwn(5), value: 'a' }] }),
        input({ type: 'conversations_select', filter: { include: ['public'] } }),
        input({ type: 'file_input', max_files: 1 }),
      ]),
    ],
    ['an alert', modal([{ type: 'alert', text: plain(200), level: 'warning' }])],
    ['no submit without an input', modal([section()], { submit: undefined })],
  ])('Slack takes %s', (_, view) => {
    expect(complaintsAboutView(view, 'modal')).toEqual([]);
  });

  test.each<readonly [string, Obj, string, string]>([
    ['101 blocks', modal(many(101, () => ({ type: 'divider' }))), '/view/blocks', 'no more than 100 items allowed'],
    ['a long title', modal([], { title: plain(25) }), '/view/title/text', 'must be less than 25 characters'],
    ['no title', modal([], { title: undefined }), '/view', 'missing required field: title'],
    ['an input without submit', modal([input(text)], { submit: undefined }), '/view', 'missing required field: submit'],
    [
      'much metadata',
      modal([], { private_metadata: 'x'.repeat(3_001) }),
      '/view/private_metadata',
      'must be less than 3001 characters',
    ],
    ['a table', modal([{ type: 'table', rows: cells(1, 1) }]), '/view/blocks/0/type', 'unsupported type: table'],
    ['a chart', modal([chart()]), '/view/blocks/0/type', 'unsupported type: data_visualization'],
    ['a button as an input', modal([input(button())]), '/view/blocks/0/element/type', 'unsupported type: button'],
    [
      'a number as a number',
      modal([input({ type: 'number_input', is_decimal_allowed: true, min_value: 0 })]),
      '/view/blocks/0/element/min_value',
      'must be a number in a string',
    ],
    [
      'a day that is none',
      modal([input({ type: 'datepicker', initial_date: '16.11.2026' })]),
      '/view/blocks/0/element/initial_date',
      'must be a date as YYYY-MM-DD',
    ],
    [
      'a file that dispatches',
      modal([input({ type: 'file_input' }, { dispatch_action: true })]),
      '/view/blocks/0/dispatch_action',
      'not allowed with a file_input',
    ],
    [
      'two that want the focus',
      modal(many(2, () => input({ ...text, focus_on_load: true }))),
      '/view/blocks',
      'only one element can be focused on load',
    ],
  ])('Slack refuses %s', (_, view, pointer, message) => {
    expect(complaintsAboutView(view, 'modal')).toEqual([{ pointer, message }]);
  });
});

test('a Home tab has no submit, and shows tables', () => {
  const home = { type: 'home', blocks: [{ type: 'table', rows: cells(1, 1) }] };

  expect(complaintsAboutView(home, 'home')).toEqual([]);
  expect(complaintsAboutView({ ...home, submit: plain(5) }, 'home')).toEqual([
    { pointer: '/view', message: 'invalid additional property: submit' },
  ]);
});
