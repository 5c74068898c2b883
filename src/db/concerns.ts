import { sql } from 'drizzle-orm';
import type { TeamFacts } from '../domain/concern.ts';
import type { Db } from './connect.ts';
import { liveFor, type Pipeline } from './discipline.ts';

/** Of each live deal with a proof delivered and not accepted the one that has waited longest; index `proof_by_deal`. */
export async function deliveredProofs(db: Db, pipeline: Pipeline): Promise<TeamFacts['delivered']> {
  const { workspace, at } = pipeline;
  const { rows } = await db.execute(sql`
    select distinct on (d.id) d.id as deal, p.kind, p.wish,
      floor(greatest(0, extract(epoch from ${at.toISOString()}::timestamptz - p.since)) / 86400)::int as days
    from deal d join deal_proof p on p.deal_id = d.id and p.workspace_id = ${workspace} and p.state = 'delivered'
    where ${liveFor(pipeline)} order by d.id, p.since, p.number`);
  return rows as unknown as TeamFacts['delivered'];
}

/** Live deals in which a discount was asked for or given and no value offered, with the most that was asked for, in basis points. */
export async function discountsFirst(db: Db, pipeline: Pipeline): Promise<TeamFacts['discounts']> {
  const { rows } = await db.execute(sql`
    select d.id as deal, max(l.basis_points) filter (where l.kind = 'asked-discount') as asked
    from deal d join deal_ledger l on l.deal_id = d.id and l.workspace_id = d.workspace_id
    where ${liveFor(pipeline)}
    group by d.id
    having bool_or(l.kind in ('asked-discount', 'discount')) and not bool_or(l.kind = 'value')`);
  return rows as unknown as TeamFacts['discounts'];
}
