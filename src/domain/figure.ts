import { type Fraction, floored, fraction } from './fraction.ts';

/** Why a number is a dash, or is shown and not judged. The README has them in words. */
export const WHYS = [
  'no-quota',
  'left',
  'not-begun',
  'first-fifth',
  'quarter-over',
  'closed-since',
  'no-amounts',
  'few-closed',
  'none-won',
  'no-opening-days',
  'none-closed',
  'none-lost',
  'none-ended',
  'lost-amounts-unknown',
  'quota-reached',
  'ratio-zero',
  'few-reps',
  'none-above-zero',
  'below-zero',
  'under-ten',
  'not-said-by-import',
  'spread-zero',
  'spread-one',
  'reopened',
] as const;
export type Why = (typeof WHYS)[number];

/**
 * A number with how many it counts (deals, unless its definition says otherwise; null where it counts none) and, where it is a dash
 * or not judged, the reason. Product, section 6: never 0 or 100 % for want of a denominator.
 */
export type Figure = { readonly value: Fraction | null; readonly n: number | null; readonly why: Why | null };
export type Judged<Verdict extends string> = Figure & { readonly verdict: Verdict | null };

/** Counted deals under which a ratio is shown, not judged. */
export const FEWEST_JUDGED = 10;

/** Every rep reaches this share of the quota. Product, section 1. */
export const GOAL: Fraction = fraction(4, 5);
export const GOAL_PERCENT = 80;

export function known(value: Fraction, n: number | null = null): Figure {
  return { value, n, why: null };
}

export function dash(why: Why, n: number | null = null): Figure {
  return { value: null, n, why };
}

/** Sum ÷ count, or a dash where nothing is counted. */
export function mean(sum: number, n: number, why: Why): Figure {
  return n === 0 ? dash(why, 0) : known(fraction(sum, n), n);
}

/** Whole percent rounded down, so that 79.6 % never reads 80. */
export function percentOf(value: Fraction): number {
  return Number(floored(value, 100n));
}

/** Shares of a whole in percent, rounded so that they add up to 100: those cut off most go up first. */
export function percentsOfWhole(shares: readonly number[]): readonly number[] {
  const cut = shares.map((share) => Math.floor(share * 100));
  const left = 100 - cut.reduce((all, each) => all + each, 0);
  const order = shares
    .map((share, index) => ({ index, rest: share * 100 - Math.floor(share * 100) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  const up = new Set(order.slice(0, Math.max(0, left)).map(({ index }) => index));
  return cut.map((each, index) => (up.has(index) ? each + 1 : each));
}
