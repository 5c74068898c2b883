import type { Db } from '../db/connect.ts';
import { hasAdmin, knownPerson } from '../db/people.ts';
import { addMembers } from '../db/save-members.ts';
import { saveSettings } from '../db/save-setup.ts';
import { makeTeam } from '../db/save-team.ts';
import { saveWins } from '../db/save-wins.ts';
import type { SetupOutcome } from '../db/setup.ts';
import type { PersonId, SlackUserId, TeamId, WorkspaceId } from '../domain/brand.ts';
import { startOf } from '../domain/calendar.ts';
import type { Gesture, Speaker } from '../domain/speaker.ts';
import { larkfield } from '../playground/cast.ts';
import type { Ids } from './floor.ts';
import { ADMIN, firstDay, members, SETTINGS, TEAMS, type TeamName } from './roster.ts';

export const WORKSPACE = larkfield.team.id as WorkspaceId;

/** Whether somebody has set the workspace up, as the sample does first of all. */
export function isSetUp(db: Db): Promise<boolean> {
  return hasAdmin(db, WORKSPACE);
}

/** Settings, teams and members, set up by Ada on the day before the sample begins, as she would in Slack. */
export async function setUpWorkspace(db: Db, now: Date): Promise<Ids> {
  const at = new Date(startOf(firstDay(now), SETTINGS.zone).getTime() - 12 * 3_600_000);
  const ada = await speaker(db, ADMIN);
  const gesture = (key: string): Gesture => ({ by: ada, at, key: `sample-${key}`, seen: null });
  done(await saveSettings(db, gesture('settings'), SETTINGS));
  const teams = new Map<TeamName, TeamId>();
  for (const { name, manager, discountLimit, channel } of TEAMS) {
    const facts = { name, manager: chosen(manager), discountLimit, people: [], span: { joinedOn: null, leftOn: null } };
    const { events } = done(await makeTeam(db, gesture(name), facts));
    const team = events.find(({ what }) => what === 'team-made')?.after.team;
    if (typeof team !== 'string') throw new Error(`Team ${name} was not made.`);
    teams.set(name, team as TeamId);
    const wins = { channel, showsAmount: true };
    if (channel !== null) done(await saveWins(db, gesture(`wins-${name}`), team as TeamId, wins));
  }
  for (const { handle, team, ...span } of members(now)) {
    const id = teams.get(team);
    if (id !== undefined) done(await addMembers(db, gesture(handle), id, { people: [chosen(handle)], span }));
  }
  return { teams, people: await peopleOf(db) };
}

async function peopleOf(db: Db): Promise<ReadonlyMap<string, PersonId>> {
  const ids = new Map<string, PersonId>();
  for (const { handle, is } of larkfield.people) {
    if (is === 'guest' || is === 'stranger' || is === 'bot') continue;
    ids.set(handle, (await knownPerson(db, { workspace: WORKSPACE, ...chosen(handle) })).person);
  }
  return ids;
}

export function done(outcome: SetupOutcome): Extract<SetupOutcome, { is: 'done' }> {
  if (outcome.is !== 'done') throw new Error(`The sample could not be set up: ${JSON.stringify(outcome)}`);
  return outcome;
}

export async function speaker(db: Db, handle: string): Promise<Speaker> {
  const who = chosen(handle);
  const { person, isAdmin } = await knownPerson(db, { workspace: WORKSPACE, ...who });
  return { workspace: WORKSPACE, person, ...who, isAdmin, isSlackAdmin: true };
}

function chosen(handle: string) {
  const found = larkfield.people.find((person) => person.handle === handle);
  if (found === undefined) throw new Error(`The playground has nobody called ${handle}.`);
  const { id, name, zone } = found;
  return { user: id as SlackUserId, name, zone };
}
