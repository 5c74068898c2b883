import { dash, FEWEST_JUDGED, type Figure, type Judged, known, mean } from './figure.ts';
import { type Fraction, fraction, isAtLeast } from './fraction.ts';
import { STAGES, type Stage } from './stages.ts';

/**
 * What is counted of closed deals, by the owner of the closing day: each deal's last closing, if it still stands. Amounts in minor
 * units. Inherited are losses within 30 days of a reassignment. Product, section 6. These are what a forecast and a spread ask for.
 */
export const CLOSED_COUNTS = [
  'won',
  'wonAmount',
  /** Lost past the gate, and no inherited ones. */
  'lost',
  /** All losses by how far the deal had come; `lostSomewhere` where an import does not say. */
  'lostInQualify',
  'lostInProve',
  'lostInPropose',
  'lostInNegotiate',
  'lostSomewhere',
] as const;
/** And what the deals were like: `cycle` and `ended` in days from opened to closed, parked ones off the cycle. */
export const CLOSED_SUMS = [
  ...CLOSED_COUNTS,
  'cycleDays',
  'cycleDeals',
  'inherited',
  /** Lost before the gate. */
  'ended',
  'lostAmount',
  'lostUnpriced',
  'lostUnsure',
  'inheritedAmount',
  'inheritedUnpriced',
  'inheritedUnsure',
  'endedDays',
  /** Those whose opening day is known. */
  'endedDated',
] as const;
export type ClosedCount = (typeof CLOSED_COUNTS)[number];
export type ClosedSum = (typeof CLOSED_SUMS)[number];
export type Sums<S extends ClosedSum> = { readonly [Sum in S]: number };
export type ClosedCounts = Sums<ClosedCount>;
export type Closed = Sums<ClosedSum>;

export const NO_COUNTS = none(CLOSED_COUNTS);
export const NONE_CLOSED = none(CLOSED_SUMS);

function none<S extends ClosedSum>(sums: readonly S[]): Sums<S> {
  return Object.fromEntries(sums.map((sum) => [sum, 0])) as Sums<S>;
}

/** Of the sums that `nothing` names. */
export function added<S extends ClosedSum>(parts: readonly Sums<S>[], nothing: Sums<S>): Sums<S> {
  const sums = Object.keys(nothing) as S[];
  const all: { [Sum in S]: number } = { ...nothing };
  for (const part of parts) for (const sum of sums) all[sum] += part[sum];
  return all;
}

/** A team's own losses are all of them, whoever inherited what within it. */
export function asTeam(closed: Closed): Closed {
  return {
    ...closed,
    lost: closed.lost + closed.inherited,
    lostAmount: closed.lostAmount + closed.inheritedAmount,
    lostUnpriced: closed.lostUnpriced + closed.inheritedUnpriced,
    lostUnsure: closed.lostUnsure + closed.inheritedUnsure,
  };
}

export type RatioVerdict = 'good' | 'between' | 'poor';

const GOOD: Fraction = fraction(33, 100);
const POOR: Fraction = fraction(20, 100);

/**
 * Won ÷ all closed among sales-qualified deals; 33 % is good, under 20 % poor. Not judged under ten, nor where deals of which an
 * import does not say how far they got would change the verdict.
 */
export function closingRatio({ won, lost, lostUnsure }: Closed): Judged<RatioVerdict> {
  const n = won + lost;
  if (n === 0) return { ...dash('none-closed', 0), verdict: null };
  const value = fraction(won, n);
  if (n < FEWEST_JUDGED) return { value, n, why: 'under-ten', verdict: null };
  const sure = n - lostUnsure;
  const verdict = verdictOn(value);
  const holds = lostUnsure === 0 || (sure >= FEWEST_JUDGED && verdictOn(fraction(won, sure)) === verdict);
  return holds ? { ...known(value, n), verdict } : { value, n, why: 'not-said-by-import', verdict: null };
}

function verdictOn(ratio: Fraction): RatioVerdict {
  if (isAtLeast(ratio, GOOD)) return 'good';
  return isAtLeast(ratio, POOR) ? 'between' : 'poor';
}

/** The same by amount, where the amount of every lost deal in it is known. */
export function closingRatioByAmount({ won, lost, wonAmount, lostAmount, lostUnpriced }: Closed): Figure {
  const n = won + lost;
  if (n === 0 || wonAmount + lostAmount === 0) return dash('none-closed', n);
  if (lostUnpriced > 0) return dash('lost-amounts-unknown', n);
  return known(fraction(wonAmount, wonAmount + lostAmount), n);
}

export function dealSize({ won, wonAmount }: Closed): Figure {
  return mean(wonAmount, won, 'none-won');
}

/** Days; deals of unknown age are left out, which n shows. */
export function salesCycle({ won, cycleDays, cycleDeals }: Closed): Figure {
  return mean(cycleDays, cycleDeals, won === 0 ? 'none-won' : 'no-opening-days');
}

export function daysToDisqualify({ ended, endedDays, endedDated }: Closed): Figure {
  return mean(endedDays, endedDated, ended === 0 ? 'none-ended' : 'no-opening-days');
}

const LOST_IN: { readonly [S in Stage]: ClosedCount } = {
  qualify: 'lostInQualify',
  prove: 'lostInProve',
  propose: 'lostInPropose',
  negotiate: 'lostInNegotiate',
};

/** Won ÷ closed among the deals that had come as far as a stage; null under ten. One of which an import does not say counts in all. */
export function ratioFrom(stage: Stage, closed: ClosedCounts): Fraction | null {
  const further = STAGES.slice(STAGES.indexOf(stage)).map((each) => closed[LOST_IN[each]]);
  const n = closed.won + closed.lostSomewhere + further.reduce((all, each) => all + each, 0);
  return n < FEWEST_JUDGED ? null : fraction(closed.won, n);
}
