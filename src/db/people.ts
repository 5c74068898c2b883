import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { PersonId, SlackUserId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Relation } from '../domain/roles.ts';
import { firstSettings, type Settings } from '../domain/settings.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import * as table from './schema.ts';
import { teamIdsOf } from './sight.ts';

export type Known = {
  readonly person: PersonId;
  /** As it was when Sideline first met them. */
  readonly name: string;
  readonly isAdmin: boolean;
  readonly settings: Settings;
  readonly isSetUp: boolean;
};

/** Somebody of Slack's directory, picked in a form. */
export type Chosen = { readonly user: SlackUserId; readonly name: string; readonly zone: string };

/** The person behind a Slack user, and their workspace; both rows are made at their first gesture. */
export async function knownPerson(db: Db, who: Chosen & { readonly workspace: WorkspaceId }): Promise<Known> {
  const found = await findPerson(db, who.workspace, who.user);
  if (found) return found;
  await db
    .insert(table.workspace)
    .values({ id: who.workspace, ...firstSettings(who.zone) })
    .onConflictDoNothing();
  await db
    .insert(table.person)
    .values({ workspaceId: who.workspace, slackUserId: who.user, name: who.name })
    .onConflictDoNothing();
  const made = await findPerson(db, who.workspace, who.user);
  if (!made) throw new Error(`The person behind ${who.user} was not stored.`);
  return made;
}

async function findPerson(db: Db, workspace: WorkspaceId, user: SlackUserId): Promise<Known | null> {
  const [row] = await db
    .select({ person: table.person, workspace: table.workspace })
    .from(table.person)
    .innerJoin(table.workspace, eq(table.workspace.id, table.person.workspaceId))
    .where(and(eq(table.person.workspaceId, workspace), eq(table.person.slackUserId, user)));
  if (!row) return null;
  return {
    person: row.person.id,
    name: row.person.name,
    isAdmin: row.person.isAdmin,
    settings: asSettings(row.workspace),
    isSetUp: row.workspace.setUpAt !== null,
  };
}

/** What a person is to a deal's owner today, with the discount limit of the owner's team; of several, the lowest. */
export async function relationTo(
  db: Db,
  owner: PersonId,
  { workspace, by, today }: { workspace: WorkspaceId; by: PersonId; today: Day },
): Promise<{ relation: Relation; discountLimit: number }> {
  const result = await db.execute(sql`
    with owner_team as (
      select t.id, t.manager_id, coalesce(t.discount_limit, w.discount_limit) as discount_limit
      from team t join workspace w on w.id = t.workspace_id
      where t.workspace_id = ${workspace} and t.id in (${teamIdsOf(sql`${owner}::uuid`, { workspace, today })})
    ), in_charge as (
      select p.id, p.name from person p
      where p.workspace_id = ${workspace} and p.slack_user_id is not null
        and (p.is_admin or p.id in (select manager_id from owner_team))
    )
    select
      coalesce((select p.is_admin from person p where p.workspace_id = ${workspace} and p.id = ${by}), false) as is_admin,
      ${by}::uuid in (select manager_id from owner_team where manager_id is not null) as manages_owner,
      coalesce((select json_agg(name order by name) from in_charge where id <> ${by}), '[]') as others,
      coalesce((select min(discount_limit) from owner_team), (select discount_limit from workspace where id = ${workspace})) as discount_limit`);
  const row = result.rows[0] as { is_admin: boolean; manages_owner: boolean; others: string[]; discount_limit: number };
  const relation = {
    person: by,
    isOwner: by === owner,
    managesOwner: row.manages_owner,
    isAdmin: row.is_admin,
    others: row.others,
  };
  return { relation, discountLimit: row.discount_limit };
}

/** The Slack user behind a person; null for one who is known from an import alone. */
export async function slackUserOf(db: Db, workspace: WorkspaceId, person: PersonId): Promise<SlackUserId | null> {
  const [row] = await db
    .select({ user: table.person.slackUserId })
    .from(table.person)
    .where(and(eq(table.person.workspaceId, workspace), eq(table.person.id, person)));
  return row?.user ?? null;
}

export async function settingsOf(db: Db, workspace: WorkspaceId): Promise<Settings> {
  const [row] = await db.select().from(table.workspace).where(eq(table.workspace.id, workspace));
  if (!row) throw new Error(`Workspace ${workspace} has no row.`);
  return asSettings(row);
}

export function asSettings({ id, setUpAt, ...settings }: typeof table.workspace.$inferSelect): Settings {
  return settings;
}

/** The people of a workspace by id: for names beside what they did. */
export async function namesOf(db: Db, workspace: WorkspaceId): Promise<ReadonlyMap<PersonId, string>> {
  const rows = await db
    .select({ id: table.person.id, name: table.person.name })
    .from(table.person)
    .where(eq(table.person.workspaceId, workspace));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function hasAdmin(db: Db, workspace: WorkspaceId): Promise<boolean> {
  const [row] = await db
    .select({ id: table.person.id })
    .from(table.person)
    .where(
      and(eq(table.person.workspaceId, workspace), eq(table.person.isAdmin, true), isNotNull(table.person.slackUserId)),
    )
    .limit(1);
  return row !== undefined;
}

export type TeamRow = { readonly id: TeamId; readonly name: string };

/** Teams whose deals a person may list: those they are on today, and those they manage; an admin all. */
export async function teamsOf(db: Db, { by, today }: { by: Speaker; today: Day }): Promise<readonly TeamRow[]> {
  const { workspace, person, isAdmin } = by;
  const mine = isAdmin ? sql`true` : sql`t.id in (${teamIdsOf(sql`${person}::uuid`, { workspace, today })})`;
  const { rows } = await db.execute<TeamRow>(sql`
    select t.id, t.name from team t where t.workspace_id = ${workspace} and ${mine} order by t.name`);
  return rows;
}
