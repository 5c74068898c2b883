import { type SQL, sql } from 'drizzle-orm';
import type { DealId, PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Entered, QuotaSet } from '../domain/movement.ts';
import type { Db } from './connect.ts';
import { isOneOf } from './is-one-of.ts';

/** The whole workspace, or a team with all who were ever on it. */
export type Whose = {
  readonly workspace: WorkspaceId;
  readonly team: TeamId | null;
  readonly people: readonly PersonId[];
};

/** Days, up to the last of them, of which no two share one, and when what counts for them was entered. */
export type Since = {
  readonly from: Day;
  readonly to: Day;
  /** After this moment, up to the other. */
  readonly since: Date;
  readonly until: Date;
};

/** Wins and minuses by when they were entered, the latest first, with who entered them. Index `credit_by_day`. */
export async function enteredSince(db: Db, whose: Whose, times: readonly Since[]): Promise<readonly Entered[]> {
  if (times.length === 0) return [];
  const { workspace, team, people } = whose;
  const isTheirs = team === null ? sql`true` : sql`(c.team_id = ${team} or ${isOneOf(sql`c.person_id`, people)})`;
  const { rows } = await db.execute(sql`
    select c.deal_id as deal, c.person_id as person, c.team_id as team, d.company, c.amount::text as amount,
      c.credited_on::text as "on", (extract(epoch from c.at) * 1000)::float8 as at, b.name as by
    from ${asked(times)}
      join credit c on c.workspace_id = ${workspace} and c.credited_on between asked.first and asked.last
        and c.at > asked.since and c.at <= asked.until
      join deal d on d.workspace_id = c.workspace_id and d.id = c.deal_id
      left join lateral (
        select e.by_id from deal_event e
        where e.workspace_id = c.workspace_id and e.deal_id = c.deal_id and e.at = c.at and e.kind in ('won', 'reopened')
        order by e.id desc limit 1) e on true
      left join person b on b.workspace_id = c.workspace_id and b.id = e.by_id
    where ${isTheirs}
    order by c.at desc, c.id desc`);
  type Row = { deal: DealId; person: PersonId; team: TeamId | null; company: string; on: Day; by: string | null };
  return (rows as (Row & { amount: string; at: number })[]).map(({ amount, at, ...row }) => ({
    ...{ ...row, amount: Number(amount), at: new Date(at) },
  }));
}

/** Quotas for days of a time by when they were set, the latest first. Index `quota_by_person_and_day`. */
export async function quotasSince(db: Db, whose: Whose, times: readonly Since[]): Promise<readonly QuotaSet[]> {
  if (times.length === 0) return [];
  const { workspace, team, people } = whose;
  const { rows } = await db.execute(sql`
    select q.person_id as person, q.starts_on::text as "startsOn", q.amount::text as amount,
      (extract(epoch from q.at) * 1000)::float8 as at, b.name as by
    from ${asked(times)}
      join quota q on q.workspace_id = ${workspace} and q.starts_on between asked.first and asked.last
        and q.at > asked.since and q.at <= asked.until
      left join person b on b.workspace_id = q.workspace_id and b.id = q.by_id
    where ${team === null ? sql`true` : isOneOf(sql`q.person_id`, people)}
    order by q.at desc, q.id desc`);
  type Row = { person: PersonId; startsOn: Day; amount: string; at: number; by: string | null };
  return (rows as Row[]).map(({ amount, at, ...row }) => ({ ...row, amount: Number(amount), at: new Date(at) }));
}

function asked(times: readonly Since[]): SQL {
  const rows = times.map(
    ({ from, to, since, until }) =>
      sql`(${from}::date, ${to}::date, ${since.toISOString()}::timestamptz, ${until.toISOString()}::timestamptz)`,
  );
  return sql`(values ${sql.join(rows, sql`, `)}) asked(first, last, since, until)`;
}
