import { and, eq, sql } from 'drizzle-orm';
import { dayIn, isoWeek } from '../domain/calendar.ts';
import type { Pause } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import { outboxMessage } from './delivery-schema.ts';
import { type Claimed, enqueue, type Message, moment, type Now } from './outbox.ts';
import { changed, keeperOf, pauseSchedule } from './pause-schedule.ts';
import { digestRun, digestSchedule } from './schedule-schema.ts';
import { settle, settleLook } from './settle-message.ts';
import { inTransaction } from './transaction.ts';

/** What becomes of a digest's message, and with it of its occurrence and its schedule. */

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
