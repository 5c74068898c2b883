import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PersonId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Db } from './connect.ts';
import { outboxMessage } from './delivery-schema.ts';
import { soonest } from './outbox.ts';
import { digestRun } from './schedule-schema.ts';
import { inTransaction } from './transaction.ts';

/** A message of which only a person can say whether it arrived. */
export type Unsettled = {
  readonly id: string;
  /** A section's name, with `-detail` for what stands in its thread. */
  readonly part: string;
  readonly channel: string;
  /** Null where somebody had it posted. */
  readonly slot: Day | null;
  readonly dueAt: Date;
  /** When it was last sent off. */
  readonly sentOffAt: Date;
};

/** `gone`: nobody has to say any more; somebody was there before. */
export type Settled = 'done' | 'gone';

const HOUR = 3_600_000;
/** What a person has sent again is worth posting for so long. Reliability, section 4.4. */
const SENT_AGAIN_IS_NEWS = 8 * HOUR;

/** Marks what a person has sent again: a pause of its schedule does not hold it. */
export const WANTED = 'wanted';

/** But for last week's once this week's is planned: nobody wants it any more, whether it arrived or not. */
export async function unsettledOf(
  db: Db,
  { workspace, schedules }: { readonly workspace: WorkspaceId; readonly schedules: readonly string[] },
): Promise<ReadonlyMap<string, readonly Unsettled[]>> {
  if (schedules.length === 0) return new Map();
  const { id, part, channelId, dueAt, dispatchedAt } = outboxMessage;
  const rows = await db
    .select({ schedule: digestRun.scheduleId, slot: digestRun.slot, id, part, channel: channelId, dueAt, dispatchedAt })
    .from(outboxMessage)
    .innerJoin(digestRun, eq(digestRun.id, outboxMessage.runId))
    .where(
      and(
        eq(digestRun.workspaceId, workspace),
        inArray(digestRun.scheduleId, [...schedules]),
        eq(outboxMessage.state, 'unconfirmed'),
        sql`not exists (
          select 1 from digest_run n where n.workspace_id = ${workspace} and n.schedule_id = ${digestRun.scheduleId}
            and n.outcome = 'planned' and n.slot > ${digestRun.slot})`,
      ),
    )
    .orderBy(outboxMessage.dueAt, outboxMessage.notBefore);
  const found = new Map<string, Unsettled[]>();
  for (const { schedule, dispatchedAt: at, ...rest } of rows)
    found.set(schedule, [...(found.get(schedule) ?? []), { ...rest, sentOffAt: at ?? rest.dueAt }]);
  return found;
}

/** It had not arrived, says a person: it goes out again, once, and what waits for it follows. */
export function sendAgain(db: Db, workspace: WorkspaceId, message: string, now: Date): Promise<Settled> {
  return inTransaction(db, async (tx) => {
    const expiresAt = new Date(now.getTime() + SENT_AGAIN_IS_NEWS);
    const again = await tx
      .update(outboxMessage)
      .set({
        ...{ state: 'pending', notBefore: soonest(now), expiresAt, attempts: 0, reconcileTries: 0, finishedAt: null },
        about: wanted(),
      })
      .where(unconfirmed(workspace, message))
      .returning({ id: outboxMessage.id });
    if (again.length === 0) return 'gone';
    await tx
      .update(outboxMessage)
      .set({
        expiresAt: sql`greatest(${outboxMessage.expiresAt}, ${expiresAt.toISOString()}::timestamptz)`,
        about: wanted(),
      })
      .where(
        and(
          eq(outboxMessage.workspaceId, workspace),
          eq(outboxMessage.afterId, message),
          eq(outboxMessage.state, 'pending'),
        ),
      );
    return 'done';
  });
}

function wanted() {
  return sql`${outboxMessage.about} || ${JSON.stringify({ [WANTED]: true })}::jsonb`;
}

/** It stands there, says a person. Where, nobody knows, so what would follow in its thread does not. */
export async function itArrived(
  db: Db,
  workspace: WorkspaceId,
  message: string,
  { by, now }: { readonly by: PersonId; readonly now: Date },
): Promise<Settled> {
  const settled = await db
    .update(outboxMessage)
    .set({ state: 'sent', confirmedBy: by, finishedAt: now, lastError: null })
    .where(unconfirmed(workspace, message))
    .returning({ id: outboxMessage.id });
  return settled.length > 0 ? 'done' : 'gone';
}

function unconfirmed(workspace: WorkspaceId, message: string) {
  return and(
    eq(outboxMessage.workspaceId, workspace),
    eq(outboxMessage.id, message),
    eq(outboxMessage.state, 'unconfirmed'),
  );
}
