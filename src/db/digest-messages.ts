import { randomUUID } from 'node:crypto';
import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { grouped } from '../domain/against.ts';
import type { PersonId, SlackUserId, TeamId, WorkspaceId } from '../domain/brand.ts';
import { detailPart, headPart, type RunReason, type Schedule, type Section } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import { outboxMessage } from './delivery-schema.ts';
import { isOneOf } from './is-one-of.ts';
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
 * The messages of some occurrences: for each section in the channel a head, and a detail that follows in its thread; the questions for
 * each manager alone. A team's heads stand together, and all heads come first, so that a channel has the headlines within seconds. The
 * runs that have any.
 */
export async function putDown(tx: Db, occurring: readonly Occurring[]): Promise<ReadonlySet<string>> {
  const asking = occurring.filter(asks);
  const managing = await managersIn(tx, [...new Set(asking.map(({ schedule }) => schedule.workspace))]);
  const parts = occurring.flatMap((one) => [
    ...inChannel(one),
    ...(asks(one) ? questions(one, managing.get(one.schedule.workspace) ?? []) : []),
  ]);
  await enqueueParts(tx, parts);
  return new Set(parts.flatMap(({ run }) => (run === null ? [] : [run])));
}

function asks({ schedule }: Occurring): boolean {
  return schedule.sections.includes('questions');
}

function inChannel(occurring: Occurring): readonly EnqueuedPart[] {
  const { schedule, place } = occurring;
  const { channel, sections } = schedule;
  const first = place * ROOM;
  if (channel === null) return [];
  const heads = sections
    .filter((section) => section !== 'questions')
    .map((section, index) => head(occurring, { section, channel, order: first + index }));
  const details = heads.map((each, index) => ({
    ...each,
    ...{ id: randomUUID(), key: detailPart(each.key), part: detailPart(each.part), afterId: each.id },
    ...{ about: { ...each.about, part: 'detail' }, order: ROOM_FOR_HEADS + first + index },
  }));
  return [...heads, ...details];
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
function questions(occurring: Occurring, managing: readonly Managing[]): readonly EnqueuedPart[] {
  const { team: whose } = occurring.schedule;
  const asked = managing.filter(({ team }) => whose === null || team === whose);
  return asked.map(({ team, manager, user }, order) => {
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

/** Of each workspace's teams those whose manager is in Slack. */
async function managersIn(
  tx: Db,
  workspaces: readonly WorkspaceId[],
): Promise<ReadonlyMap<WorkspaceId, readonly Managing[]>> {
  if (workspaces.length === 0) return new Map();
  const { team, person } = table;
  const rows = await tx
    .select({ workspace: team.workspaceId, team: team.id, manager: person.id, user: person.slackUserId })
    .from(team)
    .innerJoin(person, and(eq(person.workspaceId, team.workspaceId), eq(person.id, team.managerId)))
    .where(inArray(team.workspaceId, [...workspaces]))
    .orderBy(team.name, team.id);
  const managing = rows.flatMap(({ user, ...rest }) => (user === null ? [] : [{ ...rest, user }]));
  return grouped(managing, ({ workspace }) => workspace);
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
export async function supersedeOlder(tx: Db, coming: readonly string[], now: Date): Promise<void> {
  const newer = alias(digestRun, 'newer');
  const older = tx
    .select({ id: digestRun.id })
    .from(digestRun)
    .innerJoin(newer, and(eq(newer.scheduleId, digestRun.scheduleId), gt(newer.slot, digestRun.slot)))
    .where(and(isOneOf(sql`${newer.id}`, coming), eq(digestRun.outcome, 'planned')));
  const runs = await cancel(tx, inArray(outboxMessage.runId, older), 'superseded', now);
  if (runs.length === 0) return;
  await tx
    .update(digestRun)
    .set({ outcome: 'superseded', reason: 'not_reached' satisfies RunReason })
    .where(
      and(
        isOneOf(sql`${digestRun.id}`, runs),
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
