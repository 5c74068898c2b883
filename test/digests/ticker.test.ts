import { afterEach, describe, expect, test, vi } from 'vitest';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { createClock } from '../../src/digests/clock.ts';
import { dayIn, timeIn } from '../../src/domain/calendar.ts';
import { PACE } from '../../src/domain/pace.ts';
import { createSender } from '../../src/slack/sender.ts';
import { aDeal, day } from '../support/builders.ts';
import { keptLog, quiet } from '../support/log.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';
import { aSchedule, aTeam, runsOf } from '../support/schedules.ts';

let floor: Floor | null = null;
afterEach(async () => {
  vi.restoreAllMocks();
  await floor?.stop();
  floor = null;
});

async function aFloorWithAClock() {
  floor = await salesFloor({ now: MONDAY });
  const { slack, db } = floor;
  const { botToken, apiUrl } = slack;
  const sender = createSender({ botToken, apiUrl, timeout: 2_000, log: quiet });
  return {
    on: floor,
    clock: createClock({ db, slack: sender, log: quiet, now: () => slack.clock.now(), workers: 1, atOnce: 1 }),
  };
}

describe('the clock of an instance', () => {
  test('that has not ticked for 90 seconds says so, and a tick makes it well again (S17)', async () => {
    const { clock } = await aFloorWithAClock();
    await expect(clock.ticks()).resolves.toBeUndefined();
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + PACE.tickAge + 1_000);

    await expect(clock.ticks()).rejects.toThrow('too long ago');
    await clock.tick();

    await expect(clock.ticks()).resolves.toBeUndefined();
    await clock.stop();
  });

  test.each([
    ['ahead', 2 * 3_600_000],
    ['behind', -2 * 3_600_000],
  ])('whose machine is two hours %s says so once an hour, and goes by the database (S11)', async (_, ms) => {
    const { on } = await aFloorWithAClock();
    const { log, lines } = keptLog();
    const { botToken, apiUrl } = on.slack;
    const sender = createSender({ botToken, apiUrl, timeout: 2_000, log });
    const wall = () => new Date(Date.now() + ms);
    const clock = createClock({ db: on.db, slack: sender, log, now: () => null, wall, workers: 1, atOnce: 1 });
    const desk = await aTeam(on.db);
    const soon = new Date(Date.now() + 3_600_000);
    const due = new Date(Date.now() - 60_000);
    const zone = { zone: 'UTC', rhythm: 'daily', weekday: null } as const;
    const later = await aSchedule(on.db, desk, soon, {
      ...zone,
      nextSlot: dayIn('UTC', soon),
      nextDueAt: soon,
      localTime: timeIn('UTC', soon),
    });
    const first = await aSchedule(on.db, desk, due, {
      ...zone,
      nextSlot: dayIn('UTC', due),
      nextDueAt: due,
      localTime: timeIn('UTC', due),
    });

    await clock.tick();
    await clock.tick();
    await clock.stop();

    const warned = lines.filter((line) => line.includes('clock and the database’s differ'));
    expect(warned).toHaveLength(1);
    expect(Math.abs(Number(/"ms":(-?\d+)/.exec(warned[0] ?? '')?.[1]) - ms)).toBeLessThan(5_000);
    expect(await runsOf(on.db, later)).toEqual([]);
    expect(await runsOf(on.db, first)).toHaveLength(1);
  });

  test('does not wait for what is done once an hour, however long Slack takes over it', async () => {
    floor = await salesFloor({ now: MONDAY });
    const { slack, db } = floor;
    const desk = await aTeam(db);
    await aSchedule(db, desk, MONDAY, { pause: 'channel-unusable' });
    let answers = () => {};
    const answered = new Promise<void>((resolve) => {
      answers = resolve;
    });
    const sender = createSender({ botToken: slack.botToken, apiUrl: slack.apiUrl, timeout: 2_000, log: quiet });
    const slow = { ...sender, channel: (id: string) => answered.then(() => sender.channel(id)) };
    const clock = createClock({ db, slack: slow, log: quiet, now: () => slack.clock.now(), workers: 1, atOnce: 1 });

    await clock.tick();
    const due = await aSchedule(db, desk, MONDAY, { nextSlot: dayIn('UTC', MONDAY), nextDueAt: MONDAY });
    await clock.tick();

    expect(await runsOf(db, due)).toHaveLength(1);
    answers();
    await clock.stop();
    await clock.settled();
  });

  test('finds at its start what came due while nothing ran, and what it brings goes out by itself (S17)', async () => {
    const { on, clock } = await aFloorWithAClock();
    const until = day('2026-11-15');
    await on.has('ben', aDeal({ company: 'Acme Foods', standing: { is: 'parked', stage: 'qualify', until } }));

    clock.start();
    await on.person('ben').waitsFor('is back', 20_000);
    await clock.stop();
    await clock.settled();

    expect((await on.deal('Acme Foods')).standing).toBe('live');
  });

  test('stops in order: the message under way is settled, and nothing is begun any more (O1)', async () => {
    const { on, clock } = await aFloorWithAClock();
    const standing = { is: 'parked', stage: 'qualify', until: day('2026-11-15') } as const;
    await on.has('ben', aDeal({ company: 'Acme Foods', standing }));
    await on.has('ana', aDeal({ company: 'Birch', standing }));
    on.slack.faults.latency('chat.postMessage', 300);
    const asked = new Promise<void>((resolve) => {
      const delayOf = on.slack.faults.delayOf.bind(on.slack.faults);
      vi.spyOn(on.slack.faults, 'delayOf').mockImplementation((method) => {
        if (method === 'chat.postMessage') resolve();
        return delayOf(method);
      });
    });

    clock.start();
    await asked;
    await clock.stop();
    await clock.settled();

    const states = await on.db.select({ state: outboxMessage.state }).from(outboxMessage);
    expect(states.map(({ state }) => state).sort()).toEqual(['pending', 'sent']);
  });
});
