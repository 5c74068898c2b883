import { and, eq, inArray, ne } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import { coincide, type SetupEvent, type Span } from '../domain/setup.ts';
import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { type Chosen, knownPerson } from './people.ts';
import { difference } from './save-setup.ts';
import * as table from './schema.ts';
import { changeSetup, type SetupDecision, type SetupOutcome } from './setup.ts';

export function addMembers(
  db: Db,
  gesture: Gesture,
  team: TeamId,
  { people, span }: { readonly people: readonly Chosen[]; readonly span: Span },
): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  return changeSetup(db, gesture, { is: 'team', team }, async (tx): Promise<SetupDecision> => {
    const teamName = await nameOfTeam(tx, workspace, team);
    if (teamName === null) return { is: 'gone' };
    const there = await onTeamAlready(tx, { workspace, team, span }, people);
    if (there !== null) return { is: 'refused', why: 'field', field: 'people', problem: 'on-team', name: there };
    const events = await join(tx, { workspace, team, teamName, span }, people);
    return events.length === 0 ? { is: 'same' } : { is: 'changed', events };
  });
}

/** Another time on the team, or none at all for whom was put on it by mistake. */
export function changeMember(
  db: Db,
  gesture: Gesture,
  { team, membership }: { readonly team: TeamId; readonly membership: string },
  span: Span | 'never-on-it',
): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  return changeSetup(db, gesture, { is: 'team', team }, async (tx): Promise<SetupDecision> => {
    const row = await memberRow(tx, workspace, membership);
    if (row === null || row.team !== team) return { is: 'gone' };
    const mine = and(eq(table.membership.id, membership), eq(table.membership.workspaceId, workspace));
    const about = { team, teamName: row.teamName, person: row.person, name: row.name };
    const before = { joinedOn: row.joinedOn, leftOn: row.leftOn };
    if (span === 'never-on-it') {
      await tx.delete(table.membership).where(mine);
      return { is: 'changed', events: [{ what: 'member-removed', before: { ...about, ...before }, after: about }] };
    }
    const { joinedOn, leftOn } = span;
    const changed = difference(before, { joinedOn, leftOn });
    if (changed === null) return { is: 'same' };
    const wrong = await wrongSpan(tx, workspace, { team, person: row.person, but: membership, span });
    if (wrong !== null) return wrong;
    await tx.update(table.membership).set({ joinedOn, leftOn }).where(mine);
    const after = { ...about, joinedOn, leftOn };
    return { is: 'changed', events: [{ what: 'member-changed', before: { ...about, ...before }, after }] };
  });
}

type Other = { readonly team: TeamId; readonly person: PersonId; readonly but: string; readonly span: Span };

async function wrongSpan(
  tx: Db,
  workspace: WorkspaceId,
  { team, person, but, span }: Other,
): Promise<SetupDecision | null> {
  const { joinedOn, leftOn } = span;
  if (joinedOn !== null && leftOn !== null && leftOn <= joinedOn)
    return { is: 'refused', why: 'field', field: 'leftOn', problem: 'before-joined' };
  const { membership: m } = table;
  const theirs = and(eq(m.workspaceId, workspace), eq(m.teamId, team), eq(m.personId, person), ne(m.id, but));
  const others = await tx.select({ joinedOn: m.joinedOn, leftOn: m.leftOn }).from(m).where(theirs);
  if (!others.some((other) => coincide(other, span))) return null;
  return { is: 'refused', why: 'field', field: 'joinedOn', problem: 'coincides' };
}

type Joining = { readonly workspace: WorkspaceId; readonly team: TeamId; readonly span: Span };

/** The name of one who is on the team at that time already. */
async function onTeamAlready(
  tx: Db,
  { workspace, team, span }: Joining,
  people: readonly Chosen[],
): Promise<string | null> {
  const { membership, person } = table;
  const users = people.map(({ user }) => user);
  const rows = await tx
    .select({ name: person.name, joinedOn: membership.joinedOn, leftOn: membership.leftOn })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(and(eq(membership.workspaceId, workspace), eq(membership.teamId, team), inArray(person.slackUserId, users)));
  return rows.find((row) => coincide(row, span))?.name ?? null;
}

/** Puts people on a team, without asking whether they are on it. */
export async function join(
  tx: Db,
  { workspace, team, teamName, span }: Joining & { readonly teamName: string },
  people: readonly Chosen[],
): Promise<readonly SetupEvent[]> {
  const events: SetupEvent[] = [];
  for (const who of people) {
    const { person, name } = await knownPerson(tx, { workspace, ...who });
    await tx.insert(table.membership).values({ workspaceId: workspace, teamId: team, personId: person, ...span });
    events.push({
      what: 'joined',
      before: {},
      after: { team, teamName, person, name, joinedOn: span.joinedOn },
    });
  }
  return events;
}

async function nameOfTeam(tx: Db, workspace: WorkspaceId, id: TeamId): Promise<string | null> {
  const { team } = table;
  const mine = and(eq(team.id, id), eq(team.workspaceId, workspace));
  const [row] = await tx.select({ name: team.name }).from(team).where(mine);
  return row?.name ?? null;
}

async function memberRow(tx: Db, workspace: WorkspaceId, id: string) {
  const { membership, team, person } = table;
  const { joinedOn, leftOn } = membership;
  const [row] = await tx
    .select({ team: membership.teamId, teamName: team.name, person: person.id, name: person.name, joinedOn, leftOn })
    .from(membership)
    .innerJoin(team, eq(team.id, membership.teamId))
    .innerJoin(person, eq(person.id, membership.personId))
    .where(and(eq(membership.id, id), eq(membership.workspaceId, workspace)));
  return row ?? null;
}
