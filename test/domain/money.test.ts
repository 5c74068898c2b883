import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatMoney,
  isCurrency,
  MOST_MONEY,
  type MoneyFormat,
  minorDigits,
  parseMoney,
  plainMoney,
  shareOf,
  sum,
} from '../../src/domain/money.ts';
import { money } from '../support/builders.ts';

const SEED = { seed: 20260310, numRuns: 500 };
const DOLLARS: MoneyFormat = { currency: 'USD', decimal: '.' };
const EUROS: MoneyFormat = { currency: 'EUR', decimal: ',' };
const anyAmount = fc.integer({ min: 0, max: MOST_MONEY }).map(money);
const anyFormat = fc.record({
  currency: fc.constantFrom('USD', 'EUR', 'GBP', 'JPY', 'KWD', 'CHF', 'SEK', 'INR', 'MMK', 'CLF'),
  decimal: fc.constantFrom('.' as const, ',' as const),
});

test.each([
  ['45k', 4_500_000],
  ['45 k', 4_500_000],
  ['45K', 4_500_000],
  ['1.2m', 120_000_000],
  ['1.234567m', 123_456_700],
  ['12.345k', 1_234_500],
  ['0', 0],
  ['7', 700],
  ['7.5', 750],
  ['0.50', 50],
  ['0.500', 50],
  ['1234.5', 123_450],
  ['1,234.56', 123_456],
  ['1,234', 123_400],
  ['1,234,567', 123_456_700],
  ["1'234.50", 123_450],
  ['1’234', 123_400],
  ['1 234.50', 123_450],
  ['1\u00A0234\u202F567', 123_456_700],
  ['$1,234', 123_400],
  ['1,234 $', 123_400],
  ['USD 1,234', 123_400],
  ['1234 usd', 123_400],
  ['$5k', 500_000],
  ['０１２', 1_200],
  ['100,000,000,000', MOST_MONEY],
])('with dollars and a decimal point %j is read as %i cents', (text, amount) => {
  expect(parseMoney(text, DOLLARS)).toEqual({ is: 'amount', amount });
});

test.each([
  ['1.234,56', 123_456],
  ['1.234', 123_400],
  ['12,5', 1_250],
  ['€5k', 500_000],
  ['5,5k', 550_000],
  ['12.345 €', 1_234_500],
  ['EUR 99', 9_900],
])('with euros and a decimal comma %j is read as %i cents', (text, amount) => {
  expect(parseMoney(text, EUROS)).toEqual({ is: 'amount', amount });
});

test.each([
  ['12.345', DOLLARS, '12,345', '12.35'],
  ['12.344', DOLLARS, '12,344', '12.34'],
  ['12.395', DOLLARS, '12,395', '12.39'],
  ['1.000', DOLLARS, '1,000', '1.00'],
  ['$12.345', DOLLARS, '12,345', '12.35'],
  ['12,345', EUROS, '12.345', '12,35'],
  ['12.345', { currency: 'JPY', decimal: '.' } as const, '12,345', '12'],
])('%j could be meant in two ways, and is asked back as %j', (text, format, thousands, decimals) => {
  expect(parseMoney(text, format)).toEqual({ is: 'ambiguous', thousands, decimals });
});

test('with three decimals in the currency nothing is ambiguous', () => {
  expect(parseMoney('12.345', { currency: 'KWD', decimal: '.' })).toEqual({ is: 'amount', amount: 12_345 });
});

test.each([
  ['', 'not-an-amount'],
  ['  ', 'not-an-amount'],
  ['1e9', 'not-an-amount'],
  ['NaN', 'not-an-amount'],
  ['Infinity', 'not-an-amount'],
  ['0x10', 'not-an-amount'],
  ['five', 'not-an-amount'],
  ['k', 'not-an-amount'],
  ['$', 'not-an-amount'],
  ['5kk', 'not-an-amount'],
  ['€5k', 'not-an-amount'],
  ['4$5', 'not-an-amount'],
  ['.5', 'not-an-amount'],
  ['5.', 'not-an-amount'],
  ['5,', 'not-an-amount'],
  ['1,23', 'not-an-amount'],
  ['0,123', 'not-an-amount'],
  ['1,234,56', 'not-an-amount'],
  ['1234,567', 'not-an-amount'],
  ["1'234,567", 'not-an-amount'],
  ['12 34', 'not-an-amount'],
  ['1.234.567', 'not-an-amount'],
  ['1.2.3k', 'not-an-amount'],
  ['1.2 3', 'not-an-amount'],
  ['1\n2', 'not-an-amount'],
  ['-5', 'negative'],
  ['−5', 'negative'],
  ['- 5', 'negative'],
  ['$-5', 'negative'],
  ['-$5', 'negative'],
  ['(5)', 'negative'],
  ['1.2345', 'too-many-decimals'],
  ['0.001', 'too-many-decimals'],
  ['1.23456789m', 'amount'],
  ['1.234567891m', 'too-many-decimals'],
  ['100000000000.01', 'too-large'],
  ['1000000000000000', 'too-large'],
  ['1000000m', 'too-large'],
  ['9'.repeat(3_000), 'too-large'],
])('%j, where dollars are meant, is %s', (text, why) => {
  const parsed = parseMoney(text, DOLLARS);

  expect(parsed.is === 'wrong' ? parsed.why : parsed.is).toBe(why);
});

test("a K behind a number means thousands, also where the currency's sign is a K", () => {
  const kyat: MoneyFormat = { currency: 'MMK', decimal: '.' };

  expect(parseMoney('K45', kyat)).toEqual({ is: 'amount', amount: 45 * 10 ** minorDigits('MMK') });
  expect(parseMoney('45K', kyat)).toEqual({ is: 'amount', amount: 45_000 * 10 ** minorDigits('MMK') });
});

test('what a form shows in the field of an amount, it reads back unchanged', () => {
  fc.assert(
    fc.property(anyAmount, anyFormat, (amount, format) => {
      expect(parseMoney(plainMoney(amount, format), format)).toEqual({ is: 'amount', amount });
    }),
    SEED,
  );
});

test('an amount as it is shown reads back unchanged, sign and all', () => {
  fc.assert(
    fc.property(anyAmount, anyFormat, (amount, format) => {
      expect(parseMoney(formatMoney(amount, format), format)).toEqual({ is: 'amount', amount });
    }),
    SEED,
  );
});

test('whatever is typed, an amount is an integer from 0 to the most there is', () => {
  const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,’ -km$€()e') }));
  fc.assert(
    fc.property(typed, anyFormat, (text, format) => {
      const parsed = parseMoney(text, format);

      if (parsed.is === 'amount') {
        expect(Number.isSafeInteger(parsed.amount) && parsed.amount >= 0 && parsed.amount <= MOST_MONEY).toBe(true);
      }
    }),
    { ...SEED, numRuns: 2_000 },
  );
});

test.each([
  [4_500_000, DOLLARS, '$45,000', '45,000'],
  [4_500_050, DOLLARS, '$45,000.50', '45,000.50'],
  [0, DOLLARS, '$0', '0'],
  [5, DOLLARS, '$0.05', '0.05'],
  [-4_500_000, DOLLARS, '-$45,000', '-45,000'],
  [4_500_000, EUROS, '45.000 €', '45.000'],
  [123_456, EUROS, '1.234,56 €', '1.234,56'],
  [12_345, { currency: 'JPY', decimal: '.' } as const, '¥12,345', '12,345'],
  [12_345, { currency: 'KWD', decimal: '.' } as const, 'KWD 12.345', '12.345'],
])('%i minor units are shown as they are written where they are spent', (amount, format, shown, plain) => {
  expect([formatMoney(money(amount), format), plainMoney(money(amount), format)]).toEqual([shown, plain]);
});

test.each([
  ['USD', 2],
  ['JPY', 0],
  ['KWD', 3],
])('%s has %i digits after the point', (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});

test.each([
  ['EUR', true],
  ['eur', false],
  ['XYZ', false],
  ['EURO', false],
])('%s as a currency: %j', (code, expected) => {
  expect(isCurrency(code)).toBe(expected);
});

test.each([
  [1_000_000, 1_000, 100_000],
  [999, 1_000, 100],
  [994, 1_000, 99],
  [995, 1_000, 100],
  [MOST_MONEY, 10_000, MOST_MONEY],
  [0, 1_000, 0],
])('of %i a share of %i basis points is %i, half a unit rounded up', (amount, basisPoints, expected) => {
  expect(shareOf(money(amount), basisPoints)).toBe(expected);
});

test('a sum of nothing is nothing', () => {
  expect([sum([]), sum([money(1), money(2)])]).toEqual([0, 3]);
});
