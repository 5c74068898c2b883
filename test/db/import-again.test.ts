import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { changeDeal } from '../../src/db/deals.ts';
import { importDeals, plannedImport } from '../../src/db/import-deals.ts';
import { storedDeal } from '../../src/db/read-deal.ts';
import * as table from '../../src/db/schema.ts';
import type { SlackUserId } from '../../src/domain/brand.ts';
import { changed, event } from '../../src/domain/decision.ts';
import { money, NOW } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { anExport } from '../support/export.ts';

import { countsOf, dealsById, fileOf, importing, PEOPLE, personNamed, SEED } from '../support/imports.ts';

describe.each(eachDatabase())('a later import on $name', ({ open }) => {
  const db = open();

  test('of the same file changes nothing the second time', async () => {
    const into = importing();
    await importDeals(db(), fileOf(SEED, PEOPLE), into);
    const before = await countsOf(db(), into.workspace);

    const plan = await importDeals(db(), fileOf(SEED, PEOPLE), { ...into, now: new Date('2026-03-11T11:00:00Z') });

    expect(await countsOf(db(), into.workspace)).toEqual(before);
    expect(plan).toMatchObject({ people: [], teams: [], members: [], deals: [], known: 5 });
    expect([...plan.differences, ...plan.peopleDifferences]).toEqual([]);
  });

  test('that is only planned writes nothing, and says what would go in', async () => {
    const into = importing();

    const plan = await plannedImport(db(), fileOf(SEED, PEOPLE), into);

    expect(plan.deals).toHaveLength(5);
    expect(await countsOf(db(), into.workspace)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(await db().$count(table.workspace, eq(table.workspace.id, into.workspace))).toBe(0);
  });

  test('never moves a deal that is there, nor changes its amount: what differs is listed, and new deals go in', async () => {
    const into = importing();
    await importDeals(db(), fileOf(SEED), into);
    const before = await dealsById(db(), into.workspace);
    const later = anExport(
      '3,Dune,Seats,Paul Rep,Won,2025-10-20,2026-03-01,700',
      '4,Bolt,Seats,Paul Rep,Negotiation,,,',
      '5,Cork,More seats,Paul Rep,Proposal Sent,2025-10-20,2026-05-01,400',
      '6,Elk,Seats,Nora New,Engaging,2026-03-01,,',
    );

    const plan = await importDeals(db(), fileOf(later), into);

    const { 6: fresh, ...after } = await dealsById(db(), into.workspace);
    expect(after).toEqual(before);
    expect(fresh).toMatchObject({ company: 'Elk' });
    expect(plan.known).toBe(3);
    expect(plan.differences.map(({ line, what, here, file }) => [line, what, here, file])).toEqual([
      [2, 'standing', { is: 'live', stage: 'qualify' }, { is: 'won', on: '2026-03-01', amount: 70_000 }],
      [2, 'company', '(no company) · Seats · 3', 'Dune'],
      [2, 'owner', 'Rita Rep', 'Paul Rep'],
      [3, 'standing', { is: 'live', stage: 'qualify' }, { is: 'live', stage: 'negotiate' }],
      [4, 'amount', 50_000, 40_000],
      [4, 'title', 'Seats', 'More seats'],
      [4, 'expected close', '2026-04-01', '2026-05-01'],
    ]);
  });

  test('leaves alone what was done to a deal here since', async () => {
    const into = importing();
    await importDeals(db(), fileOf(SEED), into);
    const { 5: deal } = await dealsById(db(), into.workspace);
    const [paul] = await personNamed(db(), into.workspace, 'Paul Rep');
    if (!deal || !paul) throw new Error('Both came with the first import.');
    const by = {
      ...{ workspace: into.workspace, person: paul.id, user: 'U1' as SlackUserId, name: 'Paul', zone: 'UTC' },
      ...{ isAdmin: false, isSlackAdmin: false },
    };
    const gesture = { by, at: NOW, key: randomUUID(), seen: null };
    await changeDeal(db(), deal.id, gesture, (found, scene) =>
      changed({ ...found, amount: money(90_000) }, [event('edited', { amount: 50_000 }, { amount: 90_000 })], scene),
    );

    const plan = await importDeals(db(), fileOf(SEED), into);

    expect(await storedDeal(db(), into.workspace, deal.id)).toMatchObject({ amount: 90_000, version: 2 });
    expect(plan.differences).toMatchObject([{ what: 'amount', here: 90_000, file: 50_000 }]);
  });

  test('finds a person again whom an admin made a Slack user of another name', async () => {
    const into = importing();
    await importDeals(db(), fileOf(SEED, PEOPLE), into);
    const linked = { slackUserId: 'U042' as SlackUserId, name: 'rita.r' };
    await db()
      .update(table.person)
      .set(linked)
      .where(and(eq(table.person.workspaceId, into.workspace), eq(table.person.crmName, 'rita rep')));

    const plan = await importDeals(db(), fileOf(anExport('9,Elk,Seats,RITA  Rep,Engaging,,,'), PEOPLE), into);

    const [rita] = await personNamed(db(), into.workspace, 'rita.r');
    expect(plan.people).toEqual([]);
    expect((await dealsById(db(), into.workspace))['9']?.owner).toBe(rita?.id);
  });

  test('does not make a team anew that an admin gave another name', async () => {
    const into = importing();
    await importDeals(db(), fileOf(SEED, PEOPLE), into);
    const renamed = { name: 'Mid', nameFolded: 'mid' };
    await db().update(table.team).set(renamed).where(eq(table.team.workspaceId, into.workspace));
    const more = `${PEOPLE}Paul Rep,Mia Manager,Central\n`;

    const plan = await importDeals(db(), fileOf(SEED, more), into);

    expect(plan.teams).toEqual([]);
    expect(plan.members).toHaveLength(1);
    expect(plan.peopleDifferences).toEqual([]);
  });

  test('of one id into two workspaces makes two deals', async () => {
    const one = importing();
    const other = importing();

    await importDeals(db(), fileOf(SEED), one);
    await importDeals(db(), fileOf(SEED), other);

    expect(Object.keys(await dealsById(db(), one.workspace))).toHaveLength(5);
    expect(Object.keys(await dealsById(db(), other.workspace))).toHaveLength(5);
  });

  test('twice at the same time puts everything in once', async () => {
    const into = importing();

    const plans = await Promise.all([importDeals(db(), fileOf(SEED), into), importDeals(db(), fileOf(SEED), into)]);

    expect(plans.map(({ deals }) => deals.length).sort()).toEqual([0, 5]);
    expect(Object.keys(await dealsById(db(), into.workspace))).toHaveLength(5);
  });

  test('that is broken off leaves nothing', async () => {
    const into = importing();
    const breaking = importDeals(db(), fileOf(SEED, PEOPLE), into, () => {
      throw new Error('The power went out.');
    });

    await expect(breaking).rejects.toThrow('The power went out.');
    expect(await countsOf(db(), into.workspace)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('keeps names that would end a statement or a literal', async () => {
    const into = importing();
    const odd = `O'Brien "\\" {,} NULL $1; drop table deal`;

    await importDeals(
      db(),
      fileOf(anExport(`"${odd.replace(/"/g, '""')}","${odd.replace(/"/g, '""')}",NULL,{},Engaging,,,`)),
      into,
    );

    const [deal] = Object.values(await dealsById(db(), into.workspace));
    expect(deal).toMatchObject({ company: odd, externalId: odd, title: 'NULL' });
  });
});
