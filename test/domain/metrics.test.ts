import { describe, expect, test } from 'vitest';
import {
  added,
  asTeam,
  type Closed,
  closingRatio,
  closingRatioByAmount,
  daysToDisqualify,
  dealSize,
  NONE_CLOSED,
  ratioFrom,
  salesCycle,
} from '../../src/domain/closed.ts';
import { dash } from '../../src/domain/figure.ts';
import { fraction } from '../../src/domain/fraction.ts';
import {
  attainment,
  consistency,
  coverage,
  forecast,
  likely,
  type Open,
  pace,
  requiredCoverage,
} from '../../src/domain/metrics.ts';

const QUOTA = fraction(20_000_000);
const AHEAD = { isOver: false, hasClosedSince: false };

function closed(but: Partial<Closed>): Closed {
  return { ...NONE_CLOSED, ...but };
}

function open(but: Partial<Open>): Open {
  const none = { live: 0, withAmount: 0, expected: 0, expectedAmount: 0, qualified: 0, qualifiedAmount: 0 };
  return { stage: 'prove', ...none, unpriced: 0, undated: 0, overdue: 0, ...but };
}

describe('attainment', () => {
  test('is won over the effective quota, and a dash where there is none', () => {
    expect(attainment({ won: 15_920_000, quota: QUOTA }).value).toEqual(fraction(796, 1_000));
    expect(attainment({ won: 5, quota: fraction(0) })).toEqual(dash('no-quota'));
  });
});

describe('pace', () => {
  const day32 = { elapsed: { finished: 32, days: 66 }, hasLeft: false };

  test('of 35.2 % where the team usually has 44 % by now is 0.8: on pace, at the line itself', () => {
    const usual = { byNow: 44, all: 100 };

    const at = pace({ ...day32, usual, attained: fraction(352, 1_000) });
    const under = pace({ ...day32, usual, attained: fraction(3_519, 10_000) });

    expect(at).toEqual({ value: fraction(4, 5), n: 32, why: null, verdict: 'on-pace' });
    expect(under.verdict).toBe('behind');
  });

  test.each([
    ['a team with fewer than four finished quarters', null],
    ['a team that had won nothing by now', { byNow: 0, all: 100 }],
    ['a team that had more taken back than won', { byNow: -5, all: 100 }],
    ['a team with nothing in the end', { byNow: 10, all: 0 }],
  ])('of %s is measured by working days', (_, usual) => {
    expect(pace({ ...day32, usual, attained: fraction(16, 66) }).value).toEqual(fraction(1, 2));
  });

  test('has no verdict in the first fifth, and one from its end on', () => {
    const early = pace({ elapsed: { finished: 12, days: 65 }, usual: null, hasLeft: false, attained: fraction(1, 2) });
    const then = pace({ elapsed: { finished: 13, days: 65 }, usual: null, hasLeft: false, attained: fraction(1, 2) });

    expect(early).toMatchObject({ verdict: null, why: 'first-fifth', value: fraction(65, 24) });
    expect(then).toMatchObject({ verdict: 'on-pace', why: null });
  });

  test('is a dash for who left, who has no quota, and before a day is finished', () => {
    const facts = { ...day32, usual: null, attained: fraction(1, 2) };

    expect(pace({ ...facts, hasLeft: true })).toMatchObject({ value: null, why: 'left' });
    expect(pace({ ...facts, attained: null })).toMatchObject({ value: null, why: 'no-quota' });
    expect(pace({ ...facts, elapsed: { finished: 0, days: 66 } })).toMatchObject({ value: null, why: 'not-begun' });
  });
});

describe('consistency', () => {
  const good = { won: 80, quota: fraction(100) };
  const bad = { won: 79, quota: fraction(100) };
  const none = { won: 500, quota: fraction(0) };

  test.each([
    [[good, good, good, good, good, bad], 4, 4, 5],
    [[good, bad, good, good], 3, 4, 1],
    [[bad, good, good, good], 3, 4, 0],
    // Tom came half a year ago.
    [[bad, bad, none, none], 0, 2, 0],
    [[good, none, good, bad], 2, 3, 2],
  ])('%#: quarters at 80 % of those with a quota, and in a row', (quarters, reached, of, streak) => {
    expect(consistency(quarters)).toEqual({ value: fraction(reached), n: of, why: null, streak });
  });

  test('is a dash where no quarter had a quota', () => {
    expect(consistency([none, none])).toMatchObject({ value: null, why: 'no-quota' });
  });
});

describe('looking ahead', () => {
  const rows = [
    open({
      stage: 'prove',
      live: 2,
      withAmount: 2,
      expected: 2,
      expectedAmount: 6_000_000,
      qualified: 1,
      qualifiedAmount: 4_000_000,
    }),
    open({
      stage: 'negotiate',
      live: 1,
      withAmount: 1,
      expected: 1,
      expectedAmount: 3_000_000,
      qualified: 1,
      qualifiedAmount: 3_000_000,
    }),
  ];
  const against = { won: 8_000_000, quota: QUOTA };

  test('each stage counts by its own ratio', () => {
    const coming = likely(rows, (stage) => (stage === 'prove' ? fraction(1, 3) : fraction(2, 3)));

    expect(coming && fraction(coming.num, coming.den)).toEqual(fraction(4_000_000));
    expect(forecast(against, rows, { ...AHEAD, coming })).toEqual({ value: fraction(12, 20), n: 3, why: null });
  });

  test('a ratio that nobody knows makes the forecast a dash, if a deal hangs on it', () => {
    expect(likely(rows, (stage) => (stage === 'prove' ? fraction(1, 3) : null))).toBeNull();
    expect(likely([open({ live: 3 })], () => null)).toEqual(fraction(0));
    expect(forecast(against, rows, { ...AHEAD, coming: null })).toMatchObject({ value: null, why: 'few-closed' });
  });

  test('live deals of which none has an amount say nothing', () => {
    const unpriced = [open({ live: 194, unpriced: 194 })];

    expect(forecast(against, unpriced, { ...AHEAD, coming: fraction(0) })).toEqual(dash('no-amounts', 0));
    expect(coverage(against, unpriced, AHEAD)).toEqual(dash('no-amounts', 0));
  });

  test.each([
    ['quarter-over', { ...AHEAD, isOver: true }],
    ['closed-since', { ...AHEAD, hasClosedSince: true }],
  ] as const)('is a dash: %s', (why, ahead) => {
    expect(forecast(against, rows, { ...ahead, coming: fraction(0) })).toMatchObject({ value: null, why });
    expect(coverage(against, rows, ahead)).toMatchObject({ value: null, why });
  });

  test('coverage is the qualified amount over what is still to go, until the quota is reached', () => {
    expect(coverage(against, rows, AHEAD)).toEqual({ value: fraction(7, 12), n: 2, why: null });
    expect(coverage({ won: 20_000_000, quota: QUOTA }, rows, AHEAD)).toMatchObject({ why: 'quota-reached' });
  });

  test('what is needed is one over the closing ratio: three times at a third, five times at a fifth', () => {
    const third = { value: fraction(1, 3), n: 12, why: null };
    const few = { value: fraction(1, 2), n: 9, why: null };

    expect(requiredCoverage(third, few).value).toEqual(fraction(3));
    expect(requiredCoverage(few, { value: fraction(1, 5), n: 40, why: null }).value).toEqual(fraction(5));
    expect(requiredCoverage(few, few)).toMatchObject({ value: null, why: 'few-closed' });
    expect(requiredCoverage({ value: fraction(0), n: 10, why: null }, third)).toMatchObject({ why: 'ratio-zero' });
  });
});

describe('the three numbers', () => {
  test.each([
    [4, 8, 'good'],
    [33, 67, 'good'],
    [329, 671, 'between'],
    [2, 8, 'between'],
    [199, 801, 'poor'],
  ])('%i won and %i lost is %s', (won, lost, verdict) => {
    expect(closingRatio(closed({ won, lost })).verdict).toBe(verdict);
  });

  test('a ratio of under ten is shown, not judged; one of none is a dash', () => {
    expect(closingRatio(closed({ won: 8, lost: 1 }))).toEqual({
      value: fraction(8, 9),
      n: 9,
      why: 'under-ten',
      verdict: null,
    });
    expect(closingRatio(NONE_CLOSED)).toMatchObject({ value: null, n: 0, why: 'none-closed' });
  });

  test('losses that an import may have put there wrongly do not make the verdict alone', () => {
    expect(closingRatio(closed({ won: 12, lost: 18, lostUnsure: 18 })).verdict).toBe('good');
    expect(closingRatio(closed({ won: 12, lost: 40, lostUnsure: 40 }))).toMatchObject({
      verdict: null,
      why: 'not-said-by-import',
    });
    expect(closingRatio(closed({ won: 5, lost: 10, lostUnsure: 10 }))).toMatchObject({ verdict: null });
  });

  test('what somebody inherited is not theirs, and the team’s all the same', () => {
    const sums = closed({ won: 10, lost: 10, inherited: 5 });

    expect(closingRatio(sums).value).toEqual(fraction(1, 2));
    expect(closingRatio(asTeam(sums)).value).toEqual(fraction(10, 25));
  });

  test('by amount only where each lost amount is known', () => {
    const sums = closed({ won: 2, lost: 1, wonAmount: 300, lostAmount: 100 });

    expect(closingRatioByAmount(sums).value).toEqual(fraction(3, 4));
    expect(closingRatioByAmount({ ...sums, lostUnpriced: 1 })).toMatchObject({ why: 'lost-amounts-unknown' });
  });

  test('means are sums over counts, over all parts at once', () => {
    const sums = added(
      [
        closed({ won: 1, wonAmount: 100, cycleDays: 10, cycleDeals: 1 }),
        closed({ won: 3, wonAmount: 200, cycleDays: 20, cycleDeals: 1, ended: 2, endedDays: 7, endedDated: 2 }),
      ],
      NONE_CLOSED,
    );

    expect(dealSize(sums)).toEqual({ value: fraction(75), n: 4, why: null });
    expect(salesCycle(sums)).toEqual({ value: fraction(15), n: 2, why: null });
    expect(daysToDisqualify(sums).value).toEqual(fraction(7, 2));
    expect(salesCycle(closed({ won: 1 }))).toMatchObject({ why: 'no-opening-days' });
  });

  test('from a stage on only those count that had come so far; one of which nobody says how far counts in all', () => {
    const sums = closed({ won: 10, lostInQualify: 20, lostInProve: 5, lostInNegotiate: 2, lostSomewhere: 3 });

    expect(ratioFrom('qualify', sums)).toEqual(fraction(10, 40));
    expect(ratioFrom('prove', sums)).toEqual(fraction(10, 20));
    expect(ratioFrom('negotiate', sums)).toEqual(fraction(10, 15));
    expect(ratioFrom('negotiate', closed({ won: 9 }))).toBeNull();
  });
});
