import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { RunReason, Schedule } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import { outboxMessage } from './delivery-schema.ts';
import { cancelUnsent, putDown } from './digest-messages.ts';
import { digestRun } from './schedule-schema.ts';

const MOVED = 'channel_changed' satisfies RunReason;

/**
 * A schedule has another channel: what was put down for the old one must not be drawn for the readers of the new one, and a digest of
 * which nothing has gone out yet is posted in the new one instead, or its period would have none. What a rest has held stays unsent.
 */
export async function moveUnsent(
  tx: Db,
  { before, after }: { readonly before: Schedule; readonly after: Schedule },
  now: Date,
): Promise<void> {
  const { workspace, channel: old } = before;
  if (old === null) return;
  const runs = await cancelUnsent(tx, before, { why: MOVED, channel: old, now });
  if (runs.length === 0 || after.channel === null || before.pause !== null) return;
  const { id, slot, dueAt } = digestRun;
  const rows = await tx
    .select({ id, slot, dueAt, expiresAt: sql`min(${outboxMessage.expiresAt})`.mapWith(outboxMessage.expiresAt) })
    .from(digestRun)
    .innerJoin(outboxMessage, and(eq(outboxMessage.runId, id), eq(outboxMessage.channelId, old)))
    .where(
      and(
        ...[eq(digestRun.workspaceId, workspace), inArray(id, [...runs])],
        ...[eq(digestRun.outcome, 'planned'), isNotNull(slot)],
      ),
    )
    .groupBy(id)
    .having(
      sql`bool_and(${outboxMessage.state} = 'cancelled') and min(${outboxMessage.expiresAt}) > ${now.toISOString()}::timestamptz`,
    );
  for (const run of rows) {
    await forgetMoved(tx, after, run.id);
    const key = `digest:${after.id}:${run.slot}`;
    await putDown(tx, [{ schedule: after, run: run.id, key, dueAt: run.dueAt, expiresAt: run.expiresAt, place: 0 }]);
  }
}

/** Moved back to where it was to go at first: those messages' keys are to be had again. */
async function forgetMoved(tx: Db, { workspace, channel }: Schedule, run: string): Promise<void> {
  const { workspaceId, runId, channelId, state, lastError, afterId } = outboxMessage;
  const mine = and(
    ...[eq(workspaceId, workspace), eq(runId, run), eq(channelId, channel ?? '')],
    ...[eq(state, 'cancelled'), eq(lastError, MOVED)],
  );
  // Details first: they refer to their heads.
  await tx.delete(outboxMessage).where(and(eq(workspaceId, workspace), mine, isNotNull(afterId)));
  await tx.delete(outboxMessage).where(and(eq(workspaceId, workspace), mine));
}
