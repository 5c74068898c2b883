import { never } from '../domain/brand.ts';
import { type Day, parseDay, shortDay } from '../domain/calendar.ts';
import type { Facts } from '../domain/decision.ts';
import { percentText } from '../domain/setting-text.ts';
import type { Settings } from '../domain/settings.ts';
import type { SetupEvent, Span } from '../domain/setup.ts';
import { digestLine } from './digest-words.ts';
import { capital, listed } from './words.ts';

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const DECIMALS = [
  ['.', '1,234.56'],
  [',', '1.234,56'],
] as const;

export function decimalText(decimal: unknown): string {
  return DECIMALS.find(([sign]) => sign === decimal)?.[1] ?? '';
}

export function monthText(month: unknown): string {
  return MONTHS[Number(month) - 1] ?? '';
}

export function limitText(basisPoints: unknown, { decimal }: Pick<Settings, 'decimal'>): string {
  return `${percentText(Number(basisPoints), decimal)} %`;
}

/** `since 3 Feb`, `all along`, `3 Feb to 1 Mar`: the last day is the day before they left. */
export function spanText({ joinedOn, leftOn }: Span, today: Day): string {
  if (leftOn !== null) {
    const verb = leftOn > today ? 'leaves' : 'left';
    return joinedOn === null
      ? `${verb} ${shortDay(leftOn, today)}`
      : `from ${shortDay(joinedOn, today)}, ${verb} ${shortDay(leftOn, today)}`;
  }
  if (joinedOn === null) return 'all along';
  return `${joinedOn > today ? 'from' : 'since'} ${shortDay(joinedOn, today)}`;
}

/** What was changed, a line for each thing; people who joined a team at once share one. */
export function changeLines(events: readonly SetupEvent[], settings: Settings, today: Day): readonly string[] {
  const joined = events.filter(({ what }) => what === 'joined');
  const firstJoined = joined[0];
  return events.flatMap((event) => {
    if (event.what === 'joined') return event === firstJoined ? [joinedLine(joined, today)] : [];
    const line = changeLine(event, settings, today);
    return line === null ? [] : [line];
  });
}

function joinedLine(events: readonly SetupEvent[], today: Day): string {
  const names = events.map(({ after }) => String(after.name ?? ''));
  const [first] = events;
  const since = spanText({ joinedOn: dayOf(first?.after ?? {}, 'joinedOn'), leftOn: null }, today);
  const shown =
    names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), `${names.length - MOST_NAMES} more`] : names;
  return `${listed(shown)} ${names.length === 1 ? 'is' : 'are'} on ${String(first?.after.teamName ?? '')}, ${since}.`;
}

const MOST_NAMES = 8;

function changeLine({ what, before, after }: SetupEvent, settings: Settings, today: Day): string | null {
  const name = String(after.name ?? before.name ?? '');
  const team = String(after.teamName ?? before.teamName ?? '');
  switch (what) {
    case 'confirmed':
      return 'The settings stand.';
    case 'settings':
      return settingsLine(before, after, settings);
    case 'team-made':
      return `${name} is a team${after.managerName ? `, managed by ${String(after.managerName)}` : ''}.`;
    case 'team-changed':
      return teamLine(team, before, after, settings);
    case 'joined':
      return null;
    case 'member-changed':
      return `${name} on ${team}: ${spanText({ joinedOn: dayOf(after, 'joinedOn'), leftOn: dayOf(after, 'leftOn') }, today)}.`;
    case 'member-removed':
      return `${name} is off ${team}, as if never on it.`;
    case 'admin-named':
      return `${name} is admin.`;
    case 'admin-removed':
      return `${name} is no longer admin.`;
    case 'linked':
      return `${String(before.name)} is ${name} in Slack: the deals, the credit and the teams are theirs.`;
    case 'holiday-added':
      return `${name}, ${dayText(after, 'day', today)}, is a holiday.`;
    case 'holiday-removed':
      return `${name}, ${dayText(before, 'day', today)}, is a working day again.`;
    case 'ramp-added':
    case 'ramp-removed':
      return rampLine(name, { before, after }, settings, today);
    case 'digest-added':
    case 'digest-changed':
    case 'digest-paused':
    case 'digest-resumed':
    case 'digest-removed':
    case 'digest-posted':
      return digestLine({ what, before, after });
    default:
      return never(what);
  }
}

function dayText(facts: Facts, fact: string, today: Day): string {
  const day = dayOf(facts, fact);
  return day === null ? '' : shortDay(day, today);
}

function rampLine(
  name: string,
  { before, after }: Pick<SetupEvent, 'before' | 'after'>,
  settings: Settings,
  today: Day,
): string {
  const isAdded = 'share' in after;
  const facts = isAdded ? after : before;
  const times = `from ${dayText(facts, 'startsOn', today)} to ${dayText(facts, 'endsOn', today)}`;
  const share = `${percentText(Number(facts.share), settings.decimal)} %`;
  return isAdded
    ? `${name} has ${share} of the quota ${times}.`
    : `${name} no longer has ${share} of the quota ${times}.`;
}

function dayOf(facts: Facts, fact: string): Day | null {
  return parseDay(String(facts[fact] ?? ''));
}

const SETTING_NAMES: { readonly [S in keyof Settings]: string } = {
  currency: 'currency',
  decimal: 'numbers',
  fiscalYearStart: 'fiscal year from',
  zone: 'zone',
  capacity: 'places a rep',
  discountLimit: 'discount limit',
};
const SETTING_ORDER = ['currency', 'decimal', 'fiscalYearStart', 'zone', 'capacity', 'discountLimit'] as const;

function settingsLine(before: Facts, after: Facts, settings: Settings): string {
  const parts = SETTING_ORDER.filter((setting) => setting in after).map((setting) => {
    const [was, is] = [before, after].map((facts) => settingText(setting, facts[setting], settings));
    return `${SETTING_NAMES[setting]} ${is}, was ${was}`;
  });
  return `${capital(parts.join('; '))}.`;
}

function settingText(setting: keyof Settings, value: unknown, settings: Settings): string {
  if (setting === 'decimal') return decimalText(value);
  if (setting === 'fiscalYearStart') return monthText(value);
  return setting === 'discountLimit' ? limitText(value, settings) : String(value);
}

function teamLine(team: string, before: Facts, after: Facts, settings: Settings): string {
  const parts = [
    'name' in after ? `was called ${String(before.name)}` : null,
    'managerName' in after ? (after.managerName ? `managed by ${String(after.managerName)}` : 'no manager') : null,
    'discountLimit' in after
      ? after.discountLimit === null
        ? 'the workspace’s discount limit'
        : `discount limit ${limitText(after.discountLimit, settings)}`
      : null,
    'winsChannel' in after
      ? after.winsChannel === null
        ? 'wins are told nowhere'
        : `wins are told in #${String(after.channelName ?? '')}`
      : null,
    'showsWonAmount' in after ? `wins are told ${after.showsWonAmount === true ? 'with' : 'without'} the amount` : null,
  ].filter((part) => part !== null);
  return `${team}: ${parts.join('; ')}.`;
}
