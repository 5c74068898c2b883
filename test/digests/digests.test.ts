import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { closeSchedule, pauseSchedule } from '../../src/db/pause-schedule.ts';
import { planDigests } from '../../src/db/plan-digests.ts';
import { postNow } from '../../src/db/post-now.ts';
import { editSchedule } from '../../src/db/save-schedule.ts';
import { digestSchedule } from '../../src/db/schedule-schema.ts';
import { itArrived, sendAgain, unsettledOf } from '../../src/db/settle-digest.ts';
import { composing } from '../../src/digests/compose.ts';
import { deliverNext } from '../../src/digests/deliver.ts';
import type { Draw } from '../../src/digests/delivery.ts';
import { hourly } from '../../src/digests/hourly.ts';
import type { Schedule } from '../../src/domain/digest.ts';
import type { Conversation } from '../../src/playground/workspace.ts';
import { createSender } from '../../src/slack/sender.ts';
import { eachDatabase } from '../support/databases.ts';
import { keptLog } from '../support/log.ts';
import { type PostOffice, postOffice, WEST, withHistory } from '../support/post-office.ts';
import { aSchedule, aTeam, type Desk, messagesOf, runsOf, type ScheduleSays, stored } from '../support/schedules.ts';

const DANA = 'U0DANA';
/** The post office's moment: a Monday, 17:00 in Berlin. */
const FIVE = new Date('2026-11-16T16:00:00Z');
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;

/** A digest's message says which part it is, and a notice what it does in production. */
const partName: Draw = async ({ part }) => ({ is: 'drawn', payload: { text: part, blocks: [] } });
function drawing(db: Db, digest: Draw): Draw {
  return async (message, ...of) => {
    if (message.kind === 'digest') return digest(message, ...of);
    const drawn = await composing(db)(message, ...of);
    return drawn.is === 'not-mine' ? partName(message, ...of) : drawn;
  };
}

type Sent = { readonly channel: string; readonly at: number };

/** Milliseconds between two posts to a channel. */
function smallestGap(sent: readonly Sent[], channel: string): number {
  const times = sent.filter((one) => one.channel === channel).map(({ at }) => at);
  return Math.min(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
}

type Says = {
  readonly digest?: Draw;
  readonly schedule?: ScheduleSays;
  readonly office?: Parameters<typeof postOffice>[1];
};

type Digests = {
  readonly office: PostOffice;
  readonly desk: Desk;
  readonly schedule: Schedule;
  /** What every instance does at a tick: plans, and sends what it can. */
  readonly ticks: () => Promise<void>;
  /** Time passes, on the wall and on the clock that never jumps. */
  readonly passes: (seconds: number) => void;
  readonly states: () => Promise<readonly string[]>;
  readonly pause: () => Promise<string | null>;
  readonly becomes: (but: Partial<Conversation>) => void;
  readonly dms: () => readonly string[];
  readonly looks: () => number;
};

async function digests(
  db: Db,
  { digest = partName, schedule: but = {}, office: says = {} }: Says = {},
): Promise<Digests> {
  // The planner takes what is due in any workspace.
  await db.update(digestSchedule).set({ deletedAt: FIVE });
  let elapsed = 0;
  let looks = 0;
  const office = await postOffice(db, { ...says, but: { draw: drawing(db, digest), elapsed: () => elapsed } });
  const desk = await aTeam(db, { workspace: office.workspace, user: DANA });
  const schedule = await aSchedule(db, desk, FIVE, { time: '17:00', channelId: WEST, ...but });
  const { botToken, apiUrl } = office.slack;
  // No test here is about an answer that does not come, and a busy machine must not make one.
  const slack = createSender({ botToken, apiUrl, timeout: 10_000, log: office.delivery.log });
  const watched = office.another({
    ...office.delivery,
    slack: {
      ...slack,
      channel: (id) => {
        looks += 1;
        return slack.channel(id);
      },
    },
  });
  const { conversations } = office.slack.workspace;
  return {
    ...{ office: { ...office, delivery: watched }, desk, schedule, looks: () => looks },
    ticks: async () => {
      await planDigests(db, { now: office.slack.clock.now(), worker: 'w' });
      for (let second = 0; second < 12; second += 2) {
        await office.works(watched);
        office.passes(2);
      }
    },
    passes: (seconds) => {
      elapsed += seconds * 1_000;
      office.passes(seconds);
    },
    states: async () => (await messagesOf(db, schedule)).map(({ part, state }) => `${part} ${state}`),
    pause: async () => (await stored(db, desk.workspace, schedule.id)).pause,
    becomes: (changed) => {
      const before = conversations.get(WEST);
      if (before !== undefined) conversations.set(WEST, { ...before, ...changed });
    },
    dms: () => {
      const direct = [...conversations.values()].find(({ kind, members }) => kind === 'app' && members.includes(DANA));
      return office.posted(direct?.id);
    },
  };
}

describe.each(eachDatabase())('digests that go out on $name', ({ open }) => {
  const db = open();

  test('it is drawn for those who read the channel once Slack has said how it is, however long that takes', async () => {
    const drawnFor: unknown[] = [];
    const digest: Draw = async (message, at, run) => {
      drawnFor.push(run?.schedule.readers);
      return partName(message, at, run);
    };
    const { office, schedule, passes } = await digests(db(), { digest, schedule: { sections: ['attainment'] } });
    await planDigests(db(), { now: office.slack.clock.now(), worker: 'w' });
    const { slack } = office.delivery;
    const channel: typeof slack.channel = async (id) => {
      passes(5);
      await db().update(digestSchedule).set({ readers: 'managers' }).where(eq(digestSchedule.id, schedule.id));
      return slack.channel(id);
    };

    await deliverNext({ ...office.delivery, slack: { ...slack, channel } });

    expect(schedule.readers).not.toBe('managers');
    expect(drawnFor).toEqual(['managers']);
  });

  test('its heads stand in the channel in their order, each once, and its details in their threads', async () => {
    const { office, ticks } = await digests(db(), { schedule: { sections: ['attainment', 'spread'] } });

    await ticks();
    await ticks();

    expect(office.posted()).toEqual(['attainment', 'spread', 'attainment-detail', 'spread-detail']);
    const [attainment, spread, ...details] = office.slack.workspace.messages.filter((one) => one.channel === WEST);
    expect([attainment?.threadTs, spread?.threadTs]).toEqual([null, null]);
    expect(details.map(({ threadTs }) => threadTs)).toEqual([attainment?.ts, spread?.ts]);
  });

  test('where somebody has deleted the head, its detail is given up, and the digest goes on', async () => {
    const { office, schedule, passes, pause, states, dms } = await digests(db());
    await planDigests(db(), { now: office.slack.clock.now(), worker: 'w' });
    await deliverNext(office.delivery);
    const head = office.slack.workspace.messages.find(({ channel }) => channel === schedule.channel);
    await office.delivery.slack.remove({ channel: WEST, ts: head?.ts ?? '' });

    passes(2);
    await office.works(office.delivery);

    expect(await states()).toEqual(['attainment sent', 'attainment-detail failed']);
    expect(await pause()).toBeNull();
    expect(dms()).toEqual([]);
  });

  test('D25 a detail waits for its head, and never comes without it', async () => {
    const { office, ticks, states } = await digests(db());
    office.slack.faults.next('chat.postMessage', { is: 'reset', when: 'before' });

    await ticks();
    expect(office.posted()).toEqual([]);
    expect(await states()).toEqual(['attainment uncertain', 'attainment-detail pending']);
    office.passes(2 * MINUTE);
    await ticks();

    expect(office.posted()).toEqual(['attainment', 'attainment-detail']);
  });

  test('of an occurrence with nothing to say nothing is posted, and the reason is kept', async () => {
    const digest: Draw = async ({ part }) => ({ is: 'nothing', why: `there is no ${part.split('-')[0]}` });
    const { office, ticks, schedule } = await digests(db(), {
      digest,
      schedule: { sections: ['attainment', 'spread'] },
    });

    await ticks();

    expect(office.posted()).toEqual([]);
    expect(await runsOf(db(), schedule)).toMatchObject([{ outcome: 'skipped', reason: 'there is no attainment' }]);
  });

  test('of one with something to say in one section that one is posted, and it counts as planned', async () => {
    const digest: Draw = async (message, ...of) =>
      message.part.startsWith('spread') ? { is: 'nothing', why: 'fewer than three reps' } : partName(message, ...of);
    const { office, ticks, schedule } = await digests(db(), {
      digest,
      schedule: { sections: ['attainment', 'spread'] },
    });

    await ticks();

    expect(office.posted()).toEqual(['attainment', 'attainment-detail']);
    expect(await runsOf(db(), schedule)).toMatchObject([{ outcome: 'planned' }]);
  });

  test('X9 a channel that another company has come to read gets no digest: it rests, and its manager hears why', async () => {
    const { office, ticks, becomes, pause, dms, states } = await digests(db());
    becomes({ members: [DANA, 'U0SAM'] });

    await ticks();

    expect(office.posted()).toEqual([]);
    expect(await pause()).toBe('channel-shared');
    expect(await states()).toEqual(['attainment failed', 'attainment-detail cancelled']);
    expect(dms()).toHaveLength(1);
    expect(dms()[0]).toContain('#sales-west is shared with another company now');
  });

  test('X9 wins are not told in a channel that another company has come to read, and the team’s manager hears of it once a week', async () => {
    const { office, desk, passes, becomes, dms } = await digests(db(), { schedule: { pause: 'by-person' } });
    becomes({ members: [DANA, 'U0SAM'] });

    const wins = async () => {
      await office.puts({ kind: 'deal_won', about: { team: desk.team } });
      await office.works(office.delivery);
      passes(5);
      await office.works(office.delivery);
    };

    await wins();
    await wins();
    expect(dms()).toHaveLength(1);
    passes(WEEK);
    await wins();

    expect(office.posted()).toEqual([]);
    expect(dms()).toHaveLength(2);
    expect(dms()[0]).toContain('are not told: the channel chosen for them is shared with another company now.');
  });

  test('X9 a channel is looked at once for a digest, however many messages it has, and again for the next', async () => {
    const { office, ticks, passes, looks } = await digests(db(), { schedule: { sections: ['attainment', 'spread'] } });

    await ticks();
    expect(looks()).toBe(1);
    passes(MINUTE);
    await office.puts({ kind: 'digest' });
    await ticks();

    expect(looks()).toBe(2);
  });

  test('X9 a look that Slack has no time for makes the digest wait, and nothing else', async () => {
    const { office, ticks, passes } = await digests(db());
    office.slack.faults.next('conversations.info', { is: 'rate-limited', retryAfter: 30 });
    await office.puts({ channel: 'C0SALESEAST' });

    await ticks();
    expect(office.posted()).toEqual([]);
    expect(office.posted('C0SALESEAST')).toHaveLength(1);
    passes(30);
    await ticks();

    expect(office.posted()).toEqual(['attainment', 'attainment-detail']);
  });

  test('D20 an archived channel makes its digest rest; its manager hears of it once, and of none of the five weeks after', async () => {
    const { ticks, passes, becomes, pause, dms, schedule } = await digests(db());
    becomes({ isArchived: true });

    for (let week = 0; week < 6; week += 1) {
      await ticks();
      passes(WEEK);
    }

    expect(await pause()).toBe('channel-unusable');
    expect(dms()).toHaveLength(1);
    expect(dms()[0]).toContain('#sales-west is archived');
    expect(await runsOf(db(), schedule)).toHaveLength(1);
  });

  test('D20 a channel that refuses the post itself, whatever it looks like, makes it rest as well', async () => {
    const { office, ticks, pause, dms, states } = await digests(db(), {
      schedule: { sections: ['attainment', 'spread'] },
    });
    office.slack.faults.next('chat.postMessage', { is: 'error', error: 'restricted_action_read_only_channel' });

    await ticks();

    expect(await pause()).toBe('channel-unusable');
    expect(dms()).toHaveLength(1);
    expect(dms()[0]).toContain('lets only some people post');
    expect(await states()).toEqual([
      ...['attainment failed', 'spread cancelled', 'attainment-detail cancelled', 'spread-detail cancelled'],
    ]);
  });

  test('D21 the bot is removed and invited again weeks later: it goes on by itself with the next one, and catches up on none', async () => {
    const { office, ticks, passes, becomes, pause } = await digests(db());
    becomes({ hasBot: false });
    await ticks();
    expect(await pause()).toBe('channel-unusable');

    passes(2 * WEEK + HOUR);
    await hourly(office.delivery);
    expect(await pause()).toBe('channel-unusable');
    becomes({ hasBot: true });
    await hourly(office.delivery);
    expect(await pause()).toBeNull();
    await ticks();
    expect(office.posted()).toEqual([]);
    passes(WEEK - HOUR);
    await ticks();

    expect(office.posted()).toEqual(['attainment', 'attainment-detail']);
  });

  test('of more resting digests than Slack can be asked about in an hour each has its turn, and one channel is looked at once', async () => {
    const { office, desk, schedule } = await digests(db(), { schedule: { pause: 'channel-unusable' } });
    for (let index = 0; index < 50; index += 1)
      await aSchedule(db(), desk, FIVE, { channelId: `C${index}`, pause: 'channel-unusable', pausedAt: FIVE });
    const review = { kind: 'quarter-review', rhythm: 'quarter-start', weekday: null } as const;
    const other = await aSchedule(db(), desk, FIVE, { ...review, channelId: WEST, pause: 'channel-shared' });
    const looked: string[] = [];
    const { slack } = office.delivery;
    const watched = office.another({
      ...office.delivery,
      slack: {
        ...slack,
        channel: (id) => {
          looked.push(id);
          return slack.channel(id);
        },
      },
    });

    const last = await hourly(watched);
    expect(looked).toHaveLength(40);
    const next = await hourly(watched, last);

    expect(looked).toHaveLength(51);
    expect(new Set(looked).size).toBe(51);
    expect(await hourly(watched, next)).toBe(looked.slice(51).at(-1));
    expect(looked.slice(51)).toHaveLength(40);
    for (const { id } of [schedule, other]) expect((await stored(db(), desk.workspace, id)).pause).toBeNull();
  });

  test('one resting digest that cannot go on keeps neither the others from it nor the rest of the hour’s work from being done', async () => {
    const { log, lines } = keptLog();
    const { office, desk, schedule } = await digests(db(), {
      schedule: { pause: 'channel-unusable' },
      office: { log },
    });
    const review = { kind: 'quarter-review', rhythm: 'quarter-start', weekday: null } as const;
    const bad = await aSchedule(db(), desk, FIVE, { ...review, channelId: WEST, pause: 'channel-unusable' });
    const first = '00000000-0000-4000-8000-000000000001';
    await db().update(digestSchedule).set({ id: first }).where(eq(digestSchedule.id, bad.id));
    await db().execute(
      `create function refuses() returns trigger language plpgsql as $$ begin raise 'of no use'; end $$`,
    );
    await db().execute(`create trigger refuses before update on digest_schedule for each row
      when (old.id = '${first}' and new.pause is null) execute function refuses()`);

    await hourly(office.delivery);
    await db().execute('drop function refuses cascade');

    expect(lines.filter((line) => line.includes('A digest could not go on'))).toHaveLength(1);
    expect(lines.at(-1)).toContain('Messages:');
    expect((await stored(db(), desk.workspace, schedule.id)).pause).toBeNull();
  });

  test('what a person has paused does not go on by itself', async () => {
    const { office, schedule, pause } = await digests(db());
    await pauseSchedule(db(), schedule, { pause: 'by-person', seen: null, now: FIVE });

    await hourly(office.delivery);

    expect(await pause()).toBe('by-person');
  });

  test('a direct message that its person does not take is nothing against the channel', async () => {
    const { office, ticks, pause } = await digests(db(), { schedule: { sections: ['questions'] } });
    office.slack.faults.next('chat.postMessage', { is: 'error', error: 'user_not_found' });

    await ticks();

    expect(await pause()).toBeNull();
  });

  test('D22 a token that was revoked a minute before, and is good again at 17:20: nothing is lost, and it is posted once', async () => {
    const { office, ticks, passes, pause } = await digests(db());
    office.slack.faults.next('conversations.info', { is: 'error', error: 'token_revoked' }, 1_000);

    for (let minute = 0; minute < 20; minute += 1) {
      await ticks();
      passes(MINUTE);
    }
    expect(office.posted()).toEqual([]);
    office.slack.faults.clear();
    await ticks();
    await ticks();

    expect(office.posted()).toEqual(['attainment', 'attainment-detail']);
    expect(await pause()).toBeNull();
  });

  test('a digest is not posted any more once its schedule is deleted, even where it turns out not to have arrived (S16)', async () => {
    const { office, ticks, schedule } = await digests(db());
    office.slack.faults.next('chat.postMessage', { is: 'reset', when: 'before' });
    await ticks();

    await closeSchedule(db(), schedule, { seen: null, now: office.slack.clock.now() });
    office.passes(2 * MINUTE);
    await ticks();

    expect(office.posted()).toEqual([]);
    const states = (await messagesOf(db(), schedule)).map(({ state, lastError }) => [state, lastError]);
    expect(states).toEqual([
      ['cancelled', 'schedule_deleted'],
      ['cancelled', 'schedule_deleted'],
    ]);
  });

  test('a digest that stands there after its schedule was deleted counts as sent (S16)', async () => {
    const { office, ticks, states, schedule } = await digests(db());
    office.slack.faults.next('chat.postMessage', { is: 'reset', when: 'after' });
    await ticks();

    await closeSchedule(db(), schedule, { seen: null, now: office.slack.clock.now() });
    office.passes(2 * MINUTE);
    await ticks();

    expect(await states()).toEqual(['attainment sent', 'attainment-detail cancelled']);
  });

  const rests = (schedule: Schedule, now: Date) =>
    pauseSchedule(db(), schedule, { pause: 'by-person', seen: null, now });

  test('a digest that somebody has paused is not posted where it turns out not to have arrived', async () => {
    const { office, ticks, schedule } = await digests(db());
    office.slack.faults.next('chat.postMessage', { is: 'reset', when: 'before' });
    await ticks();

    await rests(schedule, office.slack.clock.now());
    office.passes(2 * MINUTE);
    await ticks();

    expect(office.posted()).toEqual([]);
    const reasons = (await messagesOf(db(), schedule)).map(({ state, lastError }) => [state, lastError]);
    expect(reasons).toEqual([
      ['cancelled', 'schedule_paused'],
      ['cancelled', 'schedule_paused'],
    ]);
  });

  test.each([
    ['by-person', 'questions', 0],
    ['channel-unusable', 'questions', 1],
    ['channel-unusable', 'attainment', 0],
  ] as const)(
    'a pause (%s) while Slack asks to be left alone, with %s under way, lets %i go out',
    async (pause, section, count) => {
      const { office, ticks, passes, dms, schedule } = await digests(db(), { schedule: { sections: [section] } });
      office.slack.faults.next('chat.postMessage', { is: 'rate-limited', retryAfter: 30 });
      await ticks();
      // As it stands where the call was under way when it was paused.
      await db().update(digestSchedule).set({ pause }).where(eq(digestSchedule.id, schedule.id));
      passes(30);

      await ticks();

      expect([...office.posted(), ...dms()]).toHaveLength(count);
    },
  );

  test('of a paused digest what somebody has posted now goes out all the same', async () => {
    const { office, ticks, desk, schedule } = await digests(db());
    await rests(schedule, FIVE);

    await postNow(db(), { by: desk.by, at: FIVE, key: `act:${schedule.id}`, seen: null }, schedule.id);
    await ticks();

    expect(office.posted()).toEqual(['attainment', 'attainment-detail']);
  });

  test('what was put down for another channel than the schedule has now is not posted there', async () => {
    const { office, ticks, schedule } = await digests(db());
    await planDigests(db(), { now: FIVE, worker: 'w' });
    await db().update(digestSchedule).set({ channelId: 'C0SALESEAST' }).where(eq(digestSchedule.id, schedule.id));

    await ticks();

    expect(office.posted()).toEqual([]);
  });

  describe('a schedule whose channel is changed while its digest is under way', () => {
    const MANAGERS = 'C0SALESMANAGERS';
    const moves = async ({ desk, schedule }: Digests, id: string, key: string) => {
      const channel = { id, name: 'sales' };
      const { kind, sections, weekday, time, zone, readers } = schedule;
      const typed = { kind, sections, weekday, time, zone, readers, channel };
      const gesture = { by: { ...desk.by, isAdmin: true }, at: FIVE, key: `${schedule.id}:${key}`, seen: null };
      expect(await editSchedule(db(), gesture, schedule.id, typed)).toMatchObject({ is: 'done' });
    };

    test('has it posted in the new one, where nothing of it has gone out yet', async () => {
      const made = await digests(db());
      await planDigests(db(), { now: FIVE, worker: 'w' });

      await moves(made, MANAGERS, 'there');
      await made.ticks();

      expect(made.office.posted()).toEqual([]);
      expect(made.office.posted(MANAGERS)).toEqual(['attainment', 'attainment-detail']);
    });

    test('and changed back has it posted where it was to go at first', async () => {
      const made = await digests(db());
      await planDigests(db(), { now: FIVE, worker: 'w' });

      await moves(made, MANAGERS, 'there');
      await moves(made, WEST, 'back');
      await made.ticks();

      expect(made.office.posted()).toEqual(['attainment', 'attainment-detail']);
      expect(made.office.posted(MANAGERS)).toEqual([]);
    });

    test('has it posted in one of them alone, where something of it has gone out', async () => {
      const made = await digests(db(), { schedule: { sections: ['attainment', 'spread'] } });
      await planDigests(db(), { now: FIVE, worker: 'w' });
      await deliverNext(made.office.delivery);

      await moves(made, MANAGERS, 'there');
      await made.ticks();

      expect(made.office.posted()).toEqual(['attainment']);
      expect(made.office.posted(MANAGERS)).toEqual([]);
    });
  });

  test('questions of a team that has another manager meanwhile are not for the old one', async () => {
    const { ticks, dms, desk, states } = await digests(db(), { schedule: { sections: ['questions'] } });
    await planDigests(db(), { now: FIVE, worker: 'w' });
    await aTeam(db(), { workspace: desk.workspace });
    await db().execute(`update team set manager_id = (select id from person where workspace_id = '${desk.workspace}'
      and slack_user_id <> '${DANA}' limit 1) where id = '${desk.team}'`);

    await ticks();

    expect(dms()).toEqual([]);
    expect(await states()).toEqual(['questions cancelled']);
  });

  describe('questions that two digests of a team would bring its manager', () => {
    const asks: ScheduleSays = { sections: ['questions'], time: '17:00' };
    const both = async () => {
      const first = await digests(db(), { schedule: { ...asks, channelId: null } });
      const second = await aSchedule(db(), first.desk, FIVE, { ...asks, channelId: 'C0SALESEAST' });
      await planDigests(db(), { now: FIVE, worker: 'w' });
      return { ...first, second };
    };

    test('come once, and the other digest says that it had nothing else', async () => {
      const { ticks, passes, dms, schedule, second } = await both();

      await ticks();
      passes(2 * MINUTE);
      await ticks();

      expect(dms()).toEqual(['questions']);
      const runs = [...(await runsOf(db(), schedule)), ...(await runsOf(db(), second))];
      expect(runs.map(({ outcome }) => outcome).sort()).toEqual(['planned', 'skipped']);
      expect(runs.find(({ outcome }) => outcome === 'skipped')?.reason).toBe('brought');
    });

    test.each(['schedule', 'second'] as const)(
      'come with the one that is left where the other is deleted (%s)',
      async (which) => {
        const { ticks, dms, ...made } = await both();

        await closeSchedule(db(), made[which], { seen: null, now: FIVE });
        await ticks();

        expect(dms()).toEqual(['questions']);
      },
    );

    test('wait while nobody knows whether the first arrived, and come with the second where it did not and is deleted', async () => {
      const { office, ticks, passes, dms, schedule, second, states } = await both();
      office.slack.faults.next('chat.postMessage', { is: 'reset', when: 'before' });
      await ticks();
      expect(dms()).toEqual([]);
      const isFirst = (await states()).includes('questions uncertain');

      await closeSchedule(db(), isFirst ? schedule : second, { seen: null, now: office.slack.clock.now() });
      passes(2 * MINUTE);
      await ticks();
      passes(2 * MINUTE);
      await ticks();

      expect(dms()).toEqual(['questions']);
    });

    test('come once however many workers send at the same moment', async () => {
      const { office, passes, dms } = await both();

      for (let second = 0; second < 150; second += 1) {
        await Promise.all([1, 2, 3].map(() => office.works(office.delivery)));
        passes(1);
      }

      expect(dms()).toEqual(['questions']);
    });
  });

  describe('of which nobody can tell whether it arrived', () => {
    /** Without the right to read a channel’s history. */
    const blind = { manifest: withHistory(['chat:write', 'im:write', 'channels:read', 'groups:read']) };
    let lost: Digests;
    const message = async () =>
      (await unsettledOf(db(), { ...lost.desk, schedules: [lost.schedule.id] })).get(lost.schedule.id);
    beforeEach(async () => {
      lost = await digests(db(), { office: blind });
    });
    const isLost = async (when: 'before' | 'after') => {
      lost.office.slack.faults.next('chat.postMessage', { is: 'reset', when });
      await lost.ticks();
      lost.passes(2 * MINUTE);
      await lost.ticks();
      const [unsettled] = (await message()) ?? [];
      return unsettled?.id ?? '';
    };

    test('D17 its manager is told once, and one that is sent again stands there once, with its detail', async () => {
      const id = await isLost('before');
      expect(await message()).toMatchObject([{ part: 'attainment', channel: WEST, slot: '2026-11-16' }]);
      const now = () => lost.office.slack.clock.now();

      const answers = await Promise.all([1, 2].map(() => sendAgain(db(), lost.desk.workspace, id, now())));
      await lost.ticks();
      await lost.ticks();

      expect([...answers].sort()).toEqual(['done', 'gone']);
      expect(lost.office.posted()).toEqual(['attainment', 'attainment-detail']);
      expect(lost.dms()).toHaveLength(1);
      expect(lost.dms()[0]).toContain('of 16 Nov may not have arrived');
      expect(await message()).toBeUndefined();
    });

    test('D17 one that arrived, says a person, is not sent again', async () => {
      const id = await isLost('after');
      const said = { by: lost.desk.manager, now: lost.office.slack.clock.now() };

      expect(await itArrived(db(), lost.desk.workspace, id, said)).toBe('done');
      expect(await itArrived(db(), lost.desk.workspace, id, said)).toBe('gone');
      expect(await sendAgain(db(), lost.desk.workspace, id, said.now)).toBe('gone');
      await lost.ticks();

      expect(lost.office.posted()).toEqual(['attainment']);
      expect(await lost.states()).toEqual(['attainment sent', 'attainment-detail cancelled']);
    });

    test('D17 of questions, which go to the manager alone, the manager is sent to look there', async () => {
      await db()
        .update(digestSchedule)
        .set({ sections: ['questions'] })
        .where(eq(digestSchedule.id, lost.schedule.id));

      await isLost('before');

      expect(lost.dms()[0]).toContain('Look whether it stands in your direct messages');
    });

    test('D17 one that is sent again is posted though the schedule rests', async () => {
      const id = await isLost('before');
      await rests(lost.schedule, lost.office.slack.clock.now());

      await sendAgain(db(), lost.desk.workspace, id, lost.office.slack.clock.now());
      await lost.ticks();

      expect(lost.office.posted()).toEqual(['attainment']);
    });

    test('D17 of last week’s nobody is asked any more once this week’s is planned', async () => {
      await isLost('before');
      expect(await message()).toHaveLength(1);

      lost.passes(WEEK);
      await lost.ticks();

      expect(await message()).toBeUndefined();
    });

    test('D17 only their own workspace’s people say so', async () => {
      const id = await isLost('before');
      const other = await aTeam(db());

      expect(await sendAgain(db(), other.workspace, id, FIVE)).toBe('gone');
    });
  });

  test('once an hour the log says how the messages stand', async () => {
    const { log, lines } = keptLog();
    const { office, ticks, passes } = await digests(db(), { office: { log } });
    await ticks();
    await office.puts({ channel: 'C0NOWHERE' });
    await office.works();
    await office.puts();
    passes(5 * MINUTE);

    await hourly(office.delivery);

    expect(lines.at(-1)).toContain(
      'Messages: 1 waiting, the oldest for 5 min, 0 being sent, 0 looked for. In the last 24 hours: 2 sent, 1 failed, 0 too late, 0 of which nobody knows, 0 digests missed.',
    );
  });
});

/** Long, and about no database in particular. */
describe.each(eachDatabase().slice(0, 1))('many digests on $name', ({ open }) => {
  const db = open();

  test('D24 500 digests at the same minute are each posted once, with the spacing of their channels', async () => {
    const { office, desk, schedule } = await digests(db());
    const { workspace } = desk;
    await closeSchedule(db(), schedule, { seen: null, now: FIVE });
    const channels = Array.from({ length: 250 }, (_, index) => `C${index}`);
    for (const channelId of channels)
      for (const kind of ['weekly', 'quarter-review'] as const)
        await aSchedule(db(), desk, FIVE, { channelId, time: '17:00', kind });
    const sent: Sent[] = [];
    let now = FIVE.getTime();
    const worker = office.another({
      ...office.delivery,
      now: () => new Date(now),
      slack: {
        ...office.delivery.slack,
        channel: async () => ({ is: 'ok', value: { isMember: true, isArchived: false, isShared: false } }),
        post: async ({ channel }) => {
          sent.push({ channel, at: now });
          return { is: 'ok', value: { channel, ts: `${sent.length}.000001` } };
        },
      },
    });

    for (let isAll = false; !isAll; ) ({ isAll } = await planDigests(db(), { now: new Date(now), worker: 'w' }));
    for (let turn = 0; turn < 40 && sent.length < 1_000; turn += 1) {
      await office.works(worker);
      now += 300;
    }

    expect(sent).toHaveLength(1_000);
    expect(Math.min(...channels.map((channel) => smallestGap(sent, channel)))).toBeGreaterThanOrEqual(1_100);
    const states = await db()
      .select({ state: outboxMessage.state })
      .from(outboxMessage)
      .where(and(eq(outboxMessage.workspaceId, workspace), eq(outboxMessage.kind, 'digest')));
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['sent']));
  }, 120_000);
});
