import { and, eq, isNull, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Schedule } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import { digestRun, digestSchedule } from './schedule-schema.ts';
import { asSchedule } from './schedules.ts';
import { team } from './schema.ts';

export type NoticedSchedule = Schedule & {
  /** Null: all teams. */
  readonly teamName: string | null;
  /** When the run was due, and where those of its messages were to go of which nobody knows; null and none where no run is asked for. */
  readonly dueAt: Date | null;
  readonly unconfirmedIn: readonly string[];
};

/** What a word about a schedule is made of; null once it is deleted. */
export async function noticedSchedule(
  db: Db,
  workspace: WorkspaceId,
  id: string,
  run: string | null = null,
): Promise<NoticedSchedule | null> {
  const [row] = await db
    .select({
      ...{ row: digestSchedule, teamName: team.name, dueAt: digestRun.dueAt },
      unconfirmedIn: sql<readonly string[]>`(
        select coalesce(jsonb_agg(distinct m.channel_id), '[]'::jsonb) from outbox_message m
        where m.workspace_id = ${workspace} and m.run_id = ${digestRun.id} and m.state = 'unconfirmed')`,
    })
    .from(digestSchedule)
    .leftJoin(team, and(eq(team.workspaceId, workspace), eq(team.id, digestSchedule.teamId)))
    .leftJoin(
      digestRun,
      and(eq(digestRun.workspaceId, workspace), sql`${digestRun.id} = ${run}::uuid`, eq(digestRun.scheduleId, id)),
    )
    .where(and(eq(digestSchedule.workspaceId, workspace), eq(digestSchedule.id, id), isNull(digestSchedule.deletedAt)));
  if (row === undefined) return null;
  const { row: schedule, ...rest } = row;
  return { ...asSchedule(schedule), ...rest };
}

/** Null for one that is not there any more. */
export async function teamNameOf(db: Db, workspace: WorkspaceId, id: string): Promise<string | null> {
  const mine = and(eq(team.workspaceId, workspace), sql`${team.id} = ${id}::uuid`);
  const [row] = await db.select({ name: team.name }).from(team).where(mine);
  return row?.name ?? null;
}
