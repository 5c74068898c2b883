import type { PersonId } from './brand.ts';
import { allClosed, type Closed } from './closed.ts';
import { dash, type Figure, type Judged, known, percentsOfWhole, type Why } from './figure.ts';
import { compared, type Fraction, fraction, isAbove, isAtLeast, numberOf, over, total, ZERO } from './fraction.ts';

/** The worst brings in no less than a quarter of what the best does. Product, section 1. */
const LINE: Fraction = fraction(1, 4);
const FEWEST_REPS = 3;
export const FEWEST_QUARTERS = 2;

/** One of today's reps in the last four finished quarters. */
export type SpreadRep = {
  readonly person: PersonId;
  readonly name: string;
  /** Those with a quota on every working day and no ramp; won in minor units. */
  readonly full: readonly { readonly won: number; readonly quota: Fraction; readonly closed: Closed }[];
  /** Won in the quarter to date. */
  readonly toDate: number;
};

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
  const counted = reps.filter(({ full }) => full.length >= FEWEST_QUARTERS);
  const apart = reps.filter(({ full }) => full.length < FEWEST_QUARTERS).map(({ person }) => person);
  const ends = [...counted].sort(byWon);
  const [lowest] = ends;
  const highest = ends.at(-1);
  if (lowest === undefined || highest === undefined || counted.length < FEWEST_REPS) {
    const few = dash('few-reps', counted.length);
    const explained: Explained = { is: 'not-split', why: 'few-reps' };
    return { ...few, verdict: null, worst: null, best: null, byAttainment: few, toDate: few, explained, apart };
  }
  const gap = smallestOverLargest(counted.map(perQuarter));
  return {
    ...gap,
    verdict: gap.value === null ? null : isAtLeast(gap.value, LINE) ? 'good' : 'wide',
    worst: endOf(lowest),
    best: endOf(highest),
    byAttainment: smallestOverLargest(counted.map(attained)),
    toDate: { ...smallestOverLargest(counted.map(({ toDate }) => fraction(toDate))) },
    explained: explained(gap, lowest, highest),
    apart,
  };
}

/** Equals by name, so that the same two are named each time. */
function byWon(a: SpreadRep, b: SpreadRep): number {
  return compared(perQuarter(a), perQuarter(b)) || a.name.localeCompare(b.name, 'en') || (a.person < b.person ? -1 : 1);
}

function wonOf({ full }: SpreadRep): number {
  return full.reduce((all, { won }) => all + won, 0);
}

function perQuarter(rep: SpreadRep): Fraction {
  return fraction(wonOf(rep), rep.full.length);
}

function attained(rep: SpreadRep): Fraction {
  return over(fraction(wonOf(rep)), total(rep.full.map(({ quota }) => quota)));
}

function endOf(rep: SpreadRep): SpreadEnd {
  return { person: rep.person, name: rep.name, quarters: rep.full.length, perQuarter: perQuarter(rep) };
}

/** A negative smallest counts as 0, and says so. */
function smallestOverLargest(values: readonly Fraction[]): Figure {
  const inOrder = [...values].sort(compared);
  const smallest = inOrder[0] ?? ZERO;
  const largest = inOrder.at(-1) ?? ZERO;
  if (!isAbove(largest, ZERO)) return dash('none-above-zero', values.length);
  if (isAbove(ZERO, smallest)) return { value: ZERO, n: values.length, why: 'below-zero' };
  return known(over(smallest, largest), values.length);
}

/**
 * Won = closed qualified deals × closing ratio × deal size, so each factor's share of the gap is the logarithm of its worst-to-best
 * ratio over that of the spread.
 */
function explained({ value }: Figure, lowest: SpreadRep, highest: SpreadRep): Explained {
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

/** Null where deals do not add up to what was won: a win was reopened, and its minus stands in the ledger. */
function factorsOf(rep: SpreadRep): { readonly [F in FactorName]: Fraction } | null {
  const { won, lost, wonAmount } = allClosed(rep.full.map(({ closed }) => closed));
  if (won === 0 || wonAmount !== wonOf(rep)) return null;
  return {
    volume: fraction(won + lost, rep.full.length),
    closingRatio: fraction(won, won + lost),
    dealSize: fraction(wonAmount, won),
  };
}
