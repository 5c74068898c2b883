import { and, eq, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import { type Holiday, type HolidayList, SETUP_PAGE } from '../domain/setup-file.ts';
import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { followCalendar } from './next-slot.ts';
import { holiday } from './number-schema.ts';
import { changeSetup, type SetupDecision, type SetupOutcome } from './setup.ts';
import { pageWithin } from './setup-pages.ts';

export async function holidayPage(
  db: Db,
  workspace: WorkspaceId,
  { today, page }: { readonly today: Day; readonly page: number },
): Promise<HolidayList> {
  const all = await db.$count(holiday, eq(holiday.workspaceId, workspace));
  const number = pageWithin(page, all);
  const { rows } = await db.execute(sql`
    select h.day::text as day, h.name from holiday h where h.workspace_id = ${workspace}
    order by h.day < ${today}, case when h.day < ${today} then null else h.day end, h.day desc
    limit ${SETUP_PAGE} offset ${number * SETUP_PAGE}`);
  return { rows: rows as Holiday[], number, all };
}

export function addHoliday(db: Db, gesture: Gesture, { day, name }: Holiday): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  return changeSetup(db, gesture, { is: 'calendar' }, async (tx): Promise<SetupDecision> => {
    const added = await tx
      .insert(holiday)
      .values({ workspaceId: workspace, day, name })
      .onConflictDoNothing()
      .returning({ day: holiday.day });
    if (added.length === 0) return { is: 'refused', why: 'field', field: 'holiday', problem: 'off-already' };
    await followCalendar(tx, workspace, gesture.at);
    return { is: 'changed', events: [{ what: 'holiday-added', before: {}, after: { day, name } }] };
  });
}

export function removeHoliday(db: Db, gesture: Gesture, day: Day): Promise<SetupOutcome> {
  const mine = and(eq(holiday.workspaceId, gesture.by.workspace), eq(holiday.day, day));
  return changeSetup(db, gesture, { is: 'calendar' }, async (tx): Promise<SetupDecision> => {
    const [gone] = await tx.delete(holiday).where(mine).returning({ name: holiday.name });
    if (gone === undefined) return { is: 'gone' };
    await followCalendar(tx, gesture.by.workspace, gesture.at);
    return { is: 'changed', events: [{ what: 'holiday-removed', before: { day, name: gone.name }, after: {} }] };
  });
}
