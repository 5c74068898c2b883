import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { outboxAttempt, outboxMessage, slackGate } from '../../src/db/delivery-schema.ts';
import { digestSchedule } from '../../src/db/schedule-schema.ts';
import { sweep } from '../../src/db/sweep-outbox.ts';
import { deliverNext } from '../../src/digests/deliver.ts';
import { reconcileNext } from '../../src/digests/reconcile.ts';
import { type Day, instantAt } from '../../src/domain/calendar.ts';
import { PACE } from '../../src/domain/pace.ts';
import { day } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aTeam, type Desk } from '../support/schedules.ts';
import { PROCESSES, STEPS } from './any-order.ts';
import { holds, messagesAndRuns } from './any-order-holds.ts';
import { aProcess, type Chat } from './any-order-processes.ts';
import { beat, makes } from './any-order-schedules.ts';
import { type Beat, begins, type Told } from './any-order-slots.ts';
import type { Real } from './any-order-step.ts';

const RUNS = { PGlite: 30, Postgres: 15 } as const;
const SEED = 20261116;
const MOST_STEPS = 150;
/** On a machine that others use too. */
const LONGEST_MS = 180_000;
/** About the days on which clocks are put back or forward, north and south. */
const STARTS = ['2026-09-28', '2026-10-20', '2026-11-01', '2026-12-24', '2027-03-08', '2027-03-24'].map(day);

describe.each(eachDatabase())('messages and schedules on $name', ({ name, open }) => {
  const db = open();

  test(
    'whatever happens in whatever order, each date has one row, no week two posts, none is posted twice, and none is lost',
    async () => {
      const desk = await aTeam(db());
      const count = { steps: 0, posted: 0, runs: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.record({ beat, from: fc.constantFrom(...STARTS) }),
          fc.commands(STEPS, { maxCommands: MOST_STEPS, size: 'max' }),
          async (begun, steps) => {
            const real = await aLife(db(), desk, begun);
            await fc.asyncModelRun(() => ({ model: {}, real }), steps);

            expect(await atRest(real)).toEqual([]);
            count.steps += [...steps].length;
            count.posted += real.chat.posted.length;
            count.runs += real.told.rows.size;
          },
        ),
        { numRuns: RUNS[name as keyof typeof RUNS], seed: SEED },
      );
      process.stdout.write(`${name}: ${count.steps} steps, ${count.runs} dates, ${count.posted} posted.\n`);
    },
    LONGEST_MS,
  );
});

/** One schedule, and nothing else that could be planned or sent. */
async function aLife(db: Db, desk: Desk, begun: { readonly beat: Beat; readonly from: Day }): Promise<Real> {
  await db.delete(outboxAttempt);
  await db.delete(outboxMessage);
  await db.delete(slackGate);
  await db.update(digestSchedule).set({ deletedAt: new Date() });
  const now = instantAt(begun.from, '00:00', begun.beat.zone).getTime() - 60_000;
  const chat: Chat = { posted: [], clock: { now }, isRead: true };
  const unmade: Told = {
    ...{ id: '', channel: `C${randomUUID()}`, beat: begun.beat, cursor: begun.from },
    ...{ is: 'running', rows: new Map(), underWay: null },
  };
  const processes = Array.from({ length: PROCESSES }, () => aProcess(db, chat));
  const parts = { db, desk, chat, processes };
  const told = { ...unmade, id: await makes({ ...parts, told: unmade }) };
  begins(told, now, { weeks: new Set(), is: 'anew' });
  return { ...parts, told };
}

const WHY_CANCELLED = ['schedule_paused', 'schedule_deleted', 'superseded', 'head_not_sent'];

/** Everybody is dead, and one process takes up what is left: each message ends, and says truly whether it is there. */
async function atRest(real: Real): Promise<readonly string[]> {
  const { db, chat } = real;
  const { delivery } = aProcess(db, chat);
  for (let turn = 0; turn < 12; turn += 1) {
    await sweep(db, delivery.now(), PACE);
    while ((await reconcileNext(delivery)) || (await deliverNext(delivery)));
    chat.clock.now += (turn < 8 ? 61 : 8_000) * 1_000;
  }
  await sweep(db, delivery.now(), PACE);
  await holds(real);
  const { messages } = await messagesAndRuns(real);
  return messages.flatMap(({ id, part, state, lastError }) => {
    const isThere = chat.posted.some((one) => one.id === id);
    const isKnown = state === 'cancelled' ? WHY_CANCELLED.includes(lastError ?? '') : ENDS.includes(state);
    return isKnown && isThere === (state === 'sent') ? [] : [`${part}, ${state} for ${lastError}, there: ${isThere}`];
  });
}

const ENDS = ['sent', 'expired', 'failed'];
