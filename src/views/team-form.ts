import type { ModalView } from '@slack/types';
import type { TeamId } from '../domain/brand.ts';
import { parsePercent, percentText } from '../domain/setting-text.ts';
import type { Settings } from '../domain/settings.ts';
import type { Span } from '../domain/setup.ts';
import type { MemberFile, TeamFile, UnlinkedFile } from '../domain/setup-file.ts';
import { section } from './blocks.ts';
import {
  checkboxes,
  chosenAll,
  dateInput,
  type Errors,
  hasBlocks,
  modal,
  NO_SUCH_DAY,
  pickedDay,
  pickedUser,
  pickedUsers,
  type Read,
  type SubmittedView,
  textInput,
  tooLong,
  typed,
  userInput,
  usersInput,
} from './form.ts';
import { ids } from './ids.ts';
import { PERCENT_WANTED } from './setup-form.ts';
import { readSetupCarried, type SetupCarried, setupCarried } from './setup-metadata.ts';
import { limitText } from './setup-words.ts';

const ALL_ALONG = 'Leave it empty for people who were there all along.';

/** A new team, with its people; or what a team is called, who manages it and its limit. */
export function teamForm(team: TeamFile | null, { settings, seen }: { settings: Settings; seen: number }): ModalView {
  const manager = team?.manager ?? null;
  const byName =
    manager !== null && manager.user === null ? `${manager.name}, known by name only, unless you choose. ` : '';
  const metadata = setupCarried(team === null ? { seen } : { seen, team: team.id });
  const limit = team?.discountLimit ?? null;
  return modal({ callbackId: ids.teamForm, title: team === null ? 'New team' : 'Team', metadata, submit: 'Save' }, [
    textInput(ids.teamName, 'Name', { initial: team?.name ?? null, placeholder: 'West' }),
    userInput(ids.manager, 'Manager', {
      initial: manager?.user ?? null,
      isOptional: true,
      hint: `${byName}May change the deals of the team’s reps, and answers for discounts.`,
    }),
    textInput(ids.discountLimit, 'Discount limit in %', {
      initial: limit === null ? null : percentText(limit, settings.decimal),
      isOptional: true,
      hint: `Empty: the workspace’s, ${limitText(settings.discountLimit, settings)}.`,
    }),
    ...(team === null ? peopleInputs(true) : []),
  ]);
}

/** Each is looked up in Slack, which answers a hundred such questions a minute. */
const MOST_AT_ONCE = 30;
const TOO_MANY = `At most ${MOST_AT_ONCE} at a time, please`;

function peopleInputs(isOptional: boolean) {
  return [
    usersInput(ids.members, 'People', [], { isOptional }),
    dateInput(ids.joinedOn, 'On the team since', { isOptional: true, hint: ALL_ALONG }),
  ];
}

export type TeamForm = {
  readonly seen: number;
  readonly team: TeamId | null;
  readonly name: string;
  readonly manager: string | null;
  readonly discountLimit: number | null;
  readonly people: readonly string[];
  readonly span: Span;
};

export function readTeamForm(view: SubmittedView): Read<TeamForm> {
  const carried = readSetupCarried(view.private_metadata);
  if (carried?.seen === undefined || !hasBlocks(view, [ids.teamName, ids.manager, ids.discountLimit]))
    return { is: 'outdated' };
  const name = typed(view, ids.teamName);
  const percent = typed(view, ids.discountLimit);
  const discountLimit = percent === '' ? null : parsePercent(percent);
  const joinedOn = pickedDay(view, ids.joinedOn);
  const nameError = name === '' ? 'A team needs a name' : tooLong(name);
  const errors: Errors = {
    ...(nameError === null ? {} : { [ids.teamName]: nameError }),
    ...(percent !== '' && discountLimit === null ? { [ids.discountLimit]: PERCENT_WANTED } : {}),
    ...(joinedOn === 'impossible' ? { [ids.joinedOn]: NO_SUCH_DAY } : {}),
  };
  if (Object.keys(errors).length > 0 || joinedOn === 'impossible') return { is: 'wrong', errors };
  const people = [...new Set(pickedUsers(view, ids.members))];
  if (people.length > MOST_AT_ONCE) return { is: 'wrong', errors: { [ids.members]: TOO_MANY } };
  const facts = {
    name,
    manager: pickedUser(view, ids.manager),
    discountLimit,
    people,
    span: { joinedOn, leftOn: null },
  };
  return { is: 'read', value: { seen: carried.seen, team: carried.team ?? null, ...facts } };
}

export function membersForm({ id, name, seen }: Pick<TeamFile, 'id' | 'name' | 'seen'>): ModalView {
  const metadata = setupCarried({ seen, team: id });
  return modal({ callbackId: ids.membersForm, title: 'Add people', metadata, submit: 'Add' }, [
    section([`They join ${name}.`]),
    ...peopleInputs(false),
  ]);
}

export type MembersForm = { seen: number; team: TeamId; people: readonly string[]; span: Span };

export function readMembersForm(view: SubmittedView): Read<MembersForm> {
  const { seen, team }: Partial<SetupCarried> = readSetupCarried(view.private_metadata) ?? {};
  if (seen === undefined || team === undefined || !hasBlocks(view, [ids.members, ids.joinedOn]))
    return { is: 'outdated' };
  const joinedOn = pickedDay(view, ids.joinedOn);
  const people = [...new Set(pickedUsers(view, ids.members))];
  if (people.length === 0) return { is: 'wrong', errors: { [ids.members]: 'Choose somebody' } };
  if (people.length > MOST_AT_ONCE) return { is: 'wrong', errors: { [ids.members]: TOO_MANY } };
  if (joinedOn === 'impossible') return { is: 'wrong', errors: { [ids.joinedOn]: NO_SUCH_DAY } };
  return { is: 'read', value: { seen, team, people, span: { joinedOn, leftOn: null } } };
}

const NEVER = 'never';

export function memberForm(membership: string, { seen, team, teamName, name, ...span }: MemberFile): ModalView {
  const metadata = setupCarried({ seen, team, membership });
  return modal({ callbackId: ids.memberForm, title: 'On the team', metadata, submit: 'Save' }, [
    section([`${name} on ${teamName}`]),
    dateInput(ids.joinedOn, 'Joined on', { initial: span.joinedOn, isOptional: true, hint: ALL_ALONG }),
    dateInput(ids.leftOn, 'Left on', {
      initial: span.leftOn,
      isOptional: true,
      hint: 'The first day on which they were no longer on the team. Wins before it stay with the team.',
    }),
    checkboxes(ids.neverOnTeam, 'Put on it by mistake?', [[NEVER, 'Take them off, as if never on it']], []),
  ]);
}

export type MemberForm = { seen: number; team: TeamId; membership: string; span: Span | 'never-on-it' };

export function readMemberForm(view: SubmittedView): Read<MemberForm> {
  const { seen, team, membership }: Partial<SetupCarried> = readSetupCarried(view.private_metadata) ?? {};
  if (seen === undefined || team === undefined || membership === undefined) return { is: 'outdated' };
  if (!hasBlocks(view, [ids.joinedOn, ids.leftOn, ids.neverOnTeam])) return { is: 'outdated' };
  if (chosenAll(view, ids.neverOnTeam, [NEVER]).length > 0)
    return { is: 'read', value: { seen, team, membership, span: 'never-on-it' } };
  const [joinedOn, leftOn] = [pickedDay(view, ids.joinedOn), pickedDay(view, ids.leftOn)];
  if (joinedOn === 'impossible') return { is: 'wrong', errors: { [ids.joinedOn]: NO_SUCH_DAY } };
  if (leftOn === 'impossible') return { is: 'wrong', errors: { [ids.leftOn]: NO_SUCH_DAY } };
  return { is: 'read', value: { seen, team, membership, span: { joinedOn, leftOn } } };
}

export function personForm({ seen, person, name }: UnlinkedFile): ModalView {
  const metadata = setupCarried({ seen, person });
  return modal({ callbackId: ids.personForm, title: 'Link a person', metadata, submit: 'Link' }, [
    section([
      `Who is ${name} in Slack?`,
      'All that stands under the name becomes theirs: deals, credit, teams. It cannot be taken apart again.',
    ]),
    userInput(ids.slackUser, 'In Slack'),
  ]);
}

export type PersonForm = { seen: number; person: UnlinkedFile['person']; user: string };

export function readPersonForm(view: SubmittedView): Read<PersonForm> {
  const { seen, person }: Partial<SetupCarried> = readSetupCarried(view.private_metadata) ?? {};
  if (seen === undefined || person === undefined || !hasBlocks(view, [ids.slackUser])) return { is: 'outdated' };
  const user = pickedUser(view, ids.slackUser);
  if (user === null) return { is: 'wrong', errors: { [ids.slackUser]: 'Choose somebody' } };
  return { is: 'read', value: { seen, person, user } };
}
