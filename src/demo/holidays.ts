import type { Db } from '../db/connect.ts';
import { addHoliday } from '../db/holidays.ts';
import { addDays, type Day, quarterAfter, startOf } from '../domain/calendar.ts';
import type { Holiday } from '../domain/setup-file.ts';
import { ADMIN, firstDay, quarters, SETTINGS } from './roster.ts';
import { done, speaker } from './workspace.ts';

/** Days off from the sample's first quarter to the one that comes, entered by Ada once she had set the workspace up. */
export async function addHolidays(db: Db, now: Date): Promise<void> {
  const by = await speaker(db, ADMIN);
  const at = new Date(startOf(firstDay(now), SETTINGS.zone).getTime() - 6 * 3_600_000);
  for (const holiday of holidays(now))
    done(await addHoliday(db, { by, at, key: `sample-holiday-${holiday.day}`, seen: null }, holiday));
}

/** Those that fall on a weekday, the first ones first. */
export function holidays(now: Date): readonly Holiday[] {
  const [first, ...later] = quarters(now);
  const current = later.at(-1);
  if (first === undefined || current === undefined) throw new Error('A quarter of the sample is missing.');
  const last = quarterAfter(current, SETTINGS.fiscalYearStart).to;
  const [from, to] = [Number(first.from.slice(0, 4)), Number(last.slice(0, 4))];
  return Array.from({ length: to - from + 1 }, (_, nth) => holidaysOf(from + nth))
    .flat()
    .filter(({ day }) => day >= first.from && day <= last && isWeekday(day));
}

function holidaysOf(year: number): readonly Holiday[] {
  return [
    { day: `${year}-01-01` as Day, name: 'New Year’s Day' },
    { day: `${year}-07-04` as Day, name: 'Independence Day' },
    { day: thanksgiving(year), name: 'Thanksgiving' },
    { day: `${year}-12-25` as Day, name: 'Christmas Day' },
    { day: `${year}-12-26` as Day, name: 'Day after Christmas' },
  ];
}

/** The fourth Thursday of November. */
function thanksgiving(year: number): Day {
  const first = `${year}-11-01` as Day;
  return addDays(first, ((11 - weekday(first)) % 7) + 21);
}

function isWeekday(day: Day): boolean {
  return weekday(day) !== 0 && weekday(day) !== 6;
}

/** Sunday is 0. */
function weekday(day: Day): number {
  return new Date(day).getUTCDay();
}
