import type { Block } from '@slack/types';
import type { Sight } from '../domain/digest.ts';
import { type Figure, percentOf } from '../domain/figure.ts';
import { fraction } from '../domain/fraction.ts';
import { formatMoney, type Money } from '../domain/money.ts';
import type { RepNumbers } from '../domain/scorecard.ts';
import type { Led } from './attainment-words.ts';
import {
  type Column,
  chart,
  chartLabels,
  moneyText,
  outOfText,
  paceText,
  percentText,
  shortMoneyText,
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
const GOAL_PERCENT = 80;

export function percentsOf(reps: readonly RepNumbers[]): readonly number[] {
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

const COLUMNS: readonly Column[] = [
  { head: 'Rep' },
  ...['Won', 'Quota', 'Attainment', 'Pace', 'Forecast', 'Quarters ≥ 80 %'].map(
    (head) => ({ head, align: 'right' }) as const,
  ),
];

export function headTable({ led: { reps }, tongue: { format, nameOf } }: Shown) {
  const rows = reps.map(({ person, won, quota, attainment, pace, forecast, consistency }) => [
    nameOf(person),
    shortMoneyText(fraction(won), format),
    quota.value === null ? percentText(quota) : shortMoneyText(quota.value, format),
    ...[percentText(attainment), paceText(pace), percentText(forecast), outOfText(consistency)],
  ]);
  return table({ columns: COLUMNS, rows, most: HEAD_ROWS });
}

/** Exact amounts, and beside each number how many it counts. */
export function detailTable({ led, tongue: { format, nameOf } }: Shown, characters: number) {
  const rows = led.reps.map(({ person, won, quota, attainment, pace, forecast, consistency, ...rep }) => [
    nameOf(person),
    formatMoney(won as Money, format),
    quota.value === null ? percentText(quota) : moneyText(quota.value, format),
    counted(percentText(attainment), attainment, 'win'),
    paceText(pace),
    counted(percentText(forecast), forecast, 'deal'),
    consistency.streak > 1 ? `${outOfText(consistency)}, ${consistency.streak} in a row` : outOfText(consistency),
    String(rep.leftOut.unpriced + rep.leftOut.undated + rep.leftOut.overdue),
  ]);
  const columns = [...COLUMNS, { head: 'Not in forecast', align: 'right' as const }];
  return table({ columns, rows, characters: Math.min(characters, LIMITS.tableText) });
}

function counted(text: string, { value, n }: Figure, what: string): string {
  return value === null || n === null ? text : `${text} (${n} ${n === 1 ? what : `${what}s`})`;
}

const REASONED = [
  ['Quota', ({ quota }: RepNumbers): Figure => quota],
  ['Pace', ({ pace }: RepNumbers): Figure => pace],
  ['Forecast', ({ forecast }: RepNumbers): Figure => forecast],
  ['Quarters ≥ 80 %', ({ consistency }: RepNumbers): Figure => consistency],
] as const;
const NAMED_IN_REASON = 6;

/** Why there are dashes, and whose pace is shown and not judged; a rep without a quota is said once. */
export function reasonLines({ led, tongue }: Shown): readonly string[] {
  return REASONED.flatMap(([what, figureOf]) => {
    const names = new Map<string, string[]>();
    for (const rep of led.reps) {
      const { why } = figureOf(rep);
      const isSaid = what !== 'Quota' && what !== 'Quarters ≥ 80 %' && why === 'no-quota';
      if (why === null || isSaid || (led.isOver && what !== 'Quota' && what !== 'Quarters ≥ 80 %')) continue;
      names.set(WHY_WORDS[why], [...(names.get(WHY_WORDS[why]) ?? []), tongue.nameOf(rep.person)]);
    }
    return [...names].map(
      ([why, who]) => `${what}: ${why} (${who.length === led.reps.length ? 'everybody' : short(who)})`,
    );
  });
}

function short(names: readonly string[]): string {
  if (names.length <= NAMED_IN_REASON) return names.join(', ');
  return `${names.slice(0, NAMED_IN_REASON - 1).join(', ')} and ${names.length - NAMED_IN_REASON + 1} more`;
}

export function repSentence(rep: RepNumbers, { led, tongue: { format, nameOf } }: Shown): string {
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
