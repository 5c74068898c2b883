import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { insertDeals } from '../../src/db/insert-deals.ts';
import { storedDeal } from '../../src/db/read-deal.ts';
import * as table from '../../src/db/schema.ts';
import type { PersonId, TeamId, WorkspaceId } from '../../src/domain/brand.ts';
import type { Deal } from '../../src/domain/deal.ts';
import { event } from '../../src/domain/decision.ts';
import {
  aDeal,
  aDiscount,
  aLoss,
  aProof,
  aProposal,
  aValue,
  daysLater,
  money,
  NOW,
  someAnswers,
  someSettings,
  TODAY,
  TOMORROW,
} from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';

type Floor = {
  readonly workspace: WorkspaceId;
  readonly rep: PersonId;
  readonly manager: PersonId;
  readonly team: TeamId;
};

/** A workspace with a rep on a manager's team. */
async function aFloor(db: Db): Promise<Floor> {
  const workspace = `T${randomUUID()}` as WorkspaceId;
  const rep = randomUUID() as PersonId;
  const manager = randomUUID() as PersonId;
  const team = randomUUID() as TeamId;
  await db.insert(table.workspace).values({ id: workspace, ...someSettings() });
  await db.insert(table.person).values([
    { id: rep, workspaceId: workspace, name: 'Rita Rep' },
    { id: manager, workspaceId: workspace, name: 'Max Manager' },
  ]);
  await db.insert(table.team).values({ id: team, workspaceId: workspace, name: 'North', nameFolded: 'north' });
  return { workspace, rep, manager, team };
}

describe.each(eachDatabase())('many new deals on $name', ({ open }) => {
  const db = open();

  test('are stored with all of their parts', async () => {
    const { workspace, rep } = await aFloor(db());
    const mine = () => ({ owner: rep, answers: someAnswers({}, { by: rep }), proofs: [aProof({ owner: rep })] });
    const deals: readonly Deal[] = [
      aDeal({ owner: rep, company: '=1+1 "Åse" \\ , {}', externalId: 'A-1' }),
      aDeal({
        ...mine(),
        stage: 'negotiate',
        openPoints: ['price', 'legal-terms'],
        proposals: [aProposal({ by: rep })],
        ledger: [
          { ...aValue(), by: rep },
          { ...aDiscount(500), by: rep },
        ],
      }),
      aDeal({ ...mine(), standing: { is: 'parked', stage: 'prove', until: TOMORROW } }),
      aDeal({
        ...mine(),
        standing: { is: 'lost', from: null, on: TODAY, loss: aLoss({ reason: null, wrong: ['price', 'timing'] }) },
      }),
      aDeal({ ...mine(), contact: null, amount: null, openedAt: null, areGatesUnseen: true, stints: [] }),
    ];

    await insertDeals(
      db(),
      { workspace, currency: 'EUR' },
      deals.map((deal) => ({ deal, events: [], credits: [] })),
    );

    const stored = await Promise.all(deals.map(({ id }) => storedDeal(db(), workspace, id)));
    expect(stored).toMatchObject(deals);
  });

  test('bring their history in its order, with whoever acted for the owner of that day', async () => {
    const { workspace, rep, manager } = await aFloor(db());
    const other = manager;
    const deal = aDeal({
      owner: other,
      owners: [
        { person: rep, since: daysLater(-10) },
        { person: other, since: daysLater(-2) },
      ],
    });
    const events = [
      { ...event('opened', {}, { company: 'Acme' }), at: daysLater(-10), by: rep, version: 1 },
      { ...event('edited', { amount: 1 }, { amount: 2 }), at: daysLater(-5), by: manager, version: 2 },
      { ...event('reassigned', {}, {}, 'On leave'), at: daysLater(-2), by: manager, version: 3 },
      { ...event('edited', {}, {}), at: daysLater(-1), by: manager, version: 4 },
      { ...event('came-back', {}, {}), at: NOW, by: null, version: 4 },
    ];

    await insertDeals(db(), { workspace, currency: 'EUR' }, [{ deal, events, credits: [] }]);

    const { dealEvent } = table;
    const rows = await db().select().from(dealEvent).where(eq(dealEvent.dealId, deal.id)).orderBy(asc(dealEvent.id));
    expect(rows.map(({ kind }) => kind)).toEqual(events.map(({ kind }) => kind));
    expect(rows.map(({ forId }) => forId)).toEqual([null, rep, rep, null, null]);
    expect(rows[1]).toMatchObject({ before: { amount: 1 }, after: { amount: 2 }, byId: manager, at: daysLater(-5) });
    expect(rows[2]).toMatchObject({ reason: 'On leave', version: 3 });
  });

  test('bring the credit of those that were won', async () => {
    const { workspace, rep, team } = await aFloor(db());
    const deal = aDeal({
      owner: rep,
      answers: [],
      proofs: [],
      proposals: [],
      standing: { is: 'won', on: TODAY, amount: money(500) },
    });
    const credits = [{ person: rep, team, amount: money(500), on: TODAY, at: NOW }];

    await insertDeals(db(), { workspace, currency: 'EUR' }, [{ deal, events: [], credits }]);

    const rows = await db().select().from(table.credit).where(eq(table.credit.dealId, deal.id));
    expect(rows).toMatchObject([{ personId: rep, teamId: team, amount: 500, creditedOn: TODAY, at: NOW }]);
  });

  test('are all of them there when there are more than one statement takes, and progress is told', async () => {
    const { workspace, rep } = await aFloor(db());
    const deals = Array.from({ length: 2_100 }, () => aDeal({ owner: rep }));
    const told: number[] = [];

    await insertDeals(
      db(),
      { workspace, currency: 'EUR' },
      deals.map((deal) => ({ deal, events: [], credits: [] })),
      (written) => told.push(written),
    );

    expect(told).toEqual([1_000, 2_000, 2_100]);
    expect(await db().$count(table.deal, eq(table.deal.workspaceId, workspace))).toBe(2_100);
    expect(await db().$count(table.dealStint, eq(table.dealStint.workspaceId, workspace))).toBe(2_100);
  });

  test('stay in their workspace: an owner of another one is refused', async () => {
    const { workspace } = await aFloor(db());
    const elsewhere = await aFloor(db());

    const inserting = insertDeals(db(), { workspace, currency: 'EUR' }, [
      { deal: aDeal({ owner: elsewhere.rep }), events: [], credits: [] },
    ]);

    await expect(inserting).rejects.toThrow();
  });
});
