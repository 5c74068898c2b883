import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { createTask } from 'node-cron';
import { comeBack, dueBack } from '../db/come-back.ts';
import type { Db } from '../db/connect.ts';
import { moment, type Now } from '../db/outbox.ts';
import { putBack, sweep } from '../db/sweep-outbox.ts';
import { PACE } from '../domain/pace.ts';
import type { Log } from '../log.ts';
import { composing } from './compose.ts';
import type { Delivery } from './delivery.ts';
import { hourly } from './hourly.ts';
import { clockDifference, plan } from './plan.ts';
import type { SlackPort } from './slack-port.ts';
import { working } from './working.ts';

export type Clock = {
  readonly start: () => void;
  /** Does at once what is due, and what it brings with it goes out. */
  readonly tick: () => Promise<void>;
  /** Throws where the last tick is too long ago. */
  readonly ticks: () => Promise<void>;
  /** Begins nothing more. */
  readonly stop: () => Promise<void>;
  /** Resolves once the messages under way are settled; what was only claimed is others' again. */
  readonly settled: () => Promise<void>;
};

export type ClockParts = {
  readonly db: Db;
  readonly slack: SlackPort;
  readonly log: Log;
  /** Null for the database's clock. */
  readonly now: () => Now;
  /** This machine's clock, to compare the database's with; none where messages do not go by that one. */
  readonly wall?: () => Date;
  /** How many take messages at once, and how many each; one and one on the embedded database, which computes on this process' own thread. */
  readonly workers: number;
  readonly atOnce: number;
};

const HOUR_MS = 3_600_000;
const MOST_BACK_AT_ONCE = 200;
/** What two clocks may differ by. */
const TOLERATED_MS = 5_000;

/** All that happens by itself. Every instance has one, and none is the leader: the database says what is due, and who has it. */
export function createClock({ db, slack, log, now, wall, workers, atOnce }: ClockParts): Clock {
  const stopping = new AbortController();
  const elapsed = () => performance.now();
  const delivery: Delivery = {
    ...{ db, slack, log, now, elapsed, pace: PACE, atOnce, draw: composing(db) },
    ...{ pause: (ms: number) => pause(ms), random: Math.random },
    ...{ worker: `${hostname()}:${process.pid}:${randomUUID()}`, stopping: stopping.signal },
    ...{ troubles: new Map(), looks: new Map() },
  };
  let naps = new AbortController();
  let lastTick = elapsed();
  const isHourly = onceAnHour(elapsed);
  const maySayTime = onceAnHour(elapsed);
  let ticking: Promise<void> = Promise.resolve();
  let beside: Promise<string | undefined> = Promise.resolve(undefined);
  let loops: readonly Promise<void>[] = [];
  const wake = () => {
    naps.abort();
    naps = new AbortController();
  };
  const nap = (ms: number) => pause(ms, undefined, { signal: naps.signal }).catch(() => {});

  async function once(): Promise<void> {
    if (stopping.signal.aborted) return;
    try {
      await plan(delivery);
      await bringBack(delivery);
      await sweep(db, now(), PACE);
      const ms = wall === undefined ? 0 : await clockDifference(db, wall);
      if (Math.abs(ms) > TOLERATED_MS && maySayTime())
        log.warn('This machine’s clock and the database’s differ.', { ms });
      lastTick = elapsed();
      wake();
      // Slack may have to be asked a lot: no tick waits for it.
      if (isHourly()) beside = beside.then((after) => hourly(delivery, after));
    } catch (error) {
      log.error('A tick failed; the next one does its work.', { error });
    }
  }
  const work = working(delivery, nap);
  const tick = () => {
    ticking = ticking.then(once);
    return ticking;
  };
  const cron = createTask(`*/${PACE.tick / 1_000} * * * * *`, tick, { ...CRON, noOverlap: true });
  cron.on('execution:missed', () => void tick());
  return {
    start: () => {
      void cron.start();
      loops = Array.from({ length: workers }, work);
      void tick();
    },
    tick,
    ticks: async () => {
      if (elapsed() - lastTick > PACE.tickAge) throw new Error('The last tick is too long ago.');
    },
    stop: async () => {
      stopping.abort();
      await cron.destroy();
      wake();
    },
    settled: async () => {
      await Promise.all([ticking, ...loops]);
      await beside;
      await putBack(db, delivery.worker);
    },
  };
}

/** Ticks at the same instants wherever it runs, and whatever the clocks there do in spring and autumn. */
const CRON = { timezone: 'Etc/UTC', name: 'tick' } as const;

/** True the first time, and then no more often than once an hour. */
function onceAnHour(elapsed: () => number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (elapsed() - last < HOUR_MS) return false;
    last = elapsed();
    return true;
  };
}

async function bringBack({ db, now, log, stopping }: Delivery): Promise<void> {
  const at = await moment(db, now());
  for (const parked of await dueBack(db, at, MOST_BACK_AT_ONCE)) {
    if (stopping.aborted) return;
    // One deal that cannot come back must not keep the others parked.
    await comeBack(db, parked, at).catch((error: unknown) => {
      log.error('A parked deal could not come back; the next tick tries again.', { deal: parked.deal, error });
    });
  }
}
