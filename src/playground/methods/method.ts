import type { Obj } from '../json.ts';
import type { Complaint } from '../limits.ts';
import type { Slack } from '../slack.ts';

export type Method = {
  readonly token: 'bot' | 'app';
  /** Any one of these is enough; none is needed where the list is empty. */
  readonly scopes: readonly string[];
  readonly run: (args: Obj, slack: Slack) => Obj;
};

export type Methods = { readonly [name: string]: Method };

/** How Slack says no: with HTTP 200. */
export function refused(error: string, complaints: readonly Complaint[] = []): Obj {
  if (complaints.length === 0) return { ok: false, error };
  const lines = complaints.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  const metadata = { messages: lines.map((line) => `[ERROR] ${line}`) };
  return error === 'invalid_blocks'
    ? { ok: false, error, errors: lines, response_metadata: metadata }
    : { ok: false, error, response_metadata: metadata };
}

/** Forms have only strings. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}

function numberAt(args: Obj, key: string, otherwise: number): number {
  const number = Number(args[key] ?? otherwise);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string };

/** Undefined for a cursor that was never given out. */
export function pageOf<T>(items: readonly T[], args: Obj, most: number): Page<T> | undefined {
  const cursor = String(args.cursor ?? '');
  const start =
    cursor === '' ? 0 : Number(/^at:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) return undefined;
  const end = start + Math.min(numberAt(args, 'limit', most), most);
  const nextCursor = end < items.length ? Buffer.from(`at:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), nextCursor };
}
