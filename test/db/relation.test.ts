import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { relationTo } from '../../src/db/people.ts';
import * as table from '../../src/db/schema.ts';
import type { TeamId } from '../../src/domain/brand.ts';
import { TODAY } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesTeam, type SalesTeam } from '../support/sales-team.ts';

describe.each(eachDatabase())('the discount limit on $name', ({ open }) => {
  const db = open();
  let floor: SalesTeam;
  beforeEach(async () => {
    floor = await aSalesTeam(db());
  });

  const limit = async () => {
    const { workspace, rep, mate } = floor;
    return (await relationTo(db(), rep, { workspace, by: mate, today: TODAY })).discountLimit;
  };
  const allow = (name: string, discountLimit: number) =>
    db()
      .update(table.team)
      .set({ discountLimit })
      .where(and(eq(table.team.workspaceId, floor.workspace), eq(table.team.name, name)));

  test('is the workspace’s where the team has none, and the team’s where it has', async () => {
    expect(await limit()).toBe(1_000);

    await allow('West', 2_500);

    expect(await limit()).toBe(2_500);
  });

  test('of several teams is the lowest, the workspace’s for a team that has none', async () => {
    const { workspace, east, rep } = floor;
    await db()
      .insert(table.membership)
      .values({ workspaceId: workspace, teamId: east as TeamId, personId: rep, joinedOn: TODAY });
    await allow('East', 5_000);

    expect(await limit()).toBe(1_000);
  });
});
