import { and, desc, eq, exists, gt, gte, inArray, isNull, ne, notInArray, or, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import { addDays, type Day, dayIn, isZone } from '../domain/calendar.ts';
import type { Schedule } from '../domain/digest.ts';
import { comingSlot, dueAt, freeSlotFrom, periodOf, type Taken } from '../domain/rhythm.ts';
import { almanacOf } from './almanac.ts';
import type { Db } from './connect.ts';
import { outboxMessage } from './delivery-schema.ts';
import { isOneOf } from './is-one-of.ts';
import { digestRun, digestSchedule } from './schedule-schema.ts';
import { asSchedule } from './schedules.ts';

/** A schedule's cursor. */
export type Slot = { readonly nextSlot: Day; readonly nextDueAt: Date };

/** One that is not stored yet has no runs, and any id. */
type Beating = Pick<Schedule, 'workspace' | 'id' | 'rhythm' | 'weekday' | 'time' | 'zone'>;

/**
 * Where a schedule stands after its weekday, time or zone was changed: the first slot, from today on, whose period has no planned run.
 * One that was due earlier today is posted at once, and says that it is late.
 */
export async function nextSlotOf(db: Db, schedule: Beating, now: Date): Promise<Slot> {
  return freeFrom(db, schedule, dayIn(schedule.zone, now));
}

/** Where one starts that is new, resumed or made again: the first slot still to come whose period has no planned run. */
export async function comingSlotOf(db: Db, schedule: Beating, now: Date): Promise<Slot> {
  return freeFrom(db, schedule, comingSlot(now, schedule, await almanacOf(db, schedule.workspace)));
}

/**
 * Where the workspace's calendar has changed: the days that go by it may be others now, and earlier ones too. What is due at this moment is
 * the planner's.
 */
export async function followCalendar(tx: Db, workspace: WorkspaceId, now: Date): Promise<void> {
  const { workspaceId, rhythm, deletedAt, nextDueAt, id } = digestSchedule;
  const mine = and(eq(workspaceId, workspace), ne(rhythm, 'weekly'), isNull(deletedAt), gt(nextDueAt, now));
  const rows = await tx.select().from(digestSchedule).where(mine).orderBy(id).for('update');
  for (const schedule of rows.map(asSchedule)) {
    if (!isZone(schedule.zone)) continue;
    const cursor = await comingSlotOf(tx, schedule, now);
    await tx
      .update(digestSchedule)
      .set(cursor)
      .where(and(eq(workspaceId, workspace), eq(id, schedule.id)));
  }
}

async function freeFrom(db: Db, schedule: Beating, day: Day): Promise<Slot> {
  const [almanac, taken] = await Promise.all([almanacOf(db, schedule.workspace), takenBy(db, schedule, day)]);
  const nextSlot = freeSlotFrom(day, schedule, almanac, taken);
  return { nextSlot, nextDueAt: dueAt(nextSlot, schedule) };
}

/** A period is over after so many days, whatever the rhythm. */
const LONGEST_PERIOD = 200;

/** What stands of a schedule's runs from a day on, and the periods before it that may last until then. */
async function takenBy(db: Db, { workspace, id }: Pick<Schedule, 'workspace' | 'id'>, from: Day): Promise<Taken> {
  const isPlanned = and(eq(digestRun.outcome, 'planned'), gte(digestRun.slot, addDays(from, -LONGEST_PERIOD)));
  const rows = await db
    .select({ slot: digestRun.slot, period: digestRun.period, outcome: digestRun.outcome })
    .from(digestRun)
    .where(
      and(
        ...[eq(digestRun.workspaceId, workspace), eq(digestRun.scheduleId, id)],
        or(gte(digestRun.slot, from), isPlanned),
      ),
    );
  return {
    slots: new Set(rows.flatMap(({ slot }) => (slot !== null && slot >= from ? [slot] : []))),
    periods: new Set(rows.flatMap(({ period, outcome }) => (period !== null && outcome === 'planned' ? [period] : []))),
  };
}

/** Of each schedule the periods that have their run, and may last until its day. */
export async function plannedPeriods(
  db: Db,
  schedules: readonly { readonly workspace: WorkspaceId; readonly id: string; readonly until: Day }[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const since = new Map(schedules.map(({ id, until }) => [id, addDays(until, -LONGEST_PERIOD)]));
  const [earliest] = [...since.values()].sort();
  if (earliest === undefined) return new Map();
  const workspaces = [...new Set(schedules.map(({ workspace }) => workspace))];
  const { workspaceId, scheduleId, slot, period, outcome } = digestRun;
  const rows = await db
    .select({ scheduleId, slot, period })
    .from(digestRun)
    .where(
      and(
        inArray(workspaceId, workspaces),
        ...[isOneOf(sql`${scheduleId}`, [...since.keys()]), eq(outcome, 'planned')],
        gte(slot, earliest),
      ),
    );
  const periods = new Map<string, Set<string>>();
  for (const row of rows) {
    const from = since.get(row.scheduleId);
    if (from === undefined || row.slot === null || row.period === null || row.slot < from) continue;
    periods.set(row.scheduleId, (periods.get(row.scheduleId) ?? new Set()).add(row.period));
  }
  return periods;
}

/** Whether what a schedule says of its current period has gone out already, or is about to: by itself, or because somebody had it posted. */
export async function standsAlready(db: Db, schedule: Schedule, now: Date): Promise<boolean> {
  const { workspace, id, zone } = schedule;
  const almanac = await almanacOf(db, workspace);
  const periodAt = (at: Date) => periodOf(dayIn(zone, at), schedule, almanac);
  const wentOut = db
    .select({ one: sql`1` })
    .from(outboxMessage)
    .where(
      and(
        ...[eq(outboxMessage.workspaceId, workspace), eq(outboxMessage.runId, digestRun.id)],
        notInArray(outboxMessage.state, ['failed', 'expired', 'cancelled']),
      ),
    );
  const runs = await db
    .select({ period: digestRun.period, dueAt: digestRun.dueAt })
    .from(digestRun)
    .where(
      and(
        ...[eq(digestRun.workspaceId, workspace), eq(digestRun.scheduleId, id), eq(digestRun.outcome, 'planned')],
        exists(wentOut),
      ),
    )
    .orderBy(desc(digestRun.dueAt))
    .limit(20);
  return runs.some((run) => (run.period ?? periodAt(run.dueAt)) === periodAt(now));
}
