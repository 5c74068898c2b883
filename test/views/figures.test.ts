import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dash, known } from '../../src/domain/figure.ts';
import { fraction } from '../../src/domain/fraction.ts';
import { shortMoney } from '../../src/domain/money.ts';
import { complaintsAboutMessage } from '../../src/playground/limits.ts';
import {
  chart,
  chartLabels,
  inFull,
  outOfText,
  paceText,
  percentText,
  table,
  withReason,
} from '../../src/views/figures.ts';
import { name } from './hostile.ts';

const EUR = { currency: 'EUR', decimal: '.' } as const;

describe('numbers in few words', () => {
  test.each([
    [0, '€0'],
    [4_250, '€43'],
    [99_949, '€999'],
    [99_960, '€1k'],
    [4_800_000, '€48k'],
    [3_230_000, '€32.3k'],
    [12_800_000, '€128k'],
    [99_960_000, '€1m'],
    [135_000_000, '€1.35m'],
    [250_000_000_000, '€2.5bn'],
    [-1_200_000, '-€12k'],
  ])('%i cents read %s', (amount, text) => {
    expect(shortMoney(amount, EUR)).toBe(text);
  });

  test('where the sign stands behind the amount, the unit stands before it', () => {
    expect(shortMoney(3_230_000, { currency: 'EUR', decimal: ',' })).toBe('32,3k €');
    expect(shortMoney(32_300, { currency: 'JPY', decimal: '.' })).toBe('¥32.3k');
  });

  test('79.6 % never reads 80, and a pace of 0.799 never 0.80', () => {
    expect(percentText(known(fraction(796, 1_000)))).toBe('79 %');
    expect(paceText(known(fraction(799, 1_000)))).toBe('0.79');
  });

  test('a dash has its reason beside it', () => {
    const none = dash('no-quota', 0);

    expect(withReason(percentText(none), none)).toBe('– (no quota)');
    expect(outOfText(none)).toBe('–');
    expect(outOfText(known(fraction(0), 3))).toBe('0 of 3');
  });
});

describe('charts and tables', () => {
  const names = fc.array(name, { minLength: 1, maxLength: 20 });

  test('whatever people are called, a chart of them is one that Slack takes', () => {
    fc.assert(
      fc.property(names, (all) => {
        const labels = chartLabels(all);
        const values = labels.map((_, index) => index);

        const block = chart({
          ...{ title: all[0] ?? '', labels, unit: '%' },
          series: [
            { name: 'Attainment', values },
            { name: 'Goal', values: values.map(() => 80) },
          ],
        });

        expect(complaintsAboutMessage([block])).toEqual([]);
      }),
      { numRuns: 50, seed: 20261116 },
    );
  });

  test('two reps of one name are told apart, also where only the end of a long name differs', () => {
    expect(chartLabels(['Ana', 'Ana', 'Ana'])).toEqual(['Ana', 'Ana (2)', 'Ana (3)']);
    expect(new Set(chartLabels(['x'.repeat(30), `${'x'.repeat(30)}y`, 'Ana (2)', 'Ana', 'Ana'])).size).toBe(5);
  });

  test('a table says how many rows it has no room for', () => {
    const columns = [{ head: 'Rep' }, { head: 'Won', align: 'right' as const }];
    const rows = Array.from({ length: 120 }, (_, nth) => [`Rep ${nth}`.padEnd(120, 'x'), '*€1k*']);

    const { block, left } = table({ columns, rows });
    const short = table({ columns, rows, most: 12 });

    expect(complaintsAboutMessage([block])).toEqual([]);
    expect(block.rows.length - 1 + left).toBe(120);
    expect(left).toBeGreaterThan(20);
    expect(short.left).toBe(108);
  });
});

describe('what a screen reader reads', () => {
  test('lines that do not fit are left out whole, and counted', () => {
    const each = Array.from({ length: 120 }, (_, nth) => `<!channel> & rep ${nth}: 40 %, pace 0.80.`);

    const text = inFull(['4 of 120 reps are on pace.'], each, ['The goal is 80 %.']);

    expect(text.length).toBeLessThanOrEqual(3_000);
    expect(text).not.toContain('<!');
    expect(text).toMatch(/\nand \d+ more\nThe goal is 80 %\.$/);
  });

  test('one line too long for a message is cut, never refused', () => {
    expect(inFull(['&'.repeat(5_000)]).length).toBeLessThanOrEqual(3_000);
  });
});
