import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { changeDeal, type Outcome, openDeal } from '../../src/db/deals.ts';
import { insertDeals } from '../../src/db/insert-deals.ts';
import * as table from '../../src/db/schema.ts';
import type { DealId, PersonId, SlackUserId } from '../../src/domain/brand.ts';
import { lose, reopen, win } from '../../src/domain/closing.ts';
import type { Deal } from '../../src/domain/deal.ts';
import { NOTHING_ASKED } from '../../src/domain/gates.ts';
import { reassign } from '../../src/domain/handing-over.ts';
import { moveBack, park } from '../../src/domain/moves.ts';
import { opened } from '../../src/domain/opening.ts';
import type { Gesture } from '../../src/domain/speaker.ts';
import { aDeal, day, money, NOW, TODAY, ZONE } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { stored } from '../support/every-button.ts';
import { aSalesTeam, type SalesTeam } from '../support/sales-team.ts';

const WIN = {
  seen: 0,
  amount: money(900_000),
  on: TODAY,
  openPoints: [],
  asked: NOTHING_ASKED,
  answered: {},
  reason: 'For a yes today',
};
const LOSS = { reason: 'no-decision', alternative: '', wrong: [], note: '' } as const;

describe.each(eachDatabase())('changing a deal on $name', ({ open }) => {
  const db = open();
  let floor: SalesTeam;
  beforeEach(async () => {
    floor = await aSalesTeam(db());
  });

  async function stands(says: Parameters<typeof aDeal>[0] = {}): Promise<Deal> {
    const { workspace, rep } = floor;
    const made = aDeal({ owner: rep, ...says });
    const owned = { ...made, answers: made.answers.map((answer) => ({ ...answer, by: rep })) };
    const whole = {
      ...owned,
      proofs: made.proofs.map((proof) => ({ ...proof, owner: rep })),
      proposals: made.proposals.map((proposal) => ({ ...proposal, by: rep })),
    };
    await insertDeals(db(), { workspace, currency: 'EUR' }, [{ deal: whole, events: [], credits: [] }]);
    return whole;
  }

  const by = (person: PersonId, says: Partial<Gesture> = {}): Gesture => ({
    by: {
      ...{ workspace: floor.workspace, person, user: 'U1' as SlackUserId, name: 'Somebody' },
      ...{ zone: ZONE, isAdmin: false, isSlackAdmin: false },
    },
    ...{ at: NOW, key: randomUUID(), seen: null },
    ...says,
  });
  const eventsOf = (id: DealId) =>
    db().select().from(table.dealEvent).where(eq(table.dealEvent.dealId, id)).orderBy(table.dealEvent.id);
  const creditsOf = async (id: DealId) => {
    const rows = await db().select().from(table.credit).where(eq(table.credit.dealId, id)).orderBy(table.credit.id);
    return rows.map(({ personId, teamId, amount, creditedOn }) => [personId, teamId, amount, creditedOn]);
  };
  const rowOf = async (id: DealId) => {
    const [row] = await db().select().from(table.deal).where(eq(table.deal.id, id));
    return row;
  };
  const parks = (until: string) => (deal: Deal, scene: Parameters<typeof park>[2]) =>
    park(deal, { until: day(until), personsToday: TODAY, reason: '' }, scene);

  test('C1 thirty deliveries of one gesture at once write once, and all answer that it was done', async () => {
    const { id } = await stands();
    const gesture = by(floor.rep);

    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => changeDeal(db(), id, gesture, parks('2026-06-01'))),
    );

    expect(outcomes.map(({ is }) => is)).toEqual(Array(30).fill('done'));
    expect(outcomes.filter((outcome) => outcome.is === 'done' && !outcome.isRepeat)).toHaveLength(1);
    expect(await eventsOf(id)).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({ version: 2, standing: 'parked' });
  });

  test('C1 thirty deliveries of one new deal at once open one', async () => {
    const gesture = by(floor.rep);
    const typed = { company: 'Once', title: '', contact: null, amount: null, expectedClose: null, owner: floor.rep };

    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => openDeal(db(), gesture, opened(randomUUID() as DealId, typed, NOW))),
    );

    const all = await db().select().from(table.deal).where(eq(table.deal.workspaceId, floor.workspace));
    expect(all).toHaveLength(1);
    const idOf = (outcome: Outcome) => ('deal' in outcome ? outcome.deal.id : null);
    expect(new Set(outcomes.map(idOf))).toEqual(new Set([all[0]?.id]));
  });

  test('C2 of thirty people who saw the same version one goes through, and 29 are told', async () => {
    const { id, version } = await stands();
    const people = [floor.rep, floor.manager];

    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, number) =>
        changeDeal(db(), id, by(people[number % 2] ?? floor.rep, { seen: version }), (deal, scene) => {
          const until = `2026-06-${String(number + 1).padStart(2, '0')}`;
          return deal.standing.is === 'live' ? parks(until)(deal, scene) : { is: 'refused', why: 'parked' };
        }),
      ),
    );

    const told = outcomes.filter((outcome) => outcome.is === 'refused' && ['changed', 'parked'].includes(outcome.why));
    expect(outcomes.filter(({ is }) => is === 'done')).toHaveLength(1);
    expect(told).toHaveLength(29);
    const changed = told.filter((outcome) => outcome.is === 'refused' && outcome.why === 'changed');
    expect(changed.every((outcome) => 'since' in outcome && outcome.since.length === 1)).toBe(true);
    expect(await rowOf(id)).toMatchObject({ version: version + 1 });
    expect(await eventsOf(id)).toHaveLength(1);
  });

  test('history says who, when, what, from what to what, and for whom', async () => {
    const { id } = await stands({ stage: 'prove' });

    await changeDeal(db(), id, by(floor.manager), (deal, scene) =>
      moveBack(deal, { to: 'qualify', reason: 'They hired somebody' }, scene),
    );

    expect(await eventsOf(id)).toMatchObject([
      {
        ...{ workspaceId: floor.workspace, byId: floor.manager, forId: floor.rep, at: NOW, kind: 'moved-back' },
        ...{ before: { stage: 'prove' }, after: { stage: 'qualify' }, reason: 'They hired somebody' },
      },
    ]);
  });

  test('a win is credited to the owner and their team of the closing day, and reopening takes it back', async () => {
    const won = await stands({ stage: 'negotiate' });
    const earlier = await stands({ stage: 'negotiate' });

    await changeDeal(db(), won.id, by(floor.rep), (deal, scene) => win(deal, { ...WIN, seen: deal.version }, scene));
    await changeDeal(db(), earlier.id, by(floor.rep), (deal, scene) =>
      win(deal, { ...WIN, seen: deal.version, on: day('2026-03-02') }, scene),
    );

    expect(await creditsOf(won.id)).toEqual([[floor.rep, floor.west, 900_000, TODAY]]);
    expect(await creditsOf(earlier.id)).toEqual([[floor.rep, floor.east, 900_000, '2026-03-02']]);
    await changeDeal(db(), won.id, by(floor.manager), (deal, scene) =>
      reopen(deal, { reason: 'They wrote again' }, scene),
    );
    expect(await creditsOf(won.id)).toEqual([
      [floor.rep, floor.west, 900_000, TODAY],
      [floor.rep, floor.west, -900_000, TODAY],
    ]);
  });

  test('a parked deal whose day has come is written back when it is next changed, as of that day', async () => {
    const { id } = await stands({ standing: { is: 'parked', stage: 'prove', until: TODAY } });

    await changeDeal(db(), id, by(floor.rep), (deal, scene) => lose(deal, LOSS, scene));

    const [cameBack, lost] = await eventsOf(id);
    expect(cameBack).toMatchObject({ kind: 'came-back', byId: null, at: new Date('2026-03-09T23:00:00Z') });
    expect(lost).toMatchObject({ kind: 'lost', byId: floor.rep, at: NOW, before: { stage: 'prove' } });
    expect(await rowOf(id)).toMatchObject({ standing: 'lost', stage: 'prove', parkedUntil: null });
  });

  test('a refused gesture writes nothing, whoever refuses', async () => {
    const { id } = await stands({ stage: 'prove' });
    const before = await stored(db());

    const refusals = [
      await changeDeal(db(), id, by(floor.mate), (deal, scene) => lose(deal, LOSS, scene)),
      await changeDeal(db(), id, by(floor.rep), (deal, scene) => moveBack(deal, { to: 'propose', reason: 'x' }, scene)),
      await changeDeal(db(), id, by(floor.rep), (deal, scene) => reopen(deal, { reason: 'x' }, scene)),
      await changeDeal(db(), id, by(floor.rep), () => ({ is: 'same' })),
      await changeDeal(db(), randomUUID() as DealId, by(floor.rep), (deal, scene) => lose(deal, LOSS, scene)),
    ];

    expect(refusals.map(({ is }) => is)).toEqual(['refused', 'refused', 'refused', 'same', 'gone']);
    expect(await stored(db())).toBe(before);
  });

  test('a change that fails half-way leaves nothing behind', async () => {
    const { id } = await stands();
    const before = await stored(db());
    const nobody = randomUUID() as PersonId;

    const changing = changeDeal(db(), id, by(floor.rep), (deal) => ({
      is: 'changed',
      deal: {
        ...deal,
        version: 2,
        company: 'Half',
        owner: nobody,
        owners: [...deal.owners, { person: nobody, since: NOW }],
      },
      events: [{ kind: 'edited', from: {}, to: {}, reason: '' }],
      credit: null,
    }));

    await expect(changing).rejects.toThrow();
    expect(await stored(db())).toBe(before);
  });

  test('a deal that was handed over is the new owner’s to change, and no more the old one’s', async () => {
    const { id } = await stands();
    await changeDeal(db(), id, by(floor.manager), (deal, scene) =>
      reassign(deal, { to: floor.mate, reason: 'Rep is away' }, scene),
    );

    const old = await changeDeal(db(), id, by(floor.rep), (deal, scene) => lose(deal, LOSS, scene));
    const owner = await changeDeal(db(), id, by(floor.mate), (deal, scene) => lose(deal, LOSS, scene));

    expect(old).toMatchObject({ is: 'refused', why: 'not-yours' });
    expect(owner).toMatchObject({ is: 'done' });
    const [handedOver, lost] = await eventsOf(id);
    expect(handedOver).toMatchObject({ kind: 'reassigned', byId: floor.manager, forId: floor.rep });
    expect(lost).toMatchObject({ kind: 'lost', byId: floor.mate, forId: null });
    const owners = await db().select().from(table.dealOwner).where(eq(table.dealOwner.dealId, id));
    expect(owners.map(({ personId }) => personId)).toEqual([floor.rep, floor.mate]);
  });

  test('that a parked deal’s day came is nobody’s doing, and no reason to refuse whoever saw it live', async () => {
    const { id, version } = await stands({ standing: { is: 'parked', stage: 'prove', until: TODAY } });
    const seen = by(floor.rep, { seen: version });
    await changeDeal(db(), id, seen, (deal, scene) => moveBack(deal, { to: 'qualify', reason: 'Asked anew' }, scene));

    const next = await changeDeal(db(), id, by(floor.rep, { seen: version }), parks('2026-06-01'));

    expect(next).toMatchObject({ is: 'done' });
    expect((await eventsOf(id)).map(({ kind, byId }) => [kind, byId])).toEqual([
      ['came-back', null],
      ['moved-back', floor.rep],
      ['parked', floor.rep],
    ]);
  });

  test('X6 a deal of another workspace is gone, whoever asks', async () => {
    const { id } = await stands();
    floor = await aSalesTeam(db());
    const before = await stored(db());

    const outcome = await changeDeal(db(), id, by(floor.manager), (deal, scene) => lose(deal, LOSS, scene));

    expect(outcome).toEqual({ is: 'gone' });
    expect(await stored(db())).toBe(before);
  });
});
