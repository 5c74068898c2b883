import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentOf, percentsOfWhole } from '../../src/domain/figure.ts';
import {
  compared,
  floored,
  fraction,
  minus,
  numberOf,
  over,
  plus,
  rounded,
  times,
  total,
  ZERO,
} from '../../src/domain/fraction.ts';

const SEED = { seed: 20260315, numRuns: 300 };
const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
const some = fc.tuple(whole, fc.integer({ min: 1, max: 10_000 })).map(([num, den]) => fraction(num, den));

test('what is added and taken away, multiplied and divided, is there again, exactly', () => {
  fc.assert(
    fc.property(some, some, (a, b) => {
      expect(minus(plus(a, b), b)).toEqual(a);
      fc.pre(b.num !== 0n);
      expect(over(times(a, b), b)).toEqual(a);
      expect(Math.sign(numberOf(minus(a, b)))).toBe(compared(a, b));
    }),
    SEED,
  );
});

test('many add up at once to what they come to one by one', () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 30 }), (parts) => {
      expect(total(parts)).toEqual(parts.reduce(plus, ZERO));
    }),
    SEED,
  );
});

test('is in lowest terms however large', () => {
  const common = fc.bigInt({ min: 1n, max: 2n ** 200n });
  fc.assert(
    fc.property(some, common, ({ num, den }, by) => {
      expect(fraction(num * by, den * by)).toEqual({ num, den });
    }),
    SEED,
  );
});

test('of hundreds of digits is still a number', () => {
  const primes = Array.from({ length: 4_000 }, (_, at) => at + 2).filter((n) => isPrime(n));

  const sum = total(primes.map((prime) => fraction(1, prime)));

  expect(String(sum.den).length).toBeGreaterThan(309);
  expect(numberOf(sum)).toBeCloseTo(
    primes.reduce((all, prime) => all + 1 / prime, 0),
    12,
  );
  expect(numberOf(minus(ZERO, sum))).toBe(-numberOf(sum));
});

function isPrime(n: number): boolean {
  for (let by = 2; by * by <= n; by += 1) if (n % by === 0) return false;
  return true;
}

test('is rounded down when shown as a percentage, below zero too, and to the nearest as an amount', () => {
  expect(percentOf(fraction(796, 1_000))).toBe(79);
  expect(percentOf(fraction(8, 10))).toBe(80);
  expect(percentOf(fraction(-1, 1_000))).toBe(-1);
  expect(floored(fraction(-2), 100n)).toBe(-200n);
  expect([fraction(5, 2), fraction(-5, 2), fraction(7, 3)].map(rounded)).toEqual([3, -2, 2]);
});

test('has no denominator of 0', () => {
  expect(() => fraction(1, 0)).toThrow('without a denominator');
});

test('shares of a whole add up to 100', () => {
  expect(percentsOfWhole([1 / 3, 1 / 3, 1 / 3])).toEqual([34, 33, 33]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 5 }), (parts) => {
      const whole = parts.reduce((a, b) => a + b, 0);
      fc.pre(whole > 0);
      const percents = percentsOfWhole(parts.map((part) => part / whole));
      expect(percents.reduce((a, b) => a + b, 0)).toBe(100);
    }),
    SEED,
  );
});
