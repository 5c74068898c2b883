import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { TeamId } from '../domain/brand.ts';
import { WEEKDAYS } from '../domain/calendar.ts';
import type { DigestKind, Readers, Schedule, Section } from '../domain/digest.ts';
import type { Led } from '../domain/schedule-file.ts';
import { context, plain, section } from './blocks.ts';
import { channelInput } from './channel-input.ts';
import { digestCarried } from './digest-metadata.ts';
import { ALL_TEAMS } from './digest-words.ts';
import { type Choice, checkboxes, modal, radio, select, textInput } from './form.ts';
import { ids } from './ids.ts';
import { LIMITS } from './limits.ts';

/** What a weekly one may say. */
const SECTION_CHOICES: readonly Choice<Section>[] = [
  ['attainment', 'Quota attainment: who is on pace for 80 %'],
  ['spread', 'Rep spread: the lowest against the highest, and why'],
  ['discipline', 'Pipeline discipline: stages, stale questions, slips'],
  ['questions', 'Questions for 1:1s: to the manager alone, by direct message'],
];
const WEEKDAY_CHOICES = WEEKDAYS.map((name, index) => [String(index + 1), name] as const);
const READER_CHOICES: readonly Choice<Readers>[] = [
  ['managers', 'Managers: with names'],
  ['team', 'The team: without names'],
  ['team-named', 'The team: with names'],
];
/** Stands for all teams where a team's id would. */
export const ALL = 'all';
const USUAL = { weekday: 1, time: '09:00', readers: 'team' } as const;

/** A schedule to change, or what is known of one to add. */
export type AboutDigest =
  | { readonly is: 'old'; readonly schedule: Schedule; readonly teamName: string | null }
  | {
      readonly is: 'new';
      readonly kind: DigestKind;
      readonly led: Led;
      readonly team: TeamId | null;
      readonly zone: string;
    };

export function digestForm(about: AboutDigest): ModalView {
  const isNew = about.is === 'new';
  const kind = isNew ? about.kind : about.schedule.kind;
  const before = isNew ? null : about.schedule;
  const metadata = isNew
    ? digestCarried({ kind })
    : digestCarried({ kind, schedule: about.schedule.id, seen: about.schedule.version });
  const title = `${isNew ? 'Add a' : 'Change the'} ${kind === 'weekly' ? 'weekly digest' : 'quarter review'}`;
  return modal({ callbackId: ids.digestForm, title, metadata, submit: 'Save' }, [
    ...whomBlocks(about),
    ...(kind === 'weekly' ? [sectionsInput(before?.sections ?? ['attainment', 'spread', 'discipline'])] : []),
    channelInput(ids.digestChannel, 'Channel', {
      initial: before?.channel ?? null,
      isOptional: kind === 'weekly',
      hint: `Sideline has to be in it: /invite @sideline. It cannot be one shared with another company.${kind === 'weekly' ? ' Empty only where the questions for 1:1s are all.' : ''}`,
    }),
    ...(kind === 'weekly'
      ? [select(ids.digestWeekday, 'Day', WEEKDAY_CHOICES, { initial: String(before?.weekday ?? USUAL.weekday) })]
      : [context('It comes on the first working day of each fiscal quarter, about the one that ended.')]),
    timeInput(before?.time ?? USUAL.time),
    textInput(ids.zone, 'Time zone', {
      initial: isNew ? about.zone : about.schedule.zone,
      hint: 'As in Europe/Berlin. It comes at that time by the wall clock there, in summer as in winter.',
    }),
    radio(ids.digestReaders, 'Who reads the channel?', READER_CHOICES, {
      initial: before?.readers ?? USUAL.readers,
      hint: 'With names, everybody in the channel reads each rep’s quota, attainment and pace. Without, nothing points at one person; under four reps the team’s totals alone are shown.',
    }),
  ]);
}

/** For whom one is cannot be changed: that would be another one, with another past. */
function whomBlocks(about: AboutDigest): KnownBlock[] {
  if (about.is === 'old') return [section([[{ bold: about.teamName ?? ALL_TEAMS }]])];
  const { led, team } = about;
  const choices = [
    ...(led.mayAll ? [[ALL, ALL_TEAMS] as const] : []),
    ...led.teams.map(({ id, name }) => [id, name] as const),
  ].slice(0, LIMITS.options);
  const [only, ...others] = choices;
  const initial = team ?? (others.length === 0 ? only?.[0] : null);
  const hint = led.isMore ? 'More teams than fit here: type /coach digest and the team’s name for another.' : '';
  return [select(ids.digestTeam, 'Team', choices, { initial: initial ?? null, hint })];
}

function sectionsInput(initial: readonly Section[]): InputBlock {
  return { ...checkboxes(ids.digestSections, 'What it says', SECTION_CHOICES, initial), optional: false };
}

function timeInput(initial: string): InputBlock {
  return {
    type: 'input',
    block_id: ids.digestTime,
    label: plain('Time', LIMITS.label),
    element: { type: 'timepicker', action_id: ids.digestTime, initial_time: initial },
  };
}
