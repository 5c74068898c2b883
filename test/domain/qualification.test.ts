import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ANSWERS,
  type AnswerIs,
  answersAt,
  askedOfAnother,
  type GivenAnswer,
  isStale,
  QUESTIONS,
  refreshed,
  unsettled,
  verdict,
} from '../../src/domain/qualification.ts';
import { anAnswer, daysLater, NOW, someAnswers } from '../support/builders.ts';

const LAST_MS = new Date(daysLater(-30).getTime() + 1);

test.each([
  ['all in their own words', {}, { is: 'qualified' }],
  [
    'price and alternatives judged, with evidence',
    { price: 'we-think-so', alternatives: 'we-think-so' },
    { is: 'qualified' },
  ],
  ['another far more likely, before all else', { alternatives: 'no', timing: 'no', price: 'no' }, { is: 'end' }],
  ['later, before holding', { timing: 'no', decision: 'no' }, { is: 'park' }],
  ['not part of the decision', { decision: 'no' }, { is: 'hold', questions: ['decision'] }],
  ['price will be one', { price: 'no' }, { is: 'hold', questions: ['price'] }],
  [
    'both, before what is open',
    { price: 'no', decision: 'no', timing: 'not-asked' },
    { is: 'hold', questions: ['decision', 'price'] },
  ],
  ['timing only thought', { timing: 'we-think-so' }, { is: 'open', questions: ['timing'] }],
  ['decision only thought', { decision: 'we-think-so' }, { is: 'open', questions: ['decision'] }],
  [
    'price thought without evidence',
    { price: { is: 'we-think-so', evidence: '' } },
    { is: 'open', questions: ['price'] },
  ],
  [
    'alternatives thought without evidence',
    { alternatives: { is: 'we-think-so', evidence: '' } },
    { is: 'open', questions: ['alternatives'] },
  ],
  ['one not asked', { price: 'not-asked' }, { is: 'open', questions: ['price'] }],
  ['one stale', { decision: { idleSince: daysLater(-30) } }, { is: 'open', questions: ['decision'] }],
  ['a stale no is still a no', { timing: { is: 'no', idleSince: daysLater(-300) } }, { is: 'park' }],
] as const)('the verdict with %s', (_, named, expected) => {
  expect(verdict(answersAt(someAnswers(named)), NOW)).toEqual(expected);
});

test('with nothing asked every question is open', () => {
  expect(verdict(answersAt([]), NOW)).toEqual({ is: 'open', questions: QUESTIONS });
});

test('the verdict is qualified exactly if no question is unsettled', () => {
  const any = fc.constantFrom<AnswerIs>(...ANSWERS);
  const evidence = fc.constantFrom('', 'Their words');
  const idleSince = fc.constantFrom(daysLater(-31), daysLater(-30), LAST_MS, NOW);
  const answer = fc.record({ is: any, evidence, idleSince, contactChanged: fc.constantFrom(false, false, true) });
  fc.assert(
    fc.property(fc.record({ timing: answer, decision: answer, price: answer, alternatives: answer }), (answers) => {
      const isSettled = QUESTIONS.every((question) => unsettled(question, answers[question], NOW) === null);

      expect(verdict(answers, NOW).is === 'qualified').toBe(isSettled);
    }),
    { seed: 20260310, numRuns: 1_000 },
  );
});

test.each([
  ['no', anAnswer('timing', 'no'), 'no'],
  ['not asked', anAnswer('timing', 'not-asked'), 'not-asked'],
  ['stale', anAnswer('timing', 'said-so', { idleSince: daysLater(-30) }), 'stale'],
  ['asked of another contact', anAnswer('timing', 'said-so', { contactChanged: true }), 'stale'],
  ['thought, where only they know', anAnswer('decision', 'we-think-so'), 'only-they-know'],
  ['thought with no evidence', anAnswer('price', 'we-think-so', { evidence: '' }), 'no-evidence'],
  ['thought with evidence', anAnswer('alternatives', 'we-think-so'), null],
  ['said, with no evidence', anAnswer('price', 'said-so', { evidence: '' }), null],
] as const)('an answer that is %s', (_, answer, why) => {
  expect(unsettled(answer.question, answer, NOW)).toBe(why);
});

test.each([
  ['a millisecond under thirty days', LAST_MS, false],
  ['exactly thirty days', daysLater(-30), true],
  ['just given', NOW, false],
  ['given by a clock that runs ahead', daysLater(1), false],
])('an answer that lay idle for %s', (_, idleSince, expected) => {
  expect(isStale(anAnswer('price', 'said-so', { idleSince }), NOW)).toBe(expected);
});

test('what was never asked cannot go stale', () => {
  const unasked = anAnswer('price', 'not-asked', { idleSince: daysLater(-300), contactChanged: true });

  expect(isStale(unasked, NOW)).toBe(false);
});

test('the last answer to a question counts, and as of an earlier version the last one of then', () => {
  const given = [
    anAnswer('timing', 'no', { version: 2 }),
    anAnswer('price', 'said-so', { version: 3 }),
    anAnswer('timing', 'said-so', { version: 4 }),
  ];

  expect(answersAt(given).timing.is).toBe('said-so');
  expect(answersAt(given, 3).timing.is).toBe('no');
  expect(answersAt(given, 2).price.is).toBe('not-asked');
  expect(answersAt(given, 1).timing.is).toBe('not-asked');
});

test('anything recorded keeps a fresh answer fresh, and leaves a stale one and those of history alone', () => {
  const history = anAnswer('timing', 'no', { at: daysLater(-20), version: 2 });
  const fresh = anAnswer('timing', 'said-so', { at: daysLater(-10), version: 3 });
  const stale = anAnswer('price', 'said-so', { at: daysLater(-30) });
  const unasked = anAnswer('decision', 'not-asked', { at: daysLater(-5) });

  const after = refreshed([history, fresh, stale, unasked], NOW);

  expect(after).toEqual([history, { ...fresh, idleSince: NOW }, stale, unasked]);
});

test('a clock that runs behind makes no answer older', () => {
  const fresh = anAnswer('timing', 'said-so', { at: NOW });

  expect(refreshed([fresh], daysLater(-1))).toEqual([fresh]);
});

test('with another contact all that was asked is stale until that one question is asked again', () => {
  const asked = askedOfAnother(askedOfAnother(someAnswers()));
  const again: readonly GivenAnswer[] = [...asked, anAnswer('price', 'said-so', { version: 3 })];

  const stale = QUESTIONS.filter((question) => isStale(answersAt(again)[question], NOW));

  expect(stale).toEqual(['timing', 'decision', 'alternatives']);
});
