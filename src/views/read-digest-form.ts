import type { TeamId } from '../domain/brand.ts';
import { type DigestKind, READERS, SECTIONS_OF, type Section } from '../domain/digest.ts';
import type { TypedSchedule } from '../domain/schedule-file.ts';
import { meantZone } from '../domain/setting-text.ts';
import { pickedChannel } from './channel-input.ts';
import { ALL } from './digest-form.ts';
import { readDigestCarried } from './digest-metadata.ts';
import { chosen, chosenAll, hasBlocks, type Read, type SubmittedView, typed } from './form.ts';
import { ids } from './ids.ts';

export type DigestForm = {
  /** For whom a new one is (null: all teams), or the one to change. */
  readonly about:
    | { readonly is: 'new'; readonly team: TeamId | null }
    | { readonly is: 'old'; readonly schedule: string; readonly seen: number };
  /** The channel by its id: whether it will do is Slack's to say. */
  readonly typed: Omit<TypedSchedule, 'channel'> & { readonly channel: string | null };
};

type Errors = { [block: string]: string };

export function readDigestForm(view: SubmittedView): Read<DigestForm> {
  const carried = readDigestCarried(view.private_metadata);
  if (carried?.kind === undefined) return { is: 'outdated' };
  const { kind, schedule, seen } = carried;
  if (!hasBlocks(view, blocksOf(kind, schedule))) return { is: 'outdated' };
  const errors: Errors = {};
  const about = schedule === undefined ? aboutNew(view, errors) : aboutOld(schedule, seen);
  const read = whatIsTyped(view, kind, errors);
  if (about === 'outdated') return { is: 'outdated' };
  if (about === null || read === null || Object.keys(errors).length > 0) return { is: 'wrong', errors };
  return { is: 'read', value: { about, typed: read } };
}

function blocksOf(kind: DigestKind, schedule: string | undefined): readonly string[] {
  return [
    ...(schedule === undefined ? [ids.digestTeam] : []),
    ...(kind === 'weekly' ? [ids.digestSections, ids.digestWeekday] : []),
    ...[ids.digestChannel, ids.digestTime, ids.zone, ids.digestReaders],
  ];
}

function aboutOld(schedule: string, seen: number | undefined): DigestForm['about'] | 'outdated' {
  return seen === undefined ? 'outdated' : { is: 'old', schedule, seen };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether the team is theirs is asked when it is saved. */
function aboutNew({ state }: SubmittedView, errors: Errors): DigestForm['about'] | null {
  const value = state.values[ids.digestTeam]?.[ids.digestTeam]?.selected_option?.value ?? '';
  if (value === ALL) return { is: 'new', team: null };
  if (UUID.test(value)) return { is: 'new', team: value as TeamId };
  errors[ids.digestTeam] = 'Choose a team';
  return null;
}

/** Null where something is missing; what, stands in the errors. */
function whatIsTyped(view: SubmittedView, kind: DigestKind, errors: Errors): DigestForm['typed'] | null {
  const sections = kind === 'weekly' ? chosenAll(view, ids.digestSections, SECTIONS_OF.weekly) : SECTIONS_OF[kind];
  const channel = needsChannel(sections) ? pickedChannel(view, ids.digestChannel) : null;
  const weekday = kind === 'weekly' ? Number(chosen(view, ids.digestWeekday, WEEKDAYS) ?? 0) : null;
  const time = pickedTime(view);
  const zone = meantZone(typed(view, ids.zone));
  const readers = chosen(view, ids.digestReaders, READERS);
  if (sections.length === 0) errors[ids.digestSections] = 'At least one: a digest has something to say';
  if (channel === null && needsChannel(sections))
    errors[ids.digestChannel] = 'Where? Only the questions for 1:1s need no channel';
  if (weekday === 0) errors[ids.digestWeekday] = 'Choose a day';
  if (time === null) errors[ids.digestTime] = 'A time such as 09:00';
  if (zone.is === 'unknown') errors[ids.zone] = unknownZone(zone.near);
  if (readers === null) errors[ids.digestReaders] = 'Choose who reads it';
  if (time === null || zone.is === 'unknown' || readers === null) return null;
  return { kind, sections, channel, weekday, time, zone: zone.name, readers };
}

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** The manager’s questions go by direct message; all else needs a place to be read. */
function needsChannel(sections: readonly Section[]): boolean {
  return sections.some((each) => each !== 'questions');
}

function pickedTime({ state }: SubmittedView): string | null {
  const value: object = state.values[ids.digestTime]?.[ids.digestTime] ?? {};
  const picked: unknown = Reflect.get(value, 'selected_time');
  return typeof picked === 'string' && /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(picked) ? picked : null;
}

function unknownZone(near: string | null): string {
  return near === null ? 'No such zone. Write it as in Europe/Berlin' : `Did you mean ${near}?`;
}
