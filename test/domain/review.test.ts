import { describe, expect, test } from 'vitest';
import { fraction } from '../../src/domain/fraction.ts';
import { consistency } from '../../src/domain/metrics.ts';
import { consistencies, type LossRow, losses } from '../../src/domain/review.ts';

function lost(deals: number, but: Partial<LossRow> = {}): LossRow {
  return { team: null, reason: 'price', isPastGate: true, said: 'said-so', deals, ...but };
}

describe('why deals were lost', () => {
  test('is said by reason, the most frequent first, with those that ended before the gate', () => {
    const { n, lines } = losses([
      lost(1, { said: 'no' }),
      lost(2, { reason: 'later', said: 'we-think-so' }),
      lost(3, { reason: 'later', isPastGate: false, said: 'no' }),
      lost(1, { reason: null, said: null }),
    ]);

    expect(n).toBe(7);
    expect(lines).toEqual([
      { reason: 'later', pastGate: 2, before: 3 },
      { reason: 'price', pastGate: 1, before: 0 },
      { reason: null, pastGate: 1, before: 0 },
    ]);
  });

  test('the checklist is asked only about deals past the gate whose reason a question covers', () => {
    const { checklist } = losses([
      lost(4, { said: 'said-so' }),
      lost(2, { said: 'no' }),
      lost(3, { said: 'we-think-so' }),
      lost(1, { said: 'not-asked' }),
      lost(9, { isPastGate: false, said: 'no' }),
      lost(9, { reason: 'other', said: null }),
    ]);

    expect(checklist).toEqual({ n: 10, misled: 4, no: 2, guessed: 3, notAsked: 1 });
  });

  test('of no losses there is nothing to say', () => {
    expect(losses([])).toEqual({ n: 0, lines: [], checklist: { n: 0, misled: 0, no: 0, guessed: 0, notAsked: 0 } });
  });
});

test('consistency without names counts who reached 80 % in all of their quarters, and who in none', () => {
  const goal = { won: 80, quota: fraction(100) };
  const short = { won: 79, quota: fraction(100) };
  const none = { won: 500, quota: fraction(0) };
  const reps = [
    [goal, goal, goal, goal],
    [goal, goal, none, none],
    [goal, short, goal, goal],
    [short, short, short],
    [none],
  ];

  const found = consistencies(reps.map((quarters) => ({ consistency: consistency(quarters) })));

  expect(found).toEqual({ n: 4, all: 2, none: 1 });
});
