import { and, eq, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Schedule } from '../domain/digest.ts';
import type { Settings } from '../domain/settings.ts';
import type { Db } from './connect.ts';
import { asSettings } from './people.ts';
import { digestRun, digestSchedule } from './schedule-schema.ts';
import { asSchedule } from './schedules.ts';
import * as table from './schema.ts';

/** What a schedule has said, by which the next digest tells what has moved and what has to be corrected. */

export type RunFacts = { readonly schedule: Schedule; readonly dueAt: Date; readonly settings: Settings };

/** Null where the run is not of the workspace, or its schedule was deleted. */
export async function runOf(db: Db, workspace: WorkspaceId, id: string): Promise<RunFacts | null> {
  const [row] = await db
    .select({ schedule: digestSchedule, dueAt: digestRun.dueAt, workspace: table.workspace })
    .from(digestRun)
    .innerJoin(digestSchedule, eq(digestSchedule.id, digestRun.scheduleId))
    .innerJoin(table.workspace, eq(table.workspace.id, digestRun.workspaceId))
    .where(and(eq(digestRun.workspaceId, workspace), eq(digestRun.id, id), sql`${digestSchedule.deletedAt} is null`));
  if (row === undefined) return null;
  return { schedule: asSchedule(row.schedule), dueAt: row.dueAt, settings: asSettings(row.workspace) };
}

/** Kept as it is drawn: counted as said once its head is sent. */
export async function keepFigures(
  db: Db,
  workspace: WorkspaceId,
  { run, part, figures }: { readonly run: string; readonly part: string; readonly figures: unknown },
): Promise<void> {
  const added = sql`coalesce(${digestRun.figures}, '{}'::jsonb) || ${JSON.stringify({ [part]: figures })}::jsonb`;
  await db
    .update(digestRun)
    .set({ figures: added })
    .where(and(eq(digestRun.workspaceId, workspace), eq(digestRun.id, run)));
}

export type Said = { readonly at: Date; readonly figures: unknown };

/** What a part last said, which is a section's name or begins with it: of the heads that were sent, but for a run's own. */
export async function lastSaid(
  db: Db,
  workspace: WorkspaceId,
  { schedule, part, notIn }: { readonly schedule: string; readonly part: string; readonly notIn: string | null },
): Promise<Said | null> {
  const { rows } = await db.execute(sql`
    select r.figures -> ${part}::text as figures, (extract(epoch from coalesce(m.data_as_of, r.planned_at)) * 1000)::float8 as at
    from digest_run r join outbox_message m on m.workspace_id = r.workspace_id and m.run_id = r.id and m.part = ${part}
    where r.workspace_id = ${workspace} and r.schedule_id = ${schedule} and m.state = 'sent'
      and r.figures -> ${part}::text is not null and r.id is distinct from ${notIn}::uuid
    order by coalesce(m.data_as_of, r.planned_at) desc, r.id limit 1`);
  const [row] = rows as { readonly figures: unknown; readonly at: number }[];
  return row === undefined ? null : { at: new Date(row.at), figures: row.figures };
}
