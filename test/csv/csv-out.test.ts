import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../../src/csv/csv-out.ts';

test.each([
  ['=cmd()', "'=cmd()"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['\t=1', '"\'\t=1"'],
  ['\r', '"\'\r"'],
  ['\0', '"\'\0"'],
  ['＝1', "'＝1"],
  [' =1', "' =1"],
  ['\u200B=1', "'\u200B=1"],
  ['said "no"', '"said ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['a,b', '"a,b"'],
  ["O'Brien", "O'Brien"],
  ['Ωmega', 'Ωmega'],
  ['null', 'null'],
  ['', ''],
])('the text %j stands in a cell as %j', (text, expected) => {
  expect(csvText([[text, 1]])).toBe(`${expected},1\r\n`);
});

test('a negative number stays a number, and nothing at all is an empty cell', () => {
  expect(csvText([[-5, 0.5, null, 7]])).toBe('-5,0.5,,7\r\n');
});

test('whatever stands in a cell is read back, but for the sign before a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const read = parse(csvText(rows), { record_delimiter: '\r\n' }) as string[][];

      expect(read.map((row) => row.map((cell, at) => cell.replace(/^'/, '').length + at))).toEqual(
        rows.map((row) => row.map((cell, at) => cell.replace(/^'/, '').length + at)),
      );
    }),
    { seed: 20260317, numRuns: 200 },
  );
});
