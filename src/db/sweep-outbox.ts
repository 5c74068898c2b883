import { and, eq, sql } from 'drizzle-orm';
import type { Pace } from '../domain/pace.ts';
import type { Db } from './connect.ts';
import * as table from './delivery-schema.ts';
import { at, type Now } from './outbox.ts';

/**
 * Takes up what a process has left behind that is no more: nothing was sent of what was only claimed, and of what was marked nobody
 * knows. What is too late goes, and the details of a head that will not be there.
 */
export async function sweep(db: Db, now: Now, pace: Pace): Promise<void> {
  const free = sql`lease_token = null, lease_until = null, leased_by = null`;
  // A message on which one process after the other ended is not tried for ever.
  await db.execute(sql`
    with t as (select ${at(now)} as now)
    update outbox_message o set ${free},
      state = case when attempts >= max_attempts then 'failed' else 'pending' end,
      finished_at = case when attempts >= max_attempts then t.now end,
      last_error = case when attempts >= max_attempts then 'too_many_attempts' else o.last_error end
    from t where o.state = 'claimed' and o.lease_until <= t.now`);
  await db.execute(sql`
    with t as (select ${at(now)} as now)
    update outbox_message o set state = 'uncertain', ${free}, last_error = 'process_ended',
      not_before = greatest(o.lease_until, o.dispatched_at) + ${pace.quiet} * interval '1 millisecond'
    from t where o.state = 'sending' and o.lease_until <= t.now`);
  await db.execute(sql`
    with t as (select ${at(now)} as now)
    update outbox_message o set state = 'expired', finished_at = t.now
    from t where o.state = 'pending' and o.expires_at <= t.now`);
  await db.execute(sql`
    with t as (select ${at(now)} as now)
    update outbox_message o set state = 'cancelled', finished_at = t.now, last_error = 'head_not_sent'
    from outbox_message h, t where o.state = 'pending' and o.after_id = h.id
      and (h.state in ('failed', 'expired', 'cancelled') or (h.state = 'sent' and h.slack_ts is null))`);
}

/** At an orderly end: others may have at once what this worker has claimed and not begun to send. */
export async function putBack(db: Db, worker: string): Promise<void> {
  const { outboxMessage } = table;
  await db
    .update(outboxMessage)
    .set({
      ...{ state: 'pending', leaseToken: null, leaseUntil: null, leasedBy: null },
      attempts: sql`${outboxMessage.attempts} - 1`,
    })
    .where(and(eq(outboxMessage.leasedBy, worker), eq(outboxMessage.state, 'claimed')));
}

/**
 * What is kept for how long: texts a month, attempts three, and the row, which keeps its key from being used again, over a year, as is
 * a digest's run. What Slack may deliver twice it does within a day.
 */
const DAYS = { payload: 30, attempt: 90, row: 400, gate: 1, gesture: 7 } as const;
/** A long backlog is worked off a bit at a time. */
const MOST_AT_ONCE = 5_000;

export async function tidy(db: Db, now: Now): Promise<void> {
  const before = (days: number) => sql`${at(now)} - ${days} * interval '1 day'`;
  await db.execute(sql`
    update outbox_message set payload = null where id in (
      select id from outbox_message where payload is not null and finished_at < ${before(DAYS.payload)} limit ${MOST_AT_ONCE})`);
  await db.execute(sql`
    delete from outbox_attempt where id in (
      select id from outbox_attempt where started_at < ${before(DAYS.attempt)} limit ${MOST_AT_ONCE})`);
  await db.execute(sql`
    delete from outbox_message where id in (
      select o.id from outbox_message o
      where o.finished_at < ${before(DAYS.row)} and not exists (select 1 from outbox_message d where d.after_id = o.id)
      limit ${MOST_AT_ONCE})`);
  await db.execute(sql`
    delete from digest_run where id in (
      select r.id from digest_run r
      where r.planned_at < ${before(DAYS.row)} and not exists (select 1 from outbox_message m where m.run_id = r.id)
      limit ${MOST_AT_ONCE})`);
  await db.execute(sql`
    delete from interaction where key in (
      select key from interaction where received_at < ${before(DAYS.gesture)} limit ${MOST_AT_ONCE})`);
  await db.execute(sql`delete from slack_gate where next_at < ${before(DAYS.gate)}`);
}
