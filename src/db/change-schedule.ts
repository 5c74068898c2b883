import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Facts } from '../domain/decision.ts';
import type { Schedule } from '../domain/digest.ts';
import type { ScheduleOutcome, ScheduleProblem } from '../domain/schedule-file.ts';
import type { SetupEvent, SetupKind } from '../domain/setup.ts';
import type { SetupRow } from '../domain/setup-file.ts';
import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { mayLead } from './quotas.ts';
import { digestSchedule } from './schedule-schema.ts';
import { asSchedule } from './schedules.ts';
import * as table from './schema.ts';
import { lockWorkspace, resultOf, setupRow, write } from './setup.ts';
import { inTransaction } from './transaction.ts';

/** A schedule as it stands, and the name of its team (null: all teams). */
export type ScheduleAsIs = { readonly schedule: Schedule; readonly teamName: string | null };

export type ScheduleDecision =
  | { readonly is: 'changed'; readonly events: readonly SetupEvent[] }
  | { readonly is: 'same' }
  | { readonly is: 'gone' }
  | { readonly is: 'refused'; readonly why: 'field'; readonly problem: ScheduleProblem };

/**
 * The only way in which people change schedules: one at a time in a workspace, asks for the right as it is now, refuses what others have
 * changed since the person looked, and writes the change, its history and the gesture's key in one transaction.
 */
export function changeSchedule(
  db: Db,
  gesture: Gesture,
  id: string,
  change: (tx: Db, before: ScheduleAsIs) => Promise<ScheduleDecision>,
): Promise<ScheduleOutcome> {
  return inTransaction(db, async (tx) => {
    const repeat = await begun(tx, gesture);
    if (repeat !== null) return { is: 'done', schedule: id, events: repeat, isRepeat: true };
    const before = await lockedAsIs(tx, gesture, id);
    if (before === null) return { is: 'gone' };
    if (!before.may) return { is: 'refused', why: 'not-theirs' };
    const since = await changesByOthers(tx, gesture, id);
    if (since.length > 0) return { is: 'refused', why: 'changed', since };
    return done(tx, gesture, id, await change(tx, before));
  });
}

/** What was done by the same gesture before; null if it is new. Locks the workspace. */
export async function begun(tx: Db, gesture: Gesture): Promise<readonly SetupEvent[] | null> {
  await lockWorkspace(tx, gesture.by.workspace);
  return resultOf(tx, gesture);
}

export async function done(
  tx: Db,
  gesture: Gesture,
  schedule: string,
  decision: ScheduleDecision,
): Promise<ScheduleOutcome> {
  if (decision.is === 'gone' || decision.is === 'refused') return decision;
  if (decision.is === 'same') return { is: 'same', schedule };
  await write(tx, gesture, decision.events);
  return { is: 'done', schedule, events: decision.events, isRepeat: false };
}

async function lockedAsIs(
  tx: Db,
  { by }: Gesture,
  id: string,
): Promise<(ScheduleAsIs & { readonly may: boolean }) | null> {
  const { workspace, person } = by;
  const [row] = await tx
    .select({
      row: digestSchedule,
      teamName: table.team.name,
      may: sql<boolean>`${mayLead(sql`${digestSchedule.teamId}`, { workspace, person })}`,
    })
    .from(digestSchedule)
    .leftJoin(table.team, eq(table.team.id, digestSchedule.teamId))
    .where(and(eq(digestSchedule.workspaceId, workspace), eq(digestSchedule.id, id), isNull(digestSchedule.deletedAt)))
    .for('update', { of: digestSchedule });
  return row === undefined ? null : { schedule: asSchedule(row.row), teamName: row.teamName, may: row.may };
}

/** Those after the version that the person had before their eyes, and not by themselves. */
async function changesByOthers(tx: Db, { by, seen }: Gesture, id: string): Promise<readonly SetupRow[]> {
  if (seen === null) return [];
  const { setupEvent } = table;
  const rows = await tx
    .select()
    .from(setupEvent)
    .where(
      and(
        eq(setupEvent.workspaceId, by.workspace),
        ne(setupEvent.byId, by.person),
        sql`${setupEvent.after} ->> 'schedule' = ${id}`,
        sql`(${setupEvent.after} ->> 'version')::int > ${seen}`,
      ),
    )
    .orderBy(setupEvent.id);
  return rows.map(setupRow);
}

/** Facts that tell which schedule an event is about. `version`: as which it stood then; the next one, unless nothing of it changes. */
export function scheduleEvent(
  what: SetupKind,
  { schedule, teamName }: ScheduleAsIs,
  { before = {}, after = {}, version = schedule.version + 1 }: Told = {},
): SetupEvent {
  const { id, kind, channelName } = schedule;
  const about = { schedule: id, whose: teamName ?? 'All teams', kind };
  return { what, before: { ...about, ...before }, after: { ...about, version, channelName, ...after } };
}

type Told = { readonly before?: Facts; readonly after?: Facts; readonly version?: number };
