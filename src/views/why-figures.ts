import type { Figure } from '../domain/figure.ts';
import { type Fraction, floored } from '../domain/fraction.ts';
import { formatMoney, type Money, type MoneyFormat } from '../domain/money.ts';
import type { FactorName } from '../domain/spread.ts';
import type { WhyNumber, WhySeen } from '../domain/why-number.ts';
import { DASH, moneyText, outOfText, paceText, percent, percentText } from './figures.ts';
import { WHY_WORDS } from './why.ts';
import { capital, STAGE_NAMES } from './words.ts';

/** A number as it is shown, and what has to be said with it: how many it counts, its verdict, or why it is a dash. */
export type Valued = { readonly value: string; readonly notes: readonly string[] };

export function valued(seen: WhySeen, number: WhyNumber, format: MoneyFormat): Valued {
  const { numbers, team, facts } = seen;
  const { quarter } = numbers;
  switch (number) {
    case 'won':
      return { value: formatMoney(numbers.won as Money, format), notes: [] };
    case 'quota':
      return of(
        numbers.quota,
        (value) => moneyText(value, format),
        team === null ? [] : [people(numbers.quota.n ?? 0)],
      );
    case 'attainment':
      return of(numbers.attainment, percent, [counted(numbers.attainment, 'win or minus', 'wins and minuses')]);
    case 'pace':
      return of(numbers.pace, () => paceText(numbers.pace), verdict(numbers.pace.verdict));
    case 'forecast':
      return of(numbers.forecast, percent, [counted(numbers.forecast, 'deal expected', 'deals expected')]);
    case 'consistency':
      return of(numbers.consistency, () => `${outOfText(numbers.consistency)} quarters`, []);
    case 'deal-size':
      return of(quarter.dealSize, (value) => moneyText(value, format), [dealsOf(quarter.dealSize)]);
    case 'sales-cycle':
      return of(quarter.salesCycle, daysText, [dealsOf(quarter.salesCycle)]);
    case 'closing-ratio':
      return of(quarter.closingRatio, percent, [
        dealsOf(quarter.closingRatio),
        ...verdict(quarter.closingRatio.verdict),
      ]);
    case 'coverage':
      return of(numbers.coverage, () => `${paceText(numbers.coverage)}×`, [dealsOf(numbers.coverage)]);
    case 'required-coverage':
      return of(numbers.requiredCoverage, () => `${paceText(numbers.requiredCoverage)}×`, [
        dealsOf(numbers.requiredCoverage),
      ]);
    case 'spread':
      return spreadValued(seen);
    case 'explained':
      return explainedValued(seen);
    case 'live-deals':
      return { value: String(numbers.liveDeals), notes: [] };
    case 'usual-times':
      return { value: facts.usualTimes.length === 0 ? '14 days' : usualText(seen), notes: [] };
    case 'calibration':
      return of(numbers.calibration, percent, [dealsOf(numbers.calibration)]);
  }
}

function of(figure: Figure, text: (value: Fraction) => string, notes: readonly string[]): Valued {
  const why = figure.why === null ? [] : [WHY_WORDS[figure.why]];
  if (figure.value === null) return { value: DASH, notes: why };
  return { value: text(figure.value), notes: [...notes.filter((note) => note !== ''), ...why] };
}

function spreadValued({ team }: WhySeen): Valued {
  if (team === null) return { value: DASH, notes: [] };
  const { n, verdict: judged, byAttainment, toDate } = team.spread;
  const reps = `${n ?? 0} ${n === 1 ? 'rep' : 'reps'} with two full quarters`;
  const line = judged === null ? [] : [judged === 'good' ? 'at or above the 25 % line' : 'below the 25 % line'];
  const beside =
    team.spread.value === null
      ? []
      : [`by attainment ${percentText(byAttainment)}`, `this quarter so far ${percentText(toDate)}, not judged`];
  const shown = of(team.spread, percent, [...line, reps, ...beside]);
  return team.spread.value === null ? { ...shown, notes: [...shown.notes, `${reps}; it takes three`] } : shown;
}

function explainedValued({ team }: WhySeen): Valued {
  const explained = team?.spread.explained ?? { is: 'not-split' as const, why: 'few-reps' as const };
  if (explained.is === 'not-split') return { value: DASH, notes: [WHY_WORDS[explained.why]] };
  const factors = explained.factors.map(({ name, share }) =>
    share === null ? `${FACTOR_WORDS[name]}: the lowest rep is ahead` : `${FACTOR_WORDS[name]} ${share} %`,
  );
  return { value: capital(factors.join(', ')), notes: [] };
}

export const FACTOR_WORDS: { readonly [F in FactorName]: string } = {
  volume: 'closed deals a quarter',
  closingRatio: 'closing ratio',
  dealSize: 'deal size',
};

function usualText({ facts }: WhySeen): string {
  return facts.usualTimes
    .filter(({ n }) => n >= FEWEST_USUAL)
    .map(({ stage, days }) => `${STAGE_NAMES[stage]} ${days === 1 ? '1 day' : `${days} days`}`)
    .concat(facts.usualTimes.every(({ n }) => n >= FEWEST_USUAL) ? [] : ['otherwise 14 days'])
    .join(', ');
}

/** Under ten won deals a stage's usual time is 14 days. Product, section 6. */
export const FEWEST_USUAL = 10;

const VERDICTS: { readonly [verdict: string]: string } = {
  'on-pace': 'on pace',
  behind: 'behind',
  good: 'good: 33 % or more',
  between: 'between 20 and 33 %',
  poor: 'poor: under 20 %',
};

function verdict(is: string | null): readonly string[] {
  return is === null ? [] : [VERDICTS[is] ?? is];
}

function dealsOf(figure: Figure): string {
  return counted(figure, 'deal', 'deals');
}

function counted({ n }: Figure, one: string, several: string): string {
  return n === null ? '' : `${n} ${n === 1 ? one : several}`;
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

/** To a tenth, rounded down. */
export function daysText(value: Fraction): string {
  const tenths = Number(floored(value, 10n)) / 10;
  return tenths === 1 ? '1 day' : `${tenths} days`;
}
