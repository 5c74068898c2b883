import { sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Db } from './connect.ts';

/** What a schedule has said, by which the next digest tells what has moved and what has to be corrected. */

/** What is kept of an occurrence, by the part that says it: a section's name, or what begins with it. */
export type Figures = { readonly [part: string]: unknown };

export type Said = { readonly at: Date; readonly figures: unknown };

export type SaidAsked = {
  /** By which the answer is found. */
  readonly key: string;
  readonly workspace: WorkspaceId;
  readonly schedule: string;
  readonly part: string;
  /** The occurrence that is about to be told, which has not been said before itself; null for a preview. */
  readonly notIn: string | null;
};

/** What parts last said, of the heads that were sent; none for one that never did. */
export async function lastSaid(db: Db, asked: readonly SaidAsked[]): Promise<ReadonlyMap<string, Said>> {
  if (asked.length === 0) return new Map();
  const { rows } = await db.execute(sql`
    select distinct on (a.key) a.key, r.figures -> a.part as figures,
      (extract(epoch from coalesce(m.data_as_of, r.planned_at)) * 1000)::float8 as at
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as a(key text, workspace text, schedule uuid, part text, "notIn" uuid)
      join digest_run r on r.workspace_id = a.workspace and r.schedule_id = a.schedule and r.id is distinct from a."notIn"
      join outbox_message m on m.workspace_id = r.workspace_id and m.run_id = r.id and m.part = a.part
    where m.state = 'sent' and r.figures -> a.part is not null
    order by a.key, coalesce(m.data_as_of, r.planned_at) desc, r.id`);
  const said = rows as { readonly key: string; readonly figures: unknown; readonly at: number }[];
  return new Map(said.map(({ key, figures, at }) => [key, { at: new Date(at), figures }]));
}
