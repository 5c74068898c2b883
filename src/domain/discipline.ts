import { USUAL_DAYS, type UsualDays } from './advice.ts';
import { grouped } from './against.ts';
import type { DealId, PersonId } from './brand.ts';
import { type Day, dayIn } from './calendar.ts';
import type { OpenPoint } from './deal.ts';
import { FEWEST_JUDGED, type Figure, mean } from './figure.ts';
import type { UsualTime } from './number-facts.ts';
import type { Question } from './qualification.ts';
import { STAGES, type Stage } from './stages.ts';

/** A live deal by what discipline asks of it; a parked one whose day has come is one. Amounts in minor units. */
export type LiveRow = {
  readonly id: DealId;
  readonly version: number;
  readonly company: string;
  readonly title: string;
  readonly owner: PersonId;
  readonly stage: Stage;
  readonly amount: number | null;
  readonly expectedClose: Day | null;
  /** Whole days in its stage, parked ones apart; null where an import does not say. */
  readonly days: number | null;
  /** Null where an import does not say. */
  readonly openedAt: Date | null;
  readonly isQualified: boolean;
  readonly openPoints: readonly OpenPoint[];
  readonly notAsked: readonly Question[];
  readonly stale: readonly Question[];
  /** Answered with a no. */
  readonly noes: readonly Question[];
};

/** What happened to a deal in a span of time, however often. */
export type TouchedRow = {
  readonly deal: DealId;
  readonly isNew: boolean;
  readonly isAdvanced: boolean;
  readonly isMovedBack: boolean;
  /** Closed in it, and still so. */
  readonly isWon: boolean;
  readonly isLost: boolean;
  /** Lost before the gate; how many days after it was opened, where that is known. */
  readonly isEnded: boolean;
  readonly endedAfter: number | null;
  /** What was expected before the first edit of the span; null where it was not edited, or nothing was. */
  readonly wasExpected: Day | null;
};

/** Since the last one that was sent, or else the last seven days. */
export type Week = { readonly from: Date; readonly to: Date; readonly isSinceLast: boolean };

const DAYS_A_WEEK = 7;
const MS_A_DAY = 86_400_000;

export function weekUntil(at: Date, lastSent: Date | null): Week {
  if (lastSent !== null && lastSent < at) return { from: lastSent, to: at, isSinceLast: true };
  return { from: new Date(at.getTime() - DAYS_A_WEEK * MS_A_DAY), to: at, isSinceLast: false };
}

/** 14 days where fewer than ten won deals say otherwise. Product, section 6. */
export function usualDaysFrom(times: readonly UsualTime[]): UsualDays {
  const of = (stage: Stage): number => {
    const known = times.find((each) => each.stage === stage);
    return known === undefined || known.n < FEWEST_JUDGED ? USUAL_DAYS : known.days;
  };
  return { qualify: of('qualify'), prove: of('prove'), propose: of('propose'), negotiate: of('negotiate') };
}

export function isPastUsual({ days, stage }: Pick<LiveRow, 'days' | 'stage'>, usual: UsualDays): boolean {
  return days !== null && days > usual[stage];
}

export type StageLine = {
  readonly stage: Stage;
  readonly live: number;
  readonly amount: number;
  /** Not in the amount, as they have none. */
  readonly unpriced: number;
  readonly past: number;
  readonly usual: number;
};

export type Slip = { readonly row: LiveRow; readonly how: 'later' | 'passed'; readonly was: Day };

export type Moves = {
  readonly opened: number;
  readonly advanced: number;
  readonly movedBack: number;
  readonly won: number;
  readonly lost: number;
  /** Of the lost, those that ended before the gate, and the mean of days until then. */
  readonly ended: number;
  readonly daysToEnd: Figure;
  readonly slipped: readonly Slip[];
};

export type Discipline = {
  readonly live: number;
  /** Of unknown age: nobody can say whether they are past their time. */
  readonly ageless: number;
  readonly stages: readonly StageLine[];
  /** Furthest past first. */
  readonly past: readonly LiveRow[];
  /** Live deals of today's reps, and of whoever left them behind. */
  readonly withReps: number;
  readonly leftBehind: number;
  /** Of today's reps. */
  readonly over: readonly { readonly person: PersonId; readonly live: number }[];
  /** Deals with a question that was not asked yet, and with one to be asked again. */
  readonly notAsked: number;
  readonly stale: number;
  readonly week: Week;
  readonly moves: Moves;
};

export type DisciplineFacts = {
  readonly rows: readonly LiveRow[];
  readonly touched: readonly TouchedRow[];
  /** Of today, who alone have places; unless said, whoever has deals. */
  readonly reps?: ReadonlySet<PersonId>;
  readonly week: Week;
  readonly usual: UsualDays;
  readonly capacity: number;
  /** The workspace's. */
  readonly zone: string;
};

/** The team's pipeline as it stands, and what moved in it. Product, section 5, pipeline discipline. */
export function discipline({ rows, touched, reps, week, usual, capacity, zone }: DisciplineFacts): Discipline {
  const ofReps = rows.filter(({ owner }) => reps?.has(owner) ?? true);
  const byOwner = [...grouped(ofReps, ({ owner }) => owner)].map(([person, own]) => ({ person, live: own.length }));
  const beyond = (row: LiveRow): number => (row.days ?? 0) - usual[row.stage];
  const past = rows.filter((row) => isPastUsual(row, usual)).sort((a, b) => beyond(b) - beyond(a) || byWorth(a, b));
  return {
    live: rows.length,
    ageless: rows.filter(({ days }) => days === null).length,
    stages: STAGES.map((stage) => stageLine(stage, rows, usual)),
    past,
    ...{ withReps: ofReps.length, leftBehind: rows.length - ofReps.length },
    over: byOwner.filter(({ live }) => live > capacity),
    notAsked: rows.filter(({ notAsked }) => notAsked.length > 0).length,
    stale: rows.filter(({ stale }) => stale.length > 0).length,
    week,
    moves: movesOf(touched, slips(rows, touched, { from: dayIn(zone, week.from), to: dayIn(zone, week.to) })),
  };
}

export function isStill({ live, moves }: Discipline): boolean {
  const { opened, advanced, movedBack, won, lost } = moves;
  return live + opened + advanced + movedBack + won + lost === 0;
}

/** The larger amount first, one without an amount last; then by name, so that the order is the same each time. */
export function byWorth(
  a: Pick<LiveRow, 'amount' | 'company' | 'id'>,
  b: Pick<LiveRow, 'amount' | 'company' | 'id'>,
): number {
  return (b.amount ?? -1) - (a.amount ?? -1) || a.company.localeCompare(b.company, 'en') || (a.id < b.id ? -1 : 1);
}

function stageLine(stage: Stage, all: readonly LiveRow[], usual: UsualDays): StageLine {
  const rows = all.filter((row) => row.stage === stage);
  return {
    stage,
    live: rows.length,
    amount: rows.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    unpriced: rows.filter(({ amount }) => amount === null).length,
    past: rows.filter((row) => isPastUsual(row, usual)).length,
    usual: usual[stage],
  };
}

function movesOf(touched: readonly TouchedRow[], slipped: readonly Slip[]): Moves {
  const count = (is: (row: TouchedRow) => boolean): number => touched.filter(is).length;
  const ended = touched.filter(({ isEnded }) => isEnded);
  const dated = ended.flatMap(({ endedAfter }) => (endedAfter === null ? [] : [endedAfter]));
  return {
    opened: count(({ isNew }) => isNew),
    advanced: count(({ isAdvanced }) => isAdvanced),
    movedBack: count(({ isMovedBack }) => isMovedBack),
    won: count(({ isWon }) => isWon),
    lost: count(({ isLost }) => isLost),
    ended: ended.length,
    daysToEnd: mean(
      dated.reduce((all, days) => all + days, 0),
      dated.length,
      ended.length === 0 ? 'none-ended' : 'no-opening-days',
    ),
    slipped,
  };
}

/** Expected later than before the span, or the day has passed in it. One that had passed before has slipped before. */
function slips(
  rows: readonly LiveRow[],
  touched: readonly TouchedRow[],
  { from, to }: { readonly from: Day; readonly to: Day },
): readonly Slip[] {
  const before = new Map(touched.map(({ deal, wasExpected }) => [deal, wasExpected]));
  const found = rows.flatMap((row): Slip[] => {
    const { expectedClose } = row;
    if (expectedClose === null) return [];
    const was = before.get(row.id) ?? null;
    if (was !== null && expectedClose > was) return [{ row, how: 'later', was }];
    // The day itself is over with the next one: what was due on the span's first day passed within it.
    return expectedClose >= from && expectedClose < to ? [{ row, how: 'passed', was: expectedClose }] : [];
  });
  return found.sort((a, b) => byWorth(a.row, b.row));
}
