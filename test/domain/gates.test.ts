import { expect, test } from 'vitest';
import { type Deal, OPEN_POINTS, type OpenPoint } from '../../src/domain/deal.ts';
import { type AskedAtGate, checklist, type Item, NOTHING_ASKED, shut } from '../../src/domain/gates.ts';
import type { Question } from '../../src/domain/qualification.ts';
import { earlierStages, gatesUpTo, nextGate, STAGES, type Stage } from '../../src/domain/stages.ts';
import { aDeal, anAnswer, aProof, aProposal, daysLater, NOW, someAnswers } from '../support/builders.ts';

const GO: AskedAtGate = { stillAGo: 'yes', words: '' };
const STALE = { idleSince: daysLater(-30) };

/** A deal whose next gate holds. */
function ready(stage: Stage, but: Partial<Deal> = {}): Deal {
  const prepared: { readonly [S in Stage]: Partial<Deal> } = {
    qualify: { answers: someAnswers() },
    prove: { proofs: [aProof({ state: 'accepted' })] },
    propose: { proposals: [aProposal()] },
    negotiate: {},
  };
  return aDeal({ stage, ...prepared[stage], ...but });
}

function gaps(stage: Stage, but: Partial<Deal>, asked = GO): readonly string[] {
  return (shut(ready(stage, but), stage, asked, NOW)?.gaps ?? []).map(said);
}

function said(item: Item): string {
  switch (item.is) {
    case 'answer':
      return `${item.question}: ${item.why}`;
    case 'proof':
      return `proof: ${item.proof.state}`;
    case 'still-a-go':
      return `still a go: ${item.said}`;
    case 'open-points':
      return `open: ${item.points.join(' ')}`;
    default:
      return item.is;
  }
}

test.each(STAGES)('the gate after %s opens where everything holds', (stage) => {
  expect(shut(ready(stage), stage, GO, NOW)).toBeNull();
});

test('each stage has the next gate, the stages before it, and the gates up to it in their order', () => {
  expect(STAGES.map(nextGate)).toEqual(['prove', 'propose', 'negotiate', 'won']);
  expect(earlierStages('negotiate')).toEqual(['propose', 'prove', 'qualify']);
  expect(earlierStages('qualify')).toEqual([]);
  expect(gatesUpTo('negotiate')).toEqual(['prove', 'propose', 'negotiate']);
});

test.each([
  [
    'nothing asked',
    { answers: [] },
    ['timing: not-asked', 'decision: not-asked', 'price: not-asked', 'alternatives: not-asked'],
  ],
  ['a no', { answers: someAnswers({ price: 'no' }) }, ['price: no']],
  ['timing only thought', { answers: someAnswers({ timing: 'we-think-so' }) }, ['timing: only-they-know']],
  ['a stale answer', { answers: someAnswers({ decision: STALE }) }, ['decision: stale']],
  [
    'price thought without evidence',
    { answers: someAnswers({ price: { is: 'we-think-so', evidence: '' } }) },
    ['price: no-evidence'],
  ],
  ['price thought with evidence', { answers: someAnswers({ price: 'we-think-so' }) }, []],
] as const)('before Prove, with %s', (_, but, expected) => {
  expect(gaps('qualify', but)).toEqual(expected);
});

test('before Prove the consequence of the answers is said', () => {
  const shutBy = (answers: Deal['answers']) =>
    shut(ready('qualify', { answers }), 'qualify', NOTHING_ASKED, NOW)?.verdict?.is;

  expect(shutBy(someAnswers({ alternatives: 'no' }))).toBe('end');
  expect(shutBy(someAnswers({ timing: 'no' }))).toBe('park');
  expect(shutBy([])).toBe('open');
  expect(shut(ready('prove', { proofs: [] }), 'prove', GO, NOW)?.verdict).toBeNull();
});

/** Answered once, and not asked yet again since: what was stale may not pass that way. */
function takenBack(question: Question): Deal['answers'] {
  return [...someAnswers({}, STALE), ...someAnswers(), anAnswer(question, 'not-asked', { version: 3 })];
}

const ACCEPTED = aProof({ state: 'accepted' });
const REFUSED = aProof({ state: 'refused' });

test.each([
  ['no proof at all', { proofs: [] }, ['any-proof']],
  ['none wanted, in their words', { proofs: [], noProofWanted: 'They know us' }, []],
  ['only one no longer wanted', { proofs: [aProof({ state: 'no-longer-wanted' })] }, ['any-proof']],
  ['one asked for', { proofs: [aProof({ state: 'asked-for' })] }, ['proof: asked-for']],
  ['one delivered', { proofs: [ACCEPTED, aProof({ state: 'delivered' })] }, ['proof: delivered']],
  ['one refused', { proofs: [ACCEPTED, REFUSED] }, ['proof: refused']],
  [
    'one refused, another accepted in its place',
    { proofs: [REFUSED, aProof({ state: 'accepted', inPlaceOf: REFUSED.id })] },
    [],
  ],
  ['none wanted, yet one pending', { proofs: [aProof()], noProofWanted: 'They know us' }, ['proof: asked-for']],
  ['timing not asked again', { answers: someAnswers({ timing: STALE }) }, ['timing: stale']],
  ['price not asked again', { answers: someAnswers({ price: STALE }) }, ['price: stale']],
  ['decision only thought', { answers: someAnswers({ decision: 'we-think-so' }) }, ['decision: only-they-know']],
  [
    'alternatives only thought',
    { answers: someAnswers({ alternatives: 'we-think-so' }) },
    ['alternatives: only-they-know'],
  ],
  ['timing not asked', { answers: someAnswers({ timing: 'not-asked' }) }, ['timing: not-asked']],
  ['price a no', { answers: someAnswers({ price: 'no' }) }, ['price: no']],
  ['price never asked', { answers: someAnswers({ price: 'not-asked' }) }, []],
  ['price taken back to not asked', { answers: takenBack('price') }, ['price: not-asked']],
  ['price only thought', { answers: someAnswers({ price: { is: 'we-think-so', evidence: '' } }) }, []],
  ['a stale no', { answers: someAnswers({ timing: { is: 'no', ...STALE } }) }, ['timing: no']],
  ['terms open', { openPoints: ['price', 'payment-terms', 'legal-terms', 'procurement'] }, []],
  ['more than terms open', { openPoints: ['price', 'budget', 'timing'] }, ['open: budget timing']],
] as const satisfies readonly (readonly [string, Partial<Deal>, readonly string[]])[])(
  'before Propose, with %s',
  (_, but, expected) => {
    expect(gaps('prove', but)).toEqual(expected);
  },
);

test.each(['no', 'not-asked'] as const)('before Propose it has to be a go, asked now: %s is not', (stillAGo) => {
  expect(gaps('prove', {}, { stillAGo, words: 'Perhaps' })).toEqual([`still a go: ${stillAGo}`]);
});

test.each(OPEN_POINTS)('with %s open a proposal is due only if that is price or terms', (point) => {
  const isTerms = ['price', 'payment-terms', 'legal-terms', 'procurement'].includes(point);
  const openPoints: readonly OpenPoint[] = [point];

  for (const stage of ['prove', 'propose'] as const) {
    expect(gaps(stage, { openPoints })).toEqual(isTerms ? [] : [`open: ${point}`]);
  }
  expect(gaps('negotiate', { openPoints })).toEqual([`open: ${point}`]);
});

test.each([
  ['no proposal', { proposals: [] }, ['proposal']],
  ['an answer not asked again', { answers: someAnswers({ price: STALE }) }, ['price: stale']],
  ['a no', { answers: someAnswers({ alternatives: 'no' }) }, ['alternatives: no']],
  ['answers only thought', { answers: someAnswers({ timing: 'we-think-so', price: 'not-asked' }) }, []],
  ['an answer taken back to not asked, as by parking', { answers: takenBack('timing') }, ['timing: not-asked']],
] as const satisfies readonly (readonly [string, Partial<Deal>, readonly string[]])[])(
  'before Negotiate, with %s',
  (_, but, expected) => {
    expect(gaps('propose', but)).toEqual(expected);
  },
);

test('before Close nobody is asked again, and it need not be said once more that it is a go', () => {
  expect(gaps('negotiate', { answers: someAnswers({}, STALE) }, NOTHING_ASKED)).toEqual([]);
});

test('after an import the next move forward asks for every gate that was skipped, each question once', () => {
  const imported = aDeal({
    stage: 'negotiate',
    areGatesUnseen: true,
    answers: [],
    proofs: [],
    proposals: [],
    openPoints: ['price'],
  });

  const closed = shut(imported, 'negotiate', NOTHING_ASKED, NOW);

  expect(closed?.gate).toBe('won');
  expect(closed?.verdict?.is).toBe('open');
  expect(closed?.gaps.map(said).toSorted()).toEqual([
    'alternatives: not-asked',
    'any-proof',
    'decision: not-asked',
    'open: price',
    'price: not-asked',
    'proposal',
    'still a go: not-asked',
    'timing: not-asked',
  ]);
});

test('of gates that ask the same, what fails in any of them stands', () => {
  const answers = someAnswers({ price: { is: 'we-think-so', evidence: '' } });
  const imported = ready('propose', { areGatesUnseen: true, answers });

  expect(shut(imported, 'propose', GO, NOW)?.gaps.map(said)).toEqual(['price: no-evidence']);
});

test('an imported deal that answers for every skipped gate goes on', () => {
  expect(shut(ready('negotiate', { areGatesUnseen: true }), 'negotiate', GO, NOW)).toBeNull();
  expect(shut(ready('qualify', { areGatesUnseen: true }), 'qualify', NOTHING_ASKED, NOW)).toBeNull();
});

test('the checklist shows what holds beside what is missing', () => {
  const held = checklist(ready('prove', { noProofWanted: 'They know us', proofs: [] }), 'prove', NOTHING_ASKED, NOW);

  expect(held.map((item) => `${said(item)} ${item.holds}`)).toEqual([
    'any-proof true',
    'timing: null true',
    'decision: null true',
    'price: null true',
    'alternatives: null true',
    'still a go: not-asked false',
    'open:  true',
  ]);
});

test('accepted proof stands in the checklist by itself', () => {
  const held = checklist(ready('prove', { noProofWanted: 'They know us' }), 'prove', GO, NOW);

  expect(held.map(said).slice(0, 2)).toEqual(['proof: accepted', 'timing: null']);
});

test('a lone answer to one question leaves the others open', () => {
  expect(gaps('qualify', { answers: [anAnswer('timing', 'said-so')] }).length).toBe(3);
});
