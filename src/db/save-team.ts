import { and, eq, ne } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Span } from '../domain/setup.ts';
import type { Gesture } from '../domain/speaker.ts';
import { folded } from '../domain/text.ts';
import type { Db } from './connect.ts';
import { type Chosen, knownPerson } from './people.ts';
import { join } from './save-members.ts';
import { difference } from './save-setup.ts';
import * as table from './schema.ts';
import { changeSetup, type SetupDecision, type SetupOutcome } from './setup.ts';

export type TeamFacts = {
  readonly name: string;
  /** `as-is`: somebody known by name only, whom Slack's picker cannot show. */
  readonly manager: Chosen | null | 'as-is';
  /** Basis points; null: the workspace's. */
  readonly discountLimit: number | null;
};

/** A new team with those who are on it from `span.joinedOn`, or all along. */
export function makeTeam(
  db: Db,
  gesture: Gesture,
  facts: TeamFacts & { readonly people: readonly Chosen[]; readonly span: Span },
): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  return changeSetup(db, gesture, { is: 'new-team' }, async (tx): Promise<SetupDecision> => {
    const { name, discountLimit, people, span } = facts;
    if (await isTaken(tx, workspace, name, null))
      return { is: 'refused', why: 'field', field: 'name', problem: 'taken' };
    const manager = await managerOf(tx, workspace, facts.manager, null);
    const values = { workspaceId: workspace, name, nameFolded: folded(name), managerId: manager.id, discountLimit };
    const [made] = await tx.insert(table.team).values(values).returning({ id: table.team.id });
    if (!made) throw new Error('The team was not stored.');
    const after = { team: made.id, name, manager: manager.id, managerName: manager.name, discountLimit };
    const joined = await join(tx, { workspace, team: made.id, teamName: name, span }, people);
    return { is: 'changed', events: [{ what: 'team-made', before: {}, after }, ...joined] };
  });
}

export function changeTeam(db: Db, gesture: Gesture, team: TeamId, facts: TeamFacts): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  return changeSetup(db, gesture, { is: 'team', team }, async (tx): Promise<SetupDecision> => {
    const before = await teamRow(tx, workspace, team);
    if (before === null) return { is: 'gone' };
    const { name, discountLimit } = facts;
    if (await isTaken(tx, workspace, name, team))
      return { is: 'refused', why: 'field', field: 'name', problem: 'taken' };
    const manager = await managerOf(tx, workspace, facts.manager, before);
    const changed = difference(
      {
        name: before.name,
        managerName: before.managerName,
        discountLimit: before.discountLimit,
        manager: before.managerId,
      },
      { name, managerName: manager.name, discountLimit, manager: manager.id },
    );
    if (changed === null) return { is: 'same' };
    await tx
      .update(table.team)
      .set({ name, nameFolded: folded(name), managerId: manager.id, discountLimit })
      .where(and(eq(table.team.id, team), eq(table.team.workspaceId, workspace)));
    const about = { team, teamName: name };
    const event = {
      what: 'team-changed' as const,
      before: { ...about, ...changed.before },
      after: { ...about, ...changed.after },
    };
    return { is: 'changed', events: [event] };
  });
}

type Manager = { readonly id: PersonId | null; readonly name: string | null };

async function managerOf(
  tx: Db,
  workspace: WorkspaceId,
  chosen: TeamFacts['manager'],
  before: { managerId: PersonId | null; managerName: string | null } | null,
): Promise<Manager> {
  if (chosen === 'as-is') return { id: before?.managerId ?? null, name: before?.managerName ?? null };
  if (chosen === null) return { id: null, name: null };
  const { person, name } = await knownPerson(tx, { workspace, ...chosen });
  return { id: person, name };
}

async function teamRow(tx: Db, workspace: WorkspaceId, id: TeamId) {
  const { team, person } = table;
  const [row] = await tx
    .select({ name: team.name, managerId: team.managerId, managerName: person.name, discountLimit: team.discountLimit })
    .from(team)
    .leftJoin(person, eq(person.id, team.managerId))
    .where(and(eq(team.id, id), eq(team.workspaceId, workspace)));
  return row ?? null;
}

async function isTaken(tx: Db, workspace: WorkspaceId, name: string, but: TeamId | null): Promise<boolean> {
  const { team } = table;
  const same = and(eq(team.workspaceId, workspace), eq(team.nameFolded, folded(name)));
  const [row] = await tx
    .select({ id: team.id })
    .from(team)
    .where(but === null ? same : and(same, ne(team.id, but)));
  return row !== undefined;
}
