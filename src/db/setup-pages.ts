import { and, eq, isNull, sql } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import {
  type Member,
  type MemberFile,
  type Overview,
  type Page,
  SETUP_PAGE,
  type TeamFile,
  type TeamSummary,
  type Unlinked,
  type UnlinkedFile,
} from '../domain/setup-file.ts';
import type { Db } from './connect.ts';
import { settingsOf } from './people.ts';
import * as table from './schema.ts';
import { adminsOf, setupSeen } from './setup.ts';

export async function setupOverview(
  db: Db,
  { workspace, today, page }: { workspace: WorkspaceId; today: Day; page: number },
): Promise<Overview> {
  const seen = await setupSeen(db, workspace);
  const { person } = table;
  const unlinkedOnes = and(eq(person.workspaceId, workspace), isNull(person.slackUserId));
  const [settings, teams, admins, unlinked] = await Promise.all([
    settingsOf(db, workspace),
    teamSummaries(db, { workspace, today, page }),
    adminsOf(db, workspace),
    db.$count(person, unlinkedOnes),
  ]);
  return { seen, settings, teams, admins, unlinked };
}

async function teamSummaries(
  db: Db,
  { workspace, today, page }: { workspace: WorkspaceId; today: Day; page: number },
): Promise<Page<TeamSummary>> {
  const all = await db.$count(table.team, eq(table.team.workspaceId, workspace));
  const number = pageWithin(page, all);
  const { rows } = await db.execute(sql`
    select t.id, t.name, p.name as "managerName", t.discount_limit as "discountLimit", (
      select count(distinct m.person_id)::int from membership m
      where m.workspace_id = t.workspace_id and m.team_id = t.id
        and coalesce(m.joined_on, '-infinity') <= ${today} and coalesce(m.left_on, 'infinity') > ${today}) as people
    from team t left join person p on p.workspace_id = t.workspace_id and p.id = t.manager_id
    where t.workspace_id = ${workspace}
    order by t.name_folded, t.id limit ${SETUP_PAGE} offset ${number * SETUP_PAGE}`);
  return { rows: rows as TeamSummary[], number, all };
}

/** A team with a page of its members; null if there is none in the workspace. */
export async function teamFile(
  db: Db,
  id: TeamId,
  { workspace, today, page }: { workspace: WorkspaceId; today: Day; page: number },
): Promise<TeamFile | null> {
  const seen = await setupSeen(db, workspace);
  const { team, person, membership } = table;
  const [found] = await db
    .select({
      name: team.name,
      discountLimit: team.discountLimit,
      wins: { channel: team.channelId, showsAmount: team.showsWonAmount },
      manager: { name: person.name, user: person.slackUserId },
    })
    .from(team)
    .leftJoin(person, and(eq(person.workspaceId, workspace), eq(person.id, team.managerId)))
    .where(and(eq(team.id, id), eq(team.workspaceId, workspace)));
  if (found === undefined) return null;
  const all = await db.$count(membership, and(eq(membership.workspaceId, workspace), eq(membership.teamId, id)));
  const number = pageWithin(page, all);
  const { rows } = await db.execute(sql`
    select m.id as membership, p.name, p.slack_user_id is null as "isByNameOnly",
      m.joined_on::text as "joinedOn", m.left_on::text as "leftOn"
    from membership m join person p on p.workspace_id = m.workspace_id and p.id = m.person_id
    where m.workspace_id = ${workspace} and m.team_id = ${id}
    order by coalesce(m.left_on, 'infinity') <= ${today}, lower(p.name), m.joined_on nulls first, m.id
    limit ${SETUP_PAGE} offset ${number * SETUP_PAGE}`);
  return { seen, id, ...found, members: { rows: rows as Member[], number, all } };
}

export async function memberFile(db: Db, workspace: WorkspaceId, id: string): Promise<MemberFile | null> {
  const seen = await setupSeen(db, workspace);
  const { membership, team, person } = table;
  const { joinedOn, leftOn } = membership;
  const [row] = await db
    .select({ team: team.id, teamName: team.name, name: person.name, joinedOn, leftOn })
    .from(membership)
    .innerJoin(team, eq(team.id, membership.teamId))
    .innerJoin(person, eq(person.id, membership.personId))
    .where(and(eq(membership.id, id), eq(membership.workspaceId, workspace)));
  return row === undefined ? null : { seen, ...row };
}

/** People who are known by name only, with the teams they are on or were on. */
export async function unlinkedPeople(
  db: Db,
  { workspace, page }: { workspace: WorkspaceId; page: number },
): Promise<Page<Unlinked>> {
  const { person } = table;
  const all = await db.$count(person, and(eq(person.workspaceId, workspace), isNull(person.slackUserId)));
  const number = pageWithin(page, all);
  const { rows } = await db.execute(sql`
    select p.id as person, p.name, coalesce((
      select json_agg(distinct t.name) from team t
      where t.workspace_id = p.workspace_id and (t.manager_id = p.id or t.id in (
        select m.team_id from membership m where m.workspace_id = p.workspace_id and m.person_id = p.id))), '[]') as teams
    from person p where p.workspace_id = ${workspace} and p.slack_user_id is null
    order by lower(p.name), p.id limit ${SETUP_PAGE} offset ${number * SETUP_PAGE}`);
  return { rows: rows as Unlinked[], number, all };
}

export async function unlinkedPerson(db: Db, workspace: WorkspaceId, id: PersonId): Promise<UnlinkedFile | null> {
  const seen = await setupSeen(db, workspace);
  const { person } = table;
  const mine = and(eq(person.id, id), eq(person.workspaceId, workspace), isNull(person.slackUserId));
  const [row] = await db.select({ person: person.id, name: person.name }).from(person).where(mine);
  return row === undefined ? null : { seen, ...row };
}

/** The page itself, or the last one where there are fewer; `size` lines stand on each. */
export function pageWithin(page: number, all: number, size: number = SETUP_PAGE): number {
  return Math.max(0, Math.min(page, Math.ceil(all / size) - 1));
}
