import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Pace } from '../domain/pace.ts';
import type { Db } from './connect.ts';
import * as table from './delivery-schema.ts';
import type { Figures } from './said.ts';
import { outOfTheWay } from './transaction.ts';

/**
 * Messages that are to be posted once. A row goes from pending over claimed and sending to sent; what became of a call that
 * brought no answer is unknown, and looked up before anything is sent again: reliability, section 4.5.
 */

export type Message = typeof table.outboxMessage.$inferSelect;
export type About = Message['about'];

/** The database's moment, or a test's and the playground's. All statements about messages go by it, so that one clock counts. */
export type Now = Date | null;

export function at(now: Now): SQL {
  return sql`coalesce(${now === null ? null : now.toISOString()}::timestamptz, now())`;
}

export function later(now: Now, ms: number): SQL {
  return sql`(${at(now)} + ${Math.round(ms)} * interval '1 millisecond')`;
}

/** The moment by which messages go, for what has to know which day it is. */
export async function moment(db: Db, now: Now): Promise<Date> {
  if (now !== null) return now;
  const { rows } = await db.execute(sql`select (extract(epoch from now()) * 1000)::float8 as ms`);
  return new Date(Number(rows[0]?.ms));
}

export type Enqueued = {
  /** What it may be posted once for. */
  readonly key: string;
  readonly workspace: WorkspaceId;
  /** A channel's id, or a person's for a direct message. */
  readonly channel: string;
  readonly kind: string;
  readonly about: About;
  /** When what it tells came about, by the clock of whoever made it. */
  readonly dueAt: Date;
  readonly expiresAt: Date;
};

/** An app whose clock is ahead of the database's must not make its messages wait. */
export function soonest(dueAt: Date): SQL {
  return sql`least(${dueAt.toISOString()}::timestamptz, now())`;
}

/** Puts a message down within the transaction of what it tells of; the id of the first one with its key, whoever put it down. */
export async function enqueue(tx: Db, message: Enqueued): Promise<string> {
  const { outboxMessage } = table;
  const { key } = message;
  await tx.insert(outboxMessage).values(row(message)).onConflictDoNothing({ target: outboxMessage.dedupeKey });
  const [stored] = await tx
    .select({ id: outboxMessage.id })
    .from(outboxMessage)
    .where(eq(outboxMessage.dedupeKey, key));
  if (stored === undefined) throw new Error(`The message ${key} was not stored.`);
  return stored.id;
}

/** One of several that belong to a digest's occurrence. */
export type EnqueuedPart = Enqueued & {
  readonly id: string;
  /** Null: of a preview, which is no occurrence. */
  readonly run: string | null;
  readonly part: string;
  /** It waits until that message is sent, and goes into its thread. */
  readonly afterId: string | null;
  /** In which order they go out where all can; under 2,000. */
  readonly order: number;
};

const MOST_ORDER = 2_000;
const ROWS_AT_ONCE = 1_000;

/** Puts all of an occurrence's messages down at once; what has its key already is left out. */
export async function enqueueParts(tx: Db, parts: readonly EnqueuedPart[]): Promise<void> {
  const rows = parts.map(({ id, run, part, afterId, order, ...message }) => ({
    ...{ ...row(message), id, runId: run, part, afterId },
    // What is due now must not have to wait for its place.
    notBefore: sql`${soonest(message.dueAt)} + ${order - MOST_ORDER} * interval '1 millisecond'`,
  }));
  // A statement has room for so many parameters.
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx
      .insert(table.outboxMessage)
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .onConflictDoNothing();
}

function row({ key, workspace, channel, dueAt, kind, about, expiresAt }: Enqueued) {
  const first = soonest(dueAt);
  return {
    ...{ dedupeKey: key, workspaceId: workspace, channelId: channel, kind, about },
    ...{ dueAt, notBefore: first, createdAt: first, expiresAt },
  };
}

export type Claimed = {
  readonly message: Message;
  readonly lease: string;
  /** The moment of the claim, by the clock of the messages. */
  readonly at: Date;
};
export type Claiming = { readonly now: Now; readonly worker: string; readonly pace: Pace };

/** A team's heads stand together: for each further channel so many rows are looked at. Who wants one keeps no other row from anybody. */
const ROWS_A_CHANNEL = 4;

/**
 * The next messages that may go out, each to another channel, for this worker alone while the lease lasts. The channel's row in the gate
 * is what keeps two workers from posting to it within a second: whoever loses it does not get that message. All take those rows in one
 * order. Closed gates are read once, and not for each message that waits, as at nine on Monday hundreds of both do.
 */
export async function claim(db: Db, claiming: Claiming, most: number): Promise<readonly Claimed[]> {
  const { outboxMessage } = table;
  const spacing = sql`${claiming.pace.spacing} * interval '1 millisecond'`;
  const picked = db.$with('picked', {}).as(sql`
    select o.id, o.workspace_id, o.channel_id, o.not_before from outbox_message o, t
    where o.state = 'pending' and o.not_before <= t.now and o.expires_at > t.now
      and (o.workspace_id, o.channel_id) not in (
        select g.workspace_id, g.scope from slack_gate g where g.next_at > (select now from t))
      and o.workspace_id not in (
        select g.workspace_id from slack_gate g where g.scope = '*' and g.next_at > (select now from t))
      and (o.after_id is null or exists (
        select 1 from outbox_message h where h.id = o.after_id and h.state = 'sent' and h.slack_ts is not null))
    order by o.not_before, o.id limit ${1 + (most - 1) * ROWS_A_CHANNEL} for update of o skip locked`);
  const first = db.$with('first', {}).as(sql`
    select id, workspace_id, channel_id from (
      select distinct on (workspace_id, channel_id) * from picked order by workspace_id, channel_id, not_before, id) one
    order by not_before, id limit ${most}`);
  const gate = db.$with('gate', {}).as(sql`
    insert into slack_gate as g (workspace_id, scope, next_at, reason)
    select first.workspace_id, first.channel_id, t.now + ${spacing}, 'spacing' from first, t
    order by first.workspace_id, first.channel_id
    on conflict (workspace_id, scope) do update set next_at = excluded.next_at, reason = excluded.reason
      where g.next_at <= excluded.next_at - ${spacing} returning g.workspace_id, g.scope`);
  const head = sql`(select h.slack_ts from outbox_message h where h.id = ${outboxMessage.afterId})`;
  const claimed = await outOfTheWay(async () =>
    db
      .with(clock(db, claiming), picked, first, gate)
      .update(outboxMessage)
      .set({
        ...{ ...leaseOf(claiming), state: 'claimed', attempts: sql`${outboxMessage.attempts} + 1` },
        threadTs: sql`coalesce(${outboxMessage.threadTs}, ${head})`,
      })
      .from(sql`t, first join gate on gate.workspace_id = first.workspace_id and gate.scope = first.channel_id`)
      .where(sql`${outboxMessage.id} = first.id`)
      .returning(CLAIMED),
  );
  return claimed.map(leased);
}

/** An uncertain message whose outcome is to be looked up now, for this worker alone while the lease lasts. */
export async function claimUncertain(db: Db, claiming: Claiming): Promise<Claimed | null> {
  const { outboxMessage } = table;
  const picked = sql`
    select u.id from outbox_message u, t
    where u.state = 'uncertain' and u.not_before <= t.now and (u.lease_until is null or u.lease_until <= t.now)
      and not ${isShut(sql`u.workspace_id`)}
    order by u.not_before, u.id limit 1 for update of u skip locked`;
  const [claimed] = await db
    .with(clock(db, claiming))
    .update(outboxMessage)
    .set(leaseOf(claiming))
    .from(sql`t`)
    .where(sql`${outboxMessage.id} = (${picked})`)
    .returning(CLAIMED);
  return claimed === undefined ? null : leased(claimed);
}

/** Whether nothing is to be sent in a workspace at `t.now`. */
function isShut(workspace: SQL): SQL {
  return sql`exists (
    select 1 from slack_gate g where g.workspace_id = ${workspace} and g.scope = '*' and g.next_at > t.now)`;
}

/** `t.now`: one moment for all of a statement. */
function clock(db: Db, { now }: Claiming) {
  return db.$with('t', {}).as(sql`select ${at(now)} as now`);
}

function leaseOf({ worker, pace }: Claiming) {
  const leaseUntil = sql`t.now + ${pace.lease} * interval '1 millisecond'`;
  return { leaseToken: sql`gen_random_uuid()`, leasedBy: worker, leaseUntil };
}

const CLAIMED = {
  ...getTableColumns(table.outboxMessage),
  at: sql`t.now`.mapWith(table.outboxMessage.dueAt).as('at'),
};

function leased({ at, ...message }: Message & { readonly at: Date }): Claimed {
  if (message.leaseToken === null) throw new Error(`The message ${message.id} was claimed without a lease.`);
  return { message, lease: message.leaseToken, at };
}

/** What is about to be posted. */
export type Content = {
  readonly text: string;
  readonly blocks: unknown[];
  /** What a digest's occurrence has then said; null of what nothing comes back to. */
  readonly figures: Figures | null;
};

/** `attempt`: the number of the call that may now be made. `shut`: meanwhile nothing is to be sent in the workspace. */
export type Mark =
  | { readonly is: 'marked'; readonly attempt: number }
  | { readonly is: 'shut' }
  | { readonly is: 'lease_lost' };

/**
 * The intent to call Slack, committed before the call, with what will be posted: from here on the outcome is unknown until it
 * is settled. Without the lease, or with one that is too short for a call, nothing is marked.
 */
export async function mark(
  db: Db,
  { message, lease, at: asOf }: Claimed,
  { figures, ...payload }: Content,
  { now, worker, pace }: Claiming,
): Promise<Mark> {
  const { rows } = await outOfTheWay(() =>
    db.execute(sql`
    with t as (select ${at(now)} as now),
    gate as (select ${isShut(sql`${message.workspaceId}`)} as is_shut from t),
    marked as (
      update outbox_message o set state = 'sending', dispatched_at = t.now,
        first_dispatched_at = coalesce(o.first_dispatched_at, t.now), payload = ${JSON.stringify(payload)}::jsonb,
        data_as_of = ${asOf.toISOString()}::timestamptz
      from t, gate where o.id = ${message.id} and o.lease_token = ${lease}::uuid and o.state = 'claimed'
        and o.lease_until > t.now + ${pace.markMargin} * interval '1 millisecond' and not gate.is_shut
      returning o.id, o.attempts, o.workspace_id, o.channel_id, o.run_id),
    said as (
      update digest_run r set figures = coalesce(r.figures, '{}'::jsonb) || f.figures
      from marked m, (select ${figures === null ? null : JSON.stringify(figures)}::jsonb as figures) f
      where r.workspace_id = m.workspace_id and r.id = m.run_id and f.figures is not null),
    -- Between claim and call a message may have taken its time: the next one keeps its distance from the call.
    spaced as (
      update slack_gate g set next_at = greatest(g.next_at, t.now + ${pace.spacing} * interval '1 millisecond')
      from marked m, t where g.workspace_id = m.workspace_id and g.scope = m.channel_id),
    attempt as (
      insert into outbox_attempt (message_id, attempt, worker, started_at)
      select m.id, m.attempts, ${worker}, t.now from marked m, t returning id::int as id)
    select (select id from attempt) as attempt, is_shut from gate`),
  );
  const [row] = rows as { attempt: number | null; is_shut: boolean }[];
  if (row !== undefined && row.attempt !== null) return { is: 'marked', attempt: row.attempt };
  return { is: row?.is_shut === true ? 'shut' : 'lease_lost' };
}

/** Until when nothing more is sent: to one channel, or with `*` in the whole workspace. Never moved nearer. */
export async function closeGate(
  db: Db,
  { workspace, scope = '*', ms, reason }: { workspace: WorkspaceId; scope?: string; ms: number; reason: string },
  now: Now,
): Promise<void> {
  await db.execute(sql`
    insert into slack_gate as g (workspace_id, scope, next_at, reason)
    values (${workspace}, ${scope}, ${later(now, ms)}, ${reason})
    on conflict (workspace_id, scope) do update set next_at = excluded.next_at, reason = excluded.reason
      where g.next_at < excluded.next_at`);
}
