import { describe, expect, test } from 'vitest';
import type { PersonId } from '../../src/domain/brand.ts';
import { NONE_CLOSED } from '../../src/domain/closed.ts';
import { fraction } from '../../src/domain/fraction.ts';
import { type SpreadRep, spread } from '../../src/domain/spread.ts';

/** Deals of one size in each full quarter; the quota is 100,000 a quarter. */
function rep(
  name: string,
  quarters: number,
  but: { won: number; lost: number; size: number; toDate?: number; ledger?: number },
): SpreadRep {
  const { won, lost, size, toDate = 0, ledger = won * size } = but;
  const quarter = {
    won: ledger,
    quota: fraction(100_000),
    closed: { ...NONE_CLOSED, won, lost, wonAmount: won * size },
  };
  return { person: name as PersonId, name, full: Array.from({ length: quarters }, () => quarter), toDate };
}

const CHI = rep('Chi', 4, { won: 4, lost: 6, size: 25_000, toDate: 50_000 });

describe('the spread', () => {
  test('of the screens: 22 %, and its three factors, whose shares add up to 100', () => {
    // 3 of 17 in two quarters at 32.3k against 22 of 48 in four at 40k.
    const tom: SpreadRep = {
      ...rep('Tom', 1, { won: 1, lost: 7, size: 32_300 }),
      full: [
        { won: 32_300, quota: fraction(200_000), closed: { ...NONE_CLOSED, won: 1, lost: 7, wonAmount: 32_300 } },
        { won: 64_600, quota: fraction(200_000), closed: { ...NONE_CLOSED, won: 2, lost: 7, wonAmount: 64_600 } },
      ],
    };
    const ana: SpreadRep = {
      ...rep('Ana', 4, { won: 0, lost: 0, size: 1 }),
      full: [5, 6, 5, 6].map((won) => ({
        won: won * 40_000,
        quota: fraction(250_000),
        closed: { ...NONE_CLOSED, won, lost: 12 - won, wonAmount: won * 40_000 },
      })),
    };

    const found = spread([CHI, ana, tom]);

    expect(found).toMatchObject({ verdict: 'wide', n: 3, worst: { name: 'Tom' }, best: { name: 'Ana' } });
    expect(found.value).toEqual(fraction(48_450, 220_000));
    expect(found.explained).toMatchObject({
      is: 'split',
      factors: [
        { name: 'volume', worst: fraction(17, 2), best: fraction(12), share: 23 },
        { name: 'closingRatio', worst: fraction(3, 17), best: fraction(22, 48), share: 63 },
        { name: 'dealSize', worst: fraction(32_300), best: fraction(40_000), share: 14 },
      ],
    });
    expect(found.byAttainment.value).toEqual(fraction(96_900, 400_000));
  });

  test('is good at a quarter exactly', () => {
    const low = rep('Low', 2, { won: 1, lost: 3, size: 25_000 });

    expect(spread([CHI, CHI, low])).toMatchObject({ value: fraction(1, 4), verdict: 'good' });
  });

  test('needs three reps with two full quarters, and names those apart', () => {
    const fresh = rep('Fay', 1, { won: 9, lost: 0, size: 90_000 });

    expect(spread([CHI, CHI, fresh])).toMatchObject({ value: null, why: 'few-reps', n: 2, apart: ['Fay'] });
  });

  test('a negative smallest counts as 0, and says so', () => {
    const minus = rep('Max', 2, { won: 0, lost: 2, size: 0, ledger: -10_000 });

    expect(spread([CHI, CHI, minus])).toMatchObject({ value: fraction(0), why: 'below-zero', verdict: 'wide' });
  });

  test('without anybody above 0 it is a dash', () => {
    const none = rep('Nil', 2, { won: 0, lost: 2, size: 0 });

    expect(spread([none, none, none])).toMatchObject({ value: null, why: 'none-above-zero', verdict: null });
  });

  test('the quarter to date stands beside it', () => {
    const other = { ...CHI, toDate: 10_000 };

    expect(spread([CHI, CHI, other]).toDate).toEqual({ value: fraction(1, 5), n: 3, why: null });
  });
});

describe('what explains it', () => {
  test('a factor in which the lowest rep is ahead is said as such', () => {
    const many = rep('Mo', 4, { won: 2, lost: 18, size: 10_000 });

    expect(spread([CHI, CHI, many]).explained).toMatchObject({
      is: 'split',
      factors: [{ name: 'volume', share: null }, { name: 'closingRatio' }, { name: 'dealSize' }],
    });
  });

  test.each([
    ['spread-zero', rep('Nil', 2, { won: 0, lost: 2, size: 0 })],
    ['spread-one', CHI],
    ['reopened', rep('Re', 4, { won: 2, lost: 2, size: 20_000, ledger: 30_000 })],
  ])('is not split: %s', (why, lowest) => {
    expect(spread([CHI, CHI, lowest]).explained).toEqual({ is: 'not-split', why });
  });
});
