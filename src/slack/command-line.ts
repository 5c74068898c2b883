import { cleanLine, distance, folded } from '../domain/text.ts';

/** Longer than any name with a word before it; the rest of a page that was pasted is not looked at. */
const LONGEST_LINE = 3_000;

/** What was typed after a command, as it is kept and shown: one line, without what cannot be seen. */
export function asTyped(text: string): string {
  return cleanLine(unescaped(text.slice(0, LONGEST_LINE)));
}

/** As the person typed it: Slack sends three characters as entities, and links in brackets. */
export function unescaped(text: string): string {
  return text
    .replace(/<(?:https?:\/\/|mailto:)[^>|]*\|([^>]*)>/g, '$1')
    .replace(/<((?:https?:\/\/|mailto:)[^>|]*)>/g, '$1')
    .replace(/<[#@][A-Z0-9]+\|([^>]+)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** The first word where it is one that the command knows, and the rest; any other text is a name. */
export type Parsed<W extends string> =
  | { readonly is: 'word'; readonly word: W; readonly rest: string }
  | { readonly is: 'name'; readonly name: string; readonly meant: { readonly word: W; readonly rest: string } | null }
  | { readonly is: 'nothing' };

/** A slip of one letter in a short word, of two in a longer one. */
const SLIP = 2;

export function parsed<W extends string>(text: string, words: readonly W[]): Parsed<W> {
  const line = text.trim();
  if (line === '') return { is: 'nothing' };
  const [first = '', ...others] = line.split(/\s+/u);
  const rest = others.join(' ');
  const typed = folded(first);
  const word = words.find((known) => known === typed);
  if (word) return { is: 'word', word, rest };
  return { is: 'name', name: line, meant: nearestWord(typed, words, rest) };
}

function nearestWord<W extends string>(
  typed: string,
  words: readonly W[],
  rest: string,
): { word: W; rest: string } | null {
  const near = words
    .map((word) => ({ word, away: distance(typed, word) }))
    .filter(({ word, away }) => away <= (word.length < 6 ? 1 : SLIP) && typed.length >= word.length - 1)
    .sort((a, b) => a.away - b.away);
  return near[0] ? { word: near[0].word, rest } : null;
}

/** Names within a slip of the typed one, the nearest first: what a mistyped company may have meant. */
export function nearestNames(typed: string, names: readonly string[], most = 3): readonly string[] {
  const name = folded(typed);
  return names
    .map((each) => ({
      each,
      away: Math.min(...[folded(each), ...folded(each).split(' ')].map((part) => distance(name, part))),
    }))
    .filter(({ away }) => away <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.away - b.away || a.each.localeCompare(b.each))
    .slice(0, most)
    .map(({ each }) => each);
}
