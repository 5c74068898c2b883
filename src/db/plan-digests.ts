import { and, inArray, sql } from 'drizzle-orm';
import { isZone } from '../domain/calendar.ts';
import type { RunOutcome, RunReason, Schedule } from '../domain/digest.ts';
import { type Almanac, catchUpEnd, dueAt, type Occurrence, occurrences, slotFrom } from '../domain/rhythm.ts';
import { almanacsOf } from './almanac.ts';
import type { Db } from './connect.ts';
import { type Occurring, putDown, supersedeOlder } from './digest-messages.ts';
import { dueSchedules } from './due-schedules.ts';
import { isOneOf } from './is-one-of.ts';
import { plannedPeriods } from './next-slot.ts';
import { moment, type Now } from './outbox.ts';
import { pauseSchedule } from './pause-schedule.ts';
import { digestRun } from './schedule-schema.ts';
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
 * the same moment. `apart`: why they had to be planned one by one, or null. `isAll`: nothing more is due.
 */
export function planDigests(
  db: Db,
  { now, worker }: Planning,
): Promise<{ readonly planned: readonly Planned[]; readonly apart: unknown; readonly isAll: boolean }> {
  return inTransaction(db, async (tx) => {
    const at = await moment(tx, now);
    const rows = await dueSchedules(tx, at, AT_ONCE);
    const almanacs = await almanacsOf(tx, [...new Set(rows.map(({ workspaceId }) => workspaceId))]);
    const due: Due[] = [];
    const planned: Planned[] = [];
    for (const [place, row] of rows.entries()) {
      const [schedule, almanac] = [asSchedule(row), almanacs.get(row.workspaceId)];
      if (almanac === undefined) continue;
      if (isZone(schedule.zone)) due.push({ schedule, almanac, place });
      else {
        await pauseSchedule(tx, schedule, { pause: 'unknown-zone', seen: null, now: at });
        planned.push({ schedule, is: 'paused' });
      }
    }
    const { planned: others, apart } = await planAll(tx, due, { at, worker });
    return { planned: [...planned, ...others], apart, isAll: rows.length < AT_ONCE };
  });
}

/** `place`: among those that are due at the same moment. */
type Due = { readonly schedule: Schedule; readonly almanac: Almanac; readonly place: number };
type Plan = { readonly at: Date; readonly worker: string };

/** All together, and where that fails each alone: one that cannot be planned must not keep the others from being. */
async function planAll(
  tx: Db,
  due: readonly Due[],
  plan: Plan,
): Promise<{ readonly planned: readonly Planned[]; readonly apart: unknown }> {
  let apart: unknown = null;
  if (due.length > 1)
    try {
      return { planned: await tx.transaction((inner) => write(inner, due, plan)), apart };
    } catch (error) {
      apart = error;
    }
  const planned: Planned[] = [];
  for (const one of due) planned.push(...(await planAlone(tx, one, plan)));
  return { planned, apart };
}

async function planAlone(tx: Db, one: Due, plan: Plan): Promise<readonly Planned[]> {
  try {
    return await tx.transaction((inner) => write(inner, [one], plan));
  } catch (error) {
    return [{ schedule: one.schedule, is: 'broken', error }];
  }
}

async function write(tx: Db, due: readonly Due[], { at, worker }: Plan): Promise<readonly Planned[]> {
  const coming = due.map((one): Coming => {
    const { schedule, almanac } = one;
    // Its day may be a holiday since the cursor was set, or no quarter's first.
    const from = slotFrom(schedule.nextSlot, schedule, almanac);
    return { ...one, ...occurrences(from, at, schedule, almanac) };
  });
  const taken = await plannedPeriods(
    tx,
    coming.flatMap(({ schedule: { workspace, id }, due }) =>
      due.slice(-1).map(({ slot }) => ({ workspace, id, until: slot })),
    ),
  );
  const rows = coming.flatMap(({ schedule, due }) =>
    due.map((one) => ({
      ...{ ...unrepeated(one, taken.get(schedule.id)), workspaceId: schedule.workspace, scheduleId: schedule.id },
      ...{ plannedBy: worker, plannedAt: at },
      latenessSeconds: Math.max(0, Math.floor((at.getTime() - one.dueAt.getTime()) / 1_000)),
    })),
  );
  const runs = rows.length === 0 ? [] : await tx.insert(digestRun).values(rows).onConflictDoNothing().returning();
  await moveCursors(tx, coming);
  const byId = new Map(coming.map((one) => [one.schedule.id, one]));
  return bring(
    tx,
    runs.flatMap((run) => {
      const of = byId.get(run.scheduleId);
      return of === undefined ? [] : [{ ...of, run }];
    }),
    at,
  );
}

type Coming = Due & ReturnType<typeof occurrences>;

async function moveCursors(tx: Db, coming: readonly Coming[]): Promise<void> {
  const cursors = coming.map(({ schedule, next }) => {
    const { workspace, id } = schedule;
    return { workspace, id, slot: next, due: dueAt(next, schedule) };
  });
  await tx.execute(sql`
    update digest_schedule s set next_slot = c.slot, next_due_at = c.due
    from jsonb_to_recordset(${JSON.stringify(cursors)}::jsonb) as c(workspace text, id uuid, slot date, due timestamptz)
    where s.workspace_id = c.workspace and s.id = c.id`);
}

type Running = Due & { readonly run: typeof digestRun.$inferSelect };

/** The messages of those that are worth posting; one that has nobody to go to is skipped. What came of each. */
async function bring(tx: Db, running: readonly Running[], at: Date): Promise<readonly Planned[]> {
  const occurring = running.flatMap(({ schedule, almanac, place, run: { id, slot, dueAt, outcome } }): Occurring[] => {
    if (outcome !== 'planned' || slot === null) return [];
    const expiresAt = catchUpEnd(slot, schedule, almanac);
    return [{ schedule, run: id, key: `digest:${schedule.id}:${slot}`, dueAt, expiresAt, place }];
  });
  const runs = occurring.map(({ run }) => run);
  await supersedeOlder(tx, runs, at);
  const brought = await putDown(tx, occurring);
  const toNobody = new Set(runs.filter((run) => !brought.has(run)));
  if (toNobody.size > 0) {
    const workspaces = [...new Set(running.map(({ schedule }) => schedule.workspace))];
    await tx
      .update(digestRun)
      .set({ outcome: 'skipped', reason: 'nobody_to_ask' satisfies RunReason })
      .where(and(inArray(digestRun.workspaceId, workspaces), isOneOf(sql`${digestRun.id}`, [...toNobody])));
  }
  return running.map(({ schedule, run }) => ({ schedule, is: toNobody.has(run.id) ? 'skipped' : run.outcome }));
}

/** A period that has its run is not posted again, however its slots were moved about. */
function unrepeated(one: Occurrence, taken: ReadonlySet<string> = new Set()): RunRow {
  const isTaken = one.outcome === 'planned' && taken.has(one.period);
  return isTaken ? { ...one, outcome: 'skipped', reason: 'period_taken' } : one;
}

type RunRow = Omit<Occurrence, 'outcome'> & { readonly outcome: RunOutcome };
