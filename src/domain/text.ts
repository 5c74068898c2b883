/** Controls but for newline, marks that turn the writing direction, what has no width, and halves of a character. */
const UNSEEN =
  /[\p{Cc}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\uFFF9-\uFFFB\p{Cs}]/gu;
/** No script needs more marks on one letter; a tower of them covers the lines around it. */
const TOWER = /(\p{M}{4})\p{M}+/gu;

/** What shows nothing by itself: joiners, marks, blanks that pass for letters. A text of only these is empty. */
const BLANK = /^[\p{Z}\p{Cc}\p{Cf}\p{M}\u115F\u1160\u2800\u3164\uFFA0]*$/u;

/** Made when it is first needed: to make one takes as long as to read thirty modules, and most starts need none. */
let segmenter: Intl.Segmenter | null = null;

/** Its characters as people count them, however many units each is made of. */
export function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Letters, digits and signs of ASCII with single spaces between: most names, in which there is nothing to clean. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** One line of typed text as it is kept: composed, without what cannot be seen, spaces once. */
export function cleanLine(text: string): string {
  if (PLAIN.test(text)) return text;
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}

/** Typed text of several lines as it is kept. */
export function cleanText(text: string): string {
  const lines = text.replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n').split('\n');
  const kept = lines
    .map((line) => line.replace(/\t/gu, ' ').replace(UNSEEN, '').normalize('NFC').replace(TOWER, '$1').trimEnd())
    .join('\n')
    .trim();
  return BLANK.test(kept) ? '' : kept;
}

/** Letters that are no letter with a mark to Unicode, as people type them on a keyboard without. */
const SPELT: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** How a name is compared and looked for: whatever its case, accents and spaces. */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return cleanLine(text)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/gu, (letter) => SPELT[letter] ?? letter)
    .replace(/\s+/gu, ' ')
    .trim();
}

export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of graphemes(text)) count += 1;
  return count;
}

/** At most `limit` UTF-16 units, as Slack counts, cut between characters as people see them, with an ellipsis. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of graphemes(text)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Edits (a letter put in, left out, changed, or two swapped) from one word to another. */
export function distance(a: string, b: string): number {
  const from = [...a];
  const to = [...b];
  let before: number[] = [];
  let last = to.map((_, index) => index).concat(to.length);
  for (const [i, letter] of from.entries()) {
    const row = [i + 1];
    for (const [j, other] of to.entries()) {
      const changed = (last[j] ?? 0) + (letter === other ? 0 : 1);
      const swapped =
        i > 0 && j > 0 && letter === to[j - 1] && from[i - 1] === other ? (before[j - 1] ?? 0) + 1 : changed;
      row.push(Math.min(changed, swapped, (last[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}

/** People in the order of their names; of one name in an order that does not change. */
export function byName(
  a: { readonly name: string; readonly person: string },
  b: { readonly name: string; readonly person: string },
): number {
  return a.name.localeCompare(b.name, 'en') || (a.person < b.person ? -1 : 1);
}
