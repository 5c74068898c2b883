import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * As little of Slack's API as an app needs to answer `/deal` and to post, and as fast as it can be. GET /answers says how many
 * answers came to a response_url, and how many of them said that too much was going on; GET /posts which channel was posted to when.
 */
const answers = { all: 0, busy: 0 };
const posts: { channel: string; at: number }[] = [];
const OK = JSON.stringify({
  ...{
    ok: true,
    url: 'https://bench.slack.com/',
    team: 'Bench',
    team_id: 'T0BENCH',
    user: 'sideline',
    user_id: 'UBOT',
  },
  ...{ bot_id: 'BBOT', is_enterprise_install: false },
});

const server = createServer(async (request, response) => {
  const path = request.url ?? '';
  if (path === '/answers') return answer(response, JSON.stringify(answers));
  if (path === '/posts') return answer(response, JSON.stringify(posts));
  const body = await text(request);
  if (path.startsWith('/response/')) {
    answers.all += 1;
    if (body.includes('Too much at once')) answers.busy += 1;
    return answer(response, 'ok');
  }
  answer(response, said(path, new URLSearchParams(body)));
});

function said(path: string, asked: URLSearchParams): string {
  const channel = asked.get('channel') ?? '';
  if (path.endsWith('/users.info')) return user(asked.get('user') ?? '');
  if (path.endsWith('/conversations.info')) {
    const facts = { id: channel, name: channel.toLowerCase(), is_member: true, is_private: true };
    return JSON.stringify({ ok: true, channel: facts });
  }
  if (!path.endsWith('/chat.postMessage')) return OK;
  posts.push({ channel, at: Date.now() });
  const ts = `${Math.floor(Date.now() / 1000)}.${String(posts.length).padStart(6, '0')}`;
  return JSON.stringify({ ok: true, channel, ts, message: { ts, bot_id: 'BBOT' } });
}

function user(id: string): string {
  const facts = { id, name: id.toLowerCase(), real_name: `Rep ${id}`, tz: 'Europe/Berlin', team_id: 'T0BENCH' };
  return JSON.stringify({ ok: true, user: { ...facts, profile: { real_name: facts.real_name } } });
}

async function text(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}

function answer(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`));
process.on('SIGTERM', () => process.exit(0));
