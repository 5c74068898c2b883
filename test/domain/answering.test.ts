import { expect, test } from 'vitest';
import { type Answered, qualify } from '../../src/domain/answering.ts';
import { answersAt, askedOfAnother, isStale } from '../../src/domain/qualification.ts';
import { aDeal, anAnswer, aScene, daysLater, MANAGER, NOW, OWNER, someAnswers, TOMORROW } from '../support/builders.ts';

const SAID = { is: 'said-so', evidence: 'They spoke of timing' } as const;
const LATER = { is: 'no', evidence: 'Not this year' } as const;

test('an answer is put down with who gave it, when, and what stood there before', () => {
  const deal = aDeal({ version: 4 });

  const after = qualify(deal, { answered: { timing: SAID }, seen: 4 }, aScene());

  expect(after).toMatchObject({
    is: 'changed',
    deal: { version: 5, answers: [{ question: 'timing', ...SAID, at: NOW, idleSince: NOW, by: OWNER, version: 5 }] },
    events: [
      {
        kind: 'answered',
        from: { question: 'timing', answer: 'not-asked', evidence: '' },
        to: { question: 'timing', answer: 'said-so', evidence: SAID.evidence },
      },
    ],
  });
});

test('"not asked yet" is always legal, and takes an answer back', () => {
  const deal = aDeal({ answers: someAnswers() });

  const after = qualify(deal, { answered: { timing: { is: 'not-asked', evidence: '' } }, seen: 2 }, aScene());

  expect(after.is === 'changed' && answersAt(after.deal.answers).timing.is).toBe('not-asked');
});

test.each([
  ['nothing was typed', {}],
  ['all stands as it was shown', { timing: SAID }],
  ['what was not asked stays so', { price: { is: 'not-asked', evidence: '' } }],
] as const)('nothing changes where %s', (_, answered: Answered) => {
  const deal = aDeal({ version: 2, answers: [anAnswer('timing', 'said-so')] });

  expect(qualify(deal, { answered, seen: 2 }, aScene())).toEqual({ is: 'same' });
});

test('another line of evidence is another answer', () => {
  const deal = aDeal({ version: 2, answers: someAnswers() });

  const after = qualify(deal, { answered: { timing: { ...SAID, evidence: 'By May' } }, seen: 2 }, aScene());

  expect(after).toMatchObject({ is: 'changed', deal: { version: 3 } });
});

test('a stale question answered as before was asked again, and is fresh; the others stay stale', () => {
  const deal = aDeal({ version: 2, answers: someAnswers({}, { at: daysLater(-30) }) });

  const after = qualify(deal, { answered: { timing: SAID }, seen: 2 }, aScene());

  const answers = after.is === 'changed' ? answersAt(after.deal.answers) : answersAt([]);
  expect([isStale(answers.timing, NOW), isStale(answers.price, NOW)]).toEqual([false, true]);
});

test('two people who answer different questions both count', () => {
  const theirs = anAnswer('price', 'no', { by: MANAGER, version: 3 });
  const deal = aDeal({ version: 3, answers: [theirs] });

  const after = qualify(deal, { answered: { timing: SAID }, seen: 2 }, aScene());

  const answers = after.is === 'changed' ? answersAt(after.deal.answers) : answersAt([]);
  expect([answers.timing.is, answers.price.is]).toEqual(['said-so', 'no']);
});

test('a question that the form only showed leaves the answer alone that another has given since', () => {
  const deal = aDeal({ version: 3, answers: [anAnswer('timing', 'no', { by: MANAGER, version: 3 })] });

  const after = qualify(deal, { answered: { timing: { is: 'not-asked', evidence: '' } }, seen: 2 }, aScene());

  expect(after).toEqual({ is: 'same' });
});

test('the second to answer the same question is told', () => {
  const deal = aDeal({ version: 3, answers: [anAnswer('timing', 'no', { by: MANAGER, version: 3 })] });

  const after = qualify(deal, { answered: { timing: SAID }, seen: 2 }, aScene());

  expect(after).toMatchObject({ is: 'refused', why: 'changed' });
});

test('two who give the same answer agree', () => {
  const deal = aDeal({ version: 3, answers: [anAnswer('timing', 'no', { ...LATER, by: MANAGER, version: 3 })] });

  expect(qualify(deal, { answered: { timing: LATER }, seen: 2 }, aScene())).toEqual({ is: 'same' });
});

test('the same person may correct their own answer from an older form', () => {
  const deal = aDeal({ version: 3, answers: [anAnswer('timing', 'no', { version: 3 })] });

  expect(qualify(deal, { answered: { timing: SAID }, seen: 2 }, aScene()).is).toBe('changed');
});

test('an answer left as a form showed it is not asked of a contact who came after the form was opened', () => {
  const deal = aDeal({ version: 3, answers: askedOfAnother([anAnswer('timing', 'said-so')]) });

  const older = qualify(deal, { answered: { timing: SAID }, seen: 2 }, aScene());
  const current = qualify(deal, { answered: { timing: SAID }, seen: 3 }, aScene());

  expect([older, current.is]).toMatchObject([{ is: 'refused', why: 'changed' }, 'changed']);
});

test.each([
  ['a parked deal is brought back first', { is: 'parked', stage: 'qualify', until: TOMORROW }, 'parked'],
  ['a withdrawn deal is gone', { is: 'withdrawn' }, 'not-live'],
] as const)('%s', (_, standing, why) => {
  const after = qualify(aDeal({ standing }), { answered: { timing: SAID }, seen: 9 }, aScene());

  expect(after).toMatchObject({ is: 'refused', why });
});
