import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { addHoliday } from '../db/holidays.ts';
import { linkPerson } from '../db/link-person.ts';
import { type Chosen, settingsOf } from '../db/people.ts';
import { addRamp } from '../db/ramps.ts';
import { addMembers, changeMember } from '../db/save-members.ts';
import { saveAdmins, saveSettings } from '../db/save-setup.ts';
import { changeTeam, makeTeam } from '../db/save-team.ts';
import { saveWins } from '../db/save-wins.ts';
import { adminsOf, maySetUp, type SetupOutcome } from '../db/setup.ts';
import type { SlackUserId, TeamId } from '../domain/brand.ts';
import type { Line } from '../views/blocks.ts';
import type { Errors, Read, SubmittedView } from '../views/form.ts';
import { readHolidayForm } from '../views/holiday-form.ts';
import { ids } from '../views/ids.ts';
import { readRampForm } from '../views/ramp-form.ts';
import { newAmong, readAdminsForm, readSettingsForm } from '../views/setup-form.ts';
import { setupPage } from '../views/setup-home.ts';
import {
  changedSetupBlocks,
  goneSetupBlocks,
  heldSetup,
  notAdminBlocks,
  outdatedSetupBlocks,
  setupErrors,
} from '../views/setup-refusals.ts';
import { changeLines } from '../views/setup-words.ts';
import { readMemberForm, readMembersForm, readPersonForm, readTeamForm, type TeamForm } from '../views/team-form.ts';
import { readWinsForm, type WinsForm } from '../views/wins-form.ts';
import { afterSaving } from './after-saving.ts';
import type { Deps } from './deps.ts';
import { type Answer, onSubmit, over, type Submission } from './gesture.ts';
import { memberOf } from './member.ts';
import { fileOf, homePage, pageOfHolidays, pageOfPeople, pageOfRamps, pageOfTeam } from './setup-pages.ts';

/** What a form asks for, done; or what is wrong in its fields. */
type Saved = SetupOutcome | { readonly is: 'wrong'; readonly errors: Errors };
type Save<T> = {
  readonly read: (view: SubmittedView) => Read<T>;
  readonly save: (deps: Deps, asked: Submission, form: T) => Promise<Saved>;
  /** The page that takes the form's place, below what was changed. */
  readonly follow: (deps: Deps, asked: Submission, form: T, said: readonly Line[]) => Promise<ModalView | null>;
};

/** The forms of the setup: what each saves, and the page that follows. */
export function saveSetups(app: App, deps: Deps): void {
  onForm(app, deps, ids.settingsForm, {
    read: readSettingsForm,
    save: ({ db }, asked, { seen, settings }) => saveSettings(db, asked.gesture(seen), settings),
    follow: (_, asked, __, said) => homePage(deps, asked, { said }),
  });
  onForm(app, deps, ids.adminsForm, {
    read: readAdminsForm,
    save: (_, asked, { seen, users }) => admins(deps, asked, seen, users),
    follow: (_, asked, __, said) => homePage(deps, asked, { said }),
  });
  onForm(app, deps, ids.teamForm, {
    read: readTeamForm,
    save: (_, asked, form) => team(deps, asked, form),
    follow: (_, asked, form, said) =>
      form.team === null ? homePage(deps, asked, { said }) : pageOfTeam(deps, asked, form.team, { said }),
  });
  onForm(app, deps, ids.membersForm, {
    read: readMembersForm,
    save: async ({ db }, asked, { seen, team, people, span }) => {
      const found = await members(asked, people, ids.members);
      return 'errors' in found ? found : addMembers(db, asked.gesture(seen), team, { people: found.people, span });
    },
    follow: (_, asked, form, said) => pageOfTeam(deps, asked, form.team, { said }),
  });
  onForm(app, deps, ids.winsForm, {
    read: readWinsForm,
    save: (_, asked, form) => wins(deps, asked, form),
    follow: (_, asked, form, said) => pageOfTeam(deps, asked, form.team, { said }),
  });
  onForm(app, deps, ids.holidayForm, {
    read: readHolidayForm,
    save: ({ db }, asked, holiday) => addHoliday(db, asked.gesture(null), holiday),
    follow: (_, asked, __, said) => pageOfHolidays(deps, asked, { said }),
  });
  onForm(app, deps, ids.rampForm, {
    read: readRampForm,
    save: ({ db }, asked, { team: _, ...ramp }) => addRamp(db, asked.gesture(null), ramp),
    follow: (_, asked, form, said) => pageOfRamps(deps, asked, form.team, { said }),
  });
  onForm(app, deps, ids.memberForm, {
    read: readMemberForm,
    save: ({ db }, asked, { seen, span, ...member }) => changeMember(db, asked.gesture(seen), member, span),
    follow: (_, asked, form, said) => pageOfTeam(deps, asked, form.team, { said }),
  });
  onForm(app, deps, ids.personForm, {
    read: readPersonForm,
    save: async ({ db }, asked, { seen, person, user }) => {
      const found = await members(asked, [user], ids.slackUser);
      if ('errors' in found) return found;
      const [chosen] = found.people;
      return chosen === undefined ? { is: 'same' } : linkPerson(db, asked.gesture(seen), person, chosen);
    },
    follow: (_, asked, __, said) => pageOfPeople(deps, asked, { said }),
  });
}

function onForm<T>(app: App, deps: Deps, callbackId: string, { read, save, follow }: Save<T>): void {
  onSubmit(app, deps, callbackId, async (asked) => {
    const form = read(asked.view);
    if (form.is === 'outdated') return over(asked.view.depth, heldSetup(outdatedSetupBlocks()));
    if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
    const outcome = await save(deps, asked, form.value);
    if (outcome.is === 'wrong') return { response_action: 'errors', errors: outcome.errors };
    if (outcome.is === 'refused' || outcome.is === 'gone') return refusal(deps, asked, outcome);
    const draw = async () => {
      const settings = await settingsOf(deps.db, asked.by.workspace);
      const said =
        outcome.is === 'same'
          ? ['Nothing was changed: it stands as it stood.']
          : changeLines(outcome.events, settings, asked.today);
      const now = { ...asked, settings };
      return followed(deps, now, said, () => follow(deps, now, form.value, said));
    };
    return { response_action: 'update', view: await (outcome.is === 'same' ? draw() : afterSaving(draw)) };
  });
}

/** Whoever has just given up being admin sees what was done, and no more. */
async function followed(
  { db }: Deps,
  { by }: Submission,
  said: readonly Line[],
  page: () => Promise<ModalView | null>,
): Promise<ModalView> {
  const admins = await adminsOf(db, by.workspace);
  if (!maySetUp(by, admins))
    return setupPage('Set up Sideline', said, notAdminBlocks({ admins: admins.map(({ name }) => name) }));
  return (await page()) ?? setupPage('Set up Sideline', said, goneSetupBlocks());
}

async function refusal(
  { log }: Deps,
  asked: Submission,
  outcome: Extract<SetupOutcome, { is: 'refused' | 'gone' }>,
): Promise<Answer> {
  const { depth } = asked.view;
  if (outcome.is === 'gone') return over(depth, heldSetup(goneSetupBlocks()));
  if (outcome.why === 'field') return { response_action: 'errors', errors: setupErrors(outcome) };
  if (outcome.why === 'changed') return over(depth, heldSetup(changedSetupBlocks(outcome.since, await asked.look())));
  const { workspace, user } = asked.by;
  log.info('A change of the setup was refused for want of the right.', { workspace, user, code: outcome.why });
  return over(depth, heldSetup(notAdminBlocks(outcome)));
}

/** Those chosen as Slack knows them, or who of them may not be chosen. */
async function members(
  asked: Submission,
  users: readonly string[],
  block: string,
): Promise<{ readonly people: readonly Chosen[] } | { readonly is: 'wrong'; readonly errors: Errors }> {
  const found = await Promise.all(users.map((user) => memberOf(asked, user)));
  const problems = found.flatMap((each) => ('problem' in each ? [each.problem] : []));
  if (problems.length > 0) return { is: 'wrong', errors: { [block]: problems.slice(0, MOST_PROBLEMS).join('. ') } };
  return { people: found.flatMap((each) => ('problem' in each ? [] : [each])) };
}

const MOST_PROBLEMS = 3;

/** Who is admin already may have left Slack meanwhile, and still be kept; only others are looked up. */
async function admins({ db }: Deps, asked: Submission, seen: number, users: readonly string[]): Promise<Saved> {
  const before = await adminsOf(db, asked.by.workspace);
  const found = await members(asked, newAmong(users, before), ids.admins);
  if ('errors' in found) return found;
  const kept = before.filter(({ user }) => users.includes(user));
  const people = kept.map(({ user, name }) => ({ user: user as SlackUserId, name, zone: asked.by.zone }));
  return saveAdmins(db, asked.gesture(seen), [...people, ...found.people]);
}

async function team(deps: Deps, asked: Submission, form: TeamForm): Promise<Saved> {
  const { name, discountLimit, span } = form;
  const [manager, people] = await Promise.all([
    members(asked, form.manager === null ? [] : [form.manager], ids.manager),
    members(asked, form.people, ids.members),
  ]);
  const errors = { ...('errors' in manager ? manager.errors : {}), ...('errors' in people ? people.errors : {}) };
  if ('errors' in manager || 'errors' in people) return { is: 'wrong', errors };
  const facts = { name, discountLimit, manager: manager.people[0] ?? null };
  const gesture = asked.gesture(form.seen);
  if (form.team === null) return makeTeam(deps.db, gesture, { ...facts, people: people.people, span });
  const asIs = facts.manager ?? (await managerByName(deps, asked, form.team));
  return changeTeam(deps.db, gesture, form.team, { ...facts, manager: asIs });
}

/** A channel is looked at each time the form is saved: it may have been archived, or shared, since it was chosen. */
async function wins(deps: Deps, asked: Submission, { seen, team: id, channel, showsAmount }: WinsForm): Promise<Saved> {
  const found = channel === null ? null : await asked.findChannel(channel);
  if (found === null || !('problem' in found))
    return saveWins(deps.db, asked.gesture(seen), id, { channel: found, showsAmount });
  return { is: 'wrong', errors: { [ids.winsChannel]: found.problem } };
}

/** A manager known by name only cannot stand in Slack's picker: an empty one keeps them. */
async function managerByName(deps: Deps, asked: Submission, id: TeamId): Promise<'as-is' | null> {
  const file = await fileOf(deps, asked, id);
  return file !== null && file.manager !== null && file.manager.user === null ? 'as-is' : null;
}
