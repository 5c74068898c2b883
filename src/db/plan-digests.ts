import { and, eq } from 'drizzle-orm';
import { isZone } from '../domain/calendar.ts';
import type { RunOutcome, RunReason, Schedule } from '../domain/digest.ts';
import { type Almanac, catchUpEnd, dueAt, type Occurrence, occurrences, slotFrom } from '../domain/rhythm.ts';
import { almanacsOf } from './almanac.ts';
import type { Db } from './connect.ts';
import { putDown, supersedeOlder } from './digest-messages.ts';
import { dueSchedules } from './due-schedules.ts';
import { takenBy } from './next-slot.ts';
import { moment, type Now } from './outbox.ts';
import { pauseSchedule } from './pause-schedule.ts';
import { digestRun, digestSchedule } from './schedule-schema.ts';
import { asSchedule } from './schedules.ts';
import { inTransaction } from './transaction.ts';

export type Planning = { readonly now: Now; readonly worker: string };

/** What came of a schedule that was due, for whoever watches. */
export type Planned = {
  readonly schedule: Schedule;
  readonly is: RunOutcome | 'paused' | 'broken';
  readonly error?: unknown;
};

const AT_ONCE = 100;

/**
 * Writes down what has come due: the cursor, the occurrence and its messages in one transaction. Any number of instances may do it at
 * the same moment. `isAll`: nothing more is due.
 */
export function planDigests(
  db: Db,
  { now, worker }: Planning,
): Promise<{ readonly planned: readonly Planned[]; readonly isAll: boolean }> {
  return inTransaction(db, async (tx) => {
    const at = await moment(tx, now);
    const rows = await dueSchedules(tx, at, AT_ONCE);
    const almanacs = await almanacsOf(tx, [...new Set(rows.map(({ workspaceId }) => workspaceId))]);
    const planned: Planned[] = [];
    for (const [place, row] of rows.entries()) {
      const almanac = almanacs.get(row.workspaceId);
      if (almanac !== undefined) planned.push(...(await planOne(tx, asSchedule(row), { almanac, at, worker, place })));
    }
    return { planned, isAll: rows.length < AT_ONCE };
  });
}

type Plan = { readonly almanac: Almanac; readonly at: Date; readonly worker: string; readonly place: number };

/** One that cannot be planned must not keep the others from being. */
async function planOne(tx: Db, schedule: Schedule, plan: Plan): Promise<readonly Planned[]> {
  if (!isZone(schedule.zone)) {
    await pauseSchedule(tx, schedule, { pause: 'unknown-zone', seen: null, now: plan.at });
    return [{ schedule, is: 'paused' }];
  }
  try {
    const runs = await tx.transaction((inner) => write(inner, schedule, plan));
    return runs.map((is) => ({ schedule, is }));
  } catch (error) {
    return [{ schedule, is: 'broken', error }];
  }
}

async function write(tx: Db, schedule: Schedule, { almanac, at, worker, place }: Plan): Promise<readonly RunOutcome[]> {
  const { workspace, id } = schedule;
  // Its day may be a holiday since the cursor was set, or no quarter's first.
  const from = slotFrom(schedule.nextSlot, schedule, almanac);
  const { due, next } = occurrences(from, at, schedule, almanac);
  const rows = (await unrepeated(tx, schedule, due)).map((one) => ({
    ...{ ...one, workspaceId: workspace, scheduleId: id, plannedBy: worker, plannedAt: at },
    latenessSeconds: Math.max(0, Math.floor((at.getTime() - one.dueAt.getTime()) / 1_000)),
  }));
  const runs = rows.length === 0 ? [] : await tx.insert(digestRun).values(rows).onConflictDoNothing().returning();
  const outcomes: RunOutcome[] = [];
  for (const run of runs)
    outcomes.push(run.outcome === 'planned' ? await bring(tx, schedule, { ...run, almanac, at, place }) : run.outcome);
  await tx
    .update(digestSchedule)
    .set({ nextSlot: next, nextDueAt: dueAt(next, schedule) })
    .where(and(eq(digestSchedule.workspaceId, workspace), eq(digestSchedule.id, id)));
  return outcomes;
}

type Coming = typeof digestRun.$inferSelect & Omit<Plan, 'worker'>;

async function bring(tx: Db, schedule: Schedule, run: Coming): Promise<RunOutcome> {
  const { id, slot, almanac, at, place } = run;
  if (slot === null) return run.outcome;
  const key = `digest:${schedule.id}:${slot}`;
  const expiresAt = catchUpEnd(slot, schedule, almanac);
  const occurring = { schedule, run: id, key, dueAt: run.dueAt, expiresAt, place };
  await supersedeOlder(tx, occurring, at);
  if ((await putDown(tx, occurring)) > 0) return 'planned';
  const mine = and(eq(digestRun.workspaceId, schedule.workspace), eq(digestRun.id, id));
  await tx
    .update(digestRun)
    .set({ outcome: 'skipped', reason: 'nobody_to_ask' satisfies RunReason })
    .where(mine);
  return 'skipped';
}

/** A period that has its run is not posted again, however its slots were moved about. */
async function unrepeated(tx: Db, schedule: Schedule, due: readonly Occurrence[]): Promise<readonly RunRow[]> {
  const newest = due.at(-1);
  if (newest === undefined) return [];
  const { periods } = await takenBy(tx, schedule, newest.slot);
  return due.map((one) =>
    one.outcome === 'planned' && periods.has(one.period) ? { ...one, outcome: 'skipped', reason: 'period_taken' } : one,
  );
}

type RunRow = Omit<Occurrence, 'outcome'> & { readonly outcome: RunOutcome };
