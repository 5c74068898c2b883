import type { Db } from '../db/connect.ts';
import { usualTimes } from '../db/numbers-open.ts';
import type { UsualDays } from '../domain/advice.ts';
import type { WorkspaceId } from '../domain/brand.ts';
import { type Day, finishedQuarters } from '../domain/calendar.ts';
import { usualDaysFrom } from '../domain/discipline.ts';
import type { Settings } from '../domain/settings.ts';

export type Usual = (workspace: WorkspaceId, year: Pick<Settings, 'fiscalYearStart'>, today: Day) => Promise<UsualDays>;

/** A year of won deals hardly changes within a minute, and every card and list asks for it. */
const FRESH_MS = 60_000;

/** Usual days in a stage, counted once a minute for each workspace. */
export function createUsual(db: Db, clock: () => number): Usual {
  const kept = new Map<string, { readonly days: Promise<UsualDays>; readonly until: number }>();
  return (workspace, year, today) => {
    const known = kept.get(workspace);
    if (known && known.until > clock()) return known.days;
    const days = counted(db, workspace, year, today);
    kept.set(workspace, { days, until: clock() + FRESH_MS });
    days.catch(() => kept.delete(workspace));
    return days;
  };
}

/** Finished ones, as in each number over four quarters. Product, section 6, usual time in a stage. */
const USUAL_QUARTERS = 4;

async function counted(
  db: Db,
  workspace: WorkspaceId,
  { fiscalYearStart }: Pick<Settings, 'fiscalYearStart'>,
  today: Day,
): Promise<UsualDays> {
  const four = finishedQuarters(today, USUAL_QUARTERS, fiscalYearStart);
  const [last, first] = [four[0], four.at(-1)];
  if (last === undefined || first === undefined) return usualDaysFrom([]);
  return usualDaysFrom(await usualTimes(db, workspace, { from: first.from, to: last.to }));
}
