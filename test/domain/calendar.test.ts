import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  type Day,
  dayIn,
  daysBetween,
  daysFrom,
  fiscalQuarter,
  isZone,
  parseDay,
  shortDay,
  startOf,
  timeIn,
} from '../../src/domain/calendar.ts';
import { day } from '../support/builders.ts';

const SEED = { seed: 20260310, numRuns: 300 };
const anyDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => day(date.toISOString().slice(0, 10)));

test.each([
  ['2026-03-10', '2026-03-10'],
  ['2024-02-29', '2024-02-29'],
  ['2000-01-01', '2000-01-01'],
  ['2100-12-31', '2100-12-31'],
  ['2026-02-31', null],
  ['2026-02-29', null],
  ['2026-13-01', null],
  ['0001-01-01', null],
  ['1999-12-31', null],
  ['2101-01-01', null],
  ['9999-12-31', null],
  ['10.03.2026', null],
  ['2026-3-1', null],
  [' 2026-03-10', null],
  ['2026-03-10T10:00', null],
  ['tomorrow', null],
  ['', null],
])('the day %j is read as %j', (text, expected) => {
  expect(parseDay(text)).toBe(expected);
});

test.each([
  ['Europe/Berlin', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Asia/Calcutta', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['EST5EDT ', false],
  ['europe/berlin', false],
  ['Europe/berlin', false],
  ['+02:00', false],
  ['', false],
])('%j as a time zone: %j', (name, expected) => {
  expect(isZone(name)).toBe(expected);
});

test.each([
  ['2026-03-10T22:59:59Z', 'Europe/Berlin', '2026-03-10', '23:59'],
  ['2026-03-10T23:00:00Z', 'Europe/Berlin', '2026-03-11', '00:00'],
  ['2026-03-29T00:59:00Z', 'Europe/Berlin', '2026-03-29', '01:59'],
  ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29', '03:00'],
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25', '02:30'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25', '02:30'],
  ['2026-01-01T07:59:00Z', 'America/Los_Angeles', '2025-12-31', '23:59'],
  ['2026-03-10T10:00:00Z', 'Pacific/Kiritimati', '2026-03-11', '00:00'],
])('at %s a calendar in %s shows %s, %s', (instant, zone, shownDay, shownTime) => {
  const at = new Date(instant);

  expect([dayIn(zone, at), timeIn(zone, at)]).toEqual([shownDay, shownTime]);
});

test.each([
  ['an ordinary day', '2026-03-10', 'Europe/Berlin', '2026-03-09T23:00:00.000Z'],
  ['a day of 23 hours', '2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ['the day after it', '2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
  ['a day without midnight', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
])('%s starts with its first instant', (_, text, zone, expected) => {
  expect(startOf(day(text), zone).toISOString()).toBe(expected);
});

test('the instant at which a day starts lies in that day, and the one before it does not', () => {
  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Pacific/Auckland',
    'Africa/Cairo',
  );
  fc.assert(
    fc.property(anyDay, zone, (any, where) => {
      const start = startOf(any, where);

      expect(dayIn(where, start)).toBe(any);
      expect(dayIn(where, new Date(start.getTime() - 1))).toBe(addDays(any, -1));
    }),
    SEED,
  );
});

test.each([
  ['2026-03-10T12:00:00Z', '2026-03-11T11:59:59.999Z', 0],
  ['2026-03-10T12:00:00Z', '2026-03-11T12:00:00Z', 1],
  ['2026-03-10T12:00:00Z', '2026-04-09T12:00:00Z', 30],
  ['2026-03-28T12:00:00Z', '2026-03-29T11:00:00Z', 0],
  ['2026-03-11T12:00:00Z', '2026-03-10T12:00:00Z', 0],
])('from %s to %s %i whole days pass', (from, to, expected) => {
  expect(daysBetween(new Date(from), new Date(to))).toBe(expected);
});

test('days counted from one day to another lead there', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (from, days) => {
      expect(daysFrom(from, addDays(from, days))).toBe(days);
    }),
    SEED,
  );
});

test.each([
  ['2026-03-31', 1, 2026, 1, '2026-01-01', '2026-03-31'],
  ['2026-04-01', 1, 2026, 2, '2026-04-01', '2026-06-30'],
  ['2026-12-31', 1, 2026, 4, '2026-10-01', '2026-12-31'],
  ['2026-01-31', 2, 2026, 4, '2025-11-01', '2026-01-31'],
  ['2026-02-01', 2, 2027, 1, '2026-02-01', '2026-04-30'],
  ['2026-03-31', 4, 2026, 4, '2026-01-01', '2026-03-31'],
  ['2026-04-01', 4, 2027, 1, '2026-04-01', '2026-06-30'],
  ['2024-02-29', 12, 2024, 1, '2023-12-01', '2024-02-29'],
  ['2026-11-30', 12, 2026, 4, '2026-09-01', '2026-11-30'],
  ['2026-12-01', 12, 2027, 1, '2026-12-01', '2027-02-28'],
])('%s, with a fiscal year from month %i, lies in quarter %i/%i', (text, startMonth, year, quarter, from, to) => {
  expect(fiscalQuarter(day(text), startMonth)).toEqual({ year, quarter, from, to });
});

test('for every start month a quarter holds its day, starts a multiple of three months from the start, and the next follows it', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 12 }), (any, startMonth) => {
      const { from, to, year, quarter } = fiscalQuarter(any, startMonth);
      const next = fiscalQuarter(addDays(to, 1), startMonth);

      expect(from <= any && any <= to).toBe(true);
      expect((monthOf(from) - startMonth + 12) % 12).toBe((quarter - 1) * 3);
      expect(from.slice(8)).toBe('01');
      expect(next.from).toBe(addDays(to, 1));
      expect(next.year * 4 + next.quarter).toBe(year * 4 + quarter + 1);
    }),
    SEED,
  );
});

test('a fiscal year has the number of the calendar year in which it ends', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 12 }), (any, startMonth) => {
      const { year, quarter, to } = fiscalQuarter(any, startMonth);

      if (quarter === 4) expect(to.slice(0, 4)).toBe(String(year));
    }),
    SEED,
  );
});

test.each([
  ['2026-12-18', '2026-03-10', '18 Dec'],
  ['2026-01-01', '2026-03-10', '1 Jan'],
  ['2027-01-01', '2026-12-31', '1 Jan 2027'],
])('%s is written, on %s, as %s', (text, today, expected) => {
  expect(shortDay(day(text), day(today))).toBe(expected);
});

function monthOf(any: Day): number {
  return Number(any.slice(5, 7));
}
