import { randomUUID } from 'node:crypto';
import type { PersonId, TeamId } from '../domain/brand.ts';
import type { ImportedMember } from '../domain/imported.ts';
import { folded } from '../domain/text.ts';
import { byCrmName, type Known, type KnownMembership } from './import-known.ts';

export type NewPerson = { readonly id: PersonId; readonly name: string; readonly crmName: string };
export type NewTeam = { readonly id: TeamId; readonly name: string; readonly managerId: PersonId | null };

/** On which team somebody is, or who has a team, otherwise than the file says: it stays as it is. */
export type PeopleDifference = {
  readonly line: number;
  readonly what: 'team' | 'manager';
  readonly name: string;
  readonly here: string;
  readonly file: string;
};

/** People by their folded name in the CRM. */
export type Ids = ReadonlyMap<string, PersonId>;

export function newPeople(names: readonly string[], known: Known): readonly NewPerson[] {
  const there = byCrmName(known.people);
  const missing = new Map<string, NewPerson>();
  for (const name of names) {
    const crmName = folded(name);
    if (there.has(crmName) || missing.has(crmName)) continue;
    missing.set(crmName, { id: randomUUID() as PersonId, name, crmName });
  }
  return [...missing.values()];
}

export function idOf(ids: Ids, name: string): PersonId {
  const id = ids.get(folded(name));
  if (id === undefined) throw new Error('A person of the file was neither found nor planned.');
  return id;
}

/** Only teams that somebody joins: one that an admin has dissolved does not come back empty. */
export function newTeams(file: readonly ImportedMember[], known: Known, ids: Ids): readonly NewTeam[] {
  const teams: NewTeam[] = [];
  for (const member of joiners(file, known, ids)) {
    if (teamOf([...known.teams, ...teams], member, ids) !== undefined) continue;
    teams.push({ id: randomUUID() as TeamId, name: member.team, managerId: managerOf(member, ids) });
  }
  return teams;
}

export function newMembers(
  file: readonly ImportedMember[],
  teams: readonly NewTeam[],
  { known, ids }: { readonly known: Known; readonly ids: Ids },
): readonly KnownMembership[] {
  return joiners(file, known, ids).flatMap((member) => {
    const team = teamOf(teams, member, ids);
    if (team === undefined) return [];
    return { personId: idOf(ids, member.name), teamId: team.id, joinedOn: null, leftOn: null };
  });
}

type OnTeam = ImportedMember & { readonly team: string };

/** Whoever was on any team before stays where they are: when they moved, no file says. */
function joiners(file: readonly ImportedMember[], known: Known, ids: Ids): readonly OnTeam[] {
  const placed = new Set(known.memberships.map(({ personId }) => personId));
  return onTeams(file).filter(({ name }) => !placed.has(idOf(ids, name)));
}

function onTeams(file: readonly ImportedMember[]): readonly OnTeam[] {
  return file.flatMap((member) => (member.team === null ? [] : { ...member, team: member.team }));
}

function managerOf({ manager }: ImportedMember, ids: Ids): PersonId | null {
  return manager === null ? null : idOf(ids, manager);
}

/** By its name, or, as an admin may have given it another, by its manager. */
function teamOf(teams: readonly NewTeam[], member: OnTeam, ids: Ids): NewTeam | undefined {
  const name = folded(member.team);
  const manager = managerOf(member, ids);
  const named = teams.find((team) => folded(team.name) === name);
  return named ?? (manager === null ? undefined : teams.find(({ managerId }) => managerId === manager));
}

type Compared = {
  readonly known: Known;
  readonly ids: Ids;
  readonly teams: readonly NewTeam[];
  readonly people: readonly NewPerson[];
};

export function peopleDifferences(
  file: readonly ImportedMember[],
  { known, ids, teams, people }: Compared,
): readonly PeopleDifference[] {
  const names = new Map<PersonId | null, string>([...known.people, ...people].map(({ id, name }) => [id, name]));
  const all = [...known.teams, ...teams];
  const otherTeams = onTeams(file).flatMap((member): readonly PeopleDifference[] => {
    const before = known.memberships.filter(({ personId }) => personId === idOf(ids, member.name));
    const now = before.filter(({ leftOn }) => leftOn === null).map(({ teamId }) => teamId);
    const found = teamOf(all, member, ids);
    if (before.length === 0 || (found !== undefined && now.includes(found.id))) return [];
    const here = known.teams.find(({ id }) => now.includes(id))?.name ?? 'no team any more';
    return [{ line: member.line, what: 'team', name: member.name, here, file: member.team }];
  });
  const otherManagers = onTeams(file).flatMap((member): readonly PeopleDifference[] => {
    const found = teamOf(all, member, ids);
    if (found === undefined || member.manager === null || found.managerId === managerOf(member, ids)) return [];
    const here = names.get(found.managerId) ?? 'nobody';
    return [{ line: member.line, what: 'manager', name: found.name, here, file: member.manager }];
  });
  return [...otherTeams, ...onceEach(otherManagers)];
}

/** A team's other manager stands on the line of each of its members. */
function onceEach(found: readonly PeopleDifference[]): readonly PeopleDifference[] {
  const keys = found.map(({ name, file }) => JSON.stringify([name, file]));
  return found.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}
