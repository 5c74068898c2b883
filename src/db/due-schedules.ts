import { and, asc, isNull, lte } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { digestSchedule } from './schedule-schema.ts';
import type { ScheduleRow } from './schedules.ts';

/** What is due in any workspace, the longest first, for this transaction alone: what another one has in hand is left to it. */
export function dueSchedules(tx: Db, at: Date, most: number): Promise<ScheduleRow[]> {
  const { pause, deletedAt, nextDueAt, id } = digestSchedule;
  return tx
    .select()
    .from(digestSchedule)
    .where(and(isNull(pause), isNull(deletedAt), lte(nextDueAt, at)))
    .orderBy(asc(nextDueAt), asc(id))
    .limit(most)
    .for('update', { skipLocked: true });
}
