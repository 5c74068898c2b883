import { describe, expect, test } from 'vitest';
import type { DealId, PersonId } from '../../src/domain/brand.ts';
import { addDays } from '../../src/domain/calendar.ts';
import {
  type DisciplineFacts,
  discipline,
  isStill,
  type LiveRow,
  usualDaysFrom,
  weekUntil,
} from '../../src/domain/discipline.ts';
import { numberOf } from '../../src/domain/fraction.ts';
import { daysLater, NOW, OWNER, TEAMMATE, TODAY, ZONE } from '../support/builders.ts';
import { aRow, aTouched } from '../support/pipeline-rows.ts';

const LAST = daysLater(-7);

function found(rows: readonly LiveRow[], but: Partial<DisciplineFacts> = {}) {
  return discipline({
    ...{ rows, touched: [], week: weekUntil(NOW, LAST), capacity: 20, zone: ZONE },
    reps: new Set([OWNER, TEAMMATE]),
    usual: { qualify: 14, prove: 10, propose: 12, negotiate: 9 },
    ...but,
  });
}

const id = (number: number) => `00000000-0000-4000-8000-0000000001${String(number).padStart(2, '0')}` as DealId;

describe('the pipeline', () => {
  test('is counted by stage, with amounts where deals have one', () => {
    const rows = [
      aRow({ amount: 300 }),
      aRow({ amount: null }),
      aRow({ amount: 500, days: 11 }),
      aRow({ stage: 'negotiate' }),
    ];

    const { stages, live } = found(rows);

    expect(live).toBe(4);
    expect(stages.map(({ stage }) => stage)).toEqual(['qualify', 'prove', 'propose', 'negotiate']);
    expect(stages[1]).toEqual({ stage: 'prove', live: 3, amount: 800, unpriced: 1, past: 1, usual: 10 });
  });

  test.each([
    [10, 0],
    [11, 1],
    [null, 0],
  ])('after %s days in a stage that usually takes 10, %i is past it', (days, past) => {
    expect(found([aRow({ days })]).past).toHaveLength(past);
  });

  test('a deal of unknown age is said to be one', () => {
    expect(found([aRow({ days: null }), aRow()]).ageless).toBe(1);
  });

  test('the deals furthest past their time come first, of equals the larger', () => {
    const rows = [
      aRow({ company: 'Small', days: 20, amount: 1 }),
      aRow({ company: 'Large', days: 20, amount: 2 }),
      aRow({ company: 'Longest', stage: 'negotiate', days: 20 }),
    ];

    expect(found(rows).past.map(({ company }) => company)).toEqual(['Longest', 'Large', 'Small']);
  });

  test('a rep at the capacity is not over it', () => {
    const rows = [
      ...Array.from({ length: 3 }, () => aRow()),
      ...Array.from({ length: 2 }, () => aRow({ owner: TEAMMATE })),
    ];

    expect(found(rows, { capacity: 2 }).over).toEqual([{ person: OWNER, live: 3 }]);
    expect(found(rows, { capacity: 3 }).over).toEqual([]);
  });

  test('whoever left has no place, and their deals are counted apart', () => {
    const rows = [aRow(), aRow({ owner: TEAMMATE }), aRow({ owner: TEAMMATE })];

    const { withReps, leftBehind, over, live } = found(rows, { capacity: 1, reps: new Set([OWNER]) });

    expect({ withReps, leftBehind, over, live }).toEqual({ withReps: 1, leftBehind: 2, over: [], live: 3 });
  });

  test('a deal with several open questions is one deal', () => {
    const { notAsked, stale } = found([
      aRow({ notAsked: ['timing', 'price'], stale: ['decision'] }),
      aRow({ stale: ['price', 'timing'] }),
      aRow(),
    ]);

    expect({ notAsked, stale }).toEqual({ notAsked: 1, stale: 2 });
  });

  test('stages for which under ten won deals say how long they take are given 14 days', () => {
    const usual = usualDaysFrom([
      { stage: 'prove', days: 30, n: 10 },
      { stage: 'propose', days: 30, n: 9 },
    ]);

    expect(usual).toEqual({ qualify: 14, prove: 30, propose: 14, negotiate: 14 });
  });
});

describe('the week', () => {
  test('is the time since the last digest, or else seven days', () => {
    expect(weekUntil(NOW, daysLater(-6))).toEqual({ from: daysLater(-6), to: NOW, isSinceLast: true });
    expect(weekUntil(NOW, null)).toEqual({ from: daysLater(-7), to: NOW, isSinceLast: false });
  });

  test.each([
    ['the day before the last digest', -8, null, []],
    ['the day of the last digest, which was not over by then', -7, null, ['passed']],
    ['yesterday', -1, null, ['passed']],
    ['today', 0, null, []],
    ['later than it was', 20, 3, ['later']],
    ['later than it was, and passed all the same', -2, -5, ['later']],
    ['as it was, after there and back', 20, 20, []],
    ['earlier than it was', 5, 9, []],
  ] as const)('an expected close of %s', (_, expected, was, slipped) => {
    const row = aRow({ expectedClose: addDays(TODAY, expected) });
    const touched = was === null ? [] : [aTouched(row.id, { wasExpected: addDays(TODAY, was) })];

    expect(found([row], { touched }).moves.slipped.map(({ how }) => how)).toEqual(slipped);
  });

  test('a deal ended before the gate is among the lost, and the mean is of those whose opening day is known', () => {
    const touched = [
      aTouched(id(1), { isLost: true, isEnded: true, endedAfter: 4 }),
      aTouched(id(2), { isLost: true, isEnded: true, endedAfter: 7 }),
      aTouched(id(3), { isLost: true, isEnded: true }),
      aTouched(id(4), { isLost: true, endedAfter: 90 }),
    ];

    const { lost, ended, daysToEnd } = found([], { touched }).moves;

    expect({ lost, ended, n: daysToEnd.n }).toEqual({ lost: 4, ended: 3, n: 2 });
    expect(daysToEnd.value && numberOf(daysToEnd.value)).toBe(5.5);
  });

  test('nothing to say: no live deal, and nothing that moved', () => {
    expect(isStill(found([]))).toBe(true);
    expect(isStill(found([], { touched: [aTouched(id(1), { wasExpected: TODAY })] }))).toBe(true);
    expect(isStill(found([], { touched: [aTouched(id(1), { isWon: true })] }))).toBe(false);
    expect(isStill(found([aRow({ owner: OWNER as PersonId })]))).toBe(false);
  });
});
