import { addDays, type Day, dayIn, instantAt, isoWeek, timeIn } from '../../src/domain/calendar.ts';

/** What a schedule's dates must come to, reckoned one after the other with no more than a calendar's page. */
export type Beat = { readonly zone: string; readonly time: string; readonly weekday: number };
export type Foretold = 'planned' | 'superseded' | 'missed' | 'skipped';

export type Told = {
  readonly id: string;
  readonly channel: string;
  beat: Beat;
  cursor: Day;
  is: 'running' | 'resting' | 'deleted';
  readonly rows: Map<Day, Foretold>;
  /** What was under way when it was stopped; null while it runs. */
  underWay: ReadonlySet<string> | null;
};

const DAY = 86_400_000;
const QUARTER_HOUR = 900_000;

const weekdayOf = (slot: Day) => new Date(slot).getUTCDay() || 7;
const dueAt = (slot: Day, { time, zone }: Beat) => instantAt(slot, time, zone).getTime();

export function firstFrom(from: Day, is: (day: Day) => boolean): Day {
  let slot = from;
  while (!is(slot)) slot = addDays(slot, 1);
  return slot;
}

/** All that has come due; of the newest alone, whether it is still worth posting, and whether its week has its post already. */
export function ticks(told: Told, now: number, weeks: ReadonlySet<string>): void {
  const { beat, rows } = told;
  const due: Day[] = [];
  for (; dueAt(told.cursor, beat) <= now; told.cursor = addDays(told.cursor, 7)) due.push(told.cursor);
  due.forEach((slot, index) => {
    // A date has one row, whatever became of it.
    if (!rows.has(slot)) rows.set(slot, index < due.length - 1 ? 'superseded' : newest(slot, { beat, now, weeks }));
  });
}

function newest(
  slot: Day,
  { beat, now, weeks }: { readonly beat: Beat; readonly now: number; readonly weeks: ReadonlySet<string> },
): Foretold {
  if (now >= endOfSecondWorkingDay(slot, beat.zone)) return 'missed';
  return weeks.has(isoWeek(slot)) ? 'skipped' : 'planned';
}

function endOfSecondWorkingDay(slot: Day, zone: string): number {
  const isWorkday = (day: Day) => weekdayOf(day) <= 5;
  const second = firstFrom(addDays(firstFrom(addDays(slot, 1), isWorkday), 1), isWorkday);
  return instantAt(addDays(second, 1), '00:00', zone).getTime();
}

/** Moved: the first date from today on that has no row, in a week that has no post. Begun anew: that is still to come as well. */
export function begins(
  told: Told,
  now: number,
  { weeks, is }: { readonly weeks: ReadonlySet<string>; readonly is: 'moved' | 'anew' },
): void {
  const { beat, rows } = told;
  told.cursor = firstFrom(
    dayIn(beat.zone, new Date(now)),
    (day) =>
      weekdayOf(day) === beat.weekday &&
      (is === 'moved' || dueAt(day, beat) > now) &&
      !rows.has(day) &&
      !weeks.has(isoWeek(day)),
  );
}

/** Within the quarter of an hour before the zone's clocks are next put back or forward; null where they are not. */
export function beforeClocksChange(zone: string, from: number): number | null {
  const minutes = (at: number) => {
    const [hour = 0, minute = 0] = timeIn(zone, new Date(at)).split(':').map(Number);
    return hour * 60 + minute;
  };
  const isOdd = (at: number, ms: number) => (minutes(at + ms) - minutes(at) + 1_440) % 1_440 !== (ms / 60_000) % 1_440;
  for (let day = from; day < from + 220 * DAY; day += DAY) {
    if (!isOdd(day, DAY)) continue;
    for (let at = day; at < day + DAY; at += QUARTER_HOUR) if (isOdd(at, QUARTER_HOUR)) return at;
  }
  return null;
}

export function nextDueAt({ cursor, beat }: Told): number {
  return dueAt(cursor, beat);
}
