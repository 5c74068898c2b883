import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../domain/brand.ts';
import { digestRun } from './schedule-schema.ts';
import { workspace } from './schema.ts';

export const DELIVERY_STATES = [
  'pending',
  'claimed',
  'sending',
  'uncertain',
  'sent',
  'failed',
  'expired',
  'unconfirmed',
  'cancelled',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

const instant = () => timestamp({ withTimezone: true });

/** A message that is to be posted once, whatever happens on the way. Its id is the delivery id in the message's metadata. */
export const outboxMessage = pgTable(
  'outbox_message',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** What it may be posted once for, such as `deal_won:<deal>:<version>`. */
    dedupeKey: text().notNull().unique(),
    workspaceId: text()
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspace.id),
    /** A channel's id, or a Slack user's for a direct message. */
    channelId: text().notNull(),
    threadTs: text(),
    kind: text().notNull(),
    /** The digest's occurrence that it belongs to. */
    runId: uuid(),
    part: text().notNull().default('head'),
    /** What it is about, to draw it from: ids and days, no texts. */
    about: jsonb().notNull().$type<{ [fact: string]: string | number | boolean | null }>(),
    /** What was drawn; null until then. */
    payload: jsonb().$type<{ text: string; blocks: unknown[] }>(),
    dataAsOf: instant(),
    /** A thread's detail waits until its head is sent, and takes its ts. */
    afterId: uuid(),
    onUnknown: text({ enum: ['hold', 'resend'] })
      .notNull()
      .default('hold'),
    state: text({ enum: DELIVERY_STATES }).notNull().default('pending'),
    attempts: integer().notNull().default(0),
    maxAttempts: integer().notNull().default(12),
    dueAt: instant().notNull(),
    notBefore: instant().notNull(),
    expiresAt: instant().notNull(),
    leaseToken: uuid(),
    leaseUntil: instant(),
    leasedBy: text(),
    firstDispatchedAt: instant(),
    dispatchedAt: instant(),
    reconcileTries: integer().notNull().default(0),
    slackChannel: text(),
    slackTs: text(),
    /** A person who said that it arrived. */
    confirmedBy: text(),
    lastError: text(),
    createdAt: instant().notNull(),
    finishedAt: instant(),
  },
  (table) => [
    index('outbox_ready').on(table.notBefore).where(sql`${table.state} in ('pending', 'uncertain')`),
    index('outbox_leased').on(table.leaseUntil).where(sql`${table.state} in ('claimed', 'sending')`),
    index('outbox_details').on(table.afterId).where(sql`${table.afterId} is not null`),
    uniqueIndex('outbox_by_run').on(table.runId, table.part, table.channelId).where(sql`${table.runId} is not null`),
    foreignKey({
      name: 'outbox_of_run',
      columns: [table.workspaceId, table.runId],
      foreignColumns: [digestRun.workspaceId, digestRun.id],
    }),
    foreignKey({ name: 'outbox_after', columns: [table.afterId], foreignColumns: [table.id] }),
    check(
      'outbox_sent_has_ts',
      sql`(${table.state} = 'sent') = (${table.slackTs} is not null or ${table.confirmedBy} is not null)`,
    ),
    check(
      'outbox_lease_shape',
      sql`${table.state} not in ('claimed', 'sending') or (${table.leaseToken} is not null and ${table.leaseUntil} is not null)`,
    ),
    check(
      'outbox_dispatched_shape',
      sql`${table.state} not in ('sending', 'uncertain', 'unconfirmed') or ${table.dispatchedAt} is not null`,
    ),
  ],
);

/** Each call to Slack about a message, and what came of it. */
export const outboxAttempt = pgTable(
  'outbox_attempt',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    messageId: uuid()
      .notNull()
      .references(() => outboxMessage.id, { onDelete: 'cascade' }),
    attempt: integer().notNull(),
    worker: text().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    outcome: text(),
    httpStatus: integer(),
    slackError: text(),
    retryAfterS: integer(),
  },
  (table) => [index('attempt_by_message').on(table.messageId)],
);

/** Until when nothing more is sent: to one channel, or with `*` in the whole workspace. */
export const slackGate = pgTable(
  'slack_gate',
  {
    workspaceId: text().notNull().$type<WorkspaceId>(),
    scope: text().notNull(),
    nextAt: instant().notNull(),
    reason: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.scope] })],
);
