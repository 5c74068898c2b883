import { dash, type Figure, GOAL, type Judged, known } from './figure.ts';
import { type Fraction, fraction, isAtLeast, isPositive, minus, over, sum } from './fraction.ts';
import type { Stage } from './stages.ts';
import type { Elapsed } from './working-days.ts';

/** Won in minor units, the effective quota exact. A pair, so that of a team the sums are divided. */
export type Against = { readonly won: number; readonly quota: Fraction };

export function attainment({ won, quota }: Against, n: number | null = null): Figure {
  return isPositive(quota) ? known(over(fraction(won), quota), n) : dash('no-quota', n);
}

/** What a team had won by this share of the working days of its last four finished quarters, and by their end, in minor units. */
export type Usual = { readonly byNow: number; readonly all: number };

export type PaceFacts = {
  readonly attained: Fraction | null;
  /** Of the quarter's working days, or of somebody's own who joined within it. */
  readonly elapsed: Elapsed;
  /** Null for a joiner, and where the team has fewer than four finished quarters. */
  readonly usual: Usual | null;
  readonly hasLeft: boolean;
};

/**
 * Attainment ÷ the share that the team usually has by now. `n` is the finished working days. 0.8 is on pace; no verdict in the first
 * fifth. Product, section 6.
 */
export function pace({ attained, elapsed, usual, hasLeft }: PaceFacts): Judged<'on-pace' | 'behind'> {
  const { finished, days } = elapsed;
  if (hasLeft) return { ...dash('left', finished), verdict: null };
  if (attained === null) return { ...dash('no-quota', finished), verdict: null };
  if (finished === 0) return { ...dash('not-begun', finished), verdict: null };
  const value = over(attained, usualShare(usual) ?? fraction(finished, days));
  if (finished * 5 < days) return { value, n: finished, why: 'first-fifth', verdict: null };
  return { ...known(value, finished), verdict: isAtLeast(value, GOAL) ? 'on-pace' : 'behind' };
}

/** Null where the share of working days gone counts instead. */
export function usualShare(usual: Usual | null): Fraction | null {
  return usual === null || usual.byNow <= 0 || usual.all <= 0 ? null : fraction(usual.byNow, usual.all);
}

export type Consistency = Figure & {
  /** Quarters at 80 % or more in a row, up to the last finished one with a quota. */
  readonly streak: number;
};

/** Of the last four finished quarters, those with a quota, how many reached 80 %. `quarters` begin with the latest. */
export function consistency(quarters: readonly Against[]): Consistency {
  const reached = quarters.filter(hasQuota).map(isReached);
  const n = quarters.slice(0, 4).filter(hasQuota).length;
  const first = reached.indexOf(false);
  const streak = first === -1 ? reached.length : first;
  if (n === 0) return { ...dash('no-quota', 0), streak };
  return { ...known(fraction(reached.slice(0, n).filter((is) => is).length), n), streak };
}

/** As far back as `consistency` has to look: beyond four quarters only where a streak goes on. */
export function lookedBack<Q>(quarters: readonly Q[], against: (quarter: Q) => Against): readonly Against[] {
  const lastFour = quarters.slice(0, 4).map(against);
  if (quarters.length === lastFour.length) return lastFour;
  const goesOn = lastFour.every((each) => !hasQuota(each) || isReached(each));
  return goesOn ? [...lastFour, ...quarters.slice(4).map(against)] : lastFour;
}

function hasQuota({ quota }: Against): boolean {
  return isPositive(quota);
}

function isReached({ won, quota }: Against): boolean {
  return isAtLeast({ num: BigInt(won) * quota.den, den: quota.num }, GOAL);
}

/** Live deals of one owner in one stage; amounts in minor units. `expected` close from today to the quarter's end and have an amount. */
export type Open = {
  readonly stage: Stage;
  readonly live: number;
  readonly withAmount: number;
  readonly expected: number;
  readonly expectedAmount: number;
  readonly qualified: number;
  readonly qualifiedAmount: number;
  /** Left out of the forecast: no amount; an amount and no day; a day gone by. */
  readonly unpriced: number;
  readonly undated: number;
  readonly overdue: number;
};

/** What stands in the way of looking ahead: the quarter is over, or deals closed since that day and were live then. */
export type Ahead = { readonly isOver: boolean; readonly hasClosedSince: boolean };

/** What live deals may bring in this quarter, exact and not in lowest terms; null where too few deals have closed to say. */
export function likely(open: readonly Open[], ratio: (stage: Stage) => Fraction | null): Fraction | null {
  const parts: Fraction[] = [];
  for (const { stage, expected, expectedAmount } of open) {
    if (expected === 0) continue;
    const share = ratio(stage);
    if (share === null) return null;
    parts.push({ num: share.num * BigInt(expectedAmount), den: share.den });
  }
  return sum(parts);
}

/** (Won + what live deals are likely to bring) ÷ effective quota; n is the deals expected to close. */
export function forecast(
  { won, quota }: Against,
  open: readonly Open[],
  { coming, isOver, hasClosedSince }: Ahead & { readonly coming: Fraction | null },
): Figure {
  const n = sumOf(open, 'expected');
  if (!isPositive(quota)) return dash('no-quota', n);
  const blocked = unknownAhead(open, { isOver, hasClosedSince });
  if (blocked !== null) return { ...blocked, n };
  if (coming === null) return dash('few-closed', n);
  const likely = { num: BigInt(won) * coming.den + coming.num, den: coming.den };
  return known(over(likely, quota), n);
}

/** Live qualified amount expected this quarter ÷ quota still to go; n is its deals. */
export function coverage({ won, quota }: Against, open: readonly Open[], ahead: Ahead): Figure {
  const n = sumOf(open, 'qualified');
  if (!isPositive(quota)) return dash('no-quota', n);
  const toGo = minus(quota, fraction(won));
  if (!ahead.isOver && !isPositive(toGo)) return dash('quota-reached', n);
  const blocked = unknownAhead(open, ahead);
  if (blocked !== null) return { ...blocked, n };
  return known(over(fraction(sumOf(open, 'qualifiedAmount')), toGo), n);
}

function unknownAhead(open: readonly Open[], { isOver, hasClosedSince }: Ahead): Figure | null {
  if (isOver) return dash('quarter-over');
  if (hasClosedSince) return dash('closed-since');
  return sumOf(open, 'live') > 0 && sumOf(open, 'withAmount') === 0 ? dash('no-amounts') : null;
}

/** 1 ÷ closing ratio: at 33 % three times what is still to go. The own one, under ten closed deals the team's. */
export function requiredCoverage(own: Figure, team: Figure): Figure {
  const ratio = (own.n ?? 0) >= 10 ? own : team;
  if (ratio.value === null || (ratio.n ?? 0) < 10) return dash('few-closed', ratio.n);
  if (!isPositive(ratio.value)) return dash('ratio-zero', ratio.n);
  return known(over(fraction(1), ratio.value), ratio.n);
}

export function sumOf<K extends string>(rows: readonly { readonly [S in K]: number }[], key: K): number {
  return rows.reduce((all, row) => all + row[key], 0);
}
