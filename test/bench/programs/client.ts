import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Sends signed `/deal`s over some connections, at most one in flight on each, and prints how long each acknowledgement took. */
type Plan = {
  readonly port: number;
  readonly secret: string;
  readonly answersTo: string;
  readonly connections: number;
  readonly seconds: number;
  /** Between an acknowledgement and the next command of the same connection, in milliseconds. */
  readonly rest?: number;
  readonly users: readonly string[];
};

const plan = JSON.parse(process.argv[2] ?? '') as Plan;
const agent = new Agent({ keepAlive: true, maxSockets: plan.connections });
const acks: { at: number; ms: number }[] = [];
let sent = 0;
let failed = 0;

function body(): string {
  sent += 1;
  return new URLSearchParams({
    ...{ token: 'bench', team_id: 'T0BENCH', team_domain: 'bench', channel_id: 'C0BENCH', channel_name: 'sales' },
    ...{ user_id: plan.users[sent % plan.users.length] ?? '', user_name: 'rep', command: '/deal', text: '' },
    ...{ api_app_id: 'A0BENCH', is_enterprise_install: 'false' },
    response_url: `${plan.answersTo}${process.pid}/${sent}`,
    trigger_id: `${process.pid}.${sent}.${performance.now()}`,
  }).toString();
}

function command(): Promise<boolean> {
  const text = body();
  const at = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', plan.secret).update(`v0:${at}:${text}`).digest('hex')}`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(text),
    'x-slack-request-timestamp': at,
    'x-slack-signature': signature,
  };
  const to = { ...{ agent, headers, port: plan.port }, host: '127.0.0.1', path: '/slack/events', method: 'POST' };
  return new Promise((resolve) => {
    const asked = request(to, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
    });
    asked.on('error', () => resolve(false));
    asked.end(text);
  });
}

async function connection(number: number, until: number): Promise<void> {
  // People do not type at the same instant.
  if (plan.rest !== undefined) await pause((plan.rest * number) / plan.connections);
  while (performance.now() < until) {
    const from = performance.now();
    if (await command()) {
      const ms = Math.round((performance.now() - from) * 1000) / 1000;
      acks.push({ at: Date.now(), ms });
    } else failed += 1;
    if (plan.rest !== undefined) await pause(plan.rest);
  }
}

const began = performance.now();
await Promise.all(
  Array.from({ length: plan.connections }, (_, number) => connection(number, began + plan.seconds * 1000)),
);
const seconds = (performance.now() - began) / 1000;
process.stdout.write(`${JSON.stringify({ sent, failed, seconds, acks })}\n`);
agent.destroy();
