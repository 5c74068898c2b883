import { and, eq, sql } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Deal } from '../domain/deal.ts';
import type { Settings } from '../domain/settings.ts';
import type { Db } from './connect.ts';
import { standingFrom } from './deal-rows.ts';
import { asSettings } from './people.ts';
import * as table from './schema.ts';

/** What is in a workspace already, as far as an import asks. */
export type Known = {
  readonly people: readonly KnownPerson[];
  readonly teams: readonly { readonly id: TeamId; readonly name: string; readonly managerId: PersonId | null }[];
  readonly memberships: readonly KnownMembership[];
  /** Those that the file has too, by their external id. */
  readonly deals: ReadonlyMap<string, KnownDeal>;
};

export type KnownPerson = {
  readonly id: PersonId;
  readonly name: string;
  /** Folded; null where no file has named them. */
  readonly crmName: string | null;
};

export type KnownMembership = {
  readonly personId: PersonId;
  readonly teamId: TeamId;
  readonly joinedOn: Day | null;
  readonly leftOn: Day | null;
};

export type KnownDeal = Pick<Deal, 'company' | 'title' | 'amount' | 'expectedClose' | 'standing' | 'owner'>;

/** Of a workspace that is not there yet. */
export const NOTHING_KNOWN: Known = { people: [], teams: [], memberships: [], deals: new Map() };

export async function knownIn(db: Db, workspace: WorkspaceId, externalIds: readonly string[]): Promise<Known> {
  const { person, team, membership } = table;
  const people = await db
    .select({ id: person.id, name: person.name, crmName: person.crmName })
    .from(person)
    .where(eq(person.workspaceId, workspace));
  const teams = await db
    .select({ id: team.id, name: team.name, managerId: team.managerId })
    .from(team)
    .where(eq(team.workspaceId, workspace))
    .orderBy(team.nameFolded);
  const { personId, teamId, joinedOn, leftOn } = membership;
  const memberships = await db
    .select({ personId, teamId, joinedOn, leftOn })
    .from(membership)
    .where(eq(membership.workspaceId, workspace))
    .orderBy(sql`${joinedOn} desc nulls last`, membership.id);
  return { people, teams, memberships, deals: await knownDeals(db, workspace, externalIds) };
}

async function knownDeals(
  db: Db,
  workspace: WorkspaceId,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, KnownDeal>> {
  const { deal } = table;
  const ids = sql`(select jsonb_array_elements_text(${JSON.stringify(externalIds)}::jsonb))`;
  const rows = await db
    .select()
    .from(deal)
    .where(and(eq(deal.workspaceId, workspace), sql`${deal.externalId} in ${ids}`));
  return new Map(
    rows.map(({ externalId, ownerId, ...row }) => {
      const { company, title, amount, expectedClose } = row;
      const standing = standingFrom({ ...row, externalId, ownerId });
      return [externalId ?? '', { company, title, amount, expectedClose, standing, owner: ownerId }];
    }),
  );
}

/** People by the folded name that a CRM has for them, which stays theirs when they become a Slack user. */
export function byCrmName(people: readonly KnownPerson[]): ReadonlyMap<string, PersonId> {
  return new Map(people.flatMap(({ id, crmName }) => (crmName === null ? [] : [[crmName, id] as const])));
}

export type KnownWorkspace = { readonly id: WorkspaceId; readonly settings: Settings };

/** The workspaces in a database: where a command has none to go by yet. */
export async function allWorkspaces(db: Db): Promise<readonly KnownWorkspace[]> {
  const rows = await db.select().from(table.workspace).orderBy(table.workspace.id);
  return rows.map((row) => ({ id: row.id, settings: asSettings(row) }));
}
