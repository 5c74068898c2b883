import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { PersonId, SlackUserId, TeamId, WorkspaceId } from '../domain/brand.ts';
import { detailPart, headPart, type RunReason, type Schedule, type Section } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import { outboxMessage } from './delivery-schema.ts';
import { type EnqueuedPart, enqueueParts } from './outbox.ts';
import { digestRun } from './schedule-schema.ts';
import * as table from './schema.ts';

export type Occurring = {
  readonly schedule: Schedule;
  readonly run: string;
  /** What makes its messages' keys its own: `digest:<schedule>:<slot>`, or `now:<schedule>:<gesture>`. */
  readonly key: string;
  readonly dueAt: Date;
  readonly expiresAt: Date;
  /** Among those that are due at the same moment. */
  readonly place: number;
};

/** More messages than an occurrence has in a channel, and than all heads of one plan have. */
const ROOM = 8;
const ROOM_FOR_HEADS = 1_000;

/**
 * The messages of one occurrence: for each section in the channel a head, and a detail that follows in its thread; the questions for
 * each manager alone. A team's heads stand together, and all heads come first, so that a channel has the headlines within seconds. How many
 * there are.
 */
export async function putDown(tx: Db, occurring: Occurring): Promise<number> {
  const { schedule, place } = occurring;
  const { channel, sections } = schedule;
  const first = place * ROOM;
  const inChannel = channel === null ? [] : sections.filter((section) => section !== 'questions');
  const heads = inChannel.map((section, index) =>
    head(occurring, { section, channel: channel ?? '', order: first + index }),
  );
  const details = heads.map((each, index) => ({
    ...each,
    ...{ id: randomUUID(), key: detailPart(each.key), part: detailPart(each.part), afterId: each.id },
    ...{ about: { ...each.about, part: 'detail' }, order: ROOM_FOR_HEADS + first + index },
  }));
  const direct = sections.includes('questions') ? await questions(tx, occurring) : [];
  const all = [...heads, ...details, ...direct];
  await enqueueParts(tx, all);
  return all.length;
}

function head(
  { schedule, run, key, dueAt, expiresAt }: Occurring,
  { section, channel, order }: { readonly section: Section; readonly channel: string; readonly order: number },
): EnqueuedPart {
  return {
    ...{ id: randomUUID(), key: `${key}:${channel}:${section}`, workspace: schedule.workspace, channel, run },
    ...{ kind: 'digest', part: section, afterId: null, order, dueAt, expiresAt },
    about: { run, section, part: 'head' },
  };
}

/** Two channels that hear of one team bring its manager's questions once: which of them does is settled as they are sent. */
async function questions(tx: Db, occurring: Occurring): Promise<readonly EnqueuedPart[]> {
  const managers = await managersOf(tx, occurring.schedule);
  return managers.map(({ team, manager, user }, order) => {
    const one = head(occurring, { section: 'questions', channel: user, order });
    return {
      ...one,
      key: `${one.key}:${team}`,
      // Who manages two teams has a message for each.
      part: headPart('questions', occurring.schedule, team),
      about: { ...one.about, team, manager },
    };
  });
}

type Managing = { readonly team: TeamId; readonly manager: PersonId; readonly user: SlackUserId };

async function managersOf(tx: Db, { workspace, team }: Schedule): Promise<readonly Managing[]> {
  const { rows } = await tx.execute(sql`
    select t.id as team, p.id as manager, p.slack_user_id as user
    from ${table.team} t join ${table.person} p on p.workspace_id = t.workspace_id and p.id = t.manager_id
    where t.workspace_id = ${workspace} and (${team}::uuid is null or t.id = ${team}::uuid) and p.slack_user_id is not null
    order by t.name, t.id`);
  return rows as Managing[];
}

export type Cancelling = {
  readonly why: RunReason;
  /** Null: wherever they would go. */
  readonly channel: string | null;
  readonly now: Date;
};

/**
 * What has not gone out of a schedule's messages does not; what is being sent, or of unknown outcome, is settled as any other. The runs of
 * which something was taken back.
 */
export function cancelUnsent(
  tx: Db,
  { workspace, id }: { readonly workspace: WorkspaceId; readonly id: string },
  { why, channel, now }: Cancelling,
): Promise<readonly string[]> {
  const runs = tx
    .select({ id: digestRun.id })
    .from(digestRun)
    .where(and(eq(digestRun.workspaceId, workspace), eq(digestRun.scheduleId, id)));
  const there = channel === null ? undefined : eq(outboxMessage.channelId, channel);
  const these = and(eq(outboxMessage.workspaceId, workspace), inArray(outboxMessage.runId, runs), there);
  return cancel(tx, these, why, now);
}

/** A digest that waits still when the next one is due is news no more. The runs of which nothing went out say so. */
export async function supersedeOlder(tx: Db, { schedule, run }: Occurring, now: Date): Promise<void> {
  const { workspace, id } = schedule;
  const older = tx
    .select({ id: digestRun.id })
    .from(digestRun)
    .where(
      and(
        ...[eq(digestRun.workspaceId, workspace), eq(digestRun.scheduleId, id), isNotNull(digestRun.slot)],
        ...[eq(digestRun.outcome, 'planned'), sql`${digestRun.slot} < (select slot from digest_run where id = ${run})`],
      ),
    );
  const runs = await cancel(tx, inArray(outboxMessage.runId, older), 'superseded', now);
  if (runs.length === 0) return;
  await tx
    .update(digestRun)
    .set({ outcome: 'superseded', reason: 'not_reached' satisfies RunReason })
    .where(
      and(
        ...[eq(digestRun.workspaceId, workspace), inArray(digestRun.id, [...runs])],
        sql`not exists (select 1 from ${outboxMessage} m where m.run_id = ${digestRun.id} and m.state <> 'cancelled')`,
      ),
    );
}

async function cancel(tx: Db, which: SQL | undefined, why: RunReason, now: Date): Promise<readonly string[]> {
  const cancelled = await tx
    .update(outboxMessage)
    .set({
      ...{ state: 'cancelled', finishedAt: now, lastError: why },
      ...{ leaseToken: null, leaseUntil: null, leasedBy: null },
    })
    .where(and(which, inArray(outboxMessage.state, ['pending', 'claimed'])))
    .returning({ run: outboxMessage.runId });
  return [...new Set(cancelled.flatMap(({ run }) => (run === null ? [] : [run])))];
}
