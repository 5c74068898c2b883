import { randomUUID } from 'node:crypto';
import type { Db } from '../../src/db/connect.ts';
import { knownPerson } from '../../src/db/people.ts';
import * as table from '../../src/db/schema.ts';
import type { PersonId, SlackUserId, WorkspaceId } from '../../src/domain/brand.ts';
import { day, ZONE } from './builders.ts';

export type SalesTeam = {
  readonly workspace: WorkspaceId;
  readonly rep: PersonId;
  readonly mate: PersonId;
  readonly manager: PersonId;
  readonly west: string;
  readonly east: string;
};

/** A workspace of its own: a rep who moved from East to West a week ago, a mate there, and their manager. */
export async function aSalesTeam(db: Db): Promise<SalesTeam> {
  const workspace = `T${randomUUID()}` as WorkspaceId;
  const known = async (name: string) =>
    (await knownPerson(db, { workspace, user: `U${randomUUID()}` as SlackUserId, name, zone: ZONE })).person;
  const [rep, mate, manager] = [await known('Rep'), await known('Mate'), await known('Manager')];
  const team = async (name: string) => {
    const row = { workspaceId: workspace, name, nameFolded: name.toLowerCase(), managerId: manager };
    const [made] = await db.insert(table.team).values(row).returning();
    if (made === undefined) throw new Error('The team was not stored.');
    return made.id;
  };
  const [west, east] = [await team('West'), await team('East')];
  const moved = day('2026-03-03');
  await db.insert(table.membership).values([
    { workspaceId: workspace, teamId: east, personId: rep, leftOn: moved },
    { workspaceId: workspace, teamId: west, personId: rep, joinedOn: moved },
    { workspaceId: workspace, teamId: west, personId: mate },
  ]);
  return { workspace, rep, mate, manager, west, east };
}
