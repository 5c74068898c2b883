import { and, asc, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Pause } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import type { ScheduleKey } from './pause-schedule.ts';
import { digestSchedule } from './schedule-schema.ts';

/** Pauses that are over once the channel is as it was. */
export const CHANNEL_PAUSES: readonly Pause[] = ['channel-unusable', 'channel-shared'];

/** Schedules of all workspaces that rest for what their channel is, the longest first. */
export async function restingForChannel(
  db: Db,
  most: number,
): Promise<readonly (ScheduleKey & { readonly channel: string })[]> {
  const { id, workspaceId, channelId, pause, pausedAt, deletedAt } = digestSchedule;
  const rows = await db
    .select({ id, workspace: workspaceId, channel: channelId })
    .from(digestSchedule)
    .where(and(inArray(pause, [...CHANNEL_PAUSES]), isNull(deletedAt), isNotNull(channelId)))
    .orderBy(asc(pausedAt), asc(id))
    .limit(most);
  return rows.flatMap(({ channel, ...key }) => (channel === null ? [] : [{ ...key, channel }]));
}
