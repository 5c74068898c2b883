import { expect, test } from 'vitest';
import { awake, daysInStage, stageOf, unparked } from '../../src/domain/deal.ts';
import { type Advance, advance, bringBack, moveBack, park } from '../../src/domain/moves.ts';
import { answersAt } from '../../src/domain/qualification.ts';
import {
  aDeal,
  aLoss,
  anAnswer,
  aProposal,
  aScene,
  day,
  daysLater,
  money,
  NOW,
  OWNER,
  someAnswers,
  TODAY,
  TOMORROW,
  YESTERDAY,
  ZONE,
} from '../support/builders.ts';

function typed(but: Partial<Advance> = {}): Advance {
  const asked = { stillAGo: 'yes', words: '' } as const;
  return { gate: 'prove', seen: 9, asked, answered: {}, openPoints: null, proposal: null, ...but };
}

test('a deal is parked until a day after today', () => {
  const after = park(aDeal(), { until: TOMORROW, personsToday: TODAY, reason: 'Budget in May' }, aScene());

  expect(after).toMatchObject({
    deal: { standing: { is: 'parked', stage: 'qualify', until: TOMORROW } },
    events: [{ kind: 'parked', from: { stage: 'qualify' }, to: { until: TOMORROW }, reason: 'Budget in May' }],
  });
});

test.each([
  ['today', TODAY, TODAY],
  ['yesterday', YESTERDAY, YESTERDAY],
  ['a day that has come where the person is', TOMORROW, TOMORROW],
  ['a day that has come where the workspace is', TODAY, YESTERDAY],
])('a deal is not parked until %s', (_, until, personsToday) => {
  const after = park(aDeal(), { until, personsToday, reason: '' }, aScene());

  expect(after).toEqual({ is: 'refused', why: 'field', field: 'day', problem: 'not-in-the-future' });
});

test('a parked deal gets another date, and is parked since when it was', () => {
  const deal = aDeal({ standing: { is: 'parked', stage: 'prove', until: TOMORROW } });
  const until = day('2026-05-01');

  const after = park(deal, { until, personsToday: TODAY, reason: '' }, aScene());
  const same = park(deal, { until: TOMORROW, personsToday: TODAY, reason: '' }, aScene());

  expect(after).toMatchObject({
    deal: { standing: { until }, stints: deal.stints },
    events: [{ from: { until: TOMORROW } }],
  });
  expect(same).toEqual({ is: 'same' });
});

test('a parked deal is live again from the first instant of its day, and its Timing is not asked yet', () => {
  const answers = someAnswers({ timing: 'no' });
  const deal = aDeal({ answers, standing: { is: 'parked', stage: 'prove', until: TODAY } });

  const today = awake(deal, TODAY, ZONE);
  const yesterday = awake(deal, YESTERDAY, ZONE);

  expect(today.standing).toEqual({ is: 'live', stage: 'prove' });
  expect(today.stints.at(-1)).toEqual({
    stage: 'prove',
    isParked: false,
    from: new Date('2026-03-09T23:00:00Z'),
    to: null,
  });
  expect(answersAt(today.answers).timing).toMatchObject({ is: 'not-asked', by: null });
  expect(answersAt(today.answers).price.is).toBe('said-so');
  expect(yesterday).toBe(deal);
});

test('a deal that is not parked does not wake', () => {
  const deal = aDeal({ stage: 'prove' });

  expect([awake(deal, TODAY, ZONE), unparked(deal, NOW, OWNER)]).toEqual([deal, deal]);
});

test('a parked deal is brought back any day, by somebody', () => {
  const deal = aDeal({ answers: someAnswers(), standing: { is: 'parked', stage: 'prove', until: TOMORROW } });

  const after = bringBack(deal, aScene());

  expect(after).toMatchObject({
    deal: { standing: { is: 'live', stage: 'prove' }, version: deal.version + 1 },
    events: [{ kind: 'brought-back', from: { until: TOMORROW }, to: { stage: 'prove' } }],
  });
  const timing = after.is === 'changed' ? answersAt(after.deal.answers).timing : null;
  expect(timing).toMatchObject({ is: 'not-asked', by: OWNER, version: deal.version + 1 });
});

test('where Timing was not asked there is nothing to forget', () => {
  const deal = aDeal({
    answers: [anAnswer('price', 'no')],
    standing: { is: 'parked', stage: 'qualify', until: TODAY },
  });

  expect(awake(deal, TODAY, ZONE).answers).toEqual(deal.answers);
});

test.each([
  ['parked', { is: 'parked', stage: 'prove', until: TOMORROW }, 'parked'],
  ['lost', { is: 'lost', from: 'prove', on: TODAY, loss: aLoss() }, 'not-live'],
  ['withdrawn', { is: 'withdrawn' }, 'not-live'],
] as const)('a deal that is %s neither goes on nor back', (_, standing, why) => {
  const deal = aDeal({ standing });

  expect(advance(deal, typed(), aScene())).toMatchObject({ is: 'refused', why });
  expect(moveBack(deal, { to: 'qualify', reason: 'Why' }, aScene())).toMatchObject({ is: 'refused', why });
});

test('a closed deal is neither parked nor brought back', () => {
  const deal = aDeal({ standing: { is: 'lost', from: 'prove', on: TODAY, loss: aLoss() } });

  expect(park(deal, { until: TOMORROW, personsToday: TODAY, reason: '' }, aScene())).toMatchObject({ why: 'not-live' });
  expect(bringBack(deal, aScene())).toEqual({ is: 'refused', why: 'not-parked' });
});

test('the time in a stage leaves out parked days, and is unknown where an import does not say', () => {
  const parked = aDeal({ standing: { is: 'parked', stage: 'qualify', until: TOMORROW }, openedAt: daysLater(-10) });

  expect(daysInStage(parked, 'qualify', daysLater(5))).toBe(9);
  expect(daysInStage(parked, 'prove', NOW)).toBe(0);
  expect(daysInStage(aDeal({ openedAt: null }), 'qualify', NOW)).toBeNull();
});

test.each([
  ['where it stands', { is: 'live', stage: 'propose' }, 'propose'],
  ['where it is parked', { is: 'parked', stage: 'prove', until: TOMORROW }, 'prove'],
  ['where it was won', { is: 'won', on: TODAY, amount: money(5) }, 'negotiate'],
  ['where it was lost', { is: 'lost', from: 'prove', on: TODAY, loss: aLoss() }, 'prove'],
  ['where it stood last, if an import does not say', { is: 'lost', from: null, on: TODAY, loss: aLoss() }, 'qualify'],
  ['where it was opened by mistake', { is: 'withdrawn' }, 'qualify'],
] as const)('the stage of a deal is %s', (_, standing, expected) => {
  expect(stageOf(aDeal({ standing }))).toBe(expected);
});

test('an imported loss with no history at all was lost in Qualify', () => {
  expect(stageOf(aDeal({ standing: { is: 'lost', from: null, on: TODAY, loss: aLoss() }, stints: [] }))).toBe(
    'qualify',
  );
});

test('a deal back in Propose with a proposal on record needs no other', () => {
  const after = advance(aDeal({ stage: 'propose', proposals: [aProposal()] }), typed({ gate: 'negotiate' }), aScene());

  expect(after.is).toBe('changed');
});
