import { type SQL, sql } from 'drizzle-orm';
import type { TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { WonRow } from '../domain/number-facts.ts';
import type { Db } from './connect.ts';
import type { Span } from './numbers-closed.ts';

/** A quarter as far as it has come, and the day until which `byNow` counts. */
export type QuarterSpan = { readonly from: Day; readonly to: Day; readonly cut: Day };

/**
 * Credit of each person in each of the quarters, by the team of its day. A team's credit of a quarter lies side by side in the index
 * `credit_by_team_and_day`. Product, section 6, won.
 */
export async function wonByQuarter(
  db: Db,
  workspace: WorkspaceId,
  quarters: readonly QuarterSpan[],
): Promise<readonly WonRow[]> {
  const of = (isTheirs: SQL) => sql`
    cross join lateral (
      select c.person_id as person, sum(c.amount)::text as amount,
        coalesce(sum(c.amount) filter (where c.credited_on <= q.cut), 0)::text as by_now, count(*)::int as entries
      from credit c
      where c.workspace_id = ${workspace} and ${isTheirs} and c.credited_on between q."from" and q."to" group by c.person_id) c`;
  const { rows } = await db.execute(sql`
    with quarter as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(quarters)}::jsonb) as q("from" date, "to" date, cut date)
    )
    select t.id as team, q."from"::text as "from", c.* from quarter q join team t on t.workspace_id = ${workspace} ${of(sql`c.team_id = t.id`)}
    union all
    select null as team, q."from"::text as "from", c.* from quarter q ${of(sql`c.team_id is null`)}`);
  type Row = Pick<WonRow, 'person' | 'team' | 'from' | 'entries'> & {
    readonly amount: string;
    readonly by_now: string;
  };
  return (rows as Row[]).map(({ person, team, from, amount, by_now, entries }) => ({
    person,
    team,
    from,
    amount: Number(amount),
    byNow: Number(by_now),
    entries,
  }));
}

/** Teams that won something in a span; null among them where people on no team did. Index `credit_by_team_and_day`. */
export async function teamsThatWon(
  db: Db,
  workspace: WorkspaceId,
  { from, to }: Span,
): Promise<ReadonlySet<TeamId | null>> {
  const hasWon = (isTheirs: SQL) => sql`exists (
    select 1 from credit c where c.workspace_id = ${workspace} and ${isTheirs} and c.credited_on between ${from} and ${to})`;
  const { rows } = await db.execute(sql`
    select t.id as team from team t where t.workspace_id = ${workspace} and ${hasWon(sql`c.team_id = t.id`)}
    union all select null where ${hasWon(sql`c.team_id is null`)}`);
  return new Set((rows as { team: TeamId | null }[]).map(({ team }) => team));
}
