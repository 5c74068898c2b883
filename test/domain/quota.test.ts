import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, daysFrom, fiscalQuarter } from '../../src/domain/calendar.ts';
import { type Fraction, fraction, total } from '../../src/domain/fraction.ts';
import { effectiveQuota, joinedWithin, ownDays, type QuotaRow, type Ramp } from '../../src/domain/quota.ts';
import type { Span } from '../../src/domain/setup.ts';
import { ALL_ALONG } from '../../src/domain/stays.ts';
import { isWorkingDay } from '../../src/domain/working-days.ts';
import { day, money } from '../support/builders.ts';

const SEED = { seed: 20260312, numRuns: 200 };
const Q4 = fiscalQuarter(day('2026-11-16'), 1);
const NONE = new Set<Day>();

function row(startsOn: string, amount: number): QuotaRow {
  return { startsOn: day(startsOn), amount: money(amount) };
}

function span(joinedOn: string | null, leftOn: string | null = null): Span {
  return { joinedOn: joinedOn === null ? null : day(joinedOn), leftOn: leftOn === null ? null : day(leftOn) };
}

function quotaOf(rows: readonly QuotaRow[], spans: readonly Span[] = ALL_ALONG, ramps: readonly Ramp[] = []) {
  return effectiveQuota({ rows, ramps, spans }, Q4, NONE);
}

describe('the effective quota of a quarter of 66 working days', () => {
  test('is the amount, where a row holds from the first day and the person is a rep all along', () => {
    expect(quotaOf([row('2026-10-01', 20_000_000)])).toEqual({ amount: fraction(20_000_000), days: 66, isFull: true });
  });

  test('changes with a row in mid-quarter, by working days', () => {
    // October has 22 working days, the rest 44.
    const changed = quotaOf([row('2026-10-01', 6_600), row('2026-11-01', 3_300)]);

    expect(changed).toEqual({ amount: fraction(2_200 + 2_200), days: 66, isFull: true });
  });

  test('of two rows for one day the last holds', () => {
    expect(quotaOf([row('2026-10-01', 500), row('2026-10-01', 700)]).amount).toEqual(fraction(700));
  });

  test('a row of the quarter before does not hold, and no row is no quota', () => {
    expect(quotaOf([row('2026-09-30', 500)])).toEqual({ amount: fraction(0), days: 0, isFull: false });
  });

  test('is less for who joined or left within it, exactly', () => {
    const joined = quotaOf([row('2026-10-01', 1_000)], [span('2026-11-16')]);
    const left = quotaOf([row('2026-10-01', 1_000)], [span(null, '2026-11-16')]);

    expect(joined).toEqual({ amount: fraction(34_000, 66), days: 34, isFull: false });
    expect(left).toEqual({ amount: fraction(32_000, 66), days: 32, isFull: false });
  });

  test('is the ramp’s share while it lasts, and such a quarter is not a full one', () => {
    const ramp = { startsOn: day('2026-09-01'), endsOn: day('2026-10-31'), share: 5_000 };

    const ramping = quotaOf([row('2026-10-01', 6_600)], ALL_ALONG, [ramp]);

    expect(ramping).toEqual({ amount: fraction(1_100 + 4_400), days: 66, isFull: false });
  });

  test('is none in a quarter without a working day', () => {
    const everyDay = new Set<Day>();
    for (let at = Q4.from; at <= Q4.to; at = addDays(at, 1)) everyDay.add(at);

    const rows = [row('2026-10-01', 500)];

    expect(effectiveQuota({ rows, ramps: [], spans: ALL_ALONG }, Q4, everyDay).days).toBe(0);
  });
});

const offsets = fc.integer({ min: -20, max: 110 });
const within = fc.integer({ min: 0, max: daysFrom(Q4.from, Q4.to) });
const someRows = fc.array(fc.record({ at: within, amount: fc.integer({ min: 1, max: 1_000_000 }) }), { maxLength: 4 });
const someRamps = fc.array(fc.record({ at: offsets, length: fc.nat(60), share: fc.integer({ min: 1, max: 10_000 }) }), {
  maxLength: 3,
});
const someHolidays = fc.array(within, { maxLength: 5 });
const someTime = fc.record({ joined: fc.option(offsets), stay: fc.option(fc.nat(80)) });

type Case = {
  readonly rows: readonly QuotaRow[];
  readonly ramps: readonly Ramp[];
  readonly spans: readonly Span[];
  readonly holidays: ReadonlySet<Day>;
};

const anyCase: fc.Arbitrary<Case> = fc
  .tuple(someRows, someRamps, someTime, someHolidays)
  .map(([rows, ramps, { joined, stay }, off]) => ({
    rows: rows.map(({ at, amount }) => ({ startsOn: addDays(Q4.from, at), amount: money(amount) })),
    ramps: ramps.map(({ at, length, share }) => ({
      ...{ startsOn: addDays(Q4.from, at), endsOn: addDays(Q4.from, at + length), share },
    })),
    spans: [
      {
        joinedOn: joined === null ? null : addDays(Q4.from, joined),
        leftOn: stay === null ? null : addDays(Q4.from, (joined ?? 0) + stay),
      },
    ],
    holidays: new Set(off.map((days) => addDays(Q4.from, days))),
  }));

/** As one would reckon it with a calendar and a pencil, a day at a time. */
function byTheDay({ rows, ramps, spans, holidays }: Case): Fraction {
  const days: Day[] = [];
  for (let at = Q4.from; at <= Q4.to; at = addDays(at, 1)) if (isWorkingDay(at, holidays)) days.push(at);
  const parts = days.map((at) => {
    const begun = rows.filter(({ startsOn }) => startsOn <= at);
    const latest = begun
      .map(({ startsOn }) => startsOn)
      .sort()
      .at(-1);
    const amount = begun.filter(({ startsOn }) => startsOn === latest).at(-1)?.amount ?? 0;
    const share = ramps.filter(({ startsOn, endsOn }) => startsOn <= at && at <= endsOn).at(-1)?.share ?? 10_000;
    const isRep = spans.some(
      ({ joinedOn, leftOn }) => (joinedOn === null || joinedOn <= at) && (leftOn === null || at < leftOn),
    );
    return isRep ? fraction(amount * share, days.length * 10_000) : fraction(0);
  });
  return total(parts);
}

describe('whatever the rows, ramps, holidays and times as a rep', () => {
  test('it is what a day at a time adds up to', () => {
    fc.assert(
      fc.property(anyCase, (each) => {
        expect(effectiveQuota(each, Q4, each.holidays).amount).toEqual(byTheDay(each));
      }),
      SEED,
    );
  });

  test('a row split at any day into two of the same amount changes nothing', () => {
    fc.assert(
      fc.property(anyCase, within, (each, at) => {
        const cut = addDays(Q4.from, at);
        const holding = each.rows
          .filter(({ startsOn }) => startsOn <= cut)
          .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
        const same = holding.at(-1);
        fc.pre(same !== undefined);
        const split = { ...each, rows: [...each.rows, { startsOn: cut, amount: money(same?.amount ?? 0) }] };

        expect(effectiveQuota(split, Q4, each.holidays)).toEqual(effectiveQuota(each, Q4, each.holidays));
      }),
      SEED,
    );
  });

  test('a time as a rep split between two teams leaves the sum as it was', () => {
    fc.assert(
      fc.property(anyCase, within, (each, at) => {
        const moved = addDays(Q4.from, at);
        const one = effectiveQuota({ ...each, spans: [{ joinedOn: null, leftOn: moved }] }, Q4, each.holidays);
        const other = effectiveQuota({ ...each, spans: [{ joinedOn: moved, leftOn: null }] }, Q4, each.holidays);
        const whole = effectiveQuota({ ...each, spans: ALL_ALONG }, Q4, each.holidays);

        expect(total([one.amount, other.amount])).toEqual(whole.amount);
        expect(one.days + other.days).toBe(whole.days);
      }),
      SEED,
    );
  });
});

describe('somebody’s own days', () => {
  test('are counted from the day they joined, for who joined after the first working day', () => {
    const spans = [span('2026-11-02')];

    expect(joinedWithin(spans, Q4, NONE)).toBe(true);
    expect(ownDays(spans, Q4, { today: day('2026-11-16'), holidays: NONE })).toEqual({ finished: 10, days: 44 });
  });

  test.each([
    ['all along', [span(null)], false],
    ['on the first day', [span('2026-10-01')], false],
    ['back within the quarter', [span(null, '2026-10-10'), span('2026-11-01')], false],
    ['only in the next one', [span('2027-01-04')], false],
    ['and had left long ago', [span(null, '2025-01-01'), span('2026-11-01')], true],
  ])('who was there %s', (_, spans, expected) => {
    expect(joinedWithin(spans, Q4, NONE)).toBe(expected);
  });

  test('a holiday on the first day makes nobody a joiner', () => {
    expect(joinedWithin([span('2026-10-02')], Q4, new Set([day('2026-10-01')]))).toBe(false);
  });
});
