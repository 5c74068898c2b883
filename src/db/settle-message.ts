import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import * as table from './delivery-schema.ts';
import { at, type Claimed, later, type Now } from './outbox.ts';

const { outboxMessage } = table;
const FREE = { leaseToken: null, leaseUntil: null, leasedBy: null } as const;

export type Proof = { readonly channel: string; readonly ts: string };

/**
 * It stands in the channel: true whatever the row or its lease says. Of two messages with the same delivery the earlier one is kept; the
 * answer is the later one, which has to be deleted, or null. The attempt that brought it about is closed with it.
 */
export async function settleSent(
  db: Db,
  id: string,
  { channel, ts, attempt }: Proof & { readonly attempt?: number },
  now: Now,
): Promise<Proof | null> {
  const noted = attempt === undefined ? [] : [db.$with('noted', {}).as(closing(db, attempt, ACCEPTED, now).getSQL())];
  const settled = await db
    .with(...noted)
    .update(outboxMessage)
    .set({ ...FREE, state: 'sent', slackChannel: channel, slackTs: ts, lastError: null, finishedAt: at(now) })
    .where(and(eq(outboxMessage.id, id), ne(outboxMessage.state, 'sent')))
    .returning({ id: outboxMessage.id });
  if (settled.length > 0) return null;
  const [before] = await db.select({ ts: outboxMessage.slackTs }).from(outboxMessage).where(eq(outboxMessage.id, id));
  const known = before?.ts ?? null;
  if (known === ts) return null;
  if (known !== null && Number(known) < Number(ts)) return { channel, ts };
  await db
    .update(outboxMessage)
    .set({ slackTs: ts, slackChannel: channel })
    .where(and(eq(outboxMessage.id, id), eq(outboxMessage.state, 'sent')));
  return known === null ? null : { channel, ts: known };
}

/** What one call came to. */
export type Settling =
  /** Proven not sent, and worth another try after `ms`. Without `counts` it does not use up one of the message's tries. */
  | { readonly is: 'retry'; readonly ms: number; readonly error: string; readonly counts: boolean }
  | { readonly is: 'failed'; readonly error: string }
  /** Nothing to post any more. */
  | { readonly is: 'cancelled'; readonly error: string }
  /** Perhaps sent: to be looked for after `ms`. */
  | { readonly is: 'unknown'; readonly ms: number; readonly error: string };

/** Holds only while the lease does: whoever lost it has no say any more. False where that is so. */
export async function settle(db: Db, { message, lease }: Claimed, settling: Settling, now: Now): Promise<boolean> {
  const rows = await db
    .update(outboxMessage)
    .set({ ...FREE, lastError: settling.error, ...changes(settling, now) })
    .where(
      and(
        eq(outboxMessage.id, message.id),
        eq(outboxMessage.leaseToken, lease),
        inArray(outboxMessage.state, settling.is === 'unknown' ? ['sending'] : ['claimed', 'sending']),
      ),
    )
    .returning({ id: outboxMessage.id });
  return rows.length > 0;
}

function changes(settling: Settling, now: Now) {
  switch (settling.is) {
    case 'retry': {
      const attempts = settling.counts ? {} : { attempts: sql`${outboxMessage.attempts} - 1` };
      return { state: 'pending', notBefore: later(now, settling.ms), ...attempts } as const;
    }
    case 'unknown':
      return { state: 'uncertain', notBefore: later(now, settling.ms) } as const;
    case 'failed':
    case 'cancelled':
      return { state: settling.is, finishedAt: at(now) } as const;
  }
}

/** What a look into the channel's history came to, where it found nothing. */
export type Looked =
  /** Read to the end, and not there. */
  | { readonly is: 'absent' }
  | { readonly is: 'unread'; readonly ms: number; readonly error: string }
  /** Nobody but a person can say any more. */
  | { readonly is: 'unconfirmed'; readonly error: string };

export async function settleLook(db: Db, { message, lease }: Claimed, looked: Looked, now: Now): Promise<boolean> {
  const rows = await db
    .update(outboxMessage)
    .set({ ...FREE, ...looksChanges(looked, now) })
    .where(
      and(eq(outboxMessage.id, message.id), eq(outboxMessage.leaseToken, lease), eq(outboxMessage.state, 'uncertain')),
    )
    .returning({ id: outboxMessage.id });
  return rows.length > 0;
}

function looksChanges(looked: Looked, now: Now) {
  switch (looked.is) {
    case 'absent':
      return { state: 'pending', notBefore: at(now), reconcileTries: 0, lastError: 'not_arrived' } as const;
    case 'unread': {
      const tries = sql`${outboxMessage.reconcileTries} + 1`;
      return { notBefore: later(now, looked.ms), reconcileTries: tries, lastError: looked.error } as const;
    }
    case 'unconfirmed':
      return { state: 'unconfirmed', finishedAt: at(now), lastError: looked.error } as const;
  }
}

export type Attempt = {
  readonly outcome: string;
  readonly error: string | null;
  readonly status: number | null;
  readonly retryAfter: number | null;
};

const ACCEPTED: Attempt = { outcome: 'sent', error: null, status: 200, retryAfter: null };

/** For whoever wants to know later what Slack had answered. */
export async function closeAttempt(db: Db, id: number, attempt: Attempt, now: Now): Promise<void> {
  await closing(db, id, attempt, now);
}

function closing(db: Db, id: number, { outcome, error, status, retryAfter }: Attempt, now: Now) {
  return db
    .update(table.outboxAttempt)
    .set({ finishedAt: at(now), outcome, slackError: error, httpStatus: status, retryAfterS: retryAfter })
    .where(eq(table.outboxAttempt.id, id));
}
