import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import type { Obj } from '../../src/playground/json.ts';
import { ids } from '../../src/views/ids.ts';
import { everyButton, stored } from '../support/every-button.ts';
import { Forger, type Form, type Press } from '../support/forger.ts';
import { keptLog } from '../support/log.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

const OUTDATED = 'This is from an earlier version of Sideline, and nothing was changed.';

describe('what comes in a form or a button', () => {
  const { log, lines } = keptLog();
  let floor: Floor;
  let forger: Forger;
  let buttons: ReadonlyMap<string, readonly Press[]>;
  let forms: ReadonlyMap<string, Form>;
  beforeAll(async () => {
    floor = await salesFloor({ way: 'http', log });
    forger = new Forger(floor);
    ({ buttons, forms } = await everyButton(floor, forger));
  });
  afterAll(() => floor.stop());
  beforeEach(() => {
    lines.length = 0;
  });

  const troubles = () => lines.filter((line) => /"level":"(warn|error)"/.test(line));
  const newDeal = (values: { readonly [id: string]: Obj }) =>
    forger.submit('ben', {
      ...{ callbackId: ids.dealForm, metadata: '' },
      values: Object.fromEntries(
        [ids.company, ids.title, ids.contact, ids.contactRole, ids.amount, ids.expectedClose].map((id) => [
          id,
          { [id]: values[id] ?? { value: null } },
        ]),
      ),
    });
  const dealOf = async (company: string) =>
    (await floor.db.select().from(table.deal).where(eq(table.deal.company, company)))[0];

  test.each([
    ['a turn of the writing direction', 'Evil\u202Egpj.exe', 'Evilgpj.exe'],
    ['no width', 'A\u200b\u2060c\ufeffme', 'Acme'],
    ['NUL', 'Nul\u0000l', 'Null'],
    ['half a character', 'Half\ud83d', 'Half'],
    ['200 marks on one letter', `Zalgo${'\u0301'.repeat(200)}`, 'Zalgó\u0301\u0301\u0301\u0301'],
    ['lines and tabs', ' Two\r\n\tlines\u2028here ', 'Two lines here'],
    ['a letter and its mark', 'Cafe\u0301', 'Café'],
  ])('I4 a name with %s is kept clean', async (_, typed, kept) => {
    const answer = await newDeal({ [ids.company]: { value: typed }, [ids.title]: { value: typed } });

    expect(answer).toContain('is open');
    expect(await dealOf(kept)).toMatchObject({ title: kept });
    expect(troubles()).toEqual([]);
  });

  test.each(['\u200b', '\u0000', '\u3164\u2800', ' \u00a0 ', '\ud83d'])(
    'I4 a name of nothing to see is none (%j)',
    async (value) => {
      expect(await newDeal({ [ids.company]: { value } })).toContain('Which company is it?');
    },
  );

  test('a name that is too long is said so in its field', async () => {
    const answer = await newDeal({ [ids.company]: { value: '👨‍👩‍👧‍👦'.repeat(121) } });

    expect(answer).toContain('"errors"');
    expect(answer).toContain('At most 120 characters, please');
  });

  test.each<readonly [string, number | string]>([
    ['1,234.56', 123_456],
    ['1.234,56', 'An amount such as 12,500.00, 12500 or 45k'],
    ['1e9', 'An amount such as'],
    ['-5', 'An amount cannot be below zero'],
    ['NaN', 'An amount such as'],
    ['Infinity', 'An amount such as'],
    ['０１２', 1_200],
    ['1000000000000000', 'That is more than Sideline can keep'],
    ['100000000000', 10_000_000_000_000],
    ['12.345', '12.345 could be thousands or decimals. Write 12,345 or 12.35'],
    ['€5k', 500_000],
    ['0.29', 29],
    ['4.35', 435],
    ['1.1m', 110_000_000],
    ['9'.repeat(3_000), 'That is more than Sideline can keep'],
    ['__proto__', 'An amount such as'],
  ])('I6 the amount %s is an amount in cents, or asked back', async (typed, expected) => {
    const company = `Amount ${typed.slice(0, 20)}`;

    const answer = await newDeal({ [ids.company]: { value: company }, [ids.amount]: { value: typed } });

    if (typeof expected === 'number') expect(await dealOf(company)).toMatchObject({ amount: expected });
    else {
      expect(answer).toContain(expected);
      expect(await dealOf(company)).toBe(undefined);
    }
  });

  test.each([
    '2027-02-31',
    '0001-01-01',
    '9999-12-31',
    '1999-12-31',
    '2101-01-01',
    'tomorrow',
    '2027-1-1',
    '2027-01-01T00:00',
  ])('I7 no calendar has the day %s, and the field says so', async (day) => {
    const answer = await newDeal({ [ids.company]: { value: 'Days' }, [ids.expectedClose]: { selected_date: day } });

    expect(answer).toContain('A day between 2000 and 2100');
    expect(await dealOf('Days')).toBe(undefined);
  });

  test('I7 a closing day of long ago is taken for what it is', async () => {
    const company = 'Days gone by';

    await newDeal({ [ids.company]: { value: company }, [ids.expectedClose]: { selected_date: '2000-02-29' } });

    expect(await dealOf(company)).toMatchObject({ expectedClose: '2000-02-29' });
  });

  const ODD_VALUES = [
    '',
    'not json',
    'null',
    '[]',
    '7',
    '{"v":1}',
    '{"v":2,"deal":"00000000-0000-4000-8000-000000000001","seen":1}',
    '{"v":1,"deal":"00000000-0000-4000-8000-000000000001","seen":1,"more":true}',
    '{"v":1,"deal":"00000000-0000-4000-8000-000000000001","seen":-1}',
    '{"v":1,"deal":"1; drop table deal","seen":1}',
    '{"__proto__":{"v":1},"constructor":1}',
    '\ud83d',
    'x'.repeat(5_000),
  ];
  test.each(ODD_VALUES.map((value) => [value.slice(0, 40), value] as const))(
    'I8 a button that carries “%s” changes nothing, is told so, and logged',
    async (_, value) => {
      const before = await stored(floor.db);
      for (const actionId of new Set([...buttons.values()].flat().map((press) => press.actionId))) {
        lines.length = 0;

        const told = await forger.press('ben', { actionId, value });

        expect(told.join(), actionId).toContain(OUTDATED);
        expect(
          lines.filter((line) => line.includes('of another version')),
          actionId,
        ).toHaveLength(1);
      }
      expect(await stored(floor.db)).toBe(before);
      expect(troubles()).toEqual([]);
    },
  );

  test.each([ids.pickDeal, ids.pickForQualify, ids.pickForAdvance, ids.nearFirst, ids.listNext])(
    'I8 what is no deal of a picker, a list or a near name changes nothing, is told so, and logged (%s)',
    async (actionId) => {
      for (const value of ['', 'x', '{}', '{"v":1,"page":-1,"team":null}', "' or 1=1"]) {
        lines.length = 0;

        const told = await forger.press('ben', { actionId, value });

        expect(told.join()).toContain(OUTDATED);
        expect(lines.filter((line) => line.includes('of another version'))).toHaveLength(1);
        expect(troubles()).toEqual([]);
      }
    },
  );

  test('I8 a form that carries anything else changes nothing, is told so, and logged', async () => {
    const before = await stored(floor.db);
    for (const [name, form] of forms) {
      for (const metadata of ODD_VALUES) {
        lines.length = 0;

        const told = await forger.submit('ben', { ...form, metadata });

        expect(told, name).toContain(OUTDATED);
        expect(
          lines.filter((line) => line.includes('of another version')),
          name,
        ).toHaveLength(1);
      }
    }
    expect(await stored(floor.db)).toBe(before);
  });

  test('I10 a form from before a block was added is explained, and so is an empty one', async () => {
    const before = await stored(floor.db);
    for (const [name, form] of forms) {
      const blocks = Object.keys(form.values);
      for (const missing of blocks) {
        const { [missing]: _, ...values } = form.values;
        const told = await forger.submit('dov', { ...form, values });
        expect(told, `${name} without ${missing}`).toMatch(/earlier version|no longer there|"errors"/);
      }
      const empty = await forger.submit('dov', { ...form, values: {} });
      expect(empty, name).toMatch(/earlier version|no longer there|"errors"/);
      const without = Object.fromEntries(blocks.map((block) => [block, {}]));
      expect(await forger.submit('dov', { ...form, values: without }), name).toMatch(/no longer there|"errors"/);
    }
    expect(await stored(floor.db)).toBe(before);
    expect(troubles().filter((line) => line.includes('failed'))).toEqual([]);
  });
});
