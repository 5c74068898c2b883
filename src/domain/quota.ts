import { addDays, type Day, earlierDay, type FiscalQuarter, laterDay } from './calendar.ts';
import { type Fraction, fraction, plus, ZERO } from './fraction.ts';
import type { Money } from './money.ts';
import type { Span } from './setup.ts';
import { isOn } from './stays.ts';
import { type Holidays, workingDays } from './working-days.ts';

/** A full quarter's amount, from a day until the next row of the same person or the end of that day's quarter. */
export type QuotaRow = { readonly startsOn: Day; readonly amount: Money };

/** A share of the quota, in basis points above 0 and up to 10,000, from a day up to and with another. */
export type Ramp = { readonly startsOn: Day; readonly endsOn: Day; readonly share: number };

export const WHOLE_SHARE = 10_000;

export type QuotaFacts = {
  /** One person's; of several for one day the last holds. */
  readonly rows: readonly QuotaRow[];
  /** Where two cover a day, the later in the list holds. */
  readonly ramps: readonly Ramp[];
  /** When the person was a rep, or for a team's number on that team; not overlapping. */
  readonly spans: readonly Span[];
};

export type EffectiveQuota = {
  /** In minor units, exact; 0 where there is none. */
  readonly amount: Fraction;
  /** Working days with a quota. */
  readonly days: number;
  /** A quota on every working day of the quarter, none of them at a ramp's share. */
  readonly isFull: boolean;
};

export const NO_QUOTA: EffectiveQuota = { amount: ZERO, days: 0, isFull: false };

/**
 * Σ of amount × working days on which the row holds and the person is a rep ÷ working days of the quarter, × ramp. Product,
 * section 6. A quarter without a working day has no quota.
 */
export function effectiveQuota(
  { rows, ramps, spans }: QuotaFacts,
  quarter: FiscalQuarter,
  holidays: Holidays,
): EffectiveQuota {
  const inQuarter = rows.filter(({ startsOn }) => startsOn >= quarter.from && startsOn <= quarter.to);
  const all = workingDays(quarter.from, quarter.to, holidays);
  if (inQuarter.length === 0 || all === 0 || !spans.some((span) => isThere(span, quarter))) return NO_QUOTA;
  const [only] = inQuarter;
  const isRamping = ramps.some(({ startsOn, endsOn }) => startsOn <= quarter.to && endsOn >= quarter.from);
  if (only !== undefined && inQuarter.length === 1 && !isRamping && isAllQuarter(only, spans, quarter)) {
    return { amount: fraction(only.amount), days: all, isFull: true };
  }
  let amount = ZERO;
  let days = 0;
  let fullDays = 0;
  for (const part of quotaParts({ rows: inQuarter, ramps, spans }, quarter, holidays)) {
    const worth = BigInt(part.amount) * BigInt(part.days) * BigInt(part.share);
    amount = plus(amount, fraction(worth, all * WHOLE_SHARE));
    days += part.days;
    if (part.share === WHOLE_SHARE) fullDays += part.days;
  }
  return { amount, days, isFull: fullDays === all };
}

/** An unbroken time of a quarter in which one row holds at one share, with its working days as a rep. */
export type QuotaPart = {
  readonly from: Day;
  readonly to: Day;
  readonly amount: Money;
  readonly days: number;
  /** In basis points. */
  readonly share: number;
};

/** What an effective quota is added up from, in order; times without a quota, or not as a rep, are left out. */
export function quotaParts(
  { rows, ramps, spans }: QuotaFacts,
  quarter: FiscalQuarter,
  holidays: Holidays,
): readonly QuotaPart[] {
  const inQuarter = rows.filter(({ startsOn }) => startsOn >= quarter.from && startsOn <= quarter.to);
  return pieces(inQuarter, { ramps, spans }, quarter).flatMap(({ from, to }) => {
    const row = rowOn(inQuarter, from);
    if (row === null || !spans.some((span) => isOn(span, from))) return [];
    return [{ from, to, amount: row.amount, days: workingDays(from, to, holidays), share: shareOn(ramps, from) }];
  });
}

/** On any day of the quarter. */
function isThere({ joinedOn, leftOn }: Span, { from, to }: FiscalQuarter): boolean {
  return (joinedOn === null || joinedOn <= to) && (leftOn === null || leftOn > from);
}

/** What most quarters are: one row from the first day, and there all along. */
function isAllQuarter({ startsOn }: QuotaRow, spans: readonly Span[], { from, to }: FiscalQuarter): boolean {
  return startsOn === from && spans.some((span) => isOn(span, from) && (span.leftOn === null || span.leftOn > to));
}

/** The one that holds on a day: the latest that has begun, of several for one day the last. */
export function rowOn(rows: readonly QuotaRow[], day: Day): QuotaRow | null {
  let found: QuotaRow | null = null;
  for (const row of rows) {
    if (row.startsOn <= day && (found === null || row.startsOn >= found.startsOn)) found = row;
  }
  return found;
}

/** In basis points; the whole where no ramp covers the day. */
export function shareOn(ramps: readonly Ramp[], day: Day): number {
  return ramps.findLast(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn)?.share ?? WHOLE_SHARE;
}

type Piece = { readonly from: Day; readonly to: Day };

/** The quarter cut wherever a row, a ramp or a time as a rep begins or ends. */
function pieces(
  rows: readonly QuotaRow[],
  { ramps, spans }: Pick<QuotaFacts, 'ramps' | 'spans'>,
  { from, to }: FiscalQuarter,
): readonly Piece[] {
  const edges = [
    from,
    ...rows.map(({ startsOn }) => startsOn),
    ...ramps.flatMap(({ startsOn, endsOn }) => [startsOn, addDays(endsOn, 1)]),
    ...spans.flatMap(({ joinedOn, leftOn }) => [joinedOn, leftOn]).filter((day) => day !== null),
  ];
  const inside = [...new Set(edges)].filter((day) => day >= from && day <= to).sort();
  return inside.map((day, index) => {
    const next = inside[index + 1];
    return { from: day, to: next === undefined ? to : addDays(next, -1) };
  });
}

/** Working days of a quarter on which somebody is a rep, all of them and those finished before `today`. */
export function ownDays(
  spans: readonly Span[],
  quarter: FiscalQuarter,
  { today, holidays }: { readonly today: Day; readonly holidays: Holidays },
): { readonly finished: number; readonly days: number } {
  let finished = 0;
  let days = 0;
  for (const { joinedOn, leftOn } of spans) {
    const from = joinedOn === null ? quarter.from : laterDay(joinedOn, quarter.from);
    const to = leftOn === null ? quarter.to : earlierDay(addDays(leftOn, -1), quarter.to);
    days += workingDays(from, to, holidays);
    finished += workingDays(from, earlierDay(addDays(today, -1), to), holidays);
  }
  return { finished, days };
}

/** Whether somebody's first working day as a rep came after the quarter's: they are measured by their own days. */
export function joinedWithin(spans: readonly Span[], quarter: FiscalQuarter, holidays: Holidays): boolean {
  const starts = spans
    .filter(({ leftOn }) => leftOn === null || leftOn > quarter.from)
    .map(({ joinedOn }) => joinedOn ?? quarter.from)
    .sort();
  const [first] = starts;
  if (first === undefined || first <= quarter.from || first > quarter.to) return false;
  return workingDays(quarter.from, addDays(first, -1), holidays) > 0;
}
