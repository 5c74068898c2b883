import { and, eq, isNull } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Schedule } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import { digestSchedule } from './schedule-schema.ts';

export type ScheduleRow = typeof digestSchedule.$inferSelect;

export function asSchedule(row: ScheduleRow): Schedule {
  const { workspaceId, teamId, channelId, localTime, createdById, pausedAt, deletedAt, ...same } = row;
  return {
    ...same,
    ...{ workspace: workspaceId, team: teamId, channel: channelId, time: localTime, createdBy: createdById },
  };
}

/** Null for one that was deleted, or that is not of the workspace. */
export async function scheduleOf(db: Db, workspace: WorkspaceId, id: string): Promise<Schedule | null> {
  const mine = and(eq(digestSchedule.workspaceId, workspace), eq(digestSchedule.id, id));
  const [row] = await db
    .select()
    .from(digestSchedule)
    .where(and(mine, isNull(digestSchedule.deletedAt)));
  return row === undefined ? null : asSchedule(row);
}
