import { quarterName } from '../domain/calendar.ts';
import type { Figure, Judged } from '../domain/figure.ts';
import { type Fraction, numberOf, rounded } from '../domain/fraction.ts';
import { minorDigits } from '../domain/money.ts';
import type { NumberFacts } from '../domain/number-facts.ts';
import type { Sales } from '../domain/sales.ts';
import type { Numbers, RepNumbers, TeamNumbers } from '../domain/scorecard.ts';
import type { Settings } from '../domain/settings.ts';
import type { Explained, Spread, SpreadEnd } from '../domain/spread.ts';
import { STAGES } from '../domain/stages.ts';
import { elapsed } from '../domain/working-days.ts';

/** A number as the README documents it: null where it is a dash, for the reason in `why`. */
function figure({ value, n, why }: Figure) {
  return { value: value === null ? null : numberOf(value), n, why };
}

function judged<V extends string>({ verdict, ...rest }: Judged<V>) {
  return { ...figure(rest), verdict };
}

/** Rounded to the minor unit; the exact fraction beside it. */
function amount({ value, n, why }: Figure) {
  return { value: value === null ? null : rounded(value), n, why, exact: value === null ? null : exact(value) };
}

function exact({ num, den }: Fraction): string {
  return `${num}/${den}`;
}

function sales(of: Sales) {
  return {
    dealSize: figure(of.dealSize),
    dealSizeMedian: figure(of.dealSizeMedian),
    salesCycle: figure(of.salesCycle),
    salesCycleMedian: figure(of.salesCycleMedian),
    closingRatio: judged(of.closingRatio),
    closingRatioByAmount: figure(of.closingRatioByAmount),
    inheritedLosses: of.inheritedLosses,
    endedBeforeGate: of.endedBeforeGate,
    daysToDisqualify: figure(of.daysToDisqualify),
  };
}

function numbers(of: Numbers) {
  return {
    won: of.won,
    quota: amount(of.quota),
    attainment: figure(of.attainment),
    pace: judged(of.pace),
    forecast: { ...figure(of.forecast), leftOut: of.leftOut },
    consistency: figure(of.consistency),
    streak: of.consistency.streak,
    ...sales(of.quarter),
    qualified: of.qualified,
    coverage: figure(of.coverage),
    requiredCoverage: figure(of.requiredCoverage),
    liveDeals: of.liveDeals,
    calibration: figure(of.calibration),
    lastFour: sales(of.lastFour),
  };
}

export type TeamNames = ReadonlyMap<string, string>;

export function repJson(rep: RepNumbers, teams: TeamNames) {
  return { name: rep.name, team: rep.team === null ? null : (teams.get(rep.team) ?? null), ...numbers(rep) };
}

export function teamJson(name: string | null, team: TeamNumbers) {
  return { name, ...numbers(team), wonWithoutQuota: team.wonWithoutQuota, reps: team.reps };
}

export function spreadJson(spread: Spread, names: ReadonlyMap<string, string>) {
  return {
    ...judged(spread),
    worst: endJson(spread.worst),
    best: endJson(spread.best),
    byAttainment: figure(spread.byAttainment),
    toDate: figure(spread.toDate),
    explained: explainedJson(spread.explained),
    apart: spread.apart.map((person) => names.get(person) ?? ''),
  };
}

function endJson(end: SpreadEnd | null) {
  return end === null ? null : { name: end.name, quarters: end.quarters, wonPerQuarter: numberOf(end.perQuarter) };
}

function explainedJson(explained: Explained) {
  if (explained.is === 'not-split') return { factors: null, why: explained.why };
  const factors = explained.factors.map(({ name, worst, best, share }) => ({
    ...{ name, worst: numberOf(worst), best: numberOf(best), share },
  }));
  return { factors, why: null };
}

export function periodJson({ quarter, today, finished, holidays }: NumberFacts, { currency, zone }: Settings) {
  const over = elapsed(quarter, today, holidays);
  return {
    quarter: quarterName(quarter),
    ...{ from: quarter.from, to: quarter.to, asOf: today, workingDays: over.days, finishedDays: over.finished },
    isOver: today > quarter.to,
    lastFour: finished.slice(0, 4).map(quarterName),
    ...{ currency, minorDigits: minorDigits(currency), zone },
  };
}

/** Under ten won deals a stage's usual time is 14 days, and its own is not said. */
export function usualTimesJson({ usualTimes }: NumberFacts) {
  return STAGES.map((stage) => {
    const found = usualTimes.find((each) => each.stage === stage);
    const n = found?.n ?? 0;
    return n < 10 ? { stage, value: 14, n, why: 'under-ten' } : { stage, value: found?.days ?? 14, n, why: null };
  });
}

export type RepJson = ReturnType<typeof repJson>;
export type TeamJson = ReturnType<typeof teamJson>;
