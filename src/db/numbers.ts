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
import { type NumberFacts, type Period, QUARTERS_BACK, type Roster } from '../domain/number-facts.ts';
import type { Settings } from '../domain/settings.ts';
import { type Stay, stays } from '../domain/stays.ts';
import { dayAfterShare, elapsed } from '../domain/working-days.ts';
import type { Db } from './connect.ts';
import { closedByQuarter, misledBy, wonMedians } from './numbers-closed.ts';
import { openByOwner, ownersOfClosedSince, qualifiedBetween, usualTimes } from './numbers-open.ts';
import { holidaysOf, rosterOf } from './numbers-roster.ts';
import { wonByQuarter } from './numbers-won.ts';

export type Asked = {
  readonly workspace: WorkspaceId;
  readonly settings: Settings;
  readonly today: Day;
  /** The one that today lies in, unless given. */
  readonly quarter?: FiscalQuarter;
};

/**
 * All that numbers are made of, for everybody at once, with one query for each. A quarter that is over is seen from the day after it,
 * unless `today` is earlier.
 */
export async function numberFacts(db: Db, { workspace, settings, ...asked }: Asked): Promise<NumberFacts> {
  const { zone, fiscalYearStart } = settings;
  const quarter = asked.quarter ?? fiscalQuarter(asked.today, fiscalYearStart);
  const today = earlierDay(asked.today, addDays(quarter.to, 1));
  const [holidays, roster] = await Promise.all([holidaysOf(db, workspace), rosterOf(db, workspace)]);
  const finished = finishedQuarters(today, QUARTERS_BACK, fiscalYearStart);
  const period = { quarter, today, finished, holidays };
  const toDate = { from: quarter.from, to: earlierDay(quarter.to, today) };
  const lastFour = { from: finished[3]?.from ?? quarter.from, to: finished[0]?.to ?? quarter.to };
  const closing = { workspace, zone, stays: allStays(roster) };
  const before = startOf(addDays(today, 1), zone);
  const [won, closed, medians, medianOfFour, open, closedSince, qualified, misled, usual] = await Promise.all([
    wonByQuarter(db, workspace, quartersOf(period)),
    closedByQuarter(db, closing, withoutTwice([toDate, ...finished.slice(0, 4)].filter(({ from, to }) => from <= to))),
    wonMedians(db, closing, toDate),
    wonMedians(db, closing, lastFour),
    openByOwner(db, { workspace, today, from: laterDay(today, quarter.from), to: quarter.to, before }),
    ownersOfClosedSince(db, { workspace, today, before }),
    qualifiedBetween(db, workspace, {
      from: startOf(quarter.from, zone),
      before: startOf(addDays(toDate.to, 1), zone),
    }),
    misledBy(db, closing, toDate),
    usualTimes(db, workspace, lastFour),
  ]);
  return {
    ...{ ...period, ...roster, won, closed, open, closedSince, qualified, misled, usualTimes: usual },
    medians: { quarter: medians, lastFour: medianOfFour },
  };
}

function allStays({ memberships }: Roster): readonly Stay[] {
  return [...grouped(memberships, ({ person }) => person).values()].flatMap(stays);
}

/** The period's quarter to date and those before it, each with the day by which as much of it was over as of the period's today. */
function quartersOf({ quarter, today, finished, holidays }: Period) {
  const over = elapsed(quarter, today, holidays);
  const before = finished.map((each, index) => ({
    ...{ from: each.from, to: each.to, cut: index < 4 ? dayAfterShare(each, over, holidays) : each.to },
  }));
  const to = earlierDay(quarter.to, today);
  return withoutTwice([{ from: quarter.from, to, cut: to }, ...before]);
}

/** A period's quarter that is over is among the finished ones too. */
function withoutTwice<Q extends { readonly from: Day }>(quarters: readonly Q[]): readonly Q[] {
  return [...new Map(quarters.map((quarter) => [quarter.from, quarter])).values()];
}
