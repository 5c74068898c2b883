import type { Block } from '@slack/types';
import type { RepAttained } from '../domain/attainments.ts';
import type { Sight } from '../domain/digest.ts';
import { type Figure, GOAL_PERCENT, percentOf } from '../domain/figure.ts';
import { fraction } from '../domain/fraction.ts';
import { formatMoney, type Money, type MoneyFormat } from '../domain/money.ts';
import type { Led } from './attainment-words.ts';
import {
  chart,
  chartLabels,
  DASH,
  moneyText,
  outOfText,
  paceText,
  percentText,
  shortMoneyText,
  type Tabled,
  table,
  withReason,
} from './figures.ts';
import { LIMITS } from './limits.ts';
import type { Tongue } from './movement-words.ts';
import { WHY_WORDS } from './why.ts';

/** Attainment rep by rep: as bars, as rows, as sentences. */

export type Shown = { readonly sight: Sight; readonly led: Led; readonly tongue: Tongue };

/** As many as a phone shows without much scrolling; all of them are in the thread. */
const HEAD_ROWS = 23;

export function percentsOf(reps: readonly RepAttained[]): readonly number[] {
  return reps.flatMap(({ attainment }) => (attainment.value === null ? [] : [percentOf(attainment.value)]));
}

/** The lowest first; a bar more than Slack draws is left to the table. Without names a bar says nothing but its place. */
export function repsChart({ sight, led, tongue }: Shown): readonly Block[] {
  const shown = led.reps.filter(({ attainment }) => attainment.value !== null).slice(0, LIMITS.chartPoints);
  if (shown.length === 0) return [];
  const named = chartLabels(shown.map(({ person }) => tongue.nameOf(person)));
  const labels = sight === 'names' ? named : shown.map((_, index) => String(index + 1));
  const all = led.reps.filter(({ attainment }) => attainment.value !== null).length;
  const title =
    all > shown.length ? `Attainment: the lowest ${shown.length} of ${all}` : 'Attainment by rep, lowest first';
  return [
    chart({
      ...{ title, labels, unit: '% of quota' },
      series: [
        { name: 'Attainment', values: percentsOf(shown) },
        { name: 'Goal: 80 %', values: shown.map(() => GOAL_PERCENT) },
      ],
    }),
  ];
}

type RepColumn = {
  readonly head: string;
  /** It looks ahead, and says nothing once the quarter is over. */
  readonly looksAhead: boolean;
  readonly short: (rep: RepAttained, format: MoneyFormat) => string;
  /** In the thread: to the unit, and beside each number how many it counts. */
  readonly exact: (rep: RepAttained, format: MoneyFormat) => string;
  /** What says why it is a dash; null where it never is one. */
  readonly figure: ((rep: RepAttained) => Figure) | null;
};

/** What matters most stands first: a phone shows no more than three or four of them. */
const COLUMNS: readonly RepColumn[] = [
  {
    ...{ head: 'Attainment', looksAhead: false, figure: null },
    short: ({ attainment }) => percentText(attainment),
    exact: ({ attainment }) => counted(percentText(attainment), attainment, 'win'),
  },
  {
    ...{ head: 'Pace', looksAhead: true, figure: ({ pace }) => pace },
    short: ({ pace }) => paceText(pace),
    exact: ({ pace }) => paceText(pace),
  },
  {
    ...{ head: 'Won', looksAhead: false, figure: null },
    short: ({ won }, format) => shortMoneyText(fraction(won), format),
    exact: ({ won }, format) => formatMoney(won as Money, format),
  },
  {
    ...{ head: 'Quota', looksAhead: false, figure: ({ quota }) => quota },
    short: ({ quota }, format) => (quota.value === null ? DASH : shortMoneyText(quota.value, format)),
    exact: ({ quota }, format) => (quota.value === null ? DASH : moneyText(quota.value, format)),
  },
  {
    ...{ head: 'Forecast', looksAhead: true, figure: ({ forecast }) => forecast },
    short: ({ forecast }) => percentText(forecast),
    exact: ({ forecast }) => counted(percentText(forecast), forecast, 'deal'),
  },
  {
    ...{ head: 'Quarters ≥ 80 %', looksAhead: false, figure: ({ consistency }) => consistency },
    short: ({ consistency }) => outOfText(consistency),
    exact: ({ consistency }) => outOfText(consistency),
  },
];

function counted(text: string, { value, n }: Figure, what: string): string {
  return value === null || n === null ? text : `${text} (${n} ${n === 1 ? what : `${what}s`})`;
}

function columnsOf({ isOver }: Led): readonly RepColumn[] {
  return COLUMNS.filter(({ looksAhead }) => !(looksAhead && isOver));
}

export function headTable(shown: Shown) {
  return repsTable(shown, 'short', { most: HEAD_ROWS });
}

export function detailTable(shown: Shown, characters: number) {
  return repsTable(shown, 'exact', { characters: Math.min(characters, LIMITS.tableText) });
}

function repsTable(
  { led, tongue: { format, nameOf } }: Shown,
  how: 'short' | 'exact',
  room: Pick<Tabled, 'most' | 'characters'>,
) {
  const columns = columnsOf(led);
  const rows = led.reps.map((rep) => [nameOf(rep.person), ...columns.map((column) => column[how](rep, format))]);
  const heads = columns.map(({ head }) => ({ head, align: 'right' as const }));
  return table({ columns: [{ head: 'Rep' }, ...heads], rows, ...room });
}

const NAMED_IN_REASON = 6;

/** Why there are dashes, and whose pace is shown and not judged; that somebody has no quota is said once. */
export function reasonLines({ led, tongue }: Shown): readonly string[] {
  return columnsOf(led).flatMap(({ head, looksAhead, figure }) => {
    const names = new Map<string, string[]>();
    for (const rep of led.reps) {
      const why = figure?.(rep).why ?? null;
      if (why === null || (looksAhead && why === 'no-quota')) continue;
      names.set(WHY_WORDS[why], [...(names.get(WHY_WORDS[why]) ?? []), tongue.nameOf(rep.person)]);
    }
    const whose = (who: readonly string[]) => (who.length === led.reps.length ? 'everybody' : short(who));
    return [...names].map(([why, who]) => `${head}: ${why} (${whose(who)})`);
  });
}

function short(names: readonly string[]): string {
  if (names.length <= NAMED_IN_REASON) return names.join(', ');
  return `${names.slice(0, NAMED_IN_REASON - 1).join(', ')} and ${names.length - NAMED_IN_REASON + 1} more`;
}

export function repSentence(rep: RepAttained, { led, tongue: { format, nameOf } }: Shown): string {
  const { person, won, quota, attainment, pace, forecast, consistency } = rep;
  const name = nameOf(person);
  const past =
    consistency.value === null
      ? 'no quarter with a quota before'
      : `${outOfText(consistency)} quarters at 80 % or more`;
  if (quota.value === null) return `${name}: ${formatMoney(won as Money, format)} won, no quota, ${past}.`;
  const ahead = led.isOver
    ? ''
    : `, pace ${withReason(paceText(pace), pace)}, forecast ${withReason(percentText(forecast), forecast)}`;
  const of = `${formatMoney(won as Money, format)} of ${moneyText(quota.value, format)}`;
  return `${name}: ${of}, ${percentText(attainment)}${ahead}, ${past}.`;
}
