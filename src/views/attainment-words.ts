import type { RepAttained, TeamAttained } from '../domain/attainments.ts';
import { type Day, dayIn, daysFrom, type FiscalQuarter, shortDay, timeIn, weekdayName } from '../domain/calendar.ts';
import type { Sight } from '../domain/digest.ts';
import { percentOf } from '../domain/figure.ts';
import { fraction } from '../domain/fraction.ts';
import { formatMoney, type Money, type MoneyFormat } from '../domain/money.ts';
import type { LeftOut } from '../domain/scorecard.ts';
import type { Elapsed } from '../domain/working-days.ts';
import { paceText, percentText, wholeMoneyText, withReason } from './figures.ts';
import { WHY_WORDS } from './why.ts';

/** A quarter as the digest of attainment leads with it; reps with the lowest attainment first, those without a quota last. */
export type Led = {
  readonly quarter: FiscalQuarter;
  readonly elapsed: Elapsed;
  readonly isOver: boolean;
  readonly team: TeamAttained;
  readonly reps: readonly RepAttained[];
};

export function quarterLabel({ quarter, year }: FiscalQuarter, current: FiscalQuarter): string {
  return year === current.year ? `Q${quarter}` : `Q${quarter} ${year}`;
}

/** The one sentence to remember. What is counted by rep is not said where totals alone may be read. */
export function headline({ quarter, isOver, team }: Led, sight: Sight, format: MoneyFormat): string {
  const { attainment, pace, reps } = team;
  if (attainment.value === null) return `${formatMoney(team.won as Money, format)} won, and nobody has a quota`;
  const isCounted = sight !== 'totals' && reps.counted > 0;
  if (isOver && isCounted) return `${reps.atGoal} of ${repsOf(reps.counted)} reached 80 % in Q${quarter.quarter}`;
  if (isOver) return `${percentOf(attainment.value)} % of the quota was won in Q${quarter.quarter}`;
  if (isCounted && pace.verdict !== null)
    return `${reps.onPace} of ${repsOf(reps.counted)} ${reps.onPace === 1 ? 'is' : 'are'} on pace for 80 %`;
  return `${percentOf(attainment.value)} % of the quota is won so far`;
}

function repsOf(count: number): string {
  return count === 1 ? '1 rep' : `${count} reps`;
}

export function whereLine(teamName: string, { quarter, elapsed, isOver }: Led, today: Day): string {
  const when = isOver ? `ended ${shortDay(quarter.to, today)}` : `day ${elapsed.finished} of ${elapsed.days}`;
  return `${teamName} · Q${quarter.quarter}, ${when}`;
}

/** How many have reached the goal, and of whom the pace does not speak; null where the headline says it, or nobody is counted. */
export function thereLine({ isOver, team, reps }: Led): string | null {
  const { counted, atGoal } = team.reps;
  if (isOver || counted === 0) return null;
  const there =
    atGoal === 0 ? 'Nobody is there yet.' : `${atGoal} of ${counted} ${atGoal === 1 ? 'is' : 'are'} there already.`;
  if (team.pace.verdict === null) return there;
  const unjudged = reps.filter(({ quota, pace }) => quota.value !== null && pace.verdict === null);
  const left = unjudged.filter(({ pace }) => pace.why === 'left').length;
  const fresh = unjudged.length - left;
  return [
    there,
    ...(fresh === 0 ? [] : [`${fresh} joined too recently to be judged.`]),
    ...(left === 0 ? [] : [`${left} ${left === 1 ? 'has' : 'have'} left.`]),
  ].join(' ');
}

/** `West: €586,000 of €1,350,000, 43 %, pace 0.98`: wins of people without a quota stand beside it. */
export function totalsLine(name: string, { team, isOver }: Led, beside: boolean, format: MoneyFormat): string {
  const { won, wonWithoutQuota, quota, attainment, pace } = team;
  if (quota.value === null) return `${name}: ${formatMoney(won as Money, format)} won, no quota`;
  const against = wholeMoneyText(fraction(won - wonWithoutQuota), format);
  const unjudged = pace.verdict === null && pace.value !== null && pace.why !== null ? ` (${WHY_WORDS[pace.why]})` : '';
  return [
    `${name}: ${against} of ${wholeMoneyText(quota.value, format)}, ${percentText(attainment)}`,
    ...(isOver ? [] : [`, pace ${withReason(paceText(pace), pace)}${unjudged}`]),
    ...(beside && wonWithoutQuota !== 0
      ? [`; beside it ${formatMoney(wonWithoutQuota as Money, format)} by people without a quota`]
      : []),
  ].join('');
}

const LEFT_OUT: readonly (readonly [keyof LeftOut, string])[] = [
  ['unpriced', 'without an amount'],
  ['undated', 'without a closing day'],
  ['overdue', 'whose closing day has gone by'],
];

/** What the forecast says and leaves out; null where the quarter is over, or there is no quota to measure it by. */
export function forecastLine({ team, isOver }: Led): string | null {
  const { forecast, leftOut, quota } = team;
  if (isOver || quota.value === null) return null;
  const out = LEFT_OUT.filter(([key]) => leftOut[key] > 0).map(([key, words]) => `${leftOut[key]} ${words}`);
  const from = forecast.value === null ? '' : ` of the quota, with ${dealsOf(forecast.n ?? 0)} expected to close`;
  return `Forecast ${withReason(percentText(forecast), forecast)}${from}.${out.length === 0 ? '' : ` Left out: ${out.join(', ')}.`}`;
}

function dealsOf(count: number): string {
  return count === 1 ? '1 live deal' : `${count} live deals`;
}

const BANDS = [
  { under: 25, words: 'under 25 %' },
  { under: 50, words: 'from 25 % to under 50 %' },
  { under: 80, words: 'from 50 % to under 80 %' },
  { under: Number.POSITIVE_INFINITY, words: 'at 80 % or more' },
] as const;

/** What a chart without names shows, for whoever does not see it. */
export function bandsLine(percents: readonly number[]): string {
  const counts = BANDS.map(({ under, words }, index) => {
    const from = BANDS[index - 1]?.under ?? Number.NEGATIVE_INFINITY;
    return `${percents.filter((each) => each >= from && each < under).length} ${words}`;
  });
  return `Attainment by rep, without names: ${counts.join(', ')}.`;
}

/** `Since last Monday`, `Since Thursday`, `Since 2 Nov`, `Since 09:00`: in the schedule's zone. */
export function sinceText(then: Date, at: Date, zone: string): string {
  const [day, today] = [dayIn(zone, then), dayIn(zone, at)];
  const ago = daysFrom(day, today);
  const weekday = weekdayName(day);
  if (ago <= 0) return `Since ${timeIn(zone, then)}`;
  if (ago < 7) return `Since ${weekday}`;
  return ago === 7 ? `Since last ${weekday}` : `Since ${shortDay(day, today)}`;
}
