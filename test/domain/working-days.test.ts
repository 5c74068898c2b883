import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  daysFrom,
  finishedQuarters,
  fiscalQuarter,
  parseQuarter,
  quarterAfter,
  quarterBefore,
  quarterName,
} from '../../src/domain/calendar.ts';
import { dayAfterShare, elapsed, isWorkingDay, workingDays } from '../../src/domain/working-days.ts';
import { day } from '../support/builders.ts';

const SEED = { seed: 20260311, numRuns: 200 };
const anyDay = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2098-12-31'), noInvalidDate: true })
  .map((date) => day(date.toISOString().slice(0, 10)));
const anyMonth = fc.integer({ min: 1, max: 12 });

test('the fourth quarter of 2026 has 66 working days, of which 32 are over on the morning of 16 November', () => {
  const quarter = fiscalQuarter(day('2026-11-16'), 1);

  expect(elapsed(quarter, day('2026-11-16'), new Set())).toEqual({ finished: 32, days: 66 });
});

test('a holiday on a weekday is off, one on a weekend changes nothing', () => {
  const holidays = new Set([day('2026-12-25'), day('2026-12-26'), day('2026-10-03')]);

  expect(workingDays(day('2026-10-01'), day('2026-12-31'), holidays)).toBe(65);
  expect(isWorkingDay(day('2026-12-25'), holidays)).toBe(false);
  expect(isWorkingDay(day('2026-12-26'), holidays)).toBe(false);
  expect(isWorkingDay(day('2026-12-28'), holidays)).toBe(true);
});

test('working days are those that one counts on a calendar', () => {
  fc.assert(
    fc.property(anyDay, fc.nat(400), fc.array(fc.nat(420), { maxLength: 12 }), (from, length, off) => {
      const holidays = new Set(off.map((days) => addDays(from, days - 10)));
      let counted = 0;
      for (let at = from; at <= addDays(from, length); at = addDays(at, 1)) {
        const weekday = new Date(`${at}T12:00:00Z`).getUTCDay();
        if (weekday !== 0 && weekday !== 6 && !holidays.has(at)) counted += 1;
      }

      expect(workingDays(from, addDays(from, length), holidays)).toBe(counted);
    }),
    SEED,
  );
});

test('before its first day nothing of a quarter is over, after its last all of it', () => {
  const quarter = fiscalQuarter(day('2026-11-16'), 1);

  expect(elapsed(quarter, day('2026-09-30'), new Set())).toEqual({ finished: 0, days: 66 });
  expect(elapsed(quarter, day('2027-02-01'), new Set())).toEqual({ finished: 66, days: 66 });
});

test('the same share of another quarter ends on the last day by which no more is over', () => {
  const third = fiscalQuarter(day('2026-08-01'), 1);

  // 32 of 66 is 31.999 of its 66 working days: the 32nd is 13 August, and the next one the 14th.
  expect(dayAfterShare(third, { finished: 32, days: 66 }, new Set())).toBe('2026-08-13');
  expect(dayAfterShare(third, { finished: 66, days: 66 }, new Set())).toBe('2026-09-30');
  expect(dayAfterShare(third, { finished: 0, days: 66 }, new Set())).toBe('2026-06-30');
});

test('a quarter’s name is read back as that quarter, and quarters follow one another without a gap', () => {
  fc.assert(
    fc.property(anyDay, anyMonth, (at, startMonth) => {
      const quarter = fiscalQuarter(at, startMonth);
      const before = quarterBefore(quarter, startMonth);

      expect(parseQuarter(quarterName(quarter), startMonth)).toEqual(quarter);
      expect(quarterAfter(before, startMonth)).toEqual(quarter);
      expect(daysFrom(before.to, quarter.from)).toBe(1);
      expect(finishedQuarters(at, 2, startMonth)).toEqual([before, quarterBefore(before, startMonth)]);
    }),
    SEED,
  );
});

test.each([
  ['2017-Q3', 1, '2017-07-01', '2017-09-30'],
  ['2017 q3', 1, '2017-07-01', '2017-09-30'],
  // The fiscal year is called after the calendar year in which it ends.
  ['2017-Q3', 7, '2017-01-01', '2017-03-31'],
  ['2027-Q1', 2, '2026-02-01', '2026-04-30'],
])('%s of a fiscal year from month %i', (name, startMonth, from, to) => {
  expect(parseQuarter(name, startMonth)).toMatchObject({ from, to });
});

test.each(['2017-Q5', 'Q3', '2017', '17-Q3', '1999-Q1', '2017-Q3x', ''])('%j is no quarter', (text) => {
  expect(parseQuarter(text, 1)).toBeNull();
});
