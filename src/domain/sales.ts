import {
  asTeam,
  type Closed,
  closingRatio,
  closingRatioByAmount,
  daysToDisqualify,
  dealSize,
  type RatioVerdict,
  salesCycle,
} from './closed.ts';
import { dash, type Figure, type Judged, known } from './figure.ts';
import { fraction } from './fraction.ts';
import type { Median } from './number-facts.ts';

/** The three numbers of a period, each with what stands beside it. Amounts in minor units. */
export type Sales = {
  readonly dealSize: Figure;
  readonly dealSizeMedian: Figure;
  readonly salesCycle: Figure;
  readonly salesCycleMedian: Figure;
  readonly closingRatio: Judged<RatioVerdict>;
  readonly closingRatioByAmount: Figure;
  /** Deals lost within 30 days of a reassignment: not the new owner's, and in a team's ratio all the same. */
  readonly inheritedLosses: number;
  readonly endedBeforeGate: number;
  readonly daysToDisqualify: Figure;
};

export function repSales(closed: Closed, median: Median): Sales {
  return {
    dealSize: dealSize(closed),
    dealSizeMedian: medianOf(median.size, closed.won, dealSize(closed)),
    salesCycle: salesCycle(closed),
    salesCycleMedian: medianOf(median.cycle, closed.cycleDeals, salesCycle(closed)),
    closingRatio: closingRatio(closed),
    closingRatioByAmount: closingRatioByAmount(closed),
    inheritedLosses: closed.inherited,
    endedBeforeGate: closed.ended,
    daysToDisqualify: daysToDisqualify(closed),
  };
}

export function teamSales(closed: Closed, median: Median): Sales {
  return repSales(asTeam(closed), median);
}

/** Between two deals in the middle: a half is exact. */
function medianOf(median: number | null, n: number, mean: Figure): Figure {
  return median === null ? dash(mean.why ?? 'none-won', n) : known(fraction(Math.round(median * 2), 2), n);
}
