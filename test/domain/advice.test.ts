import { expect, test } from 'vitest';
import { byNeed, type NextStep, nextStep, USUAL_DAYS } from '../../src/domain/advice.ts';
import { whichGoes } from '../../src/domain/capacity.ts';
import type { Deal } from '../../src/domain/deal.ts';
import { QUESTIONS } from '../../src/domain/qualification.ts';
import {
  aDeal,
  aDiscount,
  anAnswer,
  aProof,
  aScene,
  aValue,
  daysLater,
  NOW,
  someAnswers,
  TODAY,
  YESTERDAY,
} from '../support/builders.ts';

const USUAL = { qualify: USUAL_DAYS, prove: USUAL_DAYS, propose: USUAL_DAYS, negotiate: 8 };

function stepOf(deal: Deal): NextStep {
  const { now, today } = aScene();
  return nextStep(deal, { now, today, usual: USUAL });
}

const ACCEPTED = aProof({ state: 'accepted' });
const STALE = { idleSince: daysLater(-30) };
const PENDING = aProof({ state: 'asked-for' });
const DELIVERED = aProof({ state: 'delivered' });
const ASKED = { kind: 'asked-discount', basisPoints: 1_000, words: '', at: NOW, by: null } as const;

test.each([
  ['a new one', aDeal(), { is: 'ask', questions: QUESTIONS }],
  ['one far more likely lost', aDeal({ answers: someAnswers({ alternatives: 'no' }) }), { is: 'end' }],
  ['one they want later', aDeal({ answers: someAnswers({ timing: 'no' }) }), { is: 'park' }],
  ['one too dear', aDeal({ answers: someAnswers({ price: 'no' }) }), { is: 'hold', questions: ['price'] }],
  [
    'a stale question before an open one',
    aDeal({ answers: [anAnswer('price', 'said-so', STALE)] }),
    { is: 'stale', questions: ['price'] },
  ],
  ['a qualified one', aDeal({ answers: someAnswers() }), { is: 'advance' }],
  ['no proof', aDeal({ stage: 'prove' }), { is: 'no-proof' }],
  [
    'only proof that nobody wants any more',
    aDeal({ stage: 'prove', proofs: [aProof({ state: 'no-longer-wanted' })] }),
    { is: 'no-proof' },
  ],
  ['no proof wanted', aDeal({ stage: 'prove', noProofWanted: 'They know us' }), { is: 'advance' }],
  ['proof asked for', aDeal({ stage: 'prove', proofs: [PENDING] }), { is: 'proof-due', proof: PENDING }],
  [
    'proof delivered and not accepted',
    aDeal({ stage: 'prove', proofs: [PENDING, DELIVERED] }),
    { is: 'proof-not-accepted', proof: DELIVERED },
  ],
  [
    'alternatives only judged by us, which the next gate asks',
    aDeal({ stage: 'prove', proofs: [ACCEPTED], answers: someAnswers({ alternatives: 'we-think-so' }) }),
    { is: 'ask', questions: ['alternatives'] },
  ],
  ['all proven', aDeal({ stage: 'prove', proofs: [ACCEPTED] }), { is: 'advance' }],
  ['no proposal', aDeal({ stage: 'propose' }), { is: 'no-proposal' }],
  [
    'a proposal out while more than price is open',
    aDeal({ stage: 'negotiate', openPoints: ['price', 'budget'] }),
    { is: 'points-open', points: ['budget'] },
  ],
  ['a proposal out while price is open', aDeal({ stage: 'negotiate', openPoints: ['price'] }), { is: 'advance' }],
  [
    'a discount asked for and no value offered',
    aDeal({ stage: 'negotiate', ledger: [ASKED] }),
    { is: 'discount-before-value' },
  ],
  [
    'a discount given and no value offered',
    aDeal({ stage: 'negotiate', ledger: [aDiscount(5)] }),
    { is: 'discount-before-value' },
  ],
  ['value offered for a discount', aDeal({ stage: 'negotiate', ledger: [ASKED, aValue()] }), { is: 'advance' }],
  [
    'a close that has passed',
    aDeal({ stage: 'negotiate', expectedClose: YESTERDAY }),
    { is: 'close-passed', on: YESTERDAY },
  ],
  ['a close due today', aDeal({ stage: 'negotiate', expectedClose: TODAY }), { is: 'advance' }],
  ['no date to close', aDeal({ stage: 'negotiate', expectedClose: null }), { is: 'advance' }],
  [
    'longer than usual in its stage',
    aDeal({ stage: 'negotiate', openedAt: daysLater(-12) }),
    { is: 'long-in-stage', days: 9, usual: 8 },
  ],
  ['just as long as usual', aDeal({ stage: 'negotiate', openedAt: daysLater(-11) }), { is: 'advance' }],
  ['an unknown age', aDeal({ stage: 'negotiate', openedAt: null }), { is: 'advance' }],
] as const satisfies readonly (readonly [string, Deal, NextStep])[])(
  'the next step on a deal with %s',
  (_, deal, expected) => {
    expect(stepOf(deal)).toEqual(expected);
  },
);

test('the deals that need the rep most come first, and among equals the one that stood longest', () => {
  const young = aDeal({ company: 'Young', openedAt: daysLater(-2) });
  const old = aDeal({ company: 'Old', openedAt: daysLater(-9) });
  const ageless = aDeal({ company: 'Ageless', openedAt: null });
  const lost = aDeal({ company: 'Lost', answers: someAnswers({ alternatives: 'no' }) });
  const deals = [young, ageless, lost, old].map((deal) => ({ deal, step: stepOf(deal) }));

  expect(byNeed(deals, NOW).map(({ deal }) => deal.company)).toEqual(['Lost', 'Old', 'Young', 'Ageless']);
});

test('of too many deals three are offered to go: unqualified and oldest first, then longest in stage, never the new one', () => {
  const open = (company: string, days: number | null) =>
    aDeal({ company, openedAt: days === null ? null : daysLater(-days) });
  const qualified = (company: string, days: number | null) =>
    aDeal({ company, stage: 'prove', openedAt: days === null ? null : daysLater(-days) });
  const fresh = open('New', 0);
  const live = [qualified('Short', 5), open('Young', 3), qualified('Long', 50), fresh, open('Old', 30)];

  const offered = whichGoes(live, fresh.id, NOW);
  const ageless = whichGoes(
    [open('Old', 30), open('Ageless', null), qualified('Long', 50), qualified('Unknown', null)],
    fresh.id,
    NOW,
  );

  expect(offered.map(({ company }) => company)).toEqual(['Old', 'Young', 'Long']);
  expect(ageless.map(({ company }) => company)).toEqual(['Ageless', 'Old', 'Unknown']);
});
