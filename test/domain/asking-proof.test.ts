import { describe, expect, test } from 'vitest';
import { askForProof, type ProofWish } from '../../src/domain/asking-proof.ts';
import type { ProofId } from '../../src/domain/brand.ts';
import { offAmount } from '../../src/domain/discount-off.ts';
import { aDeal, aProof, aProposal, aScene, day, money, OWNER } from '../support/builders.ts';

const DEMO = '00000000-0000-4000-8000-00000000000a' as ProofId;
const PILOT = '00000000-0000-4000-8000-00000000000b' as ProofId;

function aWish(but: Partial<ProofWish> = {}): ProofWish {
  return {
    wanted: [],
    wish: '',
    owner: null,
    due: null,
    inPlaceOf: null,
    noProofWanted: '',
    badForContact: '',
    ...but,
  };
}

describe('asking which proof they want', () => {
  const deal = aDeal({ stage: 'prove' });
  const demo = { id: DEMO, kind: 'demo' } as const;

  test('each is asked for, with its own words; all of it is one change', () => {
    const wanted = [demo, { id: PILOT, kind: 'other' } as const];
    const wish = aWish({ wanted, wish: 'A pilot', owner: OWNER, due: day('2026-03-20'), badForContact: 'Being late' });

    const decision = askForProof(deal, wish, aScene());

    expect(decision).toMatchObject({
      is: 'changed',
      deal: { version: deal.version + 1, badForContact: 'Being late' },
      events: [{ kind: 'bad-for-contact' }, { kind: 'proof' }, { kind: 'proof' }],
    });
    expect(decision.is === 'changed' && decision.deal.proofs).toMatchObject([
      { id: DEMO, kind: 'demo', wish: '', state: 'asked-for', owner: OWNER, due: day('2026-03-20') },
      { id: PILOT, kind: 'other', wish: 'A pilot' },
    ]);
  });

  test('none wanted stands in their words, until a proof is wanted after all', () => {
    const none = askForProof(deal, aWish({ noProofWanted: 'They know us' }), aScene());
    if (none.is !== 'changed') throw new Error('They may want none.');

    const after = askForProof(none.deal, aWish({ wanted: [demo], noProofWanted: 'They know us' }), aScene());

    expect(none.deal).toMatchObject({ noProofWanted: 'They know us', version: deal.version + 1 });
    expect(after).toMatchObject({ is: 'changed', deal: { noProofWanted: '', version: deal.version + 2 } });
  });

  test('a proof and a fresh “none” at once is asked back', () => {
    expect(askForProof(deal, aWish({ wanted: [demo], noProofWanted: 'They know us' }), aScene())).toEqual({
      is: 'refused',
      why: 'field',
      field: 'no-proof',
      problem: 'either-or',
    });
  });

  test('nothing at all is asked back; what stands already changes nothing', () => {
    const said = { ...deal, noProofWanted: 'They know us' };

    expect(askForProof(deal, aWish(), aScene())).toMatchObject({ is: 'refused', field: 'proof', problem: 'missing' });
    expect(askForProof(said, aWish({ noProofWanted: 'They know us' }), aScene())).toEqual({ is: 'same' });
    expect(askForProof(said, aWish(), aScene())).toMatchObject({ is: 'changed', deal: { noProofWanted: '' } });
  });

  test('a closed or parked deal, or a wish without words, is refused whole', () => {
    const parked = aDeal({ standing: { is: 'parked', stage: 'prove', until: day('2026-05-01') } });
    const wanted = [{ id: PILOT, kind: 'other' } as const];

    expect(askForProof(parked, aWish({ wanted: [demo] }), aScene())).toMatchObject({ is: 'refused', why: 'parked' });
    expect(askForProof(deal, aWish({ wanted, badForContact: 'x' }), aScene())).toMatchObject({
      is: 'refused',
      field: 'wish',
    });
  });

  test('only a refused one can have another in its place', () => {
    const refused = aProof({ state: 'refused' });
    const accepted = aProof({ state: 'accepted' });
    const asked = (inPlaceOf: ProofId) =>
      askForProof({ ...deal, proofs: [refused, accepted] }, aWish({ wanted: [demo], inPlaceOf }), aScene());

    expect(asked(refused.id)).toMatchObject({ deal: { proofs: [{}, {}, { inPlaceOf: refused.id }] } });
    expect(asked(accepted.id)).toMatchObject({ deal: { proofs: [{}, {}, { inPlaceOf: null }] } });
  });
});

describe('a discount as somebody says it', () => {
  test.each([
    [{ is: 'amount', amount: money(12_345) }, 12_345],
    [{ is: 'share', basisPoints: 750 }, 75_000],
    [{ is: 'share', basisPoints: 1 }, 100],
  ] as const)('%j off a first proposal of 10,000.00', (off, amount) => {
    const proposals = [aProposal(), aProposal({ amount: money(1) })];

    expect(offAmount(off, { proposals })).toBe(amount);
  });

  test('a share of no proposal is nothing', () => {
    expect(offAmount({ is: 'share', basisPoints: 500 }, { proposals: [] })).toBe(0);
  });
});
