import { dayIn, daysFrom, isZone, shortDay, timeIn, WEEKDAYS, weekdayName } from '../domain/calendar.ts';
import type { Facts } from '../domain/decision.ts';
import type { DigestKind, Readers, Schedule, Section } from '../domain/digest.ts';
import type { Beat } from '../domain/rhythm.ts';
import type { SetupEvent } from '../domain/setup.ts';
import { type Moments, momentText } from './look.ts';
import { capital, listed } from './words.ts';

/** What digests are called and when they come, in words. */

export const DIGEST_NAMES: { readonly [K in DigestKind]: string } = {
  weekly: 'weekly digest',
  'quarter-review': 'quarter review',
};

export const SECTION_NAMES: { readonly [S in Section]: string } = {
  attainment: 'quota attainment',
  spread: 'rep spread',
  discipline: 'pipeline discipline',
  questions: 'questions for 1:1s',
  review: 'review of the last quarter',
};

export const READER_NAMES: { readonly [R in Readers]: string } = {
  managers: 'managers, with names',
  team: 'the team, without names',
  'team-named': 'the team, with names',
};

export const ALL_TEAMS = 'All teams';

/** `Mondays at 09:00, Europe/Berlin`. */
export function whenText({ rhythm, weekday, time, zone }: Beat): string {
  return `${daysText(rhythm, weekday)} at ${time}, ${zone}`;
}

function daysText(rhythm: Beat['rhythm'], weekday: number | null): string {
  if (rhythm === 'daily') return 'Each working day';
  return rhythm === 'weekly' ? `${WEEKDAYS[(weekday ?? 1) - 1] ?? ''}s` : 'First working day of a quarter';
}

/** What is posted where: `Quota attainment and rep spread in #sales-west · questions for 1:1s to the manager alone`. */
export function whereText({ sections, channel, channelName, team }: Schedule): string {
  const posted = sections.filter((each) => each !== 'questions');
  const place = channel === null ? '' : ` in #${channelName ?? channel}`;
  const whom = team === null ? 'each team’s manager' : 'the manager';
  const parts = [
    ...(posted.length === 0 ? [] : [`${listed(posted.map((each) => SECTION_NAMES[each]))}${place}`]),
    ...(sections.includes('questions') ? [`${SECTION_NAMES.questions} to ${whom} alone, by direct message`] : []),
  ];
  return capital(parts.join(' · '));
}

/** `today at 09:00`, `23 Nov, 09:00`. */
export function atText(at: Date, seen: Moments): string {
  const isToday = dayIn(seen.zone, seen.now) === dayIn(seen.zone, at);
  return `${isToday ? 'today at ' : ''}${momentText(seen, at)}`;
}

/** `next 23 Nov, 09:00`; where the asker's clock shows another time than the schedule's, that of the asker. */
export function nextText({ nextDueAt, zone }: Pick<Schedule, 'nextDueAt' | 'zone'>, seen: Moments): string {
  const isSameClock = isZone(zone) && timeIn(zone, nextDueAt) === timeIn(seen.zone, nextDueAt);
  return `next ${atText(nextDueAt, seen)}${isSameClock ? '' : ' for you'}`;
}

/** A line of the setup's history about a digest. */
export function digestLine({ what, before, after }: SetupEvent): string {
  const name = `${String(after.whose ?? before.whose ?? '')}, ${nameOfKind(after.kind ?? before.kind)}`;
  switch (what) {
    case 'digest-added':
      return `${name}: ${changedText(after)}.`;
    case 'digest-changed':
      return `${name}: ${changedText(after)}; was ${changedText(before)}.`;
    case 'digest-paused':
      return `${name}: paused.`;
    case 'digest-resumed':
      return `${name}: goes on.`;
    case 'digest-removed':
      return `${name}: deleted${after.channelName ? `, was in #${String(after.channelName)}` : ''}.`;
    default:
      return `${name}: posted now${after.channelName ? ` in #${String(after.channelName)}` : ''}.`;
  }
}

function nameOfKind(kind: unknown): string {
  return kind === 'quarter-review' ? DIGEST_NAMES['quarter-review'] : DIGEST_NAMES.weekly;
}

function changedText(facts: Facts): string {
  const { sections, weekday, time, zone, readers } = facts;
  const parts = [
    typeof sections === 'string' ? listed(sections.split(',').map(sectionName)) : null,
    'channel' in facts ? (facts.channel === null ? 'no channel' : `in #${String(facts.channelName ?? '')}`) : null,
    typeof weekday === 'number' ? `${WEEKDAYS[weekday - 1] ?? ''}s` : null,
    typeof time === 'string' ? `at ${time}` : null,
    typeof zone === 'string' ? zone : null,
    typeof readers === 'string' ? `for ${READER_NAMES[readers as Readers] ?? readers}` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function sectionName(name: string): string {
  return SECTION_NAMES[name as Section] ?? name;
}

/** `Monday’s`, and from a week on `16 Nov’s`. */
export function whoseDay(at: Date, { zone, now }: Moments): string {
  const [day, today] = [dayIn(zone, at), dayIn(zone, now)];
  const days = daysFrom(day, today);
  return days >= 0 && days < 7 ? `${weekdayName(day)}’s` : `${shortDay(day, today)}’s`;
}
