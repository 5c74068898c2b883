import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLine, cleanText, cutText, distance, folded, lengthOf } from '../../src/domain/text.ts';

const SEED = { seed: 20260310, numRuns: 500 };
const FAMILY = '👨‍👩‍👧‍👦';
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('a', '\uD800', '\uDC00', '\u202E', '\u200D', '\u0301', '\0', '\n', '\r', ' ', FAMILY))
    .map((parts) => parts.join('')),
);

test.each([
  ['spaces once', '  Acme \t  Corp \n Ltd ', 'Acme Corp Ltd'],
  ['no turned writing', 'Acme\u202Egpj.exe', 'Acmegpj.exe'],
  ['no isolates', '\u2066Acme\u2069', 'Acme'],
  ['nothing without width', 'Ac\u200Bme\uFEFF', 'Acme'],
  ['no NUL', 'Ac\0me', 'Acme'],
  ['no half characters', 'Acme\uD83D', 'Acme'],
  ['composed', 'Cafe\u0301', 'Café'],
  ['joined emoji kept', FAMILY, FAMILY],
  ['words between lines', 'Acme\u2028Corp', 'Acme Corp'],
  ['nothing that shows nothing', ' \u200D\u3164\u2800 ', ''],
  ['marks without a letter', '\u0301\u0302', ''],
  ['only spaces', ' \u00A0\u3000 ', ''],
  ['a mention is only text', '<!channel> <@U123>', '<!channel> <@U123>'],
])('a line is kept with %s', (_, text, expected) => {
  expect(cleanLine(text)).toBe(expected);
});

test('a tower of 200 marks is cut to four, on each letter', () => {
  const tower = `Z${'\u0335'.repeat(200)}a${'\u0335'.repeat(3)}`;

  expect(cleanLine(tower)).toBe(`Z${'\u0335'.repeat(4)}a${'\u0335'.repeat(3)}`);
});

test('a text keeps its lines, whatever ends them', () => {
  expect(cleanText('\n one \r\ntwo\t2\rthree\u0085four\u2029\n')).toBe('one\ntwo 2\nthree\nfour');
});

test('whatever was typed, what is kept is whole, has no controls, and is clean already', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const kept = cleanText(text);

      expect(Buffer.from(kept).toString()).toBe(kept);
      expect(/[\p{Cs}\u202A-\u202E\u2066-\u2069\u200B\uFEFF]|(?!\n)\p{Cc}/u.test(kept)).toBe(false);
      expect(cleanText(kept)).toBe(kept);
      expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
      expect(JSON.parse(JSON.stringify(kept))).toBe(kept);
    }),
    SEED,
  );
});

test.each([
  ['ÉCLAIR  sa', 'eclair sa'],
  ['Straße', 'STRASSE'],
  ['Ωmega', 'ωMEGA'],
  ['İstanbul', 'istanbul'],
  ['Ａｃｍｅ', 'acme'],
  ["O'Brien", "o'brien"],
])('%j and %j are the same name', (one, other) => {
  expect(folded(one)).toBe(folded(other));
});

test('two names that differ in a letter are not the same', () => {
  expect(folded('Acme')).not.toBe(folded('Acne'));
});

test('a name that was made comparable stays as it is', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(folded(folded(text))).toBe(folded(text));
    }),
    SEED,
  );
});

test.each([
  ['', 0],
  ['Acme', 4],
  [FAMILY, 1],
  ['🇩🇪🇫🇷', 2],
  ['e\u0301', 1],
])('%j is %i characters long, as people see them', (text, expected) => {
  expect(lengthOf(text)).toBe(expected);
});

test.each([
  ['what fits is left alone', 'Acme', 4, 'Acme'],
  ['the rest becomes an ellipsis', 'Acme Corp', 6, 'Acme…'],
  ['a family is not torn', `ab${FAMILY}cd`, 6, 'ab…'],
  ['a flag is not torn', 'a🇩🇪b', 4, 'a…'],
  ['one character too long leaves the ellipsis', FAMILY, 3, '…'],
])('a text is cut so that %s', (_, text, limit, expected) => {
  expect(cutText(text, limit)).toBe(expected);
});

test('however a text is cut, it keeps the limit and is a beginning of it', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, limit) => {
      const cut = cutText(text, limit);

      expect(cut.length).toBeLessThanOrEqual(limit);
      expect(cut === text || text.startsWith(cut.slice(0, -1))).toBe(true);
    }),
    SEED,
  );
});

test.each([
  ['list', 'list', 0],
  ['lsit', 'list', 1],
  ['lst', 'list', 1],
  ['liist', 'list', 1],
  ['lost', 'list', 1],
  ['', 'list', 4],
  ['list', '', 4],
  ['kitten', 'sitting', 3],
  ['👍', '👎', 1],
])('from %j to %j it takes %i edits', (a, b, expected) => {
  expect(distance(a, b)).toBe(expected);
});

test('the way back is as long', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, b) === 0).toBe(a === b);
    }),
    SEED,
  );
});
