import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Schedule } from '../domain/digest.ts';
import type { Db } from './connect.ts';
import { comingSlotOf } from './next-slot.ts';
import { digestSchedule } from './schedule-schema.ts';
import { inTransaction } from './transaction.ts';

export type NewSchedule = Omit<Schedule, 'id' | 'pause' | 'nextSlot' | 'nextDueAt' | 'version'>;

/**
 * Begins with the first slot still to come. One that was deleted and is made again is the old one, so that its period is not posted
 * twice. `there`: the team has one of its kind in that channel already.
 */
export function makeSchedule(
  db: Db,
  schedule: NewSchedule,
  now: Date,
): Promise<{ readonly is: 'made' | 'there'; readonly id: string }> {
  return inTransaction(db, async (tx) => {
    const before = await sameOne(tx, schedule);
    if (before !== undefined && before.deletedAt === null) return { is: 'there', id: before.id };
    const cursor = await comingSlotOf(tx, { ...schedule, id: before?.id ?? NO_RUNS }, now);
    const values = { ...columns(schedule), ...cursor, pause: null, pausedAt: null, deletedAt: null };
    if (before !== undefined) {
      await tx
        .update(digestSchedule)
        .set({ ...values, version: sql`${digestSchedule.version} + 1` })
        .where(and(eq(digestSchedule.workspaceId, schedule.workspace), eq(digestSchedule.id, before.id)));
      return { is: 'made', id: before.id };
    }
    const [made] = await tx.insert(digestSchedule).values(values).onConflictDoNothing().returning();
    if (made !== undefined) return { is: 'made', id: made.id };
    // Somebody else made it at the same moment.
    const other = await sameOne(tx, schedule);
    if (other === undefined) throw new Error('A schedule was not stored.');
    return { is: 'there', id: other.id };
  });
}

const NO_RUNS = '00000000-0000-4000-8000-000000000000';

/** The one that lives, or else the one that was deleted last. */
async function sameOne(tx: Db, { workspace, team, channel, kind }: NewSchedule) {
  const { workspaceId, teamId, channelId } = digestSchedule;
  const [row] = await tx
    .select({ id: digestSchedule.id, deletedAt: digestSchedule.deletedAt })
    .from(digestSchedule)
    .where(
      and(
        eq(workspaceId, workspace),
        team === null ? isNull(teamId) : eq(teamId, team),
        channel === null ? isNull(channelId) : eq(channelId, channel),
        eq(digestSchedule.kind, kind),
      ),
    )
    .orderBy(sql`${digestSchedule.deletedAt} desc nulls first`)
    .limit(1)
    .for('update');
  return row;
}

function columns({ workspace, team, channel, time, createdBy, ...same }: NewSchedule) {
  return {
    ...{ ...same, sections: [...same.sections] },
    ...{ workspaceId: workspace, teamId: team, channelId: channel, localTime: time, createdById: createdBy },
  };
}
