import { onceOf } from './against.ts';
import type { PersonId } from './brand.ts';
import { added, type Sums } from './closed.ts';
import { dash, type Figure, type Judged, known, percentsOfWhole, type Why } from './figure.ts';
import { compared, type Fraction, fraction, isAbove, isAtLeast, numberOf, over, total, ZERO } from './fraction.ts';
import { byName } from './text.ts';

/** The worst brings in no less than a quarter of what the best does. Product, section 1. */
export const SPREAD_LINE: Fraction = fraction(1, 4);
const FEWEST_REPS = 3;
const FEWEST_QUARTERS = 2;

/** One of today's reps in the last four finished quarters. */
export type SpreadRep = {
  readonly person: PersonId;
  readonly name: string;
  /** Those with a quota on every working day and no ramp; won in minor units. */
  readonly full: readonly FullQuarter[];
  /** Won in the quarter to date. */
  readonly toDate: number;
};

export type FullQuarter = { readonly won: number; readonly quota: Fraction; readonly closed: Sums<Explains> };

/** What of the deals closed in it explains what was won. */
type Explains = keyof typeof NOTHING;
const NOTHING = { won: 0, lost: 0, wonAmount: 0 };

export type SpreadEnd = {
  readonly person: PersonId;
  readonly name: string;
  readonly quarters: number;
  /** Won a quarter, in minor units. */
  readonly perQuarter: Fraction;
};

export const FACTORS = ['volume', 'closingRatio', 'dealSize'] as const;
export type FactorName = (typeof FACTORS)[number];

export type Factor = {
  readonly name: FactorName;
  readonly worst: Fraction;
  readonly best: Fraction;
  /** In whole percent of the gap; null where the lowest rep is ahead in it. */
  readonly share: number | null;
};

export type Explained =
  | { readonly is: 'split'; readonly factors: readonly Factor[] }
  | { readonly is: 'not-split'; readonly why: Why };

export type Spread = Judged<'good' | 'wide'> & {
  readonly worst: SpreadEnd | null;
  readonly best: SpreadEnd | null;
  readonly byAttainment: Figure;
  readonly toDate: Figure;
  readonly explained: Explained;
  /** Reps with fewer than two full quarters: ramping, new, or without a quota. */
  readonly apart: readonly PersonId[];
};

/** Smallest ÷ largest of won in a rep's full quarters ÷ their number; n is the reps. Product, section 6. */
export function spread(reps: readonly SpreadRep[]): Spread {
  const counted = comparable(reps);
  const apart = reps.filter(({ full }) => full.length < FEWEST_QUARTERS).map(({ person }) => person);
  const { lowest, highest } = endsOf(counted, inOrder);
  if (lowest === undefined || highest === undefined || counted.length < FEWEST_REPS) {
    const few = dash('few-reps', counted.length);
    const explained: Explained = { is: 'not-split', why: 'few-reps' };
    return { ...few, verdict: null, worst: null, best: null, byAttainment: few, toDate: few, explained, apart };
  }
  const gap = smallestOverLargest(counted.map(({ perQuarter }) => perQuarter));
  return {
    ...gap,
    verdict: gap.value === null ? null : isAtLeast(gap.value, SPREAD_LINE) ? 'good' : 'wide',
    worst: endOf(lowest),
    best: endOf(highest),
    byAttainment: smallestOverLargest(counted.map(({ attained }) => attained)),
    toDate: { ...smallestOverLargest(counted.map(({ toDate }) => fraction(toDate))) },
    explained: explained(gap, lowest, highest),
    apart,
  };
}

/** With what they won in all of their full quarters, in each, and of their quotas. */
export type Counted = SpreadRep & { readonly won: number; readonly perQuarter: Fraction; readonly attained: Fraction };

/** Of reps those with full quarters enough to be compared, in the same order. */
export function comparable(reps: readonly SpreadRep[]): readonly Counted[] {
  return reps.filter(({ full }) => full.length >= FEWEST_QUARTERS).map(counting);
}

/** A rep is compared within the team and within all. */
const counting = onceOf(({ person, name, full, toDate }: SpreadRep): Counted => {
  const won = full.reduce((all, quarter) => all + quarter.won, 0);
  const attained = over(fraction(won), total(full.map(({ quota }) => quota)));
  return { person, name, full, toDate, won, perQuarter: fraction(won, full.length), attained };
});

/** Equals by name, so that the same two are named each time. */
function inOrder(a: Counted, b: Counted): number {
  return compared(a.perQuarter, b.perQuarter) || byName(a, b);
}

function endOf({ person, name, full, perQuarter }: Counted): SpreadEnd {
  return { person, name, quarters: full.length, perQuarter };
}

/** Of some thousand only two count, so that nothing is put in order. */
function endsOf<T>(
  all: readonly T[],
  order: (a: T, b: T) => number,
): { lowest: T | undefined; highest: T | undefined } {
  let [lowest] = all;
  let highest = lowest;
  for (const each of all) {
    if (lowest === undefined || order(each, lowest) < 0) lowest = each;
    if (highest === undefined || order(each, highest) > 0) highest = each;
  }
  return { lowest, highest };
}

/** A negative smallest counts as 0, and says so. */
function smallestOverLargest(values: readonly Fraction[]): Figure {
  const { lowest: smallest = ZERO, highest: largest = ZERO } = endsOf(values, compared);
  if (!isAbove(largest, ZERO)) return dash('none-above-zero', values.length);
  if (isAbove(ZERO, smallest)) return { value: ZERO, n: values.length, why: 'below-zero' };
  return known(over(smallest, largest), values.length);
}

/**
 * Won = closed qualified deals × closing ratio × deal size, so each factor's share of the gap is the logarithm of its worst-to-best
 * ratio over that of the spread.
 */
function explained({ value }: Figure, lowest: Counted, highest: Counted): Explained {
  if (value === null) return { is: 'not-split', why: 'none-above-zero' };
  if (!isAbove(value, ZERO)) return { is: 'not-split', why: 'spread-zero' };
  if (isAtLeast(value, fraction(1))) return { is: 'not-split', why: 'spread-one' };
  const worst = factorsOf(lowest);
  const best = factorsOf(highest);
  if (worst === null || best === null) return { is: 'not-split', why: 'reopened' };
  const whole = Math.log(numberOf(value));
  const factors = FACTORS.map((name) => {
    const ratio = over(worst[name], best[name]);
    const isAhead = isAbove(ratio, fraction(1));
    return { name, worst: worst[name], best: best[name], raw: isAhead ? null : Math.log(numberOf(ratio)) / whole };
  });
  const shares = percents(factors.map(({ raw }) => raw));
  const named = factors.map(({ name, worst, best }, index) => ({ name, worst, best, share: shares[index] ?? null }));
  return { is: 'split', factors: named };
}

/** Where one is ahead, the others explain more than the whole, and do not add up to it. */
function percents(raw: readonly (number | null)[]): readonly (number | null)[] {
  const shares = raw.filter((share) => share !== null);
  if (shares.length === raw.length) return percentsOfWhole(shares);
  return raw.map((share) => (share === null ? null : Math.floor(share * 100)));
}

/** What was closed in all of somebody's full quarters. */
export function soldBy({ full }: SpreadRep): Sums<Explains> {
  return added<Explains>(
    full.map(({ closed }) => closed),
    NOTHING,
  );
}

/** Null where deals do not add up to what was won: a win was reopened, and its minus stands in the ledger. */
function factorsOf(rep: Counted): { readonly [F in FactorName]: Fraction } | null {
  const { won, lost, wonAmount } = soldBy(rep);
  if (won === 0 || wonAmount !== rep.won) return null;
  return {
    volume: fraction(won + lost, rep.full.length),
    closingRatio: fraction(won, won + lost),
    dealSize: fraction(wonAmount, won),
  };
}
