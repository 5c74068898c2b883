import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeSchedule } from '../../src/db/make-schedule.ts';
import { nextSlotOf } from '../../src/db/next-slot.ts';
import { closeSchedule, pauseSchedule, resumeSchedule } from '../../src/db/pause-schedule.ts';
import { planDigests } from '../../src/db/plan-digests.ts';
import { digestSchedule } from '../../src/db/schedule-schema.ts';
import { addDays, type Day, instantAt, startOf } from '../../src/domain/calendar.ts';
import type { Schedule } from '../../src/domain/digest.ts';
import { day } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSchedule, aTeam, messagesOf, runsOf, stored } from '../support/schedules.ts';

const SEED = 20261116;
const MINUTE = 60_000;
const PARTS = 2;
const TAKEN_BACK = 'not_reached';

const ZONES = [
  ...['America/New_York', 'America/Havana', 'Europe/Berlin', 'Africa/Cairo', 'Asia/Kathmandu', 'Pacific/Chatham'],
  'Australia/Lord_Howe',
];
/** About the days on which clocks are put back or forward, north and south. */
const STARTS = ['2026-09-28', '2026-10-20', '2026-11-01', '2027-03-08', '2027-03-24', '2027-04-01'].map(day);
/** Minutes from one tick to the next: an instance that runs, and one that was down. */
const gap = fc.oneof(
  fc.integer({ min: 1, max: 90 }),
  fc.integer({ min: 120, max: 30 * 60 }),
  fc.integer({ min: 2 * 1_440, max: 9 * 1_440 }),
);
const history = fc.record({
  zone: fc.constantFrom(...ZONES),
  time: fc.constantFrom('00:00', '00:30', '01:30', '02:15', '02:30', '09:00', '23:45'),
  weekday: fc.option(fc.integer({ min: 1, max: 7 })),
  from: fc.constantFrom(...STARTS),
  ticks: fc.array(fc.record({ gap, planners: fc.integer({ min: 1, max: 3 }) }), { minLength: 3, maxLength: 8 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

const weekdayOf = (slot: Day) => new Date(slot).getUTCDay() || 7;
const isWeekday = (slot: Day) => weekdayOf(slot) <= 5;

/** Reckoned one date after the other, with no more than a calendar's page. */
function expected({ zone, time, weekday, from, ticks }: History): {
  readonly rows: string[];
  readonly planned: number;
} {
  const rows: string[] = [];
  let now = instantAt(from, '00:00', zone).getTime() - MINUTE;
  let slot = firstFrom(from, weekday);
  let planned = 0;
  for (const { gap: minutes } of ticks) {
    now += minutes * MINUTE;
    const due: Day[] = [];
    for (; instantAt(slot, time, zone).getTime() <= now; slot = firstFrom(addDays(slot, 1), weekday)) due.push(slot);
    due.forEach((each, index) => {
      const isNewest = index === due.length - 1;
      const isWorthIt = now < endOfSecondWorkingDay(each, zone);
      if (isNewest && isWorthIt) planned += 1;
      rows.push(`${each} ${isNewest ? (isWorthIt ? 'planned' : 'missed') : 'superseded'}`);
    });
  }
  return { rows, planned };
}

function firstFrom(from: Day, weekday: number | null): Day {
  let slot = from;
  while (weekday === null ? !isWeekday(slot) : weekdayOf(slot) !== weekday) slot = addDays(slot, 1);
  return slot;
}

function endOfSecondWorkingDay(slot: Day, zone: string): number {
  const second = firstFrom(addDays(firstFrom(addDays(slot, 1), null), 1), null);
  return instantAt(addDays(second, 1), '00:00', zone).getTime();
}

describe.each(eachDatabase())('any history of a schedule on $name', ({ open }) => {
  const db = open();

  test('whatever was down when, in any zone and with several planners at once, each date has one row and each post its messages', async () => {
    const desk = await aTeam(db());

    await fc.assert(
      fc.asyncProperty(history, async (lived) => {
        const { zone, time, weekday, from, ticks } = lived;
        await db().update(digestSchedule).set({ deletedAt: new Date() });
        const nextSlot = firstFrom(from, weekday);
        const rhythm = weekday === null ? ('daily' as const) : ('weekly' as const);
        const nextDueAt = instantAt(nextSlot, time, zone);
        const beat = { zone, localTime: time, weekday, rhythm, nextSlot, nextDueAt };
        const schedule = await aSchedule(db(), desk, new Date(), beat);
        let now = instantAt(from, '00:00', zone).getTime() - MINUTE;
        for (const { gap: minutes, planners } of ticks) {
          now += minutes * MINUTE;
          const instances = Array.from({ length: planners }, (_, index) => `w${index}`);
          await Promise.all(instances.map((worker) => planDigests(db(), { now: new Date(now), worker })));
        }

        const runs = await runsOf(db(), schedule);
        // What waited still when the next one was due was taken back then.
        const rows = runs.map(({ slot, outcome, reason }) => {
          const wasPlanned = reason === TAKEN_BACK;
          return `${slot} ${wasPlanned ? 'planned' : outcome}`;
        });
        const foretold = expected(lived);
        expect(rows).toEqual(foretold.rows);
        expect(await messagesOf(db(), schedule)).toHaveLength(foretold.planned * PARTS);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  const edit = fc.record({
    zone: fc.constantFrom(...ZONES),
    time: fc.constantFrom('00:00', '02:30', '09:00', '23:45'),
    weekday: fc.integer({ min: 1, max: 7 }),
    does: fc.constantFrom('moves', 'moves', 'rests', 'is made again'),
  });
  const edited = fc.record({
    from: fc.constantFrom(...STARTS),
    steps: fc.array(fc.oneof(gap, edit), { minLength: 4, maxLength: 14 }),
  });

  test('however its weekday, time and zone are moved about, or it rests, or is deleted and made again, no week has two posts', async () => {
    const desk = await aTeam(db());

    await fc.assert(
      fc.asyncProperty(edited, async ({ from, steps }) => {
        await db().update(digestSchedule).set({ deletedAt: new Date() });
        const nextSlot = firstFrom(from, 1);
        const { id } = await aSchedule(db(), desk, new Date(), { nextSlot });
        let now = startOf(from, 'Europe/Berlin');
        for (const step of steps) {
          if (typeof step === 'number') now = new Date(now.getTime() + step * MINUTE);
          else await changes(await stored(db(), desk.workspace, id), step, now);
          await planDigests(db(), { now, worker: 'w' });
          expect((await stored(db(), desk.workspace, id)).nextDueAt > now).toBe(true);
        }

        const planned = (await runsOf(db(), { ...desk, id })).filter(
          ({ outcome, reason }) => outcome === 'planned' || reason === TAKEN_BACK,
        );
        const weeks = planned.map(({ period }) => period);
        expect(weeks).toEqual([...new Set(weeks)]);
        expect(await messagesOf(db(), { ...desk, id })).toHaveLength(planned.length * PARTS);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  async function changes(
    before: Schedule,
    { does, ...beat }: typeof edit extends fc.Arbitrary<infer T> ? T : never,
    now: Date,
  ) {
    const touch = { seen: null, now };
    const after = { ...before, ...beat };
    const { id, pause, nextSlot, nextDueAt, version, ...wanted } = after;
    if (does === 'is made again') {
      await closeSchedule(db(), before, touch);
      expect(await makeSchedule(db(), wanted, now)).toEqual({ is: 'made', id });
    } else if (does === 'rests') {
      await pauseSchedule(db(), before, { ...touch, pause: 'by-person' });
      await resumeSchedule(db(), before, touch);
    } else {
      const cursor = await nextSlotOf(db(), after, now);
      const { zone, time, weekday } = beat;
      await db()
        .update(digestSchedule)
        .set({ ...cursor, zone, localTime: time, weekday })
        .where(eq(digestSchedule.id, id));
    }
  }
});
