import { describe, expect, test } from 'vitest';
import { insertDeals } from '../../src/db/insert-deals.ts';
import { findDeals } from '../../src/db/pipeline.ts';
import type { SlackUserId } from '../../src/domain/brand.ts';
import { aDeal, NOW, TODAY, ZONE } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesTeam } from '../support/sales-team.ts';

describe.each(eachDatabase())('finding a deal on $name', ({ open }) => {
  const db = open();

  test('a company is found by its whole name past a hundred of one’s own', async () => {
    const { workspace, rep, mate } = await aSalesTeam(db());
    const named = { openedAt: NOW, answers: [] };
    const mine = Array.from({ length: 101 }, (_, number) => aDeal({ ...named, owner: rep, company: `Acme ${number}` }));
    const deals = [...mine, aDeal({ ...named, owner: mate, company: 'Acme' })];
    const whole = deals.map((deal) => ({ deal, events: [], credits: [] }));
    await insertDeals(db(), { workspace, currency: 'EUR' }, whole);
    const by = { workspace, person: rep, user: 'U1' as SlackUserId, name: 'Rep', zone: ZONE };
    const asker = { ...by, isAdmin: false, isSlackAdmin: false };

    const hits = await findDeals(db(), 'ACME', { by: asker, today: TODAY, among: 'open' });

    expect(hits.map(({ company, owner }) => [company, owner])).toEqual([['Acme', 'Mate']]);
  });
});
