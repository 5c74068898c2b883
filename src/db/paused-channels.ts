import { sql } from 'drizzle-orm';
import type { Pause } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import type { ScheduleKey } from './pause-schedule.ts';

/** Pauses that are over once the channel is as it was. */
export const CHANNEL_PAUSES: readonly Pause[] = ['channel-unusable', 'channel-shared'];

export type Resting = ScheduleKey & { readonly channel: string };

/** Schedules of all workspaces that rest for what their channel is, by channel: of as many channels as `most`, from the one after `after` on. */
export async function restingForChannel(
  db: Db,
  { most, after }: { readonly most: number; readonly after: string },
): Promise<readonly Resting[]> {
  const { rows } = await db.execute(sql`
    select id, workspace_id as workspace, channel_id as channel
    from (
      select id, workspace_id, channel_id, dense_rank() over (order by channel_id) as place from digest_schedule
      where pause in (select jsonb_array_elements_text(${JSON.stringify(CHANNEL_PAUSES)}::jsonb))
        and deleted_at is null and channel_id > ${after}) resting
    where place <= ${most} order by place, id`);
  return rows as Resting[];
}
