import { sql } from 'drizzle-orm';
import type { LossRow } from '../domain/review.ts';
import type { Db } from './connect.ts';
import { type Closing, COVERED, closedDeals, type Span } from './numbers-closed.ts';

/** Deals lost in a span, alike ones together: by team of the closing day, reason, and what the question that covers it was answered last. */
export async function lossesIn(db: Db, closing: Closing, span: Span): Promise<readonly LossRow[]> {
  const { rows } = await db.execute(sql`
    with ${closedDeals(closing, span)}, ${COVERED}
    select c.team, c.loss_reason as reason, c.qualified_how is not null as "isPastGate",
      case when covered.question is null then null else coalesce(said.answer, 'not-asked') end as said,
      count(*)::int as deals
    from closed c
    left join covered on covered.reason = c.loss_reason
    left join lateral (
      select a.answer from deal_answer a
      where a.deal_id = c.id and a.workspace_id = ${closing.workspace} and a.question = covered.question
      order by a.version desc limit 1) said on true
    where c.standing = 'lost'
    group by 1, 2, 3, 4`);
  return rows as LossRow[];
}
