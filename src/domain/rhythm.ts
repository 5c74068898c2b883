import {
  addDays,
  type Day,
  dayIn,
  fiscalQuarter,
  instantAt,
  isoWeek,
  quarterAfter,
  quarterName,
  weekdayOf,
} from './calendar.ts';
import type { RunReason } from './digest.ts';
import { type Holidays, workingDays } from './working-days.ts';

/** When a digest is due: which days of the calendar, at which wall-clock time, in which zone. */
export type Beat = {
  /** `daily`: each working day. `quarter-start`: the first working day of a fiscal quarter. */
  readonly rhythm: 'weekly' | 'quarter-start' | 'daily';
  /** 1 is Monday, 7 Sunday; of a weekly one alone. */
  readonly weekday: number | null;
  /** `HH:mm`. */
  readonly time: string;
  /** IANA. */
  readonly zone: string;
};

/** What the workspace's calendar adds to it. */
export type Almanac = {
  /** 1 to 12. */
  readonly fiscalYearStart: number;
  readonly holidays: Holidays;
};

/**
 * The first slot from a day on. A slot is a date of the zone's own calendar, so that a clock that is put back or forward can neither
 * make two of it nor lose it.
 */
export function slotFrom(day: Day, beat: Pick<Beat, 'rhythm' | 'weekday'>, almanac: Almanac): Day {
  switch (beat.rhythm) {
    case 'weekly':
      return addDays(day, ((beat.weekday ?? 1) - weekdayOf(day) + 7) % 7);
    case 'daily':
      return workingDayFrom(day, almanac);
    case 'quarter-start': {
      const quarter = fiscalQuarter(day, almanac.fiscalYearStart);
      const first = workingDayFrom(quarter.from, almanac);
      return first >= day ? first : workingDayFrom(quarterAfter(quarter, almanac.fiscalYearStart).from, almanac);
    }
  }
}

/** The instant at which a slot is due: in a gap of the clock moved on by its length, of two the first. */
export function dueAt(slot: Day, { time, zone }: Pick<Beat, 'time' | 'zone'>): Date {
  return instantAt(slot, time, zone);
}

/** The first slot that is still to come. */
export function comingSlot(now: Date, beat: Beat, almanac: Almanac): Day {
  const today = dayIn(beat.zone, now);
  const first = slotFrom(today, beat, almanac);
  return dueAt(first, beat) > now ? first : slotFrom(addDays(first, 1), beat, almanac);
}

/** What a slot may be posted once for: the ISO week, the quarter that ended, the day. */
export function periodOf(slot: Day, { rhythm }: Pick<Beat, 'rhythm'>, { fiscalYearStart }: Almanac): string {
  switch (rhythm) {
    case 'weekly':
      return isoWeek(slot);
    case 'daily':
      return slot;
    case 'quarter-start':
      return quarterName(fiscalQuarter(addDays(fiscalQuarter(slot, fiscalYearStart).from, -1), fiscalYearStart));
  }
}

/** What already stands of a schedule: dates that have a run, and periods that have one planned. */
export type Taken = { readonly slots: ReadonlySet<Day>; readonly periods: ReadonlySet<string> };

/** The first slot from a day on that is still to be had: no two on one date, nor two posts for one period. */
export function freeSlotFrom(day: Day, beat: Beat, almanac: Almanac, { slots, periods }: Taken): Day {
  let slot = slotFrom(day, beat, almanac);
  while (slots.has(slot) || periods.has(periodOf(slot, beat, almanac)))
    slot = slotFrom(addDays(slot, 1), beat, almanac);
  return slot;
}

export type Occurrence = {
  readonly slot: Day;
  readonly period: string;
  readonly dueAt: Date;
  readonly outcome: 'planned' | 'superseded' | 'missed';
  /** Null where it is planned; of many in one row followed by how many, and which was the last: `later_due:285:2027-12-20`. */
  readonly reason: Coded | null;
};

/** A reason, and what belongs to it. */
type Coded = RunReason | `${RunReason}:${string}`;

/** More than these are told of in one row. Reliability, section 4.3. */
const MOST_ROWS = 60;

/** What has come due from a slot on, the oldest first, and the first slot that is still to come. Only the newest is worth posting. */
export function occurrences(
  from: Day,
  now: Date,
  beat: Beat,
  almanac: Almanac,
): { readonly due: readonly Occurrence[]; readonly next: Day } {
  const slots: Day[] = [];
  let next = from;
  for (; dueAt(next, beat) <= now; next = slotFrom(addDays(next, 1), beat, almanac)) slots.push(next);
  const newest = slots.pop();
  if (newest === undefined) return { due: [], next };
  const occurrence = (slot: Day) => ({ slot, period: periodOf(slot, beat, almanac), dueAt: dueAt(slot, beat) });
  const [first] = slots;
  const older =
    first !== undefined && slots.length > MOST_ROWS
      ? [{ slot: first, reason: `later_due:${slots.length}:${slots.at(-1) ?? first}` } as const]
      : slots.map((slot) => ({ slot, reason: 'later_due' }) as const);
  const isWorthIt = now < catchUpEnd(newest, beat, almanac);
  const last = isWorthIt
    ? ({ outcome: 'planned', reason: null } as const)
    : ({ outcome: 'missed', reason: 'catchup_window_passed' } as const);
  return {
    due: [
      ...older.map(({ slot, reason }) => ({ ...occurrence(slot), outcome: 'superseded', reason }) as const),
      { ...occurrence(newest), ...last },
    ],
    next,
  };
}

/** How many working days after its own a digest that was missed is still worth posting. Product, section 5. */
const CATCH_UP_DAYS = 2;

/** The instant from which on a missed slot is no longer posted: the end of the second working day after it, in the schedule's zone. */
export function catchUpEnd(slot: Day, { zone }: Pick<Beat, 'zone'>, almanac: Almanac): Date {
  let day = slot;
  for (let left = CATCH_UP_DAYS; left > 0; left -= 1) day = workingDayFrom(addDays(day, 1), almanac);
  return instantAt(addDays(day, 1), '00:00', zone);
}

function workingDayFrom(day: Day, { holidays }: Almanac): Day {
  let next = day;
  // No workspace rests for longer; one that calls each weekday a holiday gets its digests all the same.
  for (let left = 60; left > 0 && workingDays(next, next, holidays) === 0; left -= 1) next = addDays(next, 1);
  return next;
}
