import { and, eq, sql } from 'drizzle-orm';
import { dayIn, isoWeek } from '../domain/calendar.ts';
import type { Pause, RunReason } from '../domain/digest.ts';
import { isPerson } from '../domain/schedule-file.ts';
import type { Db } from './connect.ts';
import { outboxMessage } from './delivery-schema.ts';
import { type Claimed, enqueue, type Message, moment, type Now } from './outbox.ts';
import { changed, holds, keeperOf, pauseSchedule } from './pause-schedule.ts';
import { digestRun, digestSchedule } from './schedule-schema.ts';
import { WANTED } from './settle-digest.ts';
import { settle, settleLook } from './settle-message.ts';
import { inTransaction } from './transaction.ts';

/** What becomes of a digest's message, and with it of its occurrence and its schedule. */

export type Standing =
  | 'stands'
  | Extract<RunReason, 'schedule_deleted' | 'schedule_paused' | 'superseded' | 'other_channel' | 'other_manager'>
  /** Another digest of the team has brought its manager these questions, or is about to. */
  | Extract<RunReason, 'brought'>
  | 'being_brought';

/** Whether a digest's message is still to be posted: how its schedule and team stand now, and not when it was put down. */
export async function standingOf(db: Db, message: Message): Promise<Standing> {
  const { workspaceId, runId, channelId, afterId, about } = message;
  if (runId === null) return 'stands';
  const isDirect = isPerson(channelId);
  const { rows } = await db.execute(sql`
    select s.deleted_at is not null as is_deleted, s.channel_id as channel,
      case when r.slot is not null then s.pause end as pause,
      r.slot is not null and exists (
        select 1 from digest_run n where n.workspace_id = r.workspace_id and n.schedule_id = r.schedule_id
          and n.outcome = 'planned' and n.slot > r.slot) as is_old,
      (select p.slack_user_id from team t join person p on p.workspace_id = t.workspace_id and p.id = t.manager_id
        where t.workspace_id = r.workspace_id and t.id::text = ${String(about.team ?? '')}) as manager
    from digest_run r join digest_schedule s on s.workspace_id = r.workspace_id and s.id = r.schedule_id
    where r.workspace_id = ${workspaceId} and r.id = ${runId}`);
  const [row] = rows as Row[];
  if (row === undefined || row.is_deleted) return 'schedule_deleted';
  // What somebody has had posted or sent again is their wish, whatever the schedule does.
  if (about[WANTED] !== true && row.pause !== null && holds(row.pause, isDirect)) return 'schedule_paused';
  if (isDirect && row.manager !== channelId) return 'other_manager';
  // A thread's detail as well: it would be drawn for the readers of the new one.
  if (!isDirect && row.channel !== channelId) return 'other_channel';
  // A detail goes with its head, that has gone out.
  if (row.is_old && afterId === null) return 'superseded';
  return isDirect ? broughtBy(db, message) : 'stands';
}

/**
 * Of two digests that ask the same manager about the same team in the same week the one that was claimed first does, and the other waits
 * until that is settled: one that is cancelled or comes too late is no reason to leave the questions out. A channel's messages are claimed
 * one after the other, so that of two at once there is always a first.
 */
async function broughtBy(db: Db, { workspaceId, id, runId, channelId, about, leaseUntil }: Message): Promise<Standing> {
  const { rows } = await db.execute(sql`
    select bool_or(o.state in ('sent', 'unconfirmed')) as is_brought,
      bool_or(o.state in ('sending', 'uncertain') or (o.state = 'claimed' and o.lease_until < ${leaseUntil?.toISOString() ?? null}::timestamptz))
        as is_on_its_way
    from digest_run r
      join digest_schedule s on s.workspace_id = r.workspace_id and s.kind = (
        select kind from digest_schedule m where m.workspace_id = r.workspace_id and m.id = r.schedule_id)
      join digest_run n on n.workspace_id = s.workspace_id and n.schedule_id = s.id and n.period = r.period and n.outcome = 'planned'
      join outbox_message o on o.workspace_id = n.workspace_id and o.run_id = n.id
    where r.workspace_id = ${workspaceId} and r.id = ${runId} and o.id <> ${id} and o.channel_id = ${channelId}
      and o.about ->> 'team' = ${String(about.team ?? '')}`);
  const [row] = rows as { is_brought: boolean | null; is_on_its_way: boolean | null }[];
  if (row?.is_brought === true) return 'brought';
  return row?.is_on_its_way === true ? 'being_brought' : 'stands';
}

type Row = {
  readonly is_deleted: boolean;
  readonly channel: string | null;
  /** Null where somebody had it posted, too. */
  readonly pause: Pause | null;
  readonly is_old: boolean;
  readonly manager: string | null;
};

/** Nothing to post. An occurrence that has nothing to say in any of its messages is recorded as such, with the reason of the first. */
export function settleNothing(db: Db, claimed: Claimed, why: string, now: Now): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { runId, workspaceId } = claimed.message;
    const mine = and(eq(digestRun.workspaceId, workspaceId), sql`${digestRun.id} = ${runId}::uuid`);
    // Two messages of a run that come to nothing at once: the later one has to see the earlier.
    await tx.select({ id: digestRun.id }).from(digestRun).where(mine).for('update');
    if (!(await settle(tx, claimed, { is: 'cancelled', error: why }, now))) return false;
    const heads = sql`from ${outboxMessage} m where m.run_id = ${digestRun.id} and m.after_id is null`;
    await tx
      .update(digestRun)
      .set({ outcome: 'skipped', reason: sql`(select m.last_error ${heads} order by m.not_before, m.id limit 1)` })
      .where(
        and(mine, eq(digestRun.outcome, 'planned'), sql`not exists (select 1 ${heads} and m.state <> 'cancelled')`),
      );
    return true;
  });
}

/** A channel that cannot or must not be posted in: the message has failed, and a digest's schedule rests; of wins their team's manager hears. */
export function settleUnusable(
  db: Db,
  claimed: Claimed,
  { pause, code }: { readonly pause: Pause; readonly code: string },
  now: Now,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const failed = () => settle(tx, claimed, { is: 'failed', error: code }, now);
    const schedule = await scheduleIdOf(tx, claimed.message);
    if (schedule === null) {
      if (!(await failed())) return false;
      await tellWinsUntold(tx, claimed.message, code, await moment(tx, now));
      return true;
    }
    const key = { workspace: claimed.message.workspaceId, id: schedule };
    let isSettled = false;
    // The schedule before its messages, as everybody locks them.
    const outcome = await changed(tx, key, null, async (_, row) => {
      isSettled = await failed();
      // Somebody has chosen another channel meanwhile.
      return isSettled && row.channelId === claimed.message.channelId ? 'done' : 'same';
    });
    if (outcome === 'gone') return failed();
    if (outcome === 'done') await pauseSchedule(tx, key, { pause, seen: null, now: await moment(tx, now), code });
    return isSettled;
  });
}

/** Once a week for each thing that is wrong with a team's channel. */
async function tellWinsUntold(tx: Db, message: Message, code: string, at: Date): Promise<void> {
  const { kind, workspaceId: workspace, channelId, about } = message;
  if (kind !== 'deal_won' || typeof about.team !== 'string') return;
  const { rows } = await tx.execute(sql`
    select p.slack_user_id as user from team t join person p on p.workspace_id = t.workspace_id and p.id = t.manager_id
    where t.workspace_id = ${workspace} and t.id = ${about.team}::uuid and p.slack_user_id is not null`);
  const [manager] = rows as { user: string }[];
  if (manager === undefined) return;
  await enqueue(tx, {
    key: `wins_untold:${about.team}:${channelId}:${code}:${isoWeek(dayIn('UTC', at))}`,
    ...{ workspace, channel: manager.user, kind: 'wins_untold' },
    about: { team: about.team, code },
    ...{ dueAt: at, expiresAt: new Date(at.getTime() + UNSURE_IS_NEWS) },
  });
}

const DAY = 86_400_000;
/** For so long somebody may want to look whether a digest arrived. */
const UNSURE_IS_NEWS = 3 * DAY;

/** Nobody but a person can say whether it arrived: of a digest the schedule's manager is asked, once for each occurrence. */
export function settleUnconfirmed(db: Db, claimed: Claimed, error: string, now: Now): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    if (!(await settleLook(tx, claimed, { is: 'unconfirmed', error }, now))) return false;
    const { runId, workspaceId: workspace } = claimed.message;
    const schedule = await scheduleIdOf(tx, claimed.message);
    if (schedule === null || runId === null) return true;
    const mine = and(eq(digestSchedule.workspaceId, workspace), eq(digestSchedule.id, schedule));
    const [row] = await tx.select().from(digestSchedule).where(mine);
    const user = row === undefined || row.deletedAt !== null ? null : await keeperOf(tx, row);
    if (user === null) return true;
    const at = await moment(tx, now);
    await enqueue(tx, {
      ...{
        key: `digest_unsure:${runId}`,
        workspace,
        channel: user,
        kind: 'digest_unsure',
        about: { schedule, run: runId },
      },
      ...{ dueAt: at, expiresAt: new Date(at.getTime() + UNSURE_IS_NEWS) },
    });
    return true;
  });
}

async function scheduleIdOf(db: Db, { workspaceId, runId }: Message): Promise<string | null> {
  if (runId === null) return null;
  const mine = and(eq(digestRun.workspaceId, workspaceId), eq(digestRun.id, runId));
  const [row] = await db.select({ schedule: digestRun.scheduleId }).from(digestRun).where(mine);
  return row?.schedule ?? null;
}
