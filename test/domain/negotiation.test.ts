import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Deal } from '../../src/domain/deal.ts';
import { asked, avoided, given, impliedDiscount, isOverLimit, type LedgerEntry } from '../../src/domain/negotiation.ts';
import { type Counter, counter } from '../../src/domain/proposing.ts';
import {
  aDeal,
  aDiscount,
  aProposal,
  aRelation,
  aScene,
  aValue,
  money,
  NOW,
  OWNER,
  TOMORROW,
} from '../support/builders.ts';

const FIRST = money(100_000);
const WHY = 'For a signature this week';

function inNegotiation(ledger: readonly LedgerEntry[] = [], but: Partial<Deal> = {}): Deal {
  return aDeal({ stage: 'negotiate', amount: FIRST, proposals: [aProposal({ amount: FIRST })], ledger, ...but });
}

function discount(minorUnits: number, reason = ''): Counter {
  return { kind: 'discount', amount: money(minorUnits), reason };
}

function wish(basisPoints: number): LedgerEntry {
  return { kind: 'asked-discount', basisPoints, words: '', at: NOW, by: OWNER };
}

test.each([
  ['asked for a discount', { kind: 'asked-discount', basisPoints: 1_500, words: 'As last year' }, 'asked'],
  ['asked for a term', { kind: 'asked-term', words: 'Net 90' }, 'asked'],
  ['asked for something else', { kind: 'asked-other', words: 'A logo' }, 'asked'],
  ['countered by value', { kind: 'value', value: 'training', words: 'Two days' }, 'value'],
] as const)('what was %s is a line of the ledger, and leaves the amount', (_, typed, kind) => {
  const after = counter(inNegotiation(), typed, aScene());

  expect(after).toMatchObject({
    deal: { amount: FIRST, ledger: [{ ...typed, at: NOW, by: OWNER }] },
    events: [{ kind, to: typed }],
  });
});

test('a discount after value needs no reason, and lowers the amount', () => {
  const after = counter(inNegotiation([aValue()]), discount(4_000), aScene());

  expect(after).toMatchObject({
    deal: {
      amount: 96_000,
      ledger: [{}, { kind: 'discount', amount: 4_000, via: 'counter', isOverLimit: false, isOwnYes: false }],
    },
    events: [{ kind: 'discount', from: { given: 0 }, to: { given: 4_000, amount: 4_000 } }],
  });
});

test('a discount before value needs a reason, which history keeps', () => {
  const without = counter(inNegotiation([wish(1_000)]), discount(4_000), aScene());
  const withOne = counter(inNegotiation([wish(1_000)]), discount(4_000, WHY), aScene());

  expect(without).toEqual({ is: 'refused', why: 'field', field: 'reason', problem: 'reason-before-value' });
  expect(withOne).toMatchObject({ deal: { ledger: [{}, { reason: WHY }] }, events: [{ reason: WHY }] });
});

test.each([
  ['exactly at the limit', [], 10_000, 'changed'],
  ['one cent over it', [], 10_001, 'refused'],
  ['at it with those before', [aDiscount(6_000)], 4_000, 'changed'],
  ['over it with those before', [aDiscount(6_000)], 4_001, 'refused'],
])('a discount %s, by the owner', (_, before, minorUnits, expected) => {
  const after = counter(inNegotiation([aValue(), ...before]), discount(minorUnits, WHY), aScene());

  expect(after.is).toBe(expected);
});

test('the refusal over the limit says what it adds up to, of what, and the limit', () => {
  const after = counter(
    inNegotiation([aDiscount(6_000)]),
    discount(5_000, WHY),
    aScene({ settings: { discountLimit: 800 } }),
  );

  expect(after).toEqual({ is: 'refused', why: 'over-limit', total: 11_000, firstProposal: FIRST, limit: 800 });
});

test.each(['manager', 'admin'] as const)('over the limit it is for the %s to give, with a reason', (relation) => {
  const without = counter(inNegotiation([aValue()]), discount(20_000), aScene({ relation }));
  const withOne = counter(inNegotiation([aValue()]), discount(20_000, WHY), aScene({ relation }));

  expect(without).toEqual({ is: 'refused', why: 'field', field: 'reason', problem: 'reason-over-limit' });
  expect(withOne).toMatchObject({ deal: { amount: 80_000, ledger: [{}, { isOverLimit: true, isOwnYes: false }] } });
});

test("a manager's yes to a deal of their own belongs to another, and where there is none it is flagged", () => {
  const own = (others: readonly string[]) => aScene({ relation: aRelation('manager', { isOwner: true, others }) });

  const withOthers = counter(inNegotiation(), discount(20_000, WHY), own(['Mo']));
  const alone = counter(inNegotiation(), discount(20_000, WHY), own([]));
  const underLimit = counter(inNegotiation(), discount(2_000, WHY), own(['Mo']));

  expect(withOthers).toEqual({ is: 'refused', why: 'own-request', others: ['Mo'] });
  expect(alone).toMatchObject({ deal: { ledger: [{ isOverLimit: true, isOwnYes: true }] } });
  expect(underLimit).toMatchObject({ deal: { ledger: [{ isOverLimit: false, isOwnYes: false }] } });
});

test.each([
  ['nothing', 0, 'missing'],
  ['the whole amount', 100_000, 'more-than-left'],
  ['more than the amount', 100_001, 'more-than-left'],
])('a discount of %s is none', (_, minorUnits, problem) => {
  const after = counter(inNegotiation(), discount(minorUnits, WHY), aScene({ relation: 'manager' }));

  expect(after).toEqual({ is: 'refused', why: 'field', field: 'amount', problem });
});

test.each([
  ['a proposal', { proposals: [] }],
  ['an amount', { amount: null }],
])('there is no discount before there is %s', (_, but) => {
  expect(counter(inNegotiation([], but), discount(5, WHY), aScene())).toEqual({ is: 'refused', why: 'proposal-first' });
});

test('a parked deal is not negotiated', () => {
  const parked = inNegotiation([], { standing: { is: 'parked', stage: 'negotiate', until: TOMORROW } });

  expect(counter(parked, discount(5, WHY), aScene())).toEqual({ is: 'refused', why: 'parked' });
});

test('asked is the largest discount asked for, given all that were given, avoided what is between', () => {
  const ledger = [wish(1_000), wish(2_000), wish(1_500), aValue(), aDiscount(3_000), aDiscount(2_000)];

  expect([asked(ledger, FIRST), given(ledger), avoided(ledger, FIRST)]).toEqual([20_000, 5_000, 15_000]);
  expect([asked([], FIRST), given([]), avoided([aDiscount(5)], FIRST)]).toEqual([0, 0, 0]);
});

test.each([
  [[], 90_000, 10_000],
  [[aDiscount(4_000)], 90_000, 6_000],
  [[aDiscount(10_000)], 90_000, 0],
  [[], 100_000, 0],
  [[], 120_000, 0],
])('after discounts of %j an amount of %i gives away %i more', (ledger, amount, expected) => {
  expect(impliedDiscount(ledger, FIRST, money(amount))).toBe(expected);
});

test('a discount is over the limit exactly if the share of the first proposal is, for every amount there is', () => {
  const amount = fc.integer({ min: 1, max: 10_000_000_000_000 });
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (first, limit) => {
      const most = Number((BigInt(first) * BigInt(limit)) / 10_000n);

      expect(isOverLimit([], money(most), money(first), limit)).toBe(false);
      expect(isOverLimit([], money(most + 1), money(first), limit)).toBe(true);
    }),
    { seed: 20260310, numRuns: 500 },
  );
});
