import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { putDown } from './digest-messages.ts';
import { digestRun } from './schedule-schema.ts';
import { scheduleOf } from './schedules.ts';
import { interaction } from './schema.ts';
import { inTransaction } from './transaction.ts';

const HOUR = 3_600_000;
/** What a person wants posted now is worth posting for so long. */
const WANTED_FOR = 8 * HOUR;

/**
 * Has a digest posted at once, whatever its schedule says, which it leaves alone. Once for each gesture: one that Slack delivers again is
 * `same`. Who may ask for it is for the caller to know, as is whether this period's stands already: `standsAlready`.
 */
export function postNow(db: Db, { by, at, key }: Gesture, id: string): Promise<'done' | 'same' | 'gone'> {
  const { workspace } = by;
  return inTransaction(db, async (tx) => {
    const schedule = await scheduleOf(tx, workspace, id);
    if (schedule === null) return 'gone';
    const first = await tx
      .insert(interaction)
      .values({ key, workspaceId: workspace, personId: by.person, receivedAt: at, result: { schedule: id } })
      .onConflictDoNothing()
      .returning({ key: interaction.key });
    if (first.length === 0) return 'same';
    const asked = { plannedBy: 'post now', plannedAt: at, askedById: by.person };
    const [run] = await tx
      .insert(digestRun)
      .values({ workspaceId: workspace, scheduleId: id, dueAt: at, outcome: 'planned', ...asked })
      .returning({ id: digestRun.id });
    if (run === undefined) throw new Error('A run was not stored.');
    const expiresAt = new Date(at.getTime() + WANTED_FOR);
    await putDown(tx, [{ schedule, run: run.id, key: `now:${id}:${key}`, dueAt: at, expiresAt, place: 0 }]);
    return 'done';
  });
}
