import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { adoptWorkspace, UNCLAIMED } from '../../src/db/adopt-workspace.ts';
import { importDeals } from '../../src/db/import-deals.ts';
import type { WorkspaceId } from '../../src/domain/brand.ts';
import { eachDatabase } from '../support/databases.ts';
import { dealsById, fileOf, importing, PEOPLE, SEED } from '../support/imports.ts';

const HOME = 'T0HOME' as WorkspaceId;

describe.each(eachDatabase())('deals that wait for a workspace on $name', ({ open }) => {
  const db = open();

  test('belong to the first that connects, with all that is theirs', async () => {
    await importDeals(db(), fileOf(SEED, PEOPLE), { ...importing(), workspace: UNCLAIMED });
    const before = Object.keys(await dealsById(db(), UNCLAIMED)).length;

    const isAdopted = await adoptWorkspace(db(), HOME);

    expect(isAdopted).toBe(true);
    expect(before).toBeGreaterThan(0);
    expect(Object.keys(await dealsById(db(), HOME))).toHaveLength(before);
    const { rows } = await db().execute(sql`
      select 1 from workspace where id = ${UNCLAIMED} union all select 1 from person where workspace_id = ${UNCLAIMED}
      union all select 1 from deal_event where workspace_id = ${UNCLAIMED} union all select 1 from credit where workspace_id = ${UNCLAIMED}`);
    expect(rows).toEqual([]);
  });

  test('are nobody’s where a workspace has rows of its own, and where none wait nothing happens', async () => {
    expect(await adoptWorkspace(db(), HOME)).toBe(false);
    await importDeals(db(), fileOf(SEED, PEOPLE), { ...importing(), workspace: UNCLAIMED });

    expect(await adoptWorkspace(db(), HOME)).toBe(false);

    expect(Object.keys(await dealsById(db(), UNCLAIMED)).length).toBeGreaterThan(0);
  });
});
