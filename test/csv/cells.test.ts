import { describe, expect, test } from 'vitest';
import { dayCell, moneyCell, nameCell, Wrong, yesCell } from '../../src/csv/cells.ts';
import { placeOf, stageKey } from '../../src/csv/stage-names.ts';
import { lengthOf } from '../../src/domain/text.ts';

const iso = { order: null, zone: 'Europe/Berlin' };
const euro = { currency: 'EUR', decimal: '.' } as const;

describe('a day in a cell', () => {
  test.each([
    ['2016-10-20', '2016-10-20'],
    [' 2016-10-20 ', '2016-10-20'],
    ['2016/10/20', '2016-10-20'],
    ['2016.1.2', '2016-01-02'],
    ['2016-10-20 12:00', '2016-10-20'],
    ['2016-10-20 23:59:59', '2016-10-20'],
    ['2016-10-20T12:00:00.123', '2016-10-20'],
    // Two hours ahead of Greenwich, the next day has begun.
    ['2016-10-20T22:30:00Z', '2016-10-21'],
    ['2016-10-20 22:30 UTC', '2016-10-21'],
    ['2016-10-20T22:30:00+02:00', '2016-10-20'],
    ['2016-10-20T22:30:00.000-0500', '2016-10-21'],
  ])('is read where it begins with the year: %s', (cell, day) => {
    expect(dayCell(cell, iso)).toBe(day);
  });

  test.each([
    ['20/10/2016', 'dmy', '2016-10-20'],
    ['10/20/2016', 'mdy', '2016-10-20'],
    ['3.4.2017', 'dmy', '2017-04-03'],
    ['3/4/2017 5:06 PM', 'mdy', '2017-03-04'],
  ] as const)('is read as told where it ends with the year: %s', (cell, order, day) => {
    expect(dayCell(cell, { ...iso, order })).toBe(day);
  });

  test('is asked back where it could be read in two ways', () => {
    expect(dayCell('03/04/2017', iso)).toEqual(
      new Wrong('"03/04/2017" could be read in two ways: say which by --dates dmy or --dates mdy'),
    );
  });

  test.each([
    'soon',
    '2016-02-30',
    '2016-13-01',
    '1899-12-30',
    '20/10/16',
    '42663',
    '2016-10',
    '2016-10/20',
    '=TODAY()',
  ])('is refused where it is none: %s', (cell) => {
    expect(dayCell(cell, iso)).toEqual(
      new Wrong(`"${cell}" is not a day: expected one from 2000 to 2100, such as 2016-10-20`),
    );
  });

  test('may be left out', () => {
    expect(dayCell('  ', iso)).toBeNull();
  });
});

describe('an amount in a cell', () => {
  test.each([
    ['1054', 105_400],
    ['0', 0],
    ['007', 700],
    ['1054.5', 105_450],
    ['1,234,567.89', 123_456_789],
    ['€ 45', 4_500],
    ['45k', 4_500_000],
  ])('is in major units: %s', (cell, minor) => {
    expect(moneyCell(cell, euro)).toBe(minor);
  });

  test('has the digits of its currency', () => {
    expect(moneyCell('1054', { currency: 'JPY', decimal: '.' })).toBe(1054);
    expect(moneyCell('99999999999', { currency: 'KWD', decimal: '.' })).toBeInstanceOf(Wrong);
    expect(moneyCell('1.234,50', { currency: 'EUR', decimal: ',' })).toBe(123_450);
  });

  test.each([
    ['-5', 'is below zero'],
    ['99999999999999', 'is more than Sideline can count'],
    ['12.345', 'could be 12,345 or 12.35'],
    ['1.23456', 'has more digits behind the . than EUR has'],
    ['ten', 'is not an amount'],
    ['=1+1', 'is not an amount'],
  ])('is refused with its reason: %s', (cell, why) => {
    expect(moneyCell(cell, euro)).toMatchObject({ why: expect.stringContaining(why) });
  });

  test('may be left out', () => {
    expect(moneyCell(' ', euro)).toBeNull();
  });
});

describe('a name in a cell', () => {
  test('is kept on one line, without what cannot be seen', () => {
    expect(nameCell('  Acme \n\t\u202EInc\u0000. ')).toEqual({ text: 'Acme Inc.', isShortened: false });
    expect(nameCell('=HYPERLINK("x")').text).toBe('=HYPERLINK("x")');
  });

  test('is shortened to 120 characters as people see them', () => {
    expect(nameCell('é'.repeat(120)).isShortened).toBe(false);
    const long = nameCell('👩‍👩‍👧'.repeat(121));
    expect(long.isShortened).toBe(true);
    expect(lengthOf(long.text)).toBeLessThanOrEqual(120);
    expect(nameCell('x'.repeat(121)).text).toBe(`${'x'.repeat(119)}…`);
  });
});

describe('a mark in a cell', () => {
  test.each([
    ['TRUE', true],
    ['1', true],
    ['no', false],
    ['', null],
  ])('is yes, no or neither: %j', (cell, is) => {
    expect(yesCell(cell)).toBe(is);
  });

  test('is refused where it is none', () => {
    expect(yesCell('maybe')).toBeInstanceOf(Wrong);
  });
});

describe("a CRM's stage", () => {
  test.each([
    ['Prospecting', 'qualify'],
    ['Engaging', 'qualify'],
    ['appointmentscheduled', 'qualify'],
    ['Qualified To Buy (Sales Pipeline)', 'qualify'],
    ['Presentation Scheduled', 'prove'],
    ['Id. Decision Makers', 'prove'],
    ['Decision Maker Bought-In', 'propose'],
    ['Proposal/Price Quote', 'propose'],
    ['contractsent', 'negotiate'],
    ['Negotiation/Review', 'negotiate'],
    ['Closed Won', 'won'],
    ['closedlost', 'lost'],
    ['Closed Won (Sales Pipeline)', 'won'],
    ['Verbal', null],
  ])('%s is %s', (name, place) => {
    expect(placeOf(name, new Map())).toBe(place);
  });

  test('is what the operator says, before what it usually is', () => {
    const told = new Map([
      [stageKey('Verbal yes'), 'negotiate'],
      [stageKey('Demo'), 'qualify'],
    ] as const);

    expect(placeOf('verbal  YES', told)).toBe('negotiate');
    expect(placeOf('Demo', told)).toBe('qualify');
  });
});
