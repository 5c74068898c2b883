import { addDays, type Day, earlierDay, type FiscalQuarter } from './calendar.ts';

/** The workspace's: weekdays on which nobody works. One on a weekend changes nothing. */
export type Holidays = ReadonlySet<Day>;

const MS_A_DAY = 86_400_000;
/** Day 0 of the epoch was a Thursday: three days after a Monday. */
const MONDAY_BEFORE_EPOCH = 3;

/** Everybody's numbers are about the same few quarters: each span is counted once. */
const counted = new WeakMap<Holidays, Map<string, number>>();

/** Weekdays less holidays, from a day up to and with another; 0 where it is earlier. Product, section 6. */
export function workingDays(from: Day, to: Day, holidays: Holidays): number {
  if (to < from) return 0;
  const known = counted.get(holidays) ?? new Map<string, number>();
  const span = `${from}${to}`;
  const days = known.get(span) ?? countedDays(from, to, holidays);
  counted.set(holidays, known.set(span, days));
  return days;
}

function countedDays(from: Day, to: Day, holidays: Holidays): number {
  let off = 0;
  for (const holiday of holidays) if (holiday >= from && holiday <= to && isWeekday(holiday)) off += 1;
  return weekdaysBy(numberOf(to)) - weekdaysBy(numberOf(from) - 1) - off;
}

export function isWorkingDay(day: Day, holidays: Holidays): boolean {
  return isWeekday(day) && !holidays.has(day);
}

/** How much of a quarter is over, in working days: those before `today` count as finished. */
export type Elapsed = { readonly finished: number; readonly days: number };

export function elapsed({ from, to }: Pick<FiscalQuarter, 'from' | 'to'>, today: Day, holidays: Holidays): Elapsed {
  return {
    finished: workingDays(from, earlierDay(addDays(today, -1), to), holidays),
    days: workingDays(from, to, holidays),
  };
}

/**
 * The last day of a quarter by whose end no greater share of its working days is over than that; the day before the quarter where
 * there is none.
 */
export function dayAfterShare({ from, to }: FiscalQuarter, { finished, days }: Elapsed, holidays: Holidays): Day {
  const all = workingDays(from, to, holidays);
  let count = 0;
  let last = addDays(from, -1);
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, holidays)) count += 1;
    if (count * days > finished * all) break;
    last = day;
  }
  return last;
}

function isWeekday(day: Day): boolean {
  return weekdayOf(numberOf(day)) < 5;
}

/** Days since the epoch, whatever the zone: a day is a date of the calendar. */
function numberOf(day: Day): number {
  return Date.parse(day) / MS_A_DAY;
}

/** 0 is a Monday. */
function weekdayOf(number: number): number {
  return (((number + MONDAY_BEFORE_EPOCH) % 7) + 7) % 7;
}

function weekdaysBy(number: number): number {
  const weeks = Math.floor((number + MONDAY_BEFORE_EPOCH) / 7);
  return weeks * 5 + Math.min(weekdayOf(number) + 1, 5);
}
