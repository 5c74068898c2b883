import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deliveredProofs, discountsFirst } from '../../src/db/concerns.ts';
import { addDays, daysBetween } from '../../src/domain/calendar.ts';
import { awake, type Deal, PROOF_STATES, type Standing } from '../../src/domain/deal.ts';
import { hasOfferedValue, type LedgerEntry } from '../../src/domain/negotiation.ts';
import { aDeal, aDiscount, aProof, aValue, daysLater, NOW, OWNER, TODAY, ZONE } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesYear } from '../support/sales-year.ts';

const anyEntry: fc.Arbitrary<LedgerEntry> = fc.oneof(
  fc.integer({ min: 1, max: 9_000 }).map(
    (basisPoints): LedgerEntry => ({
      ...{ kind: 'asked-discount', basisPoints, words: 'Cheaper', at: NOW, by: OWNER },
    }),
  ),
  fc.constant<LedgerEntry>({ kind: 'asked-term', words: '60 days', at: NOW, by: OWNER }),
  fc.constant<LedgerEntry>(aDiscount(100)),
  fc.constant<LedgerEntry>(aValue()),
);
const anyProof = fc.record({ state: fc.constantFrom(...PROOF_STATES), ago: fc.integer({ min: 0, max: 60 }) });
const anyDeal = fc.record({
  owner: fc.constantFrom('Ana', 'Ben'),
  is: fc.constantFrom('live', 'live', 'parked', 'back', 'withdrawn'),
  proofs: fc.array(anyProof, { maxLength: 3 }),
  ledger: fc.array(anyEntry, { maxLength: 3 }),
});

function standingOf(is: 'live' | 'parked' | 'back' | 'withdrawn'): Standing {
  if (is === 'live') return { is, stage: 'negotiate' };
  if (is === 'withdrawn') return { is };
  return { is: 'parked', stage: 'negotiate', until: addDays(TODAY, is === 'back' ? -1 : 1) };
}

const byDeal = (a: { readonly deal: string }, b: { readonly deal: string }) => (a.deal < b.deal ? -1 : 1);

function waiting({ id, proofs }: Deal) {
  const delivered = proofs.filter(({ state }) => state === 'delivered');
  const [first] = delivered.sort((a, b) => a.since.getTime() - b.since.getTime());
  return first === undefined
    ? []
    : [{ deal: id, kind: first.kind, wish: first.wish, days: daysBetween(first.since, NOW) }];
}

function spokenOf({ id, ledger }: Deal) {
  const speaks = ledger.some(({ kind }) => kind === 'asked-discount' || kind === 'discount');
  const asked = ledger.flatMap((entry) => (entry.kind === 'asked-discount' ? [entry.basisPoints] : []));
  if (!speaks || hasOfferedValue(ledger)) return [];
  return [{ deal: id, asked: asked.length === 0 ? null : Math.max(...asked) }];
}

describe.each(eachDatabase())('what a manager could ask about, on $name', ({ open }) => {
  const db = open();

  test('is what one finds by going through the live deals of the reps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeal, { minLength: 20, maxLength: 40 }), async (some) => {
        let deals: readonly Deal[] = [];
        const year = await aSalesYear(db(), [{ name: 'Ana' }, { name: 'Ben' }], {
          deals: ({ person }) => {
            deals = some.map(({ owner, is, proofs, ledger }) =>
              aDeal({
                ...{ owner: person(owner), standing: standingOf(is), ledger },
                proofs: proofs.map(({ state, ago }) => aProof({ state, since: daysLater(-ago) })),
              }),
            );
            return deals.map((deal) => ({ deal, events: [], credits: [] }));
          },
        });
        const ana = year.person('Ana');
        const pipeline = { workspace: year.workspace, owners: [ana], zone: ZONE, today: TODAY, at: NOW };

        const delivered = await deliveredProofs(db(), pipeline);
        const discounts = await discountsFirst(db(), pipeline);

        const live = deals.filter((deal) => deal.owner === ana && awake(deal, TODAY, ZONE).standing.is === 'live');
        expect([...delivered].sort(byDeal)).toEqual(live.flatMap(waiting).sort(byDeal));
        expect([...discounts].sort(byDeal)).toEqual(live.flatMap(spokenOf).sort(byDeal));
      }),
      { seed: 20261116, numRuns: 6, endOnFailure: true },
    );
  });
});
