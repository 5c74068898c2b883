import { sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { WonRow } from '../domain/number-facts.ts';
import type { Db } from './connect.ts';

/** A quarter as far as it has come, and the day until which `byNow` counts. */
export type QuarterSpan = { readonly from: Day; readonly to: Day; readonly cut: Day };

/** Credit of each person in each of the quarters, by the team of its day; index `credit_by_day`. Product, section 6, won. */
export async function wonByQuarter(
  db: Db,
  workspace: WorkspaceId,
  quarters: readonly QuarterSpan[],
): Promise<readonly WonRow[]> {
  const { rows } = await db.execute(sql`
    select c.person_id as person, c.team_id as team, q."from"::text as "from", sum(c.amount)::text as amount,
      coalesce(sum(c.amount) filter (where c.credited_on <= q.cut), 0)::text as by_now, count(*)::int as entries
    from jsonb_to_recordset(${JSON.stringify(quarters)}::jsonb) as q("from" date, "to" date, cut date)
    join credit c on c.workspace_id = ${workspace} and c.credited_on between q."from" and q."to"
    group by c.person_id, c.team_id, q."from"`);
  type Row = Pick<WonRow, 'person' | 'team' | 'from' | 'entries'> & {
    readonly amount: string;
    readonly by_now: string;
  };
  return (rows as Row[]).map(({ person, team, from, amount, by_now, entries }) => ({
    ...{ person, team, from, amount: Number(amount), byNow: Number(by_now), entries },
  }));
}
