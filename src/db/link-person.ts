import { and, eq, isNull, sql } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import { joinedSpans, type Span } from '../domain/setup.ts';
import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { type Chosen, knownPerson } from './people.ts';
import * as table from './schema.ts';
import { changeSetup, type SetupDecision, type SetupOutcome } from './setup.ts';

/**
 * Says which Slack user a person is who is known by name only: all that stands under the name becomes the Slack user's, and later
 * imports of the name find them. A Slack user stands for one name; a second is refused, as a later import could not tell whose it is.
 */
export function linkPerson(db: Db, gesture: Gesture, imported: PersonId, chosen: Chosen): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  return changeSetup(db, gesture, { is: 'person', person: imported }, async (tx): Promise<SetupDecision> => {
    const named = await lockUnlinked(tx, workspace, imported);
    if (named === null) return { is: 'gone' };
    const other = await nameStoodFor(tx, workspace, chosen);
    if (other !== null)
      return { is: 'refused', why: 'field', field: 'slackUser', problem: 'stands-for-another', name: other };
    const { person, name } = await knownPerson(tx, { workspace, ...chosen });
    await hand(tx, workspace, imported, person);
    await handFigures(tx, workspace, imported, person);
    await joinMemberships(tx, workspace, person);
    const inWorkspace = (id: PersonId) => and(eq(table.person.id, id), eq(table.person.workspaceId, workspace));
    await tx.delete(table.person).where(inWorkspace(imported));
    await tx.update(table.person).set({ crmName: named.crmName }).where(inWorkspace(person));
    const before = { person: imported, name: named.name };
    return { is: 'changed', events: [{ what: 'linked', before, after: { person, name } }] };
  });
}

/** Locked, so that no deal is put under the name while it goes. */
async function lockUnlinked(tx: Db, workspace: WorkspaceId, id: PersonId) {
  const { person } = table;
  const [row] = await tx
    .select({ name: person.name, crmName: person.crmName })
    .from(person)
    .where(and(eq(person.id, id), eq(person.workspaceId, workspace), isNull(person.slackUserId)))
    .for('update');
  return row ?? null;
}

/** The imported name that a Slack user stands for already. */
async function nameStoodFor(tx: Db, workspace: WorkspaceId, { user }: Chosen): Promise<string | null> {
  const { person } = table;
  const [row] = await tx
    .select({ crmName: person.crmName })
    .from(person)
    .where(and(eq(person.workspaceId, workspace), eq(person.slackUserId, user)));
  return row?.crmName ?? null;
}

/** Every column that says who, but for those inside of history's facts. */
const WHO = [
  ['deal', 'owner_id'],
  ['deal_owner', 'person_id'],
  ['deal_answer', 'by_id'],
  ['deal_proof', 'owner_id'],
  ['deal_proposal', 'by_id'],
  ['deal_ledger', 'by_id'],
  ['deal_event', 'by_id'],
  ['deal_event', 'for_id'],
  ['credit', 'person_id'],
  ['membership', 'person_id'],
  ['quota', 'person_id'],
  ['quota', 'by_id'],
  ['ramp', 'person_id'],
  ['team', 'manager_id'],
  ['setup_event', 'by_id'],
  ['interaction', 'person_id'],
  ['digest_schedule', 'created_by_id'],
  ['digest_run', 'asked_by_id'],
] as const;

async function hand(tx: Db, workspace: WorkspaceId, from: PersonId, to: PersonId): Promise<void> {
  for (const [name, column] of WHO) {
    const who = sql.identifier(column);
    await tx.execute(
      sql`update ${sql.identifier(name)} set ${who} = ${to} where workspace_id = ${workspace} and ${who} = ${from}`,
    );
  }
  await tx.execute(sql`
    update deal_event set before = replace(before::text, ${from}::text, ${to}::text)::jsonb,
      after = replace(after::text, ${from}::text, ${to}::text)::jsonb
    where workspace_id = ${workspace} and kind = 'reassigned'
      and (before ->> 'owner' = ${from}::text or after ->> 'owner' = ${from}::text)`);
}

/** What digests have said of them by their id, so that the next one tells what has moved. */
async function handFigures(tx: Db, workspace: WorkspaceId, from: PersonId, to: PersonId): Promise<void> {
  await tx.execute(sql`
    update digest_run set figures = replace(figures::text, ${from}::text, ${to}::text)::jsonb
    where workspace_id = ${workspace} and figures is not null and position(${from}::text in figures::text) > 0`);
}

/** Times that both had on one team become one. */
async function joinMemberships(tx: Db, workspace: WorkspaceId, person: PersonId): Promise<void> {
  const { membership } = table;
  const theirs = and(eq(membership.workspaceId, workspace), eq(membership.personId, person));
  const rows = await tx.select().from(membership).where(theirs);
  const teams = new Map<TeamId, Span[]>();
  for (const { teamId, joinedOn, leftOn } of rows)
    teams.set(teamId, [...(teams.get(teamId) ?? []), { joinedOn, leftOn }]);
  const joined = [...teams].flatMap(([teamId, spans]) => joinedSpans(spans).map((span) => ({ teamId, ...span })));
  if (joined.length === rows.length) return;
  await tx.delete(membership).where(theirs);
  await tx.insert(membership).values(joined.map((row) => ({ workspaceId: workspace, personId: person, ...row })));
}
