import { expect, test } from 'vitest';
import type { ProofId } from '../../src/domain/brand.ts';
import { isPending, paybackMonths } from '../../src/domain/deal.ts';
import { noteOnProof, proofBecame, recordProof } from '../../src/domain/proving.ts';
import { aDeal, aProof, aScene, daysLater, money, NOW, TOMORROW } from '../support/builders.ts';

const DEMO = aProof({ kind: 'demo', since: daysLater(-3) });

test('a proof asked for is on record from now on, with all that is known of it', () => {
  const deal = aDeal({ stage: 'prove' });

  const after = recordProof(deal, [DEMO], aScene());

  expect(after).toMatchObject({
    is: 'changed',
    deal: { proofs: [{ ...DEMO, since: NOW }], version: deal.version + 1 },
    events: [{ kind: 'proof', from: { kind: 'demo', state: null }, to: { kind: 'demo', state: 'asked-for' } }],
  });
});

test('a proof that changes its state has been in it since now, and history says from what to what', () => {
  const deal = aDeal({ stage: 'prove', proofs: [DEMO] });

  const after = proofBecame(deal, { proof: DEMO.id, state: 'accepted', note: 'They loved it' }, aScene());

  expect(after).toMatchObject({
    deal: { proofs: [{ state: 'accepted', since: NOW, note: 'They loved it' }] },
    events: [{ from: { state: 'asked-for', note: '' }, to: { state: 'accepted', note: 'They loved it' } }],
  });
});

test('a proof that only gets a due day keeps the day since when it stands as it does, and its note', () => {
  const proof = aProof({ since: daysLater(-3), note: 'On site' });
  const deal = aDeal({ stage: 'prove', proofs: [proof, DEMO] });

  const after = recordProof(deal, [{ ...proof, due: TOMORROW }], aScene());

  expect(after).toMatchObject({ deal: { proofs: [{ ...proof, due: TOMORROW }, DEMO] } });
});

test('without a note the one on record stays', () => {
  const proof = aProof({ note: 'On site' });
  const deal = aDeal({ stage: 'prove', proofs: [proof] });

  const after = proofBecame(deal, { proof: proof.id, state: 'delivered', note: '' }, aScene());

  expect(after).toMatchObject({ deal: { proofs: [{ note: 'On site', state: 'delivered' }] } });
});

test('a proof that nobody knows was changed elsewhere', () => {
  const after = proofBecame(aDeal(), { proof: DEMO.id, state: 'accepted', note: '' }, aScene());

  expect(after).toMatchObject({ is: 'refused', why: 'changed' });
});

test('the same proof sent twice changes nothing the second time', () => {
  const deal = aDeal({ stage: 'prove', proofs: [DEMO] });

  expect(recordProof(deal, [DEMO], aScene())).toEqual({ is: 'same' });
});

test.each([
  ['something else has to be said in words', aProof({ kind: 'other' }), 'wish'],
  ['a calculation needs its cost', aProof({ kind: 'roi', roi: { cost: money(0), yearlyGain: money(5) } }), 'roi'],
  ['a calculation needs its gain', aProof({ kind: 'roi', roi: { cost: money(5), yearlyGain: money(0) } }), 'roi'],
])('%s, and nothing of the form is kept without', (_, proof, field) => {
  const after = recordProof(aDeal({ stage: 'prove' }), [DEMO, proof], aScene());

  expect(after).toEqual({ is: 'refused', why: 'field', field, problem: 'missing' });
});

test('a calculation and a wish in words are kept', () => {
  const roi = aProof({ kind: 'roi', roi: { cost: money(100), yearlyGain: money(300) } });
  const visit = aProof({ kind: 'other', wish: 'A visit to our plant' });

  const after = recordProof(aDeal({ stage: 'prove' }), [roi, visit], aScene());

  expect(after).toMatchObject({ deal: { proofs: [{ roi: roi.roi }, { wish: visit.wish }] } });
  expect(after.is === 'changed' && after.events[0]?.to).toMatchObject({ cost: 100, yearlyGain: 300 });
});

test('proof that is asked for again takes back the word that none was wanted, and history says so', () => {
  const deal = aDeal({ stage: 'prove', noProofWanted: 'They know us' });

  const after = recordProof(deal, [DEMO], aScene());

  expect(after).toMatchObject({
    deal: { noProofWanted: '' },
    events: [{ kind: 'proof' }, { kind: 'no-proof-wanted', from: { words: 'They know us' }, to: { words: '' } }],
  });
});

test('a proof that was asked for before leaves that word as it is', () => {
  const deal = aDeal({ stage: 'prove', noProofWanted: 'They know us', proofs: [DEMO] });

  const after = recordProof(deal, [{ ...DEMO, note: 'Not needed' }], aScene());

  expect(after).toMatchObject({ deal: { noProofWanted: 'They know us' }, events: [{ kind: 'proof' }] });
});

test.each([
  ['asked-for', true],
  ['delivered', true],
  ['refused', true],
  ['accepted', false],
  ['no-longer-wanted', false],
] as const)('a proof that is %s is pending: %j', (state, expected) => {
  const proof = aProof({ state });

  expect(isPending(proof, [proof])).toBe(expected);
});

test.each([
  ['asked-for', false],
  ['accepted', false],
  ['refused', false],
  ['no-longer-wanted', true],
] as const)('with one in its place that is %s a refused proof is pending: %j', (state, expected) => {
  const refused = aProof({ state: 'refused' });

  expect(isPending(refused, [refused, aProof({ state, inPlaceOf: refused.id })])).toBe(expected);
});

test('only a new proof stands in the place of another, and only of one that was refused', () => {
  const refused = aProof({ state: 'refused' });
  const deal = aDeal({ stage: 'prove', proofs: [refused, DEMO] });
  const placed = (inPlaceOf: ProofId | null) => {
    const after = recordProof(deal, [aProof({ inPlaceOf })], aScene());
    return after.is === 'changed' ? after.deal.proofs.at(-1)?.inPlaceOf : undefined;
  };

  const itself = recordProof(deal, [{ ...refused, note: 'No', inPlaceOf: refused.id }], aScene());

  expect([placed(refused.id), placed(DEMO.id), placed(null)]).toEqual([refused.id, null, null]);
  expect(itself).toMatchObject({ deal: { proofs: [{ note: 'No', inPlaceOf: null }, DEMO] } });
});

test('what they said about proof is kept in their words, each with its own line of history', () => {
  const typed = { noProofWanted: 'They know us', badForContact: 'Another failed pilot' };
  const deal = aDeal({ stage: 'prove' });

  const both = noteOnProof(deal, typed, aScene());
  const one = noteOnProof(aDeal({ ...deal, badForContact: typed.badForContact }), typed, aScene());
  const none = noteOnProof(aDeal(typed), typed, aScene());

  expect(both).toMatchObject({ deal: typed, events: [{ kind: 'no-proof-wanted' }, { kind: 'bad-for-contact' }] });
  expect(one).toMatchObject({ deal: typed, events: [{ kind: 'no-proof-wanted' }] });
  expect(none).toEqual({ is: 'same' });
});

test.each([
  [12_000, 12_000, 12],
  [1_000, 12_000, 1],
  [1_001, 12_000, 1.1],
  [25, 3, 100],
  [10_000_000_000_000, 1, 120_000_000_000_000],
  [0, 5, 0],
  [5, 0, null],
  [5, -1, null],
])('a cost of %i and a gain of %i a year pay back in %j months', (cost, gain, expected) => {
  expect(paybackMonths({ cost: money(cost), yearlyGain: money(gain) })).toBe(expected);
});

test('a parked deal takes neither proof nor words about it', () => {
  const deal = aDeal({ standing: { is: 'parked', stage: 'prove', until: TOMORROW } });

  const proof = recordProof(deal, [DEMO], aScene());
  const words = noteOnProof(deal, { noProofWanted: 'None', badForContact: '' }, aScene());

  expect([proof, words]).toEqual([
    { is: 'refused', why: 'parked' },
    { is: 'refused', why: 'parked' },
  ]);
});
