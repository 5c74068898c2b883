import { describe, expect, test } from 'vitest';
import { known } from '../../src/domain/figure.ts';
import { fraction } from '../../src/domain/fraction.ts';
import type { Consistency } from '../../src/domain/metrics.ts';
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
  const of = (reached: number, n: number): { consistency: Consistency } => ({
    consistency:
      n === 0 ? { value: null, n: 0, why: 'no-quota', streak: 0 } : { ...known(fraction(reached, n), n), streak: 0 },
  });

  expect(consistencies([of(4, 4), of(2, 2), of(3, 4), of(0, 3), of(0, 0)])).toEqual({ n: 4, all: 2, none: 1 });
});
