import type { RichTextBlock, RichTextElement, RichTextSection, TextObject } from '@slack/types';

type Style = NonNullable<Extract<RichTextElement, { type: 'text' }>['style']>;
type Part = RichTextBlock['elements'][number];

/**
 * A text object as rich text, in which nothing is left to be read as markup: slack-blocks-to-jsx draws that exactly,
 * whereas its own reading of mrkdwn takes `&lt;!channel&gt;` for a mention, drops `<img>` and headings, and formats
 * plain_text as well.
 */
export function richText(text: TextObject): RichTextBlock {
  if (text.type === 'plain_text') return block([section([{ type: 'text', text: text.text }])]);
  return block(
    text.text.split('```').flatMap((piece, index) => (index % 2 === 1 ? preformatted(piece) : lines(piece))),
  );
}

function block(elements: Part[]): RichTextBlock {
  return { type: 'rich_text', elements };
}

function section(elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

function preformatted(code: string): Part {
  const text = unescaped(code.replace(/^\n|\n$/g, ''));
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text }] };
}

const QUOTED = /^(?:>|&gt;) ?/;

function lines(text: string): Part[] {
  const parts: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const isQuote = QUOTED.test(line);
    const last = parts.at(-1);
    if (last === undefined || last.isQuote !== isQuote) parts.push({ isQuote, lines: [line] });
    else last.lines.push(line);
  }
  return parts
    .filter((part) => part.isQuote || part.lines.some((line) => line !== ''))
    .map((part) => {
      if (!part.isQuote) return section(inline(part.lines.join('\n'), {}));
      const quoted = part.lines.map((line) => line.replace(QUOTED, '')).join('\n');
      return { type: 'rich_text_quote', elements: inline(quoted, {}) };
    });
}

/** `<…>`, `code`, or *bold*, _italic_, ~struck~ that no letter or digit touches from outside; bare addresses. */
const TOKEN =
  /<([^<>\n]+)>|`([^`\n]+)`|(?<![\p{L}\p{N}])([*_~])(?=\S)((?:(?!\3)[^\n])*?(?!\3)\S)\3(?![\p{L}\p{N}])|(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)"”])/gu;

const STYLES = new Map<string, Style>([
  ['*', { bold: true }],
  ['_', { italic: true }],
  ['~', { strike: true }],
]);

function inline(text: string, style: Style): RichTextElement[] {
  const elements: RichTextElement[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) elements.push(plain(text.slice(end, match.index), style));
    elements.push(...token(match, style));
    end = match.index + match[0].length;
  }
  if (end < text.length) elements.push(plain(text.slice(end), style));
  return elements;
}

function token([whole, angled, code, mark, marked, url]: RegExpMatchArray, style: Style): RichTextElement[] {
  if (angled !== undefined) return [reference(angled, whole, style)];
  if (code !== undefined) return [plain(code, { ...style, code: true })];
  if (mark !== undefined && marked !== undefined) return inline(marked, { ...style, ...STYLES.get(mark) });
  return [{ type: 'link', url: unescaped(url ?? ''), style }];
}

/** What stands in angle brackets: a mention, a date or a link; anything else stays as it was written. */
function reference(angled: string, whole: string, style: Style): RichTextElement {
  const [target = '', label] = angled.split('|', 2);
  if (/^@[UW]/.test(target)) return { type: 'user', user_id: target.slice(1), style };
  if (/^#[CG]/.test(target)) return { type: 'channel', channel_id: target.slice(1), style };
  if (target === '!here' || target === '!channel' || target === '!everyone') {
    return { type: 'broadcast', range: target === '!here' ? 'here' : target === '!channel' ? 'channel' : 'everyone' };
  }
  if (target.startsWith('!')) return plain(label ?? target, style);
  if (!/^(https?:|mailto:)/.test(target)) return plain(whole, style);
  return { type: 'link', url: unescaped(target), text: unescaped(label ?? target), style };
}

function plain(text: string, style: Style): RichTextElement {
  return { type: 'text', text: unescaped(text), style };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
