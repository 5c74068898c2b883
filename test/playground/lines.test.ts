import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { larkfield } from '../../src/playground/cast.ts';
import type { Obj } from '../../src/playground/json.ts';
import { type StandIn, startStandIn } from '../../src/playground/stand-in.ts';
import { manifest } from './tiny-app.ts';

let slack: StandIn;
const sockets: WebSocket[] = [];
beforeEach(async () => {
  slack = await startStandIn({ cast: larkfield, manifest, eventRetriesMs: [300, 300, 300] });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await slack.close();
});

type Connected = { readonly socket: WebSocket; readonly heard: Obj[]; readonly hears: (type: string) => Promise<Obj> };

/** A connection without an SDK; it acknowledges what it is told to. */
async function connected(acks = true): Promise<Connected> {
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const opened = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
  const socket = new WebSocket((JSON.parse(await opened.text()) as { url: string }).url);
  sockets.push(socket);
  const heard: Obj[] = [];
  let listening: (() => void)[] = [];
  socket.on('message', (data) => {
    const said: Obj = JSON.parse(String(data));
    heard.push(said);
    if (acks && said.envelope_id !== undefined)
      socket.send(JSON.stringify({ envelope_id: said.envelope_id, payload: {} }));
    for (const resolve of listening.splice(0)) resolve();
  });
  const hears = async (type: string): Promise<Obj> => {
    const found = heard.find((said) => said.type === type);
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => {
      listening = [...listening, resolve];
    });
    return hears(type);
  };
  await hears('hello');
  return { socket, heard, hears };
}

const command = (text = '/note hello') => slack.perform({ as: 'U0BEN', kind: 'command', channel: 'D0BEN', text });
const notices = () => (slack.workspace.notices.get('U0BEN') ?? []).map(({ text }) => text);

describe('Socket Mode', () => {
  test('says hello, and sends each payload to one connection, in turn', async () => {
    const [first, second] = [await connected(), await connected()];

    await command();
    await command();

    expect(first.heard[0]).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0SIDELINE' },
    });
    const commands = [first, second].map(({ heard }) => heard.filter(({ type }) => type === 'slash_commands'));
    expect(commands.map(({ length }) => length)).toEqual([1, 1]);
    expect(commands[0]?.[0]).toMatchObject({
      accepts_response_payload: true,
      payload: { command: '/note', text: 'hello' },
    });
  });

  test('lets a ticket in once, and ten connections at most', async () => {
    const first = await connected();
    const refused = new WebSocket(first.socket.url);
    sockets.push(refused);

    const [error] = await new Promise<unknown[]>((resolve) => refused.on('error', (...all) => resolve(all)));

    expect(String(error)).toContain('401');
    await Promise.all(Array.from({ length: 9 }, () => connected()));
    const headers = { authorization: `Bearer ${slack.appToken}` };
    const eleventh = await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers });
    expect(await eleventh.json()).toEqual({ ok: false, error: 'too_many_websockets' });
  });

  test('without a connection a command fails, and so it does when the line drops', async () => {
    await command();
    const { socket } = await connected();
    const closed = new Promise((resolve) => socket.on('close', resolve));
    slack.socket.drop();
    expect(await closed).toBe(1006);
    await command();

    expect(notices()).toEqual(Array(2).fill('/note failed with the error “dispatch_failed”'));
  });

  test('answers pings, until it falls silent with the line still open', async () => {
    const { socket } = await connected();
    const pong = new Promise((resolve) => socket.once('pong', resolve));
    socket.ping();
    await pong;

    slack.socket.silence();
    let pongs = 0;
    socket.on('pong', () => pongs++);
    socket.ping();
    await connected();

    expect([pongs, socket.readyState]).toEqual([0, WebSocket.OPEN]);
  });

  test('asks to come again', async () => {
    const { hears } = await connected();

    slack.socket.refresh();

    expect(await hears('disconnect')).toMatchObject({ reason: 'refresh_requested' });
  });

  test('delivers an envelope twice when asked, the same', async () => {
    const { heard } = await connected();
    slack.faults.repeat(2);

    await command();

    const [one, two] = heard.filter(({ type }) => type === 'slash_commands');
    expect(one).toEqual(two);
  });

  test('an event that was missed comes again, and says so', async () => {
    await slack.event({ type: 'tokens_revoked', tokens: { bot: ['U0SIDELINE'] } });

    const { hears } = await connected();

    expect(await hears('events_api')).toMatchObject({
      retry_attempt: expect.any(Number),
      retry_reason: 'timeout',
      payload: { type: 'event_callback', event: { type: 'tokens_revoked' } },
    });
  });
});

describe('the page', () => {
  const gesture = { as: 'U0BEN', kind: 'message', channel: 'C0SALESWEST', text: 'Hello <there>' };
  const post = (body: unknown, headers: Obj = {}, path = '/playground/gestures') =>
    fetch(slack.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers } as Record<string, string>,
      body: JSON.stringify(body),
    });

  test('gets a whole screen at once, and another after each change', async () => {
    const stream = await fetch(`${slack.url}/playground/screen?as=U0ANA&in=C0SALESWEST`);
    const reader = (stream.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    const screen = async () => JSON.parse(String((await reader.read()).value).replace('data: ', ''));

    const before = await screen();
    await post(gesture);
    const after = await screen();
    await reader.cancel();

    expect(before).toMatchObject({
      workspace: 'Larkfield',
      app: 'Tiny',
      me: 'U0ANA',
      open: 'C0SALESWEST',
      messages: [],
    });
    expect(before.commands).toEqual([{ command: '/note', description: 'A note', usageHint: '[text]' }]);
    expect(after.messages).toMatchObject([{ text: 'Hello &lt;there&gt;', from: { name: 'Ben Okafor', isApp: false } }]);
  });

  test('says what a gesture lacks', async () => {
    expect(await (await post({ as: 'U0BEN', kind: 'submit' })).json()).toMatchObject({ ok: false });
    expect(await (await post({ ...gesture, channel: 'C0SALESEAST' })).json()).toEqual({
      ok: false,
      error: 'Ben Okafor is not in C0SALESEAST',
    });
    expect(await (await post({ as: 'U0BEN', kind: 'clock', to: '2020-01-01' })).json()).toMatchObject({ ok: false });
  });

  test('is the only one that may ask: no other site, no form, no foreign name', async () => {
    const others = [
      { origin: 'https://evil.example' },
      { 'content-type': 'text/plain' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of others) expect((await post(gesture, headers)).status).toBe(403);
    expect((await post(gesture, { origin: slack.url })).status).toBe(200);
    expect(slack.workspace.messages).toHaveLength(1);

    const status = await new Promise((resolve) =>
      request(`${slack.url}/playground/screen`, { headers: { host: 'evil.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end(),
    );
    expect(status).toBe(403);
  });
});
