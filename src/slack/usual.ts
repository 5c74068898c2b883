import type { Db } from '../db/connect.ts';
import { usualDays } from '../db/pipeline.ts';
import type { UsualDays } from '../domain/advice.ts';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';

export type Usual = (workspace: WorkspaceId, since: Day) => Promise<UsualDays>;

/** A year of won deals hardly changes within a minute, and every card and list asks for it. */
const FRESH_MS = 60_000;

/** Usual days in a stage, counted once a minute for each workspace. */
export function createUsual(db: Db, clock: () => number): Usual {
  const kept = new Map<string, { readonly days: Promise<UsualDays>; readonly until: number }>();
  return (workspace, since) => {
    const known = kept.get(workspace);
    if (known && known.until > clock()) return known.days;
    const days = usualDays(db, workspace, since);
    kept.set(workspace, { days, until: clock() + FRESH_MS });
    days.catch(() => kept.delete(workspace));
    return days;
  };
}
