import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { makeSchedule } from '../../src/db/make-schedule.ts';
import { planDigests } from '../../src/db/plan-digests.ts';
import { pauseByPerson, removeSchedule, resumeByPerson } from '../../src/db/run-schedule.ts';
import { editSchedule } from '../../src/db/save-schedule.ts';
import { digestRun, digestSchedule } from '../../src/db/schedule-schema.ts';
import { isPlanned } from './any-order-holds.ts';
import { type Beat, beforeClocksChange, begins, nextDueAt, ticks } from './any-order-slots.ts';
import { at, passes, type Real, step } from './any-order-step.ts';

/** What comes about with a schedule: it falls due, is planned, and is changed by people. */

const SECTIONS = ['attainment', 'spread'] as const;
const HOUR = 3_600_000;
/** The next time that clocks change, but not half a year away. */
const SOON = 40 * 24 * HOUR;

export const plans = fc.constantFrom(1, 1, 2, 3).map((planners) =>
  step(`${planners} tick`, async (real) => {
    const weeks = await weeksWithPost(real);
    const workers = Array.from({ length: planners }, (_, index) => `planner ${index}`);
    const planned = await Promise.all(workers.map((worker) => planDigests(real.db, { now: at(real), worker })));
    const broken = planned.flatMap((each) => each.planned).find(({ is }) => is === 'broken' || is === 'paused');
    if (broken !== undefined) throw new Error(`It could not be planned: ${broken.is}.`, { cause: broken.error });
    if (real.told.is !== 'running') return;
    ticks(real.told, real.chat.clock.now, weeks);
    isPlanned(real, await stored(real));
  }),
);
export const diesPlanning = fc.constant(
  step('a tick, killed before its commit', async (real) => {
    const killed = new Error('killed');
    const plan = real.db.transaction(async (tx) => {
      await planDigests(tx, { now: at(real), worker: 'killed' });
      throw killed;
    });
    await plan.catch((error: unknown) => {
      if (error !== killed) throw error;
    });
  }),
);

export const comesDue = fc
  .constantFrom(-1, 0, 0, 20)
  .map((seconds) =>
    step(`until ${seconds} s after it is due`, async ({ chat, told }) =>
      passes(chat.clock, nextDueAt(told) + seconds * 1_000 - chat.clock.now),
    ),
  );
export const clocksChange = fc.constant(
  step('until clocks are changed', async ({ chat, told }) => {
    const moment = beforeClocksChange(told.beat.zone, chat.clock.now);
    passes(chat.clock, moment === null || moment > chat.clock.now + SOON ? HOUR : moment - chat.clock.now);
  }),
);

const ZONES = [
  ...['America/New_York', 'America/Havana', 'Europe/Berlin', 'Africa/Cairo', 'Asia/Kathmandu', 'Pacific/Chatham'],
  'Australia/Lord_Howe',
];
export const beat: fc.Arbitrary<Beat> = fc.record({
  zone: fc.constantFrom(...ZONES),
  time: fc.constantFrom('00:00', '00:30', '01:30', '02:15', '02:30', '09:00', '23:45'),
  weekday: fc.integer({ min: 1, max: 7 }),
});
export const edits = fc
  .tuple(beat, fc.constantFrom<(keyof Beat)[]>(['time'], ['weekday'], ['zone'], ['time', 'weekday', 'zone']))
  .map(([wanted, fields]) => {
    const changes: Partial<Beat> = Object.fromEntries(fields.map((field) => [field, wanted[field]]));
    return step(`moved: ${Object.values(changes).join(', ')}`, async (real) => {
      const { told, db } = real;
      const typed = { ...told.beat, ...changes };
      const channel = { id: told.channel, name: 'sales-west' };
      const form = { kind: 'weekly', sections: SECTIONS, channel, readers: 'team', ...typed } as const;
      const weeks = await weeksWithPost(real);
      const { is } = await editSchedule(db, gesture(real), told.id, form);
      const isSame = JSON.stringify(typed) === JSON.stringify({ ...typed, ...told.beat });
      requires(is, told.is === 'deleted' ? 'gone' : isSame ? 'same' : 'done');
      if (is !== 'done') return;
      told.beat = typed;
      begins(told, real.chat.clock.now, { weeks, is: 'moved' });
    });
  });
export const stopsAndGoes = fc
  .constantFrom('paused', 'resumed', 'resumed', 'deleted', 'made again', 'made again')
  .map((what) =>
    step(`it is ${what}`, async (real) => {
      const { told, db } = real;
      const weeks = await weeksWithPost(real);
      if (what === 'paused' && told.is === 'running') {
        requires((await pauseByPerson(db, gesture(real), told.id)).is, 'done');
        await stops(real, 'resting');
      }
      if (what === 'deleted' && told.is !== 'deleted') {
        requires((await removeSchedule(db, gesture(real), told.id)).is, 'done');
        await stops(real, 'deleted');
      }
      if (what === 'resumed' && told.is === 'resting') {
        requires((await resumeByPerson(db, gesture(real), told.id)).is, 'done');
        goesOn(real, weeks);
      }
      if (what === 'made again' && told.is === 'deleted') {
        requires(await makes(real), told.id);
        goesOn(real, weeks);
      }
    }),
  );

/** The schedule's id. */
export async function makes({ db, desk, told: { channel, beat: wanted }, chat }: Real): Promise<string> {
  const { workspace, team, manager } = desk;
  const rhythm = { kind: 'weekly', rhythm: 'weekly', sections: SECTIONS, readers: 'team' } as const;
  const place = { workspace, team, channel, channelName: 'sales-west', createdBy: manager };
  return (await makeSchedule(db, { ...place, ...rhythm, ...wanted }, new Date(chat.clock.now))).id;
}

function gesture(real: Real) {
  return { by: real.desk.by, at: at(real), key: randomUUID(), seen: null };
}

function requires(is: string, expected: string): void {
  if (is !== expected) throw new Error(`It came to "${is}"; expected was "${expected}".`);
}

function goesOn({ told, chat }: Real, weeks: ReadonlySet<string>): void {
  told.is = 'running';
  told.underWay = null;
  begins(told, chat.clock.now, { weeks, is: 'anew' });
}

export async function stops({ db, told }: Real, is: 'resting' | 'deleted'): Promise<void> {
  const isUnderWay = inArray(outboxMessage.state, ['sending', 'uncertain']);
  const rows = await db.select({ id: outboxMessage.id }).from(outboxMessage).where(isUnderWay);
  told.is = is;
  told.underWay = new Set(rows.map(({ id }) => id));
}

async function weeksWithPost({ db, told }: Real): Promise<ReadonlySet<string>> {
  const mine = and(eq(digestRun.scheduleId, told.id), eq(digestRun.outcome, 'planned'));
  const rows = await db.select({ period: digestRun.period }).from(digestRun).where(mine);
  return new Set(rows.map(({ period }) => period ?? ''));
}

export async function stored({ db, told }: Real) {
  const [row] = await db.select().from(digestSchedule).where(eq(digestSchedule.id, told.id));
  if (row === undefined) throw new Error('The schedule is not there any more.');
  return row;
}
