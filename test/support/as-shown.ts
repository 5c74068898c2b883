import { isObj } from '../../src/playground/json.ts';

export type Shown = { readonly type: 'plain_text' | 'mrkdwn'; readonly text: string };

/** Every text object in what an app sent, as it was sent. */
export function textsIn(value: unknown): readonly Shown[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObj(value)) return [];
  const { type, text } = value;
  if ((type === 'plain_text' || type === 'mrkdwn') && typeof text === 'string') return [{ type, text }];
  return Object.values(value).flatMap(textsIn);
}

/** What Slack would make of a text besides showing it: mentions, links, dates, and its own marks around words. */
export function markupIn({ type, text }: Shown): readonly string[] {
  if (type === 'plain_text') return [];
  const own = text.replace(/\*[^*\n]+\*/g, '');
  return [...(text.match(/<[^>]*>/g) ?? []), ...(own.match(/[*`]|_[^\n]*_|~[^\n]*~|^\s*&gt;|:[a-z0-9_+'-]+:/gm) ?? [])];
}

/** The words that a person reads. */
export function readIn({ type, text }: Shown): string {
  if (type === 'plain_text') return text;
  return text.replaceAll('*', '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
