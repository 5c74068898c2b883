import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { larkfield } from '../../src/playground/cast.ts';
import type { Screen } from '../../src/playground/page-protocol.ts';
import { type StandIn, startStandIn } from '../../src/playground/stand-in.ts';
import { WAYS, type WayId } from '../../src/playground/ways.ts';
import { manifest as tiny } from './tiny-app.ts';

const scopes = { bot: [...(tiny.oauth_config?.scopes?.bot ?? []), 'channels:history'] };
const NOON = new Date('2026-11-18T20:00:00Z');

/** For an answer that comes, on a machine that has other things to do. */
const PATIENCE_MS = 15_000;
/** For one that does not. */
const NO_PATIENCE_MS = 600;

let slack: StandIn;
beforeEach(async () => {
  slack = await startStandIn({ cast: larkfield, manifest: { ...tiny, oauth_config: { scopes } }, now: NOON });
});
afterEach(() => slack.close());

describe('made to fail when an app posts, Slack', () => {
  const told = (way: WayId) => WAYS.find(({ id }) => id === way)?.group ?? '';

  test.each<readonly [WayId, unknown, number]>([
    ['reset-after', 'ECONNRESET', 1],
    ['http-after', { status: 500 }, 1],
    ['error-after', { error: 'internal_error' }, 1],
    ['cut', 'ECONNRESET', 1],
    ['late-effect', 'TimeoutError', 0],
    ['reset-before', 'ECONNRESET', 0],
    ['hang', 'TimeoutError', 0],
    ['http-before', { status: 500 }, 0],
    ['error-before', { error: 'internal_error' }, 0],
    ['html', 'SyntaxError', 0],
    ['rate-limited', { status: 429, retryAfter: '30' }, 0],
    ['late', 'TimeoutError', 1],
    ['unreachable', 'ECONNREFUSED', 0],
  ])('in the way “%s” answers %j and has posted %i', async (way, answer, posted) => {
    await fail(way, 1);

    const met = await post('C0SALESWEST', {}, answer === 'TimeoutError' ? NO_PATIENCE_MS : PATIENCE_MS);

    if (typeof answer === 'string') expect(met).toBe(answer);
    else expect(met).toMatchObject(answer as object);
    await expect.poll(() => slack.workspace.messages.length).toBe(posted);
    expect(told(way).startsWith('Posted')).toBe(posted === 1 || way === 'late-effect');
  });

  test('and every way is tried above', () => {
    expect(WAYS).toHaveLength(13);
  });

  test('posts late, once its clock has gone on by a minute, and once only', async () => {
    await fail('late-effect', 1);
    await post('C0SALESWEST', {}, NO_PATIENCE_MS);
    await expect.poll(async () => (await screen()).calls.length).toBe(1);

    slack.clock.move('plus-5-minutes', 'UTC');
    slack.clock.move('plus-hour', 'UTC');

    expect(slack.workspace.messages).toHaveLength(1);
  });

  test('fails as often as asked, and goes well by itself after that', async () => {
    await fail('http-before', 2);
    const seen: unknown[] = [(await screen()).trouble];

    for (let nth = 0; nth < 3; nth += 1) {
      await post();
      seen.push((await screen()).trouble);
    }

    expect(seen).toEqual([{ way: 'http-before', left: 2 }, { way: 'http-before', left: 1 }, null, null]);
    expect(slack.workspace.messages).toHaveLength(1);
  });

  test('fails until it is switched off where nobody said how often, and then goes well at once', async () => {
    await fail('error-before', null);
    for (let nth = 0; nth < 5; nth += 1) await post();
    expect((await screen()).trouble).toEqual({ way: 'error-before', left: null });

    await fail(null, null);

    expect(await post()).toMatchObject({ ok: true });
    expect((await screen()).trouble).toBeNull();
  });

  test('can be reached again where it could not be, again and again, and for all but posting all the time', async () => {
    for (let nth = 0; nth < 3; nth += 1) {
      await fail('unreachable', null);
      expect(await post()).toBe('ECONNREFUSED');
      expect((await screen()).trouble).toEqual({ way: 'unreachable', left: null });
      expect(await call(slack.apiUrl, 'users.info', { user: 'U0BEN' })).toMatchObject({ ok: true });

      await fail(null, null);
      expect(await post()).toMatchObject({ ok: true });
    }
  });

  test('forgets one way when it is told another', async () => {
    await fail('unreachable', null);
    await fail('http-before', null);

    expect(await post()).toMatchObject({ status: 500 });
  });

  test('does all else as ever', async () => {
    await fail('http-before', null);

    expect(await call(slack.sendingUrl, 'users.info', { user: 'U0BEN' })).toMatchObject({ ok: true });
    expect(await call(slack.sendingUrl, 'conversations.history', { channel: 'C0SALESWEST' })).toMatchObject({
      ok: true,
    });
  });

  test('is not told what it does not know', async () => {
    expect(await gesture({ kind: 'trouble', way: 'earthquake', posts: 1 })).toMatchObject({ ok: false });
    expect(await gesture({ kind: 'trouble', way: 'html', posts: 0 })).toMatchObject({ ok: false });
  });
});

describe('of the last calls', () => {
  test('one reads what was posted, what was answered, and that the message stands there once', async () => {
    await fail('reset-after', 1);
    await post();
    await call(slack.sendingUrl, 'conversations.history', { channel: 'C0SALESWEST' });
    await post('U0BEN', { metadata: undefined });

    expect(await calls()).toEqual([
      { is: 'post', where: 'Ben Okafor', effect: 'now', answer: 'ok', isAgain: false, copies: 0 },
      { is: 'look', where: '#sales-west', effect: 'now', answer: 'ok, 1 message', isAgain: false, copies: 0 },
      { is: 'post', where: '#sales-west', effect: 'now', answer: 'connection reset', isAgain: false, copies: 1 },
    ]);
  });

  test('one reads which was tried again, and by whom it was refused', async () => {
    await fail('rate-limited', 1);
    await post();
    await post();
    await post('C0OPSPRIVATE');

    expect(await calls()).toMatchObject([
      { where: '#ops-private', effect: 'never', answer: 'channel_not_found' },
      { isAgain: true, effect: 'now', answer: 'ok', copies: 1 },
      { isAgain: false, effect: 'never', answer: 'HTTP 429, Retry-After 30', copies: 1 },
    ]);
  });

  test('sixty are kept, and one that failed for longer', async () => {
    await fail('http-after', 1);
    for (let nth = 0; nth < 63; nth += 1) await post().catch(() => undefined);

    const kept = (await screen()).calls.map(({ hasFailed }) => hasFailed);

    expect(kept).toEqual([...Array.from({ length: 60 }, () => false), true]);
  });

  async function calls() {
    return (await screen()).calls.map(({ id, is, where, effect, answer, message, copies }) => {
      return { is, where, effect, answer, isAgain: message !== null && message !== id, copies };
    });
  }
});

async function gesture(asked: object): Promise<unknown> {
  const body = JSON.stringify({ as: 'U0BEN', ...asked });
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${slack.url}/playground/gestures`, { method: 'POST', headers, body })).json();
}

async function fail(way: WayId | null, posts: number | null): Promise<void> {
  expect(await gesture({ kind: 'trouble', way, posts })).toEqual({ ok: true });
}

/** What Ben has before his eyes now. */
async function screen(): Promise<Screen> {
  const stream = await fetch(`${slack.url}/playground/screen?as=U0BEN&in=D0BEN`);
  const reader = (stream.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return JSON.parse(String(value).replace('data: ', ''));
}

/** As a client that only sends messages posts one: its answer, or what came in its place. */
function post(channel = 'C0SALESWEST', but: object = {}, patienceMs = PATIENCE_MS): Promise<unknown> {
  const metadata = JSON.stringify({ event_type: 'test', event_payload: { d: channel } });
  return call(slack.sendingUrl, 'chat.postMessage', { channel, text: 'Ben won Acme', metadata, ...but }, patienceMs);
}

async function call(url: string, method: string, args: object, patienceMs = PATIENCE_MS): Promise<unknown> {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const headers = { authorization: `Bearer ${slack.botToken}` };
  const asked = { method: 'POST', headers, body: new URLSearchParams(Object.fromEntries(given)) };
  try {
    const response = await fetch(url + method, { ...asked, signal: AbortSignal.timeout(patienceMs) });
    if (response.status !== 200) return { status: response.status, retryAfter: response.headers.get('retry-after') };
    return JSON.parse(await response.text());
  } catch (error) {
    return reason(error);
  }
}

function reason(error: unknown): string {
  const { name, cause } = error as Error;
  const code: unknown = Reflect.get(cause ?? {}, 'code');
  return code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : typeof code === 'string' ? code : name;
}
