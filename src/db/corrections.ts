import { sql } from 'drizzle-orm';
import type { DealId, PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Entered, QuotaSet } from '../domain/movement.ts';
import type { Db } from './connect.ts';

export type Since = {
  /** Entered after this moment, up to the other. */
  readonly since: Date;
  readonly until: Date;
  /** For days from this one up to the other. */
  readonly from: Day;
  readonly to: Day;
};

/** More are counted, and not told one by one. */
const MOST = 500;

/** Wins and minuses by when they were entered, the latest first, with who entered them. Index `credit_by_day`. */
export async function enteredSince(
  db: Db,
  workspace: WorkspaceId,
  { since, until, from, to }: Since,
): Promise<readonly Entered[]> {
  const { rows } = await db.execute(sql`
    select c.deal_id as deal, c.person_id as person, c.team_id as team, d.company, c.amount::text as amount,
      c.credited_on::text as "on", (extract(epoch from c.at) * 1000)::float8 as at, b.name as by
    from credit c
      join deal d on d.workspace_id = c.workspace_id and d.id = c.deal_id
      left join lateral (
        select e.by_id from deal_event e
        where e.workspace_id = c.workspace_id and e.deal_id = c.deal_id and e.at = c.at and e.kind in ('won', 'reopened')
        order by e.id desc limit 1) e on true
      left join person b on b.workspace_id = c.workspace_id and b.id = e.by_id
    where c.workspace_id = ${workspace} and c.credited_on between ${from} and ${to}
      and c.at > ${since.toISOString()}::timestamptz and c.at <= ${until.toISOString()}::timestamptz
    order by c.at desc, c.id desc limit ${MOST}`);
  type Row = { deal: DealId; person: PersonId; team: TeamId | null; company: string; on: Day; by: string | null };
  return (rows as (Row & { amount: string; at: number })[]).map(({ amount, at, ...row }) => ({
    ...{ ...row, amount: Number(amount), at: new Date(at) },
  }));
}

/** Quotas for days of a time by when they were set, the latest first. Index `quota_by_person_and_day`. */
export async function quotasSince(
  db: Db,
  workspace: WorkspaceId,
  { since, until, from, to }: Since,
): Promise<readonly QuotaSet[]> {
  const { rows } = await db.execute(sql`
    select q.person_id as person, q.starts_on::text as "startsOn", q.amount::text as amount,
      (extract(epoch from q.at) * 1000)::float8 as at, b.name as by
    from quota q left join person b on b.workspace_id = q.workspace_id and b.id = q.by_id
    where q.workspace_id = ${workspace} and q.starts_on between ${from} and ${to}
      and q.at > ${since.toISOString()}::timestamptz and q.at <= ${until.toISOString()}::timestamptz
    order by q.at desc, q.id desc limit ${MOST}`);
  type Row = { person: PersonId; startsOn: Day; amount: string; at: number; by: string | null };
  return (rows as Row[]).map(({ amount, at, ...row }) => ({ ...row, amount: Number(amount), at: new Date(at) }));
}
