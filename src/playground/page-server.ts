import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { z } from 'zod';
import { perform } from './gestures.ts';
import { askOptions } from './options.ts';
import type { Gesture } from './page-protocol.ts';
import { markRead, openFor, screenOf } from './screen.ts';
import type { Slack } from './slack.ts';
import { visitMessages } from './visits.ts';
import { WAYS } from './ways.ts';

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' };

/** The parts of a gesture that the stand-in relies on; the rest is for the app to see. */
const From = z.union([z.object({ view: z.string() }), z.object({ message: z.string(), channel: z.string() })]);
const Free = z.record(z.string(), z.unknown());
const State = z.record(z.string(), z.record(z.string(), Free));
const as = z.string();
const AnyGesture = z.discriminatedUnion('kind', [
  z.object({
    as,
    kind: z.literal('message'),
    channel: z.string(),
    text: z.string(),
    threadTs: z.string().exactOptional(),
  }),
  z.object({ as, kind: z.literal('command'), channel: z.string(), text: z.string() }),
  z.object({ as, kind: z.literal('shortcut'), callbackId: z.string() }),
  z.object({ as, kind: z.literal('action'), from: From, blockId: z.string(), action: Free, state: State }),
  z.object({ as, kind: z.literal('submit'), view: z.string(), state: State }),
  z.object({ as, kind: z.literal('close'), view: z.string(), all: z.boolean() }),
  z.object({ as, kind: z.literal('clock'), to: z.string() }),
  z.object({
    as,
    kind: z.literal('trouble'),
    way: z.enum(WAYS.map(({ id }) => id)).nullable(),
    posts: z.int().positive().nullable(),
  }),
  z.object({ as, kind: z.literal('read-home') }),
]);
const Asked = z.object({ as, from: From, blockId: z.string(), actionId: z.string(), value: z.string() });

/** A POST of the page; null for a path that is none of its own. */
export async function pagePost(slack: Slack, path: string, body: unknown): Promise<unknown> {
  if (path === '/playground/gestures') {
    const gesture = AnyGesture.safeParse(body);
    if (!gesture.success) return { ok: false, error: z.prettifyError(gesture.error) };
    return perform(slack, gesture.data satisfies Gesture);
  }
  if (path !== '/playground/options') return null;
  const asked = Asked.safeParse(body);
  if (!asked.success) return { ok: false, error: z.prettifyError(asked.error) };
  const person = slack.workspace.people.get(asked.data.as);
  if (person === undefined) return { ok: false, error: `There is nobody with the id ${asked.data.as}` };
  return askOptions(slack, person, asked.data.from, asked.data);
}

/** The stream of a person's screens: one at once, and one after each change. */
export function streamScreens(slack: Slack, query: URLSearchParams, response: ServerResponse): void {
  const { workspace } = slack;
  const person = workspace.people.get(query.get('as') ?? '') ?? workspace.cast.people[0];
  const open = person && openFor(slack, person, query.get('in'));
  if (person === undefined || open === undefined) return void response.writeHead(404, HEADERS).end();
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
  let isPlanned = false;
  const send = () => {
    isPlanned = false;
    markRead(workspace, person, open);
    response.write(`data: ${JSON.stringify(screenOf(slack, person, open))}\n\n`);
  };
  const stop = workspace.onChange(() => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(send);
  });
  const alive = setInterval(() => response.write(': still here\n\n'), 15_000);
  response.on('close', () => {
    stop();
    clearInterval(alive);
  });
  send();
  if (open.kind === 'app') void visitMessages(slack, person);
}

/** A file of the built page, from `folder` and nowhere else. */
export async function servePage(folder: string, path: string, response: ServerResponse): Promise<void> {
  const file = normalize(join(folder, path === '/' ? 'index.html' : decoded(path)));
  const type = TYPES[extname(file)];
  if (!file.startsWith(normalize(folder) + sep) || type === undefined)
    return void response.writeHead(404, HEADERS).end();
  try {
    response.writeHead(200, { ...HEADERS, 'content-type': type }).end(await readFile(file));
  } catch {
    response.writeHead(404, { ...HEADERS, 'content-type': 'text/plain' }).end('The page is not built: npm run build');
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

/** Whether a request is for this machine by name, so that no foreign name can be bound to it. */
export function isForUs({ headers }: IncomingMessage): boolean {
  return /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(headers.host ?? '');
}

/** Whether a POST can only have come from the page itself, and not from another site in the same browser. */
export function isFromPage({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  const isOwn = origin === undefined || origin === `http://${host}`;
  const site = headers['sec-fetch-site'];
  const isSameSite = site === undefined || site === 'same-origin' || site === 'none';
  return isOwn && isSameSite && (headers['content-type'] ?? '').startsWith('application/json');
}
