import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import * as table from '../../src/db/schema.ts';
import { healthRoutes } from '../../src/health.ts';
import { signature } from '../../src/playground/signed.ts';
import { keptLog } from '../support/log.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

const MINUTE = 60_000;

describe('over HTTP', () => {
  const { log, lines } = keptLog();
  let floor: Floor;
  beforeAll(async () => {
    const routes = healthRoutes([{ otherwise: 'the database does not answer', ask: async () => {} }]);
    floor = await salesFloor({ way: 'http', log, routes });
  });
  afterAll(() => floor.stop());
  beforeEach(() => {
    lines.length = 0;
  });

  const command = (text: string) => {
    const { team } = floor.slack.workspace.cast;
    const fields = { command: '/deal', text, team_id: team.id, user_id: floor.slack.person('ben').id };
    return String(new URLSearchParams({ ...fields, trigger_id: `1.2.${text}`, response_url: `${floor.slack.url}/x` }));
  };
  const post = (body: string, headers: { readonly [name: string]: string }) =>
    fetch(`${floor.url}/slack/events`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  const isHandled = () => lines.some((line) => line.includes('"gesture"') || line.includes('answer'));

  test('the journey from a new deal to its card is the same as over a socket', async () => {
    const ben = floor.person('ben');

    await ben.types('/deal new');
    await ben.fills({ Company: 'Caldera', 'Amount (EUR)': '45k' });
    await ben.submits();
    await ben.closes();
    await ben.types('/deal cald');

    expect(ben.sees()).toContain('Caldera');
    expect(ben.sees()).toContain('€45,000');
    await ben.clicks('Qualify');
    expect(ben.modal()).toContain('Can we take it that pricing will not be an issue?');
    await ben.closes();
  });

  test('health checks stand beside it', async () => {
    const [health, ready] = await Promise.all([fetch(`${floor.url}/healthz`), fetch(`${floor.url}/readyz`)]);

    expect([health.status, await health.json()]).toEqual([200, { ok: true }]);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, reasons: [] }]);
  });

  test('X7 a signed command is taken, and answered at once', async () => {
    const body = command('help');

    const response = await post(body, signature(body, floor.slack.signingSecret));

    expect([response.status, await response.text()]).toEqual([200, '']);
    await floor.idle();
    expect(isHandled()).toBe(true);
  });

  const FORGED: readonly (readonly [string, (body: string, secret: string) => { readonly [name: string]: string }])[] =
    [
      ['unsigned', () => ({})],
      ['signed with another secret', (body, secret) => signature(body, `${secret}x`)],
      ['signed for another body', (body, secret) => signature(`${body}&text=other`, secret)],
      ['signed six minutes ago', (body, secret) => signature(body, secret, Date.now() - 6 * MINUTE)],
      ['signed for six minutes from now', (body, secret) => signature(body, secret, Date.now() + 6 * MINUTE)],
      ['signed at no time', (body, secret) => ({ ...signature(body, secret), 'x-slack-request-timestamp': 'soon' })],
      ['signed with an empty secret', (body) => signature(body, ' ')],
    ];
  test.each(FORGED)('X7 a request %s is refused with 401, and no handler hears of it', async (_, headers) => {
    const body = command('help');

    const response = await post(body, headers(body, floor.slack.signingSecret));

    expect([response.status, await response.text()]).toEqual([401, '']);
    await floor.idle();
    expect(isHandled()).toBe(false);
  });

  test('X7 nothing is smuggled in beside ssl_check', async () => {
    const team = floor.slack.workspace.cast.team.id;
    const user = { id: floor.slack.person('ben').id };
    const payload = { type: 'shortcut', callback_id: 'new_deal', team: { id: team }, user, trigger_id: '1.2.3' };

    const response = await post(`ssl_check=1&payload=${encodeURIComponent(JSON.stringify(payload))}`, {});

    expect([response.status, await response.text()]).toEqual([200, '']);
    await floor.idle();
    expect(isHandled()).toBe(false);
    expect(floor.person('ben').hasModal()).toBe(false);
  });

  test.each(['', ' ', 'x'])('X7 the app does not start with the signing secret “%s”', (secret) => {
    const read = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1-abc', SLACK_SIGNING_SECRET: secret });

    expect(read).toMatchObject({ is: 'wrong' });
    expect(JSON.stringify(read)).toContain('SLACK_SIGNING_SECRET');
  });

  test('C9 an exact replay of a form’s request writes nothing a second time, and is answered the same', async () => {
    const ben = floor.person('ben');
    await ben.types('/deal new Replayed');
    const [first] = await ben.submits();

    const again = await ben.replays();

    expect(first?.is).toBe('acknowledged');
    expect(JSON.stringify(again)).toContain('Replayed is open');
    const all = await floor.db.select().from(table.deal);
    expect(all.filter(({ company }) => company === 'Replayed')).toHaveLength(1);
    await ben.closes();
  });

  test('X8 a body without end is refused once it is too long, and not read to its end', async () => {
    const chunk = `${(64_000).toString(16)}\r\n${'x'.repeat(64_000)}\r\n`;
    const socket = connect(Number(new URL(floor.url).port), '127.0.0.1');
    const answered = heard(socket, 'HTTP/1.1 ');
    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');

    for (let sent = 0; sent < 2_000_000; sent += 64_000) socket.write(chunk);

    expect(await answered).toContain('HTTP/1.1 413');
    socket.destroy();
  });

  test('X8 fifty megabytes are refused by their announced length', async () => {
    const socket = connect(Number(new URL(floor.url).port), '127.0.0.1');
    const answered = heard(socket, 'HTTP/1.1 ');

    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\nx');

    expect(await answered).toContain('HTTP/1.1 413');
    socket.destroy();
  });

  test('X8 a body that comes a byte at a time is not waited for', async () => {
    const socket = connect(Number(new URL(floor.url).port), '127.0.0.1');
    const closed = new Promise<string>((resolve) => socket.once('close', () => resolve('closed')));
    socket.resume();
    socket.on('error', () => {});

    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx');

    expect(await closed).toBe('closed');
    expect((await fetch(`${floor.url}/healthz`)).status).toBe(200);
  });
});

/** All that came, once it has begun as it should. */
function heard(socket: ReturnType<typeof connect>, beginning: string): Promise<string> {
  let text = '';
  socket.on('error', () => {});
  return new Promise((resolve) => {
    socket.on('data', (data) => {
      text += String(data);
      if (text.startsWith(beginning) && text.includes('\r\n')) resolve(text);
    });
    socket.on('close', () => resolve(text));
  });
}
