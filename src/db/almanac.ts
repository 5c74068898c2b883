import { eq, inArray } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Almanac } from '../domain/rhythm.ts';
import type { Db } from './connect.ts';
import { holiday } from './number-schema.ts';
import { workspace } from './schema.ts';

/** What digests go by of their workspaces' calendars. */
export async function almanacsOf(
  db: Db,
  workspaces: readonly WorkspaceId[],
): Promise<ReadonlyMap<WorkspaceId, Almanac>> {
  if (workspaces.length === 0) return new Map();
  const rows = await db
    .select({ id: workspace.id, fiscalYearStart: workspace.fiscalYearStart, day: holiday.day })
    .from(workspace)
    .leftJoin(holiday, eq(holiday.workspaceId, workspace.id))
    .where(inArray(workspace.id, [...workspaces]));
  const almanacs = new Map<WorkspaceId, Almanac & { readonly holidays: Set<Day> }>();
  for (const { id, fiscalYearStart, day } of rows) {
    const almanac = almanacs.get(id) ?? { fiscalYearStart, holidays: new Set() };
    if (day !== null) almanac.holidays.add(day);
    almanacs.set(id, almanac);
  }
  return almanacs;
}

export async function almanacOf(db: Db, id: WorkspaceId): Promise<Almanac> {
  const almanac = (await almanacsOf(db, [id])).get(id);
  if (almanac === undefined) throw new Error(`Workspace ${id} has no row.`);
  return almanac;
}
