import { formatMoney, type Money } from '../domain/money.ts';
import type { Reckoning } from '../domain/reckoning.ts';
import type { Sales } from '../domain/sales.ts';
import type { Numbers } from '../domain/scorecard.ts';
import type { Settings } from '../domain/settings.ts';
import type { WhyDeals } from '../domain/why-deals.ts';
import type { WhySeen } from '../domain/why-number.ts';

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
      return [...unqualified(reckoning.unqualified), ...aheadLines(reckoning.leftOut)];
    case 'sales-cycle':
      return undated(reckoning.quarter);
    case 'closing-ratio':
      return [
        ...inherited(reckoning.quarter.inheritedLosses, isTeam),
        ...endedBeforeGate(reckoning.quarter.endedBeforeGate),
      ];
    case 'required-coverage':
      return inherited(reckoning.inheritedLosses, isTeam);
    case 'calibration':
      return some(
        reckoning.others,
        'lost deal is left out: no question covers its reason',
        'lost deals are left out: no question covers their reasons',
      );
    case 'live-deals':
      return ['Parked deals are left out until their day comes.'];
    case 'usual-times':
      return ['Won deals of which an import does not tell the days in a stage are left out there.'];
    case 'deal-size':
    case 'quota':
    case 'explained':
      return [];
  }
}

function unqualified(count: number): readonly string[] {
  return some(
    count,
    'expected deal is left out: not sales-qualified yet',
    'expected deals are left out: not sales-qualified yet',
  );
}

function undated({ dealSize, salesCycle }: Sales): readonly string[] {
  return some(
    (dealSize.n ?? 0) - (salesCycle.n ?? 0),
    'won deal is left out: nothing says when it was opened',
    'won deals are left out: nothing says when they were opened',
  );
}

function endedBeforeGate(count: number): readonly string[] {
  return some(
    count,
    'deal is left out: it ended before the gate, and was not sales-qualified',
    'deals are left out: they ended before the gate, and were not sales-qualified',
  );
}

/** A team's own losses are all of them, whoever inherited what within it. */
function inherited(count: number, isTeam: boolean): readonly string[] {
  const when = 'within 30 days of a reassignment';
  return isTeam
    ? some(count, `loss in it is inherited: it came ${when}`, `losses in it are inherited: they came ${when}`)
    : some(
        count,
        `loss is left out as inherited: it came ${when}`,
        `losses are left out as inherited: they came ${when}`,
      );
}

function some(count: number, one: string, several: string): readonly string[] {
  return count <= 0 ? [] : [count === 1 ? `1 ${one}.` : `${count} ${several}.`];
}

function minuses({ reopened }: WhyDeals['sums']): readonly string[] {
  return some(
    reopened,
    'win was reopened, and stands in it as a minus',
    'wins were reopened, and stand in it as minuses',
  );
}

function withoutQuota(amount: number, settings: Settings): readonly string[] {
  if (amount === 0) return [];
  return [
    `${formatMoney(amount as Money, settings)}, won by people without a quota, stands beside it and is left out.`,
  ];
}

function aheadLines({ unpriced, undated, overdue }: Numbers['leftOut']): readonly string[] {
  return [
    ...some(unpriced, 'live deal is left out: it has no amount', 'live deals are left out: they have no amount'),
    ...some(undated, 'live deal is left out: no expected close', 'live deals are left out: no expected close'),
    ...some(
      overdue,
      'live deal is left out: its expected close has gone by',
      'live deals are left out: their expected close has gone by',
    ),
  ];
}
