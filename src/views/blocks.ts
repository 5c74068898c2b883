import type {
  ActionsBlock,
  Block,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import { cut, escaped, LIMITS } from './limits.ts';

/** A piece of a line. Whatever it says, it is shown as it is written: nothing in it is read as markup. */
export type Run = string | { readonly bold: string };
export type Line = Run | readonly Run[];

/** What Slack's markup begins and ends with, and cannot escape: stars, code, pairs of its other marks, quotes, emoji. */
const MARKUP = /[*`]|_[^\n]*_|~[^\n]*~|^\s*>|:[a-z0-9_+'-]+:/mu;

export function plain(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: cut(text === '' ? '–' : text, limit), emoji: false };
}

/** Lines with bold runs; where somebody's words contain marks that would read as markup, plain text without the bold. */
export function written(lines: readonly Line[], limit: number = LIMITS.section): MrkdwnElement | PlainTextElement {
  const runs = lines.map((line) => (typeof line === 'string' || 'bold' in line ? [line] : line));
  const words = runs.map((line) => line.map((run) => (typeof run === 'string' ? run : run.bold)).join('')).join('\n');
  if (MARKUP.test(words)) return plain(words, limit);
  const marked = runs
    .map((line) => line.map((run) => (typeof run === 'string' ? escaped(run) : bold(run.bold))).join(''))
    .join('\n');
  if (marked.length > limit || marked === '') return plain(words, limit);
  return { type: 'mrkdwn', text: marked, verbatim: true };
}

function bold(text: string): string {
  return text.trim() === '' ? escaped(text) : `*${escaped(text.trim())}*`;
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, LIMITS.header) };
}

export function section(lines: readonly Line[], accessory?: SectionBlock['accessory']): SectionBlock {
  return { type: 'section', text: written(lines), ...(accessory ? { accessory } : {}) };
}

export function context(...lines: readonly Line[]): ContextBlock {
  return { type: 'context', elements: [written(lines)] };
}

export const divider: KnownBlock = { type: 'divider' };

/** At most 25 buttons in one row. */
export function actions(blockId: string, elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', block_id: blockId, elements: elements.slice(0, LIMITS.buttonsInRow) };
}

export type ButtonLook = {
  readonly value?: string;
  readonly style?: 'primary' | 'danger';
  readonly label?: string;
  /** Opens in the browser; only what was checked to be https. */
  readonly url?: string;
};

/** `label` is what a screen reader says where the words on the button alone do not say what they are about. */
export function button(actionId: string, words: string, { value, style, label, url }: ButtonLook = {}): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(words, LIMITS.button),
    ...(value === undefined ? {} : { value }),
    ...(style ? { style } : {}),
    ...(url ? { url } : {}),
    ...(label ? { accessibility_label: cut(label, LIMITS.button) } : {}),
  };
}

export function option(value: string, words: string): PlainTextOption {
  return { text: plain(words, LIMITS.option), value };
}

/** A message. `text` says all of it in full sentences: notifications and screen readers have nothing else. */
export type Spoken = { readonly text: string; readonly blocks: readonly (KnownBlock | Block)[] };

/** All that blocks say, for notifications and screen readers, as Slack's `text`. */
export function spoken(blocks: readonly KnownBlock[]): string {
  const texts = blocks.flatMap((block) => {
    if (block.type === 'header') return [block.text.text];
    if (block.type === 'section') return block.text ? [textIn(block.text)] : [];
    if (block.type === 'context')
      return block.elements.flatMap((each) => (each.type === 'image' ? [] : [textIn(each)]));
    return [];
  });
  const words = cut(texts.join('\n'), LIMITS.messageText);
  const text = escaped(words);
  return text.length <= LIMITS.messageText ? text : escaped(cut(words, LIMITS.messageText / LONGEST_ENTITY));
}

/** `&amp;`, for one character. */
const LONGEST_ENTITY = 5;

/** The words that `written` made mrkdwn of: a cut must not go through an entity, nor leave a star without its other. */
function unmarked(mrkdwn: string): string {
  return mrkdwn.replaceAll('*', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function textIn(element: MrkdwnElement | PlainTextElement): string {
  return element.type === 'mrkdwn' ? unmarked(element.text) : element.text;
}
