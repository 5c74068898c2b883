import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { enqueue } from '../../src/db/outbox.ts';
import { sweep } from '../../src/db/sweep-outbox.ts';
import { reconcileNext } from '../../src/digests/reconcile.ts';
import { PACE } from '../../src/domain/pace.ts';
import { mayBeCalled, messagesAndRuns } from './any-order-holds.ts';
import { aProcess, ends, FATES, type Fate, type Hand, type Process, takes } from './any-order-processes.ts';
import {
  clocksChange,
  comesDue,
  diesPlanning,
  edits,
  plans,
  stops,
  stopsAndGoes,
  stored,
} from './any-order-schedules.ts';
import { at, passes, type Real, step } from './any-order-step.ts';

export const PROCESSES = 3;
const HOUR = 3_600_000;
const process = fc.nat({ max: PROCESSES - 1 });

/** One of those that can do it, if any can. */
function one({ processes }: Real, which: number, can: (hand: Hand | null) => boolean): Process | undefined {
  const able = processes.filter(({ hand }) => can(hand));
  return able[which % able.length];
}
const isFree = (hand: Hand | null) => hand === null;

const tells = fc.nat({ max: 2 }).map((hours) =>
  step(`a win to tell, news for ${hours} h`, async (real) => {
    const { workspace } = real.desk;
    // Never at the very moment of a digest: which one is first would fall otherwise each time.
    const dueAt = new Date(at(real).getTime() - 500);
    const expiresAt = new Date(dueAt.getTime() + hours * HOUR + 60_000);
    const told = { key: `test:${randomUUID()}`, workspace, channel: real.told.channel, kind: 'test', about: {} };
    await enqueue(real.db, { ...told, dueAt, expiresAt });
  }),
);

const claims = process.map((which) => step(`${which} claims`, (real) => claimsOne(real, which)));
const fate = fc.oneof(fc.constant<Fate>('answered'), fc.constantFrom(...(Object.keys(FATES) as Fate[])));
const calls = fc
  .tuple(process, fate)
  .map(([which, how]) => step(`${which} marks and calls: ${how}`, (real) => callsAbout(real, which, how)));
const sends = fc.tuple(process, fate).map(([which, how]) =>
  step(`${which} claims, marks and calls: ${how}`, async (real) => {
    await claimsOne(real, which);
    await callsAbout(real, which, how);
  }),
);
async function claimsOne(real: Real, which: number): Promise<void> {
  const free = one(real, which, isFree);
  if (free !== undefined) await takes(free, real.chat);
}
async function callsAbout(real: Real, which: number, how: Fate): Promise<void> {
  const able = one(real, which, (hand) => hand?.isCalled === false);
  if (able === undefined) return;
  const before = real.chat.posted.length;
  if ((await able.hand?.calls(how)) === 'ended') able.hand = null;
  const called = real.chat.posted.slice(before);
  const { messages } = called.length === 0 ? { messages: [] } : await messagesAndRuns(real);
  for (const { id } of called) {
    const message = messages.find((each) => each.id === id);
    if (message === undefined || !mayBeCalled(message, real)) throw new Error(`${id} was posted while it rests.`);
  }
  if (how !== 'without the channel' || real.told.is !== 'running') return;
  if ((await stored(real)).pause !== null) await stops(real, 'resting');
}

const hears = process.map((which) =>
  step(`${which} has its answer`, async (real) => {
    const waiting = one(real, which, (hand) => hand?.isCalled === true);
    if (waiting === undefined) return;
    await waiting.hand?.hears();
    waiting.hand = null;
  }),
);
const crashes = process.map((which) =>
  step(`${which} is killed`, async ({ processes, db, chat }) => {
    processes[which] = aProcess(db, chat);
  }),
);
const deploys = fc.constant(
  step('all are replaced', async ({ processes, db, chat }) => {
    await Promise.all(processes.map(ends));
    processes.forEach((_, index) => {
      processes[index] = aProcess(db, chat);
    });
  }),
);
const sweeps = fc.constant(step('sweep', (real) => sweep(real.db, at(real), PACE)));
const looks = fc.tuple(process, fc.constantFrom(true, true, true, false)).map(([which, isRead]) =>
  step(`${which} looks it up${isRead ? '' : ', in vain'}`, async (real) => {
    const free = one(real, which, isFree);
    real.chat.isRead = isRead;
    if (free !== undefined) await reconcileNext(free.delivery);
    real.chat.isRead = true;
  }),
);

const time = fc
  .oneof(
    { weight: 7, arbitrary: fc.constantFrom(2, 2, 2, 15, 45, 70, 130, 1_200) },
    { weight: 1, arbitrary: fc.constantFrom(3 * 3_600, 26 * 3_600, 6 * 86_400, 9 * 86_400) },
  )
  .map((seconds) => step(`${seconds} s pass`, async ({ chat }) => void passes(chat.clock, seconds * 1_000)));
const SELDOM = [tells, diesPlanning, crashes, deploys, clocksChange, edits, stopsAndGoes];
const OFTEN = [plans, plans, claims, calls, hears, sends, sends, sends, sends, sweeps, looks, time, time, comesDue];
export const STEPS = [...SELDOM, ...OFTEN, ...OFTEN];
