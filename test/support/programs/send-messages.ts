import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openPostgres } from '../../../src/db/open-postgres.ts';
import { planDigests } from '../../../src/db/plan-digests.ts';
import { sweep } from '../../../src/db/sweep-outbox.ts';
import { deliverNext } from '../../../src/digests/deliver.ts';
import type { Delivery } from '../../../src/digests/delivery.ts';
import { reconcileNext } from '../../../src/digests/reconcile.ts';
import type { SlackPort } from '../../../src/digests/slack-port.ts';
import { checkedPace, PACE } from '../../../src/domain/pace.ts';
import { createLog } from '../../../src/log.ts';
import { createSender } from '../../../src/slack/sender.ts';

/**
 * Plans digests and sends messages as production does, at a hurried pace, and kills itself now and then where it hurts most. Whoever
 * started it starts another one.
 */
const [database = '', apiUrl = '', botToken = '', deaths = ''] = process.argv.slice(2);
const POINTS = ['before_commit', 'after_claim', 'after_mark', 'after_call', 'while_looking'] as const;
type Point = (typeof POINTS)[number];

/** How often this process gets past a point before it dies there. */
const doom = JSON.parse(deaths) as { readonly at: Point; readonly time: number } | null;
let times = 0;
async function at(point: Point): Promise<void> {
  if (doom?.at !== point) return;
  times += 1;
  if (times < doom.time) return;
  writeSync(process.stderr.fd, point);
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
}

const pace = checkedPace({
  ...PACE,
  ...{ timeout: 400, markToCall: 400, markMargin: 800, lease: 2_000, quiet: 900, lookBack: 5_000, spacing: 1 },
  ...{ lookAgain: [200, 1_000], breaker: [50, 400], gate: 200 },
});
const log = createLog({ level: 'error', now: () => new Date() });
const { db } = openPostgres(database, log);
const sender = createSender({ botToken, apiUrl, timeout: pace.timeout, log });
const slack: SlackPort = {
  ...sender,
  post: async (message) => {
    await at('after_mark');
    const called = await sender.post(message);
    await at('after_call');
    return called;
  },
  history: async (asked) => {
    await at('while_looking');
    return sender.history(asked);
  },
};
const delivery: Delivery = {
  ...{ db, slack, log, pace, now: () => null, elapsed: () => performance.now(), pause: (ms) => pause(ms) },
  ...{
    random: Math.random,
    worker: String(process.pid),
    atOnce: 4,
    troubles: new Map(),
    looks: new Map(),
    stopping: new AbortController().signal,
  },
  draw: async ({ about }) => {
    await at('after_claim');
    return { is: 'drawn', payload: { text: String(about.says ?? `${about.section}, ${about.part}`), blocks: [] } };
  },
};

process.send?.({ what: 'ready' });
await new Promise((resolve) => process.once('message', resolve));
const sweeping = async () => {
  for (;;) {
    await sweep(db, null, pace);
    await pause(200);
  }
};
/** Committed only where this process lives: what it has written of a digest's occurrence is gone with it. */
const planning = async () => {
  for (;;) {
    await db.transaction(async (tx) => {
      const { planned } = await planDigests(tx, { now: null, worker: delivery.worker });
      if (planned.length > 0) await at('before_commit');
    });
    await pause(300);
  }
};
const working = async () => {
  for (;;) if (!((await reconcileNext(delivery)) || (await deliverNext(delivery)))) await pause(10);
};
await Promise.all([planning(), sweeping(), working(), working(), working(), working()]);
