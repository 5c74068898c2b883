import { formatMoney, type Money } from '../domain/money.ts';
import type { Numbers } from '../domain/scorecard.ts';
import type { Settings } from '../domain/settings.ts';
import type { WhyDeals } from '../domain/why-deals.ts';
import type { WhySeen } from '../domain/why-number.ts';
import type { Reckoning } from '../domain/why-reckoning.ts';

/** What a number leaves out, or has in it that one would not expect, each with how many and why. */
export function leftOutLines(
  reckoning: Reckoning,
  { whose }: Pick<WhySeen, 'whose'>,
  { sums, settings }: { readonly sums: WhyDeals['sums']; readonly settings: Settings },
): readonly string[] {
  const isTeam = whose.is === 'team';
  switch (reckoning.of) {
    case 'won':
      return minuses(sums);
    case 'attainment':
      return [...minuses(sums), ...withoutQuota(reckoning.wonWithoutQuota, settings)];
    case 'pace':
    case 'consistency':
    case 'spread':
      return minuses(sums);
    case 'forecast':
      return [
        ...aheadLines(reckoning.leftOut),
        ...(isTeam ? ['Live deals of people without a quota are left out.'] : []),
      ];
    case 'coverage':
      return [
        ...some(reckoning.unqualified, 'expected deal is', 'expected deals are', 'left out: not sales-qualified yet'),
        ...aheadLines(reckoning.leftOut),
      ];
    case 'sales-cycle': {
      const undated = (reckoning.quarter.dealSize.n ?? 0) - (reckoning.quarter.salesCycle.n ?? 0);
      return some(undated, 'won deal is', 'won deals are', 'left out: nothing says when it was opened');
    }
    case 'closing-ratio': {
      const { inheritedLosses, endedBeforeGate } = reckoning.quarter;
      const where = isTeam
        ? 'in it: lost within 30 days of a reassignment'
        : 'left out: lost within 30 days of a reassignment';
      return [
        ...some(inheritedLosses, 'inherited loss is', 'inherited losses are', where),
        ...some(endedBeforeGate, 'deal is', 'deals are', 'left out: ended before the gate, not sales-qualified'),
      ];
    }
    case 'live-deals':
      return ['Parked deals are left out until their day comes.'];
    case 'usual-times':
      return ['Won deals of which an import does not tell the days in a stage are left out there.'];
    case 'deal-size':
    case 'quota':
    case 'required-coverage':
    case 'explained':
    case 'calibration':
      return [];
  }
}

function some(count: number, one: string, several: string, why: string): readonly string[] {
  return count <= 0 ? [] : [`${count} ${count === 1 ? one : several} ${why}.`];
}

function minuses({ reopened }: WhyDeals['sums']): readonly string[] {
  return some(reopened, 'win was', 'wins were', 'reopened, and stands in it as a minus');
}

function withoutQuota(amount: number, settings: Settings): readonly string[] {
  if (amount === 0) return [];
  return [
    `${formatMoney(amount as Money, settings)}, won by people without a quota, stands beside it and is left out.`,
  ];
}

function aheadLines({ unpriced, undated, overdue }: Numbers['leftOut']): readonly string[] {
  return [
    ...some(unpriced, 'live deal is', 'live deals are', 'left out: no amount'),
    ...some(undated, 'live deal is', 'live deals are', 'left out: no expected close'),
    ...some(overdue, 'live deal is', 'live deals are', 'left out: the expected close has gone by'),
  ];
}
