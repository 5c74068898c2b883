import { and, eq, isNull, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import { isZone } from '../domain/calendar.ts';
import type { Pause } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import { cancelUnsent } from './digest-messages.ts';
import { comingSlotOf } from './next-slot.ts';
import { enqueue } from './outbox.ts';
import { digestSchedule } from './schedule-schema.ts';
import { asSchedule, type ScheduleRow } from './schedules.ts';
import * as table from './schema.ts';
import { inTransaction } from './transaction.ts';

export type ScheduleKey = { readonly workspace: WorkspaceId; readonly id: string };

/** `seen`: the version that the person had before their eyes; null where it comes about by itself. */
export type Touch = { readonly seen: number | null; readonly now: Date };

export type ScheduleOutcome =
  | 'done'
  /** It was so already. */
  | 'same'
  /** Somebody else has changed it meanwhile; nothing was written. */
  | 'changed'
  /** There is none, or not any more. */
  | 'gone'
  /** It cannot run before it has a time zone that is known here. */
  | 'unknown-zone';

const DAY = 86_400_000;
/** For so long word of a pause is news. */
const PAUSE_IS_NEWS = 7 * DAY;

/**
 * Nothing more is planned; what was put down and has not gone out does not go out. Where it comes about by itself, its manager hears of it,
 * once for each pause. `code` is Slack's word for what is wrong with the channel.
 */
export function pauseSchedule(
  db: Db,
  key: ScheduleKey,
  { pause, seen, now, code = null }: Touch & { readonly pause: Pause; readonly code?: string | null },
): Promise<ScheduleOutcome> {
  return changed(db, key, seen, async (tx, row) => {
    if (row.pause !== null) return 'same';
    await write(tx, row, { pause, pausedAt: now });
    const scope = holds(pause, true) ? null : row.channelId;
    await cancelUnsent(tx, key, { why: 'schedule_paused', channel: scope, now });
    if (pause !== 'by-person') await tellPaused(tx, row, { pause, code, now });
    return 'done';
  });
}

/** Direct messages have nothing to do with what is wrong with a channel. */
export function holds(pause: Pause, isDirect: boolean): boolean {
  return !isDirect || !pause.startsWith('channel');
}

/** It goes on with the first slot that is still to come: what a pause has passed over is not caught up on. `only`: if it rests for one of these. */
export function resumeSchedule(
  db: Db,
  key: ScheduleKey,
  { seen, now, only }: Touch & { readonly only?: readonly Pause[] },
): Promise<ScheduleOutcome> {
  return changed(db, key, seen, async (tx, row) => {
    if (row.pause === null || (only !== undefined && !only.includes(row.pause))) return 'same';
    if (!isZone(row.zone)) return 'unknown-zone';
    await write(tx, row, { pause: null, pausedAt: null, ...(await comingSlotOf(tx, asSchedule(row), now)) });
    return 'done';
  });
}

/**
 * It is no more, and what has not gone out does not go out; what is under way is settled first. Its runs stay: they keep a schedule
 * that is made again from posting twice for one period.
 */
export function closeSchedule(db: Db, key: ScheduleKey, { seen, now }: Touch): Promise<ScheduleOutcome> {
  return changed(db, key, seen, async (tx, row) => {
    await write(tx, row, { deletedAt: now });
    await cancelUnsent(tx, key, { why: 'schedule_deleted', channel: null, now });
    return 'done';
  });
}

/** Of several who change it at once each sees what the one before has done. */
export function changed(
  db: Db,
  { workspace, id }: ScheduleKey,
  seen: number | null,
  change: (tx: Db, row: ScheduleRow) => Promise<ScheduleOutcome>,
): Promise<ScheduleOutcome> {
  return inTransaction(db, async (tx) => {
    const mine = and(eq(digestSchedule.workspaceId, workspace), eq(digestSchedule.id, id));
    const [row] = await tx
      .select()
      .from(digestSchedule)
      .where(and(mine, isNull(digestSchedule.deletedAt)))
      .for('update');
    if (row === undefined) return 'gone';
    return seen !== null && row.version !== seen ? 'changed' : change(tx, row);
  });
}

async function write(tx: Db, { workspaceId, id }: ScheduleRow, values: Partial<ScheduleRow>): Promise<void> {
  await tx
    .update(digestSchedule)
    .set({ ...values, version: sql`${digestSchedule.version} + 1` })
    .where(and(eq(digestSchedule.workspaceId, workspaceId), eq(digestSchedule.id, id)));
}

type Told = { readonly pause: Pause; readonly code: string | null; readonly now: Date };

async function tellPaused(tx: Db, row: ScheduleRow, { pause, code, now }: Told): Promise<void> {
  const user = await keeperOf(tx, row);
  if (user === null) return;
  await enqueue(tx, {
    key: `schedule_paused:${row.id}:${row.version + 1}`,
    ...{ workspace: row.workspaceId, channel: user, kind: 'schedule_paused' },
    about: { schedule: row.id, pause, code },
    ...{ dueAt: now, expiresAt: new Date(now.getTime() + PAUSE_IS_NEWS) },
  });
}

/** Who hears of it: the team's manager, if in Slack, else who made it; null where neither is. */
export async function keeperOf(
  db: Db,
  { workspaceId, teamId, createdById }: Pick<ScheduleRow, 'workspaceId' | 'teamId' | 'createdById'>,
): Promise<string | null> {
  const { rows } = await db.execute(sql`
    select coalesce(m.slack_user_id, c.slack_user_id) as user
    from ${table.person} c
    left join ${table.team} t on t.workspace_id = c.workspace_id and t.id = ${teamId}::uuid
    left join ${table.person} m on m.workspace_id = t.workspace_id and m.id = t.manager_id
    where c.workspace_id = ${workspaceId} and c.id = ${createdById}`);
  const [row] = rows as { user: string | null }[];
  return row?.user ?? null;
}
