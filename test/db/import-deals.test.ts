import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { importDeals } from '../../src/db/import-deals.ts';
import { dealFile } from '../../src/db/read-deal.ts';
import * as table from '../../src/db/schema.ts';
import type { PersonId, TeamId } from '../../src/domain/brand.ts';
import { day, NOW } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';

import { dealsById, fileOf, importing, PEOPLE, personNamed, SEED } from '../support/imports.ts';

describe.each(eachDatabase())('an import on $name', ({ open }) => {
  const db = open();

  test('places each deal where the CRM has it, gates not seen', async () => {
    const into = importing();

    await importDeals(db(), fileOf(SEED, PEOPLE), into);

    const deals = await dealsById(db(), into.workspace);
    // Midnight of that day in the workspace's zone, two hours ahead of Greenwich in October.
    const opened = new Date('2025-10-19T22:00:00Z');
    expect(deals['1']).toMatchObject({
      ...{ company: 'Acme', title: 'Seats', openedAt: opened, areGatesUnseen: true, version: 1, amount: 105_400 },
      ...{
        standing: { is: 'won', on: '2026-02-01', amount: 105_400 },
        qualified: { at: null, how: 'import' },
        stints: [],
      },
    });
    expect(deals['2']).toMatchObject({
      standing: { is: 'lost', from: null, on: '2026-02-01', loss: { reason: null } },
      ...{ amount: null, qualified: { at: null, how: 'import-unsure' }, stints: [] },
    });
    expect(deals['3']).toMatchObject({
      ...{ company: '(no company) · Seats · 3', standing: { is: 'live', stage: 'qualify' }, qualified: null },
      stints: [{ stage: 'qualify', isParked: false, from: opened, to: null }],
    });
    expect(deals['4']).toMatchObject({ openedAt: null, stints: [{ stage: 'qualify', from: null, to: null }] });
    // Since when it is in that stage, the file does not say.
    expect(deals['5']).toMatchObject({
      ...{ standing: { is: 'live', stage: 'propose' }, qualified: { at: null, how: 'import' }, amount: 50_000 },
      ...{ expectedClose: '2026-04-01', stints: [{ stage: 'propose', from: null, to: null }] },
    });
  });

  test('leaves a row of history with the stage in the words of the CRM, by nobody', async () => {
    const into = importing();

    await importDeals(db(), fileOf(SEED), into);

    const deal = (await dealsById(db(), into.workspace))['3'];
    const file = deal && (await dealFile(db(), deal.id, into));
    expect(file?.history).toMatchObject([
      { kind: 'imported', by: null, at: NOW, to: { crmStage: 'Engaging', stage: 'qualify', externalId: '3' } },
    ]);
  });

  test('makes people and teams, and credits a win to the owner and their team', async () => {
    const into = importing();

    const plan = await importDeals(db(), fileOf(SEED, PEOPLE), into);

    const [rita] = await personNamed(db(), into.workspace, 'Rita Rep');
    const [mia] = await personNamed(db(), into.workspace, 'Mia Manager');
    const teams = await db().select().from(table.team).where(eq(table.team.workspaceId, into.workspace));
    const credits = await db().select().from(table.credit).where(eq(table.credit.workspaceId, into.workspace));
    expect(rita).toMatchObject({ slackUserId: null, crmName: 'rita rep', isAdmin: false });
    expect(teams).toMatchObject([{ name: 'Central · Mia Manager', managerId: mia?.id }]);
    expect(credits).toMatchObject([
      { personId: rita?.id, teamId: teams[0]?.id, amount: 105_400, creditedOn: '2026-02-01' },
    ]);
    expect(plan.withoutTeam).toEqual(['Paul Rep']);
  });

  test('credits a win to the team that its owner was on that day', async () => {
    const into = importing();
    const { workspace } = into;
    const rita = randomUUID() as PersonId;
    const [now, then] = [randomUUID() as TeamId, randomUUID() as TeamId];
    const handover = day('2026-02-15');
    await db()
      .insert(table.workspace)
      .values({ id: workspace, ...into.settings });
    await db().insert(table.person).values({ id: rita, workspaceId: workspace, name: 'Rita', crmName: 'rita rep' });
    await db()
      .insert(table.team)
      .values([
        { id: now, workspaceId: workspace, name: 'Now', nameFolded: 'now' },
        { id: then, workspaceId: workspace, name: 'Then', nameFolded: 'then' },
      ]);
    await db()
      .insert(table.membership)
      .values([
        { workspaceId: workspace, teamId: then, personId: rita, leftOn: handover },
        { workspaceId: workspace, teamId: now, personId: rita, joinedOn: handover },
      ]);

    const plan = await importDeals(db(), fileOf(SEED, PEOPLE), into);

    const [credit] = await db().select().from(table.credit).where(eq(table.credit.workspaceId, workspace));
    expect(credit).toMatchObject({ personId: rita, teamId: then });
    // Where somebody is on a team already, the file does not move them.
    expect(plan.peopleDifferences).toMatchObject([{ what: 'team', here: 'Now', file: 'Central · Mia Manager' }]);
    expect(plan.teams).toEqual([]);
  });
});
