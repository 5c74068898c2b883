import { sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { at, type Now } from './outbox.ts';

/** How the messages of all workspaces stand. Reliability, section 4.9. */
export type Backlog = {
  readonly waiting: number;
  /** Seconds since the oldest of those could have gone out; 0 where there is none. */
  readonly oldest: number;
  readonly sending: number;
  /** Of unknown outcome, and being looked for. */
  readonly uncertain: number;
  /** In the last 24 hours. */
  readonly lastDay: {
    readonly sent: number;
    readonly failed: number;
    readonly expired: number;
    readonly unconfirmed: number;
    readonly missed: number;
  };
};

export async function backlogOf(db: Db, now: Now): Promise<Backlog> {
  const { rows } = await db.execute(sql`
    with t as (select ${at(now)} as now)
    select count(*) filter (where state = 'pending')::int as waiting,
      coalesce(extract(epoch from max(t.now - not_before) filter (where state = 'pending' and not_before < t.now)), 0)::int
        as oldest,
      count(*) filter (where state in ('claimed', 'sending'))::int as sending,
      count(*) filter (where state = 'uncertain')::int as uncertain,
      count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'expired')::int as expired,
      count(*) filter (where state = 'unconfirmed')::int as unconfirmed,
      (select count(*) from digest_run, t where outcome = 'missed' and planned_at > t.now - interval '1 day')::int as missed
    from outbox_message, t where finished_at is null or finished_at > t.now - interval '1 day'`);
  const [row] = rows as (Omit<Backlog, 'lastDay'> & Backlog['lastDay'])[];
  if (row === undefined) throw new Error('The messages could not be counted.');
  const { waiting, oldest, sending, uncertain, ...lastDay } = row;
  return { waiting, oldest, sending, uncertain, lastDay };
}
