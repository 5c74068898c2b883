import { addDays, type Day, dayIn, daysFrom, type FiscalQuarter, fiscalQuarter } from '../domain/calendar.ts';
import type { Settings } from '../domain/settings.ts';

export const SETTINGS: Settings = {
  currency: 'EUR',
  decimal: '.',
  fiscalYearStart: 1,
  zone: 'America/Los_Angeles',
  capacity: 20,
  discountLimit: 1_000,
};

export type TeamName = 'West' | 'East';

/** `discountLimit` in basis points; null: the workspace's. */
export const TEAMS: readonly {
  readonly name: TeamName;
  readonly manager: string;
  readonly discountLimit: number | null;
  /** Where it hears of its wins; East's is shared with another company. */
  readonly channel: { readonly id: string; readonly name: string } | null;
}[] = [
  { name: 'West', manager: 'dana', discountLimit: null, channel: { id: 'C0SALESWEST', name: 'sales-west' } },
  { name: 'East', manager: 'mori', discountLimit: 1_200, channel: null },
];

export const ADMIN = 'ada';

export type Member = {
  readonly handle: string;
  readonly team: TeamName;
  readonly joinedOn: Day;
  /** The first day on which they are no longer on it. */
  readonly leftOn: Day | null;
};

/** The day on which the sample's first quarter, the fourth before this one, begins. */
export function firstDay(now: Date): Day {
  return quarters(now)[0]?.from ?? dayIn(SETTINGS.zone, now);
}

/** The last four finished quarters and the current one, the oldest first. */
export function quarters(now: Date): readonly FiscalQuarter[] {
  const found = [fiscalQuarter(dayIn(SETTINGS.zone, now), SETTINGS.fiscalYearStart)];
  while (found.length < 5) {
    const [first] = found;
    if (first === undefined) break;
    found.unshift(fiscalQuarter(addDays(first.from, -1), SETTINGS.fiscalYearStart));
  }
  return found;
}

/** Who is on which team from when: most for years, Raj since the middle of the last quarter, Pia no longer. */
export function members(now: Date): readonly Member[] {
  const start = firstDay(now);
  const [, , third, last] = quarters(now);
  const before = (days: number): Day => monday(addDays(start, -days));
  const there = (handle: string, team: TeamName, joinedOn: Day): Member => ({ handle, team, joinedOn, leftOn: null });
  return [
    there('ana', 'West', before(1_105)),
    there('ben', 'West', before(742)),
    there('chi', 'West', before(651)),
    there('tom', 'West', before(377)),
    there('eva', 'West', before(468)),
    there('dov', 'East', before(834)),
    there('iris', 'East', before(520)),
    there('raj', 'East', middleOf(last)),
    { ...there('pia', 'East', before(613)), leftOn: middleOf(third) },
  ];
}

function middleOf(quarter: FiscalQuarter | undefined): Day {
  if (quarter === undefined) throw new Error('A quarter of the sample is missing.');
  return monday(addDays(quarter.from, Math.floor(daysFrom(quarter.from, quarter.to) / 2)));
}

/** Of the week of a day: the day on which people begin. */
function monday(day: Day): Day {
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}
