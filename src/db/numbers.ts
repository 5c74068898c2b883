import { grouped } from '../domain/against.ts';
import type { WorkspaceId } from '../domain/brand.ts';
import {
  addDays,
  type Day,
  earlierDay,
  type FiscalQuarter,
  finishedQuarters,
  fiscalQuarter,
  laterDay,
  startOf,
} from '../domain/calendar.ts';
import {
  type AttainmentFacts,
  type NumberFacts,
  type Period,
  QUARTERS_BACK,
  type Roster,
} from '../domain/number-facts.ts';
import type { Settings } from '../domain/settings.ts';
import { type Stay, stays, wholeTime } from '../domain/stays.ts';
import { dayAfterShare, elapsed } from '../domain/working-days.ts';
import type { Db } from './connect.ts';
import { closedByQuarter, misledBy, type Span, wonMedians } from './numbers-closed.ts';
import { type Counting, closedCounts, closersIn } from './numbers-counts.ts';
import { openByOwner, ownersOfClosedSince, qualifiedBetween, usualTimes } from './numbers-open.ts';
import { goalsOf, holidaysOf, rosterOf, type Staff, staffOf } from './numbers-roster.ts';
import { teamsThatWon, wonByQuarter } from './numbers-won.ts';

export type Asked = {
  readonly workspace: WorkspaceId;
  readonly settings: Settings;
  readonly today: Day;
  /** The one that today lies in, unless given. */
  readonly quarter?: FiscalQuarter;
};

/**
 * What the digests of attainment and spread are made of, for everybody at once, and nothing else: for `attainments`. As `numberFacts`, it
 * sees a quarter that is over from the day after it, unless `today` is earlier.
 */
export async function attainmentFacts(db: Db, asked: Asked): Promise<AttainmentFacts> {
  const { workspace, settings } = asked;
  // Counting takes longest, and needs to know who was on which team: all else is asked beside it.
  const [period, staff] = await Promise.all([periodOf(db, asked, LAST_FOUR), staffOf(db, workspace)]);
  const [, , , fourth] = period.finished;
  const from = (fourth ?? period.quarter).from;
  const earlier = finishedQuarters(from, QUARTERS_BACK - LAST_FOUR, settings.fiscalYearStart);
  const [closed, won, openNow, wonBefore, goals, closers] = await Promise.all([
    closedCounts(db, countingFor(staff, asked), period.finished),
    wonByQuarter(db, workspace, quartersOf(period)),
    openOf(db, period, asked),
    teamsThatWon(db, workspace, spanOf(earlier, period.quarter)),
    goalsOf(db, workspace, from),
    closersIn(db, { workspace, zone: settings.zone }, toDateOf(period)),
  ]);
  return { ...period, ...staff, ...goals, won, wonBefore, closed, closers, ...openNow };
}

/**
 * All that numbers are made of, for everybody at once, with one query for each. A quarter that is over is seen from the day after it,
 * unless `today` is earlier.
 */
export async function numberFacts(db: Db, asked: Asked): Promise<NumberFacts> {
  const { workspace, settings } = asked;
  const { zone } = settings;
  const period = await periodOf(db, asked, QUARTERS_BACK);
  const { quarter, finished } = period;
  const roster = await rosterOf(db, workspace, (finished.at(-1) ?? quarter).from);
  const toDate = toDateOf(period);
  const lastFour = spanOf(finished.slice(0, LAST_FOUR), quarter);
  const closing = { workspace, zone, stays: allStays(roster) };
  const [won, closed, medians, medianOfFour, openNow, qualified, misled, usual] = await Promise.all([
    wonByQuarter(db, workspace, quartersOf(period)),
    closedByQuarter(
      db,
      closing,
      withoutTwice([toDate, ...finished.slice(0, LAST_FOUR)].filter(({ from, to }) => from <= to)),
    ),
    wonMedians(db, closing, toDate),
    wonMedians(db, closing, lastFour),
    openOf(db, period, asked),
    qualifiedBetween(db, workspace, {
      from: startOf(quarter.from, zone),
      before: startOf(addDays(toDate.to, 1), zone),
    }),
    misledBy(db, closing, toDate),
    usualTimes(db, workspace, lastFour),
  ]);
  const wonBefore = new Set(won.filter(({ from }) => from < lastFour.from).map(({ team }) => team));
  const closers = new Set(closed.filter(({ from }) => from === quarter.from).map(({ person }) => person));
  return {
    ...{ ...period, ...roster, won, wonBefore, closed, closers, ...openNow, qualified, misled, usualTimes: usual },
    medians: { quarter: medians, lastFour: medianOfFour },
  };
}

const LAST_FOUR = 4;

async function periodOf(db: Db, { workspace, settings, ...asked }: Asked, back: number): Promise<Period> {
  const quarter = asked.quarter ?? fiscalQuarter(asked.today, settings.fiscalYearStart);
  const today = earlierDay(asked.today, addDays(quarter.to, 1));
  const holidays = await holidaysOf(db, workspace);
  return { quarter, today, finished: finishedQuarters(today, back, settings.fiscalYearStart), holidays };
}

/** From the first day of the earliest to the last of the latest; `else` where there is none. */
function spanOf(finished: readonly FiscalQuarter[], { from, to }: FiscalQuarter): Span {
  return { from: finished.at(-1)?.from ?? from, to: finished[0]?.to ?? to };
}

function toDateOf({ quarter, today }: Period): Span {
  return { from: quarter.from, to: earlierDay(quarter.to, today) };
}

async function openOf(db: Db, { quarter, today }: Period, { workspace, settings }: Asked) {
  const before = startOf(addDays(today, 1), settings.zone);
  const [open, closedSince] = await Promise.all([
    openByOwner(db, { workspace, today, from: laterDay(today, quarter.from), to: quarter.to, before }),
    ownersOfClosedSince(db, { workspace, today, before }),
  ]);
  return { open, closedSince };
}

function allStays({ memberships }: Roster): readonly Stay[] {
  return [...grouped(memberships, ({ person }) => person).values()].flatMap(stays);
}

function countingFor({ people, memberships }: Staff, { workspace, settings }: Asked): Counting {
  const theirs = grouped(memberships, ({ person }) => person);
  const whereabouts = people.flatMap(({ id }) => wholeTime(id, stays(theirs.get(id) ?? [])));
  return { workspace, zone: settings.zone, whereabouts };
}

/** The period's quarter to date and those before it, each with the day by which as much of it was over as of the period's today. */
function quartersOf({ quarter, today, finished, holidays }: Period) {
  const over = elapsed(quarter, today, holidays);
  const before = finished.map((each, index) => ({
    ...{ from: each.from, to: each.to, cut: index < LAST_FOUR ? dayAfterShare(each, over, holidays) : each.to },
  }));
  const to = earlierDay(quarter.to, today);
  return withoutTwice([{ from: quarter.from, to, cut: to }, ...before]);
}

/** A period's quarter that is over is among the finished ones too. */
function withoutTwice<Q extends { readonly from: Day }>(quarters: readonly Q[]): readonly Q[] {
  return [...new Map(quarters.map((quarter) => [quarter.from, quarter])).values()];
}
