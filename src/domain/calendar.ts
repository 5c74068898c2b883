import { Temporal } from 'temporal-polyfill';
import type { Brand } from './brand.ts';

/** A calendar day, `yyyy-MM-dd`, from 2000 to 2100; its zone is known where it is used. */
export type Day = Brand<string, 'Day'>;

const DAY = /^(?:20\d\d|2100)-\d\d-\d\d$/;
const MS_A_DAY = 86_400_000;

/** A day as the date picker and CSV files write it; null if there is no such day between 2000 and 2100. */
export function parseDay(text: string): Day | null {
  if (!DAY.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as Day;
  } catch {
    return null;
  }
}

/** Whether it is a zone's IANA name, written as IANA writes it. */
export function isZone(name: string): boolean {
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId === name && /^(?:UTC|[A-Z][A-Za-z]+\/.+)$/.test(name);
  } catch {
    return false;
  }
}

/** The day that the wall calendar of `zone` shows at that instant. */
export function dayIn(zone: string, at: Date): Day {
  return zoned(zone, at).toPlainDate().toString() as Day;
}

/** Wall-clock time in `zone`, `HH:mm`. */
export function timeIn(zone: string, at: Date): string {
  return zoned(zone, at).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** The first instant of a day in `zone`; where midnight does not exist, the first one that does. */
export function startOf(day: Day, zone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

/**
 * The instant at which the wall clock of `zone` shows `HH:mm` on a day: where it never does, later by the gap's length; where it does
 * twice, the first time. RFC 5545's rule, Temporal's `compatible`.
 */
export function instantAt(day: Day, time: string, zone: string): Date {
  const wall = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  return new Date(wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds);
}

/** `2026-W47`, by ISO 8601: weeks begin on Monday, and belong to the year of their Thursday. */
export function isoWeek(day: Day): string {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}

/** Days have no zone, so that in UTC each has 24 hours; numbers of a thousand people ask for thousands of them. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * MS_A_DAY).toISOString().slice(0, 10) as Day;
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay() || 7;
}

export function weekdayName(day: Day): string {
  return WEEKDAYS[weekdayOf(day) - 1] ?? '';
}

export function earlierDay(a: Day, b: Day): Day {
  return a <= b ? a : b;
}

export function laterDay(a: Day, b: Day): Day {
  return a >= b ? a : b;
}

/** Whole days of 24 hours that have passed from one instant to the other; 0 if `to` is earlier. */
export function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / MS_A_DAY));
}

/** Calendar days from one day to another; negative if `to` is earlier. */
export function daysFrom(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

export type FiscalQuarter = {
  readonly year: number;
  readonly quarter: 1 | 2 | 3 | 4;
  readonly from: Day;
  readonly to: Day;
};

/**
 * The fiscal quarter that a day lies in: three whole months from `startMonth` (1 to 12). The fiscal year has the number of the
 * calendar year in which it ends. Product, section 6.
 */
export function fiscalQuarter(day: Day, startMonth: number): FiscalQuarter {
  const date = Temporal.PlainDate.from(day);
  const since = (date.month - startMonth + 12) % 12;
  const from = date.with({ day: 1 }).subtract({ months: since % 3 });
  const yearStart = from.subtract({ months: Math.floor(since / 3) * 3 });
  const quarter = ([1, 2, 3, 4] as const)[Math.floor(since / 3)] ?? 1;
  return {
    year: startMonth === 1 ? yearStart.year : yearStart.year + 1,
    quarter,
    from: from.toString() as Day,
    to: from.add({ months: 3 }).subtract({ days: 1 }).toString() as Day,
  };
}

/** `2026-Q1` or `2026 q1` as the fiscal quarter of that name; null if it is none. */
export function parseQuarter(text: string, startMonth: number): FiscalQuarter | null {
  const [, year, quarter] = /^(20\d\d|2100)[-\s]?Q([1-4])$/i.exec(text.trim()) ?? [];
  if (year === undefined || quarter === undefined) return null;
  const calendarYear = startMonth === 1 ? Number(year) : Number(year) - 1;
  const start = Temporal.PlainDate.from({ year: calendarYear, month: startMonth, day: 1 });
  return fiscalQuarter(start.add({ months: (Number(quarter) - 1) * 3 }).toString() as Day, startMonth);
}

/** `2026-Q1`, which `parseQuarter` reads back. */
export function quarterName({ year, quarter }: FiscalQuarter): string {
  return `${year}-Q${quarter}`;
}

export function quarterBefore({ from }: FiscalQuarter, startMonth: number): FiscalQuarter {
  return fiscalQuarter(addDays(from, -1), startMonth);
}

export function quarterAfter({ to }: FiscalQuarter, startMonth: number): FiscalQuarter {
  return fiscalQuarter(addDays(to, 1), startMonth);
}

/** The last quarters that have ended before a day, the latest first. */
export function finishedQuarters(today: Day, count: number, startMonth: number): readonly FiscalQuarter[] {
  const quarters: FiscalQuarter[] = [];
  let quarter = fiscalQuarter(today, startMonth);
  for (let back = 0; back < count; back += 1) {
    quarter = quarterBefore(quarter, startMonth);
    quarters.push(quarter);
  }
  return quarters;
}

/** `18 Dec`, and with the year where it is not the one of `today`: short, and the same in every locale. */
export function shortDay(day: Day, today: Day): string {
  const date = Temporal.PlainDate.from(day);
  const text = `${date.day} ${MONTHS[date.month - 1] ?? ''}`;
  return date.year === Temporal.PlainDate.from(today).year ? text : `${text} ${date.year}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function zoned(zone: string, at: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}
