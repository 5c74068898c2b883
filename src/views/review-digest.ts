import type { Block, Button, KnownBlock } from '@slack/types';
import type { PersonId } from '../domain/brand.ts';
import type { FiscalQuarter } from '../domain/calendar.ts';
import type { RatioVerdict } from '../domain/closed.ts';
import { type Readers, type Sight, sightOf } from '../domain/digest.ts';
import { type Figure, GOAL_PERCENT, percentOf } from '../domain/figure.ts';
import { compared, rounded } from '../domain/fraction.ts';
import type { Consistencies, Losses, LossLine } from '../domain/review.ts';
import type { Sales } from '../domain/sales.ts';
import type { RepNumbers, TeamNumbers } from '../domain/scorecard.ts';
import type { Settings } from '../domain/settings.ts';
import { byName } from '../domain/text.ts';
import { quarterLabel } from './attainment-words.ts';
import { actions, context, header, type Spoken, section } from './blocks.ts';
import {
  chart,
  chartLabels,
  DASH,
  inFull,
  moneyText,
  outOfText,
  percentText,
  shortMoneyText,
  table,
} from './figures.ts';
import { ids } from './ids.ts';
import { cut, LIMITS } from './limits.ts';
import { days } from './look.ts';
import { WHY_WORDS } from './why.ts';
import { LOSS_NAMES } from './words.ts';

/** A quarter that has ended, and the one before it. */
export type Review = {
  readonly quarter: FiscalQuarter;
  readonly team: TeamNumbers;
  readonly reps: readonly RepNumbers[];
  readonly before: { readonly quarter: FiscalQuarter; readonly team: TeamNumbers | null };
  readonly losses: Losses;
  readonly consistencies: Consistencies;
};

export type ReviewLook = {
  readonly settings: Settings;
  readonly teamName: string;
  /** The quarter that today lies in, by whose year the others are called. */
  readonly current: FiscalQuarter;
  /** No two people are called the same. */
  readonly nameOf: (person: PersonId) => string;
  readonly readers: Readers;
  /** Of what is counted by rep in both quarters; how far reps are apart has its own, as other reps count in it. */
  readonly sight: Sight;
  /** Where attainment is kept from the team, as one person alone had a quota. */
  readonly isOnes: { readonly before: boolean; readonly lastFour: boolean };
  readonly why: Button;
};

/** The goals of section 1 against what was reached, and the three numbers beside the quarter before. */
export function reviewHead(review: Review, look: ReviewLook): Spoken {
  const headline = headlineOf(review, look);
  const called = (quarter: FiscalQuarter) => quarterLabel(quarter, look.current);
  const title = `${look.teamName} · review of ${called(review.quarter)}`;
  const rows = goalRows(review, look);
  const lines = [
    ...keptLines(review, look),
    ...verdictLines(review, look),
    ...consistencyLines(review, look),
    ...lossHeadline(review),
  ];
  const said = rows.map(([what, now, before, goal]) => {
    const line = goal === NO_GOAL ? '' : `, goal ${goal}`;
    return `${what}: ${now}${line}; in ${called(review.before.quarter)} ${before}.`;
  });
  return {
    text: inFull([`${headline}. ${title}.`], said, lines),
    blocks: [
      header(headline),
      context(title),
      ...attainmentChart(review, look),
      goalTable(review, look, rows),
      ...(lines.length === 0 ? [] : [section(lines)]),
      actions(ids.whyRow, [look.why]),
    ],
  };
}

function headlineOf({ quarter, team }: Review, { sight, settings, teamName, current }: ReviewLook): string {
  const { atGoal, counted } = team.reps;
  const when = `in ${quarterLabel(quarter, current)}`;
  if (counted === 0)
    return `${cut(teamName, 80)} won ${moneyText({ num: BigInt(team.won), den: 1n }, settings)} ${when}, without quotas`;
  if (sight === 'totals') return `${cut(teamName, 80)} reached ${percentText(team.attainment)} of its quota ${when}`;
  return `${atGoal} of ${counted} ${counted === 1 ? 'rep' : 'reps'} reached 80 % ${when}`;
}

type Row = readonly [what: string, now: string, before: string, goal: string];

/** Under four reps without names the team's totals alone. */
function goalRows({ team, before }: Review, look: ReviewLook): readonly Row[] {
  const { sight, settings, isOnes } = look;
  const row = (what: string, text: (team: TeamNumbers) => string, goal = NO_GOAL, isKept = false): Row => [
    ...([what, text(team), before.team === null || isKept ? DASH : text(before.team), goal] as const),
  ];
  const isApart = before.team !== null && !showsSpread(before.team, look);
  const reps = row('Reps at 80 %', ({ reps }) => `${reps.atGoal} of ${reps.counted}`, 'every one');
  const apart = row('Lowest to highest, last four quarters', ({ spread }) => percentText(spread), '25 %', isApart);
  return [
    row('Attainment', ({ attainment }) => percentText(attainment), '80 %', isOnes.before),
    ...(sight === 'totals' ? [] : [reps]),
    ...(showsSpread(team, look) ? [apart] : []),
    row('Closing ratio', ({ quarter }) => counted(percentText(quarter.closingRatio), quarter.closingRatio), '33 %'),
    row('Deal size', ({ quarter }) => dealSizeText(quarter, settings)),
    row('Sales cycle', ({ quarter }) => ofWins(daysText(quarter.salesCycle), quarter.salesCycle)),
  ];
}

/** Between few reps it points at two of them. */
function showsSpread({ spread }: TeamNumbers, { readers }: ReviewLook): boolean {
  return sightOf(readers, spread.n ?? 0) !== 'totals';
}

/** Shown as a dash. */
const NO_GOAL = '';

function counted(text: string, { value, n }: Figure): string {
  return value === null ? text : `${text} of ${n ?? 0}`;
}

function ofWins(text: string, { value, n }: Figure): string {
  return value === null ? text : `${text} (${n === 1 ? '1 win' : `${n ?? 0} wins`})`;
}

function dealSizeText({ dealSize }: Sales, settings: Settings): string {
  return dealSize.value === null ? DASH : ofWins(shortMoneyText(dealSize.value, settings), dealSize);
}

function daysText({ value }: Figure): string {
  return value === null ? DASH : days(rounded(value));
}

function goalTable({ quarter, before }: Review, { current }: ReviewLook, rows: readonly Row[]): KnownBlock {
  const columns = [
    { head: 'Number' },
    { head: quarterLabel(quarter, current), align: 'right' as const },
    { head: quarterLabel(before.quarter, current), align: 'right' as const },
    { head: 'Goal', align: 'right' as const },
  ];
  return table({ columns, rows }).block;
}

function keptLines({ before }: Review, { isOnes, current }: ReviewLook): readonly string[] {
  if (!isOnes.before) return [];
  return [`Attainment in ${quarterLabel(before.quarter, current)} is not shown: only one person had a quota.`];
}

const RATIO_WORDS: { readonly [V in RatioVerdict]: string } = {
  good: 'at or above 33 %, which is good',
  between: 'between 20 % and 33 %',
  poor: 'under 20 %, which is poor: qualify harder',
};

/** What the two lines say, and where they are not judged, why. */
function verdictLines({ team }: Review, look: ReviewLook): readonly string[] {
  const { quarter, spread } = team;
  const { closingRatio } = quarter;
  const said = closingRatio.verdict === null ? reasonOf(closingRatio) : RATIO_WORDS[closingRatio.verdict];
  const ratio = `Closing ratio: ${counted(percentText(closingRatio), closingRatio)}${said === '' ? '' : `, ${said}`}.`;
  if (!showsSpread(team, look)) return [ratio];
  const line = { good: 'at or above the 25 % line', wide: 'below the 25 % line' };
  if (spread.verdict === null) return [ratio, `Lowest to highest rep: ${percentText(spread)}, ${reasonOf(spread)}.`];
  const why = spread.why === null ? '' : ` (${reasonOf(spread)})`;
  return [ratio, `The lowest rep brings in ${percentText(spread)} of the highest${why}, ${line[spread.verdict]}.`];
}

function reasonOf({ why }: Figure): string {
  return why === null ? '' : WHY_WORDS[why];
}

function consistencyLines({ team, consistencies }: Review, { readers, isOnes }: ReviewLook): readonly string[] {
  const { consistency } = team;
  const { n, all, none } = consistencies;
  const together = `The team as a whole: ${outOfText(consistency)} finished quarters at 80 % or more.`;
  if (sightOf(readers, n) === 'totals') return consistency.value === null || isOnes.lastFour ? [] : [together];
  if (n === 0) return [];
  return [
    `Consistency: of ${n === 1 ? '1 rep' : `${n} reps`} with a quota, ${all} reached 80 % in every finished quarter with a quota, of the last four, ${none} in none.`,
  ];
}

function lossHeadline({ losses: { n, lines, checklist }, team }: Review): readonly string[] {
  const [first] = lines;
  if (first === undefined) return ['No deal was lost.'];
  const said = checklist.n - checklist.misled;
  const had = isTooFew(team) || checklist.n === 0 ? '' : ` The checklist had said so in ${said} of ${checklist.n}.`;
  return [`Lost: ${n}. Most often: ${reasonName(first.reason).toLowerCase()}, ${first.pastGate + first.before}.${had}`];
}

/** Under four reps a calibration would point at somebody. Product, section 6. */
export function isTooFew({ calibration }: TeamNumbers): boolean {
  return calibration.why === 'few-reps';
}

export function reasonName(reason: LossLine['reason']): string {
  return reason === null ? 'No reason on record' : LOSS_NAMES[reason];
}

/** At most as many bars as Slack draws, the lowest first. */
function attainmentChart({ reps, quarter }: Review, { sight, current, nameOf }: ReviewLook): Block[] {
  const known = withQuota(reps);
  if (sight !== 'names' || known.length === 0) return [];
  const shown = known.slice(0, LIMITS.chartPoints);
  const values = shown.map(({ percent }) => percent);
  return [
    chart({
      title: `Attainment in ${quarterLabel(quarter, current)}${known.length > shown.length ? `, lowest ${shown.length} of ${known.length}` : ''}`,
      labels: chartLabels(shown.map(({ rep }) => nameOf(rep.person))),
      series: [
        { name: 'Attainment', values },
        { name: 'Goal', values: values.map(() => GOAL_PERCENT) },
      ],
      unit: '% of quota',
    }),
  ];
}

function withQuota(reps: readonly RepNumbers[]) {
  return reps
    .flatMap((rep) => (rep.attainment.value === null ? [] : [{ rep, value: rep.attainment.value }]))
    .sort((a, b) => compared(a.value, b.value) || byName(a.rep, b.rep))
    .map(({ rep, value }) => ({ rep, percent: percentOf(value) }));
}
