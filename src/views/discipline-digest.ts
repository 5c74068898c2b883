import type { Button, KnownBlock } from '@slack/types';
import type { PersonId } from '../domain/brand.ts';
import { type Day, shortDay } from '../domain/calendar.ts';
import type { Sight } from '../domain/digest.ts';
import type { Discipline, LiveRow, Slip } from '../domain/discipline.ts';
import { rounded } from '../domain/fraction.ts';
import { formatMoney, type Money, shortMoney } from '../domain/money.ts';
import type { Settings } from '../domain/settings.ts';
import { actions, context, header, type Spoken, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { DASH, inFull, table } from './figures.ts';
import { ids } from './ids.ts';
import { cut } from './limits.ts';
import { days } from './look.ts';
import { listed, STAGE_NAMES } from './words.ts';

/** With whose eyes the pipeline is read. */
export type DisciplineLook = {
  readonly settings: Settings;
  readonly today: Day;
  /** `West · week 47`. */
  readonly title: string;
  readonly sight: Sight;
  readonly nameOf: (person: PersonId) => string;
  /** Reps of today. */
  readonly reps: number;
  readonly why: Button;
  /** `Since last Monday`; null the first time. */
  readonly since: string | null;
  /** What the last one said. */
  readonly last: { readonly on: Day; readonly live: number; readonly past: number } | null;
};

/** The pipeline on a phone's screen: what matters most, a line a stage, and what moved. */
export function disciplineHead(found: Discipline, look: DisciplineLook): Spoken {
  const headline = headlineOf(found, look);
  const lines = [
    ...(found.ageless === 0 ? [] : [`${found.ageless} of unknown age, which no time can be past.`]),
    ...overLines(found, look),
    ...leftLines(found),
    questionLine(found),
    moveLine(found, look),
    ...endedLines(found),
    ...lastLines(look),
  ];
  return {
    text: inFull([`${headline}. ${look.title}.`], found.live === 0 ? [] : stageSentences(found, look), lines),
    blocks: [
      header(headline),
      context(look.title),
      ...(found.live === 0 ? [] : [stageTable(found, look)]),
      section(lines),
      actions(ids.whyRow, [look.why]),
    ],
  };
}

/** The one thing that matters: time first, then days that slipped, places, answers. */
function headlineOf(found: Discipline, { settings, sight }: DisciplineLook): string {
  const { live, past, over, stale, moves } = found;
  if (live === 0) return 'No live deals';
  const of = `of ${liveDeals(live)}`;
  const one = (count: number, single: string, several: string): string => (count === 1 ? single : several);
  if (past.length > 0) return `${past.length} ${of} ${one(past.length, 'is past its', 'are past their')} usual time`;
  const slipped = moves.slipped.length;
  if (slipped > 0) return `${slipped} ${of} slipped: the expected close moved later, or passed`;
  if (over.length > 0 && sight !== 'totals')
    return `${over.length} ${one(over.length, 'rep has', 'reps have')} more than ${settings.capacity} live deals`;
  if (stale > 0) return `${stale} ${of} ${one(stale, 'has', 'have')} an answer to be asked again`;
  return found.ageless > 0 ? `No live deal is past its usual time` : 'Every live deal moves in its usual time';
}

function liveDeals(count: number): string {
  return count === 1 ? '1 live deal' : `${count} live deals`;
}

function stageTable({ stages, live, past }: Discipline, { settings }: DisciplineLook): KnownBlock {
  const money = (amount: number, unpriced: number, of: number): string =>
    of > 0 && unpriced === of ? DASH : shortMoney(amount, settings);
  const rows = stages.map((line) => [
    ...[STAGE_NAMES[line.stage], String(line.past), String(line.live)],
    ...[days(line.usual), money(line.amount, line.unpriced, line.live)],
  ]);
  const amount = stages.reduce((all, line) => all + line.amount, 0);
  const unpriced = stages.reduce((all, line) => all + line.unpriced, 0);
  const right = { align: 'right' as const };
  return table({
    columns: [
      { head: 'Stage' },
      // What matters stands first: a phone shows no more than three columns.
      { head: 'Past time', ...right },
      { head: 'Live', ...right },
      { head: 'Usual time', ...right },
      { head: 'Amount', ...right },
    ],
    rows: [...rows, ['All', String(past.length), String(live), '', money(amount, unpriced, live)]],
  }).block;
}

function stageSentences({ stages }: Discipline, { settings }: DisciplineLook): readonly string[] {
  return stages
    .filter(({ live }) => live > 0)
    .map(({ stage, live, amount, unpriced, past, usual }) => {
      const worth = unpriced === live ? 'no amounts' : shortMoney(amount, settings);
      const without = unpriced > 0 && unpriced < live ? `, ${unpriced} without an amount` : '';
      return `${STAGE_NAMES[stage]}: ${liveDeals(live)}, ${worth}${without}; ${past} past the usual ${days(usual)}.`;
    });
}

/** By name where names may be read; under four reps without names the team's places alone. */
function overLines(
  { over, withReps }: Discipline,
  { settings, sight, nameOf, reps }: DisciplineLook,
): readonly string[] {
  const { capacity } = settings;
  if (sight === 'totals') return [`${withReps} of ${reps * capacity} places taken.`];
  if (over.length === 0) return [];
  if (sight === 'no-names')
    return [`Over capacity: ${over.length} of ${reps} reps, with more than ${capacity} live deals.`];
  // In the order of their names: it is no ranking.
  const inOrder = over.map(({ person, live }) => ({ name: cut(nameOf(person), 60), live }));
  inOrder.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const shown = inOrder.slice(0, MOST_NAMED).map(({ name, live }) => `${name} (${live})`);
  const more = over.length > shown.length ? [`${over.length - shown.length} more`] : [];
  return [`Over capacity, with more than ${capacity} live deals: ${listed([...shown, ...more])}.`];
}

function leftLines({ leftBehind }: Discipline): readonly string[] {
  return leftBehind === 0 ? [] : [`${liveDeals(leftBehind)} with people who left.`];
}

/** Fits a phone's screen; the rest is counted. */
const MOST_NAMED = 6;

function questionLine({ notAsked, stale }: Discipline): string {
  return `Questions: ${notAsked} ${notAsked === 1 ? 'deal has' : 'deals have'} one not asked yet, ${stale} one to be asked again.`;
}

function moveLine({ week, moves }: Discipline, look: DisciplineLook): string {
  const { opened, advanced, movedBack, won, lost, slipped } = moves;
  const since = week.isSinceLast && look.since !== null ? look.since : 'In the last 7 days';
  const counts = [
    ...([
      [opened, 'new'],
      [advanced, 'advanced'],
      [movedBack, 'moved back'],
    ] as const),
    ...([
      [won, 'won'],
      [lost, 'lost'],
      [slipped.length, 'slipped'],
    ] as const),
  ];
  const moved = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `${since}: ${moved.length === 0 ? 'nothing new, nothing moved, nothing slipped' : moved.join(', ')}.`;
}

function endedLines({ moves: { ended, daysToEnd } }: Discipline): readonly string[] {
  if (ended === 0) return [];
  const { value, n } = daysToEnd;
  const after =
    value === null ? 'when they were opened is not known' : `after ${days(rounded(value))} (mean of ${n ?? 0})`;
  return [`Ended before the gate: ${ended} of the lost, ${after}.`];
}

function lastLines({ last, today }: DisciplineLook): readonly string[] {
  return last === null
    ? []
    : [`On ${shortDay(last.on, today)}: ${last.past} of ${liveDeals(last.live)} past their usual time.`];
}

/** Deals on a thread's page; the others are counted. */
const MOST_DEALS = 20;

/** The deals behind the numbers, those furthest past their time first; null where there are none, or their owners may not be named. */
export function disciplineDetail(found: Discipline, look: DisciplineLook): Spoken | null {
  const lines = dealLines(found, look);
  if (lines.length === 0 || look.sight !== 'names') return null;
  const title = 'Past their usual time, or slipped';
  const { block, left } = table({
    columns: [
      { head: 'Deal' },
      { head: 'What' },
      { head: 'Stage' },
      { head: 'Amount', align: 'right' },
      { head: 'Owner' },
    ],
    rows: lines.map(({ row, what }) => [
      ...[cut(dealName(row), 60), STAGE_NAMES[row.stage], what, moneyOf(row, look), ownerOf(row, look)],
    ]),
    most: MOST_DEALS,
  });
  const sentences = lines.map(({ row, what }) => {
    const deal = `${cut(dealName(row), 60)} (${moneyOf(row, look)}), in ${STAGE_NAMES[row.stage]}`;
    return `${deal}: ${what}. Owner: ${ownerOf(row, look)}.`;
  });
  const shown = lines.length - left;
  const rest = left === 0 ? [] : [`and ${left} more`];
  return {
    text: inFull([`${title}.`], sentences.slice(0, shown), rest),
    blocks: [section([[{ bold: title }]]), block, ...rest.map((text) => context(text))],
  };
}

/** One line a deal, whatever is the matter with it. */
function dealLines({ past, moves, stages }: Discipline, { today }: DisciplineLook) {
  const usual = new Map(stages.map((line) => [line.stage, line.usual]));
  const slips = new Map(moves.slipped.map((slip) => [slip.row.id, slip]));
  const late = past.map((row) => {
    const slip = slips.get(row.id);
    const time = `${days(row.days ?? 0)}, usual ${usual.get(row.stage) ?? 0}`;
    return { row, what: slip === undefined ? time : `${time}; ${slipText(slip, today)}` };
  });
  const isLate = new Set(past.map(({ id }) => id));
  const others = moves.slipped.filter(({ row }) => !isLate.has(row.id));
  return [...late, ...others.map((slip) => ({ row: slip.row, what: slipText(slip, today) }))];
}

function slipText({ how, was, row }: Slip, today: Day): string {
  const before = `expected ${shortDay(was, today)}`;
  return how === 'passed'
    ? `${before}, which has passed`
    : `${before}, now ${shortDay(row.expectedClose ?? was, today)}`;
}

function moneyOf({ amount }: LiveRow, { settings }: DisciplineLook): string {
  return amount === null ? 'no amount' : formatMoney(amount as Money, settings);
}

function ownerOf({ owner }: LiveRow, { nameOf }: DisciplineLook): string {
  return cut(nameOf(owner), 60);
}
