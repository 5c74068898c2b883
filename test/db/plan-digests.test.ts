import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { addHoliday, removeHoliday } from '../../src/db/holidays.ts';
import { makeSchedule } from '../../src/db/make-schedule.ts';
import { nextSlotOf, standsAlready } from '../../src/db/next-slot.ts';
import { holiday } from '../../src/db/number-schema.ts';
import { closeSchedule, pauseSchedule, resumeSchedule } from '../../src/db/pause-schedule.ts';
import { settingsOf } from '../../src/db/people.ts';
import { planDigests } from '../../src/db/plan-digests.ts';
import { postNow } from '../../src/db/post-now.ts';
import { saveSettings } from '../../src/db/save-setup.ts';
import { digestSchedule } from '../../src/db/schedule-schema.ts';
import * as table from '../../src/db/schema.ts';
import type { Schedule } from '../../src/domain/digest.ts';
import { day } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSchedule, aTeam, type Desk, messagesOf, runsOf, stored } from '../support/schedules.ts';

/** Monday 16 November 2026, 09:00 in Berlin. */
const NINE = new Date('2026-11-16T08:00:00Z');
const at = (iso: string) => new Date(iso);

describe.each(eachDatabase())('the planner of digests on $name', ({ open }) => {
  const db = open();
  let desk: Desk;
  beforeEach(async () => {
    // The planner takes what is due in any workspace.
    await db().update(digestSchedule).set({ deletedAt: NINE });
    desk = await aTeam(db());
  });
  const plans = (now: Date, worker = 'w') => planDigests(db(), { now, worker });
  const outcomes = async (schedule: Schedule) =>
    (await runsOf(db(), schedule)).map(({ slot, outcome }) => `${slot} ${outcome}`);
  const fresh = ({ id, workspace }: Schedule) => stored(db(), workspace, id);

  test('S1 three instances that tick at the same moment plan it once, with one set of messages', async () => {
    const schedule = await aSchedule(db(), desk, NINE);

    await Promise.all(['a', 'b', 'c'].map((worker) => plans(NINE, worker)));

    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
    expect((await messagesOf(db(), schedule)).map(({ part }) => part)).toEqual(['attainment', 'attainment-detail']);
    expect(await fresh(schedule)).toMatchObject({ nextSlot: '2026-11-23', nextDueAt: at('2026-11-23T08:00:00Z') });
  });

  test('nothing is planned before its time, nor twice after it', async () => {
    const schedule = await aSchedule(db(), desk, NINE);

    await plans(at('2026-11-16T07:59:59Z'));
    expect(await outcomes(schedule)).toEqual([]);
    for (const minute of ['00', '01', '20']) await plans(at(`2026-11-16T08:${minute}:00Z`));

    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
  });

  test('heads come first and in the order of the sections, each detail waits for its head, and all are worth posting until Wednesday is over', async () => {
    const sections = ['attainment', 'spread', 'questions'] as const;
    const schedule = await aSchedule(db(), desk, NINE, { sections: [...sections] });

    await plans(NINE);

    const messages = await messagesOf(db(), schedule);
    const inChannel = messages.filter(({ channelId }) => channelId === schedule.channel);
    expect(inChannel.map(({ part }) => part)).toEqual(['attainment', 'spread', 'attainment-detail', 'spread-detail']);
    const [attainment, spread, ...details] = inChannel;
    expect(details.map(({ afterId }) => afterId)).toEqual([attainment?.id, spread?.id]);
    expect(attainment).toMatchObject({
      ...{ kind: 'digest', dedupeKey: `digest:${schedule.id}:2026-11-16:${schedule.channel}:attainment` },
      ...{ dueAt: NINE, expiresAt: at('2026-11-18T23:00:00Z') },
      about: { run: attainment?.runId, section: 'attainment', part: 'head' },
    });
    expect(details[0]?.about).toEqual({ run: attainment?.runId, section: 'attainment', part: 'detail' });
  });

  test('of two teams in one channel each has its heads together, and the details follow', async () => {
    const other = await aTeam(db(), { workspace: desk.workspace });
    const both = { channelId: 'C0MANAGERS', sections: ['attainment', 'discipline'] as ('attainment' | 'discipline')[] };
    for (const team of [desk, other]) await aSchedule(db(), team, NINE, both);

    await plans(NINE);

    const mine = eq(outboxMessage.workspaceId, desk.workspace);
    const rows = await db().select().from(outboxMessage).where(mine).orderBy(outboxMessage.notBefore);
    const parts = rows.map(({ part }) => part);
    expect(parts.slice(0, 4)).toEqual(['attainment', 'discipline', 'attainment', 'discipline']);
    expect(rows[0]?.runId).toBe(rows[1]?.runId);
    expect(parts.slice(4).every((part) => part.endsWith('-detail'))).toBe(true);
    expect(rows.every(({ notBefore }) => notBefore <= NINE)).toBe(true);
  });

  test('the questions go to the team’s manager alone', async () => {
    const schedule = await aSchedule(db(), desk, NINE, { sections: ['attainment', 'questions'] });

    await plans(NINE);

    const direct = (await messagesOf(db(), schedule)).filter(({ part }) => part === 'questions');
    expect(direct.map(({ channelId }) => channelId)).toEqual([desk.user]);
    expect(direct[0]?.about).toMatchObject({ section: 'questions', team: desk.team, manager: desk.manager });
  });

  test('one that has nothing but questions, and nobody to ask them of, is skipped, and says so', async () => {
    await db().update(table.person).set({ slackUserId: null }).where(eq(table.person.id, desk.manager));
    const schedule = await aSchedule(db(), desk, NINE, { channelId: null, sections: ['questions'] });

    const { planned } = await plans(NINE);

    expect(planned.map(({ is }) => is)).toEqual(['skipped']);
    expect(await runsOf(db(), schedule)).toMatchObject([{ outcome: 'skipped', reason: 'nobody_to_ask' }]);
  });

  test('of a whole workspace each team’s manager has the questions, and one who is not in Slack has none', async () => {
    await aTeam(db(), { workspace: desk.workspace });
    const { manager } = await aTeam(db(), { workspace: desk.workspace });
    await db().update(table.person).set({ slackUserId: null }).where(eq(table.person.id, manager));
    const schedule = await aSchedule(db(), desk, NINE, { teamId: null, channelId: null, sections: ['questions'] });

    await plans(NINE);

    expect(await messagesOf(db(), schedule)).toHaveLength(2);
  });

  test('S2 down from 08:50 to 09:40, it is planned once, and how late is kept', async () => {
    const schedule = await aSchedule(db(), desk, NINE);

    await plans(at('2026-11-16T08:40:20Z'));

    expect(await runsOf(db(), schedule)).toMatchObject([{ outcome: 'planned', latenessSeconds: 2_420, dueAt: NINE }]);
  });

  test('S3 down from Monday to Thursday it is recorded as missed, nothing is posted, and the next week is as any', async () => {
    const schedule = await aSchedule(db(), desk, NINE);

    const { planned } = await plans(at('2026-11-19T09:00:00Z'));
    expect(planned.map(({ is }) => is)).toEqual(['missed']);
    expect(await messagesOf(db(), schedule)).toEqual([]);
    await plans(at('2026-11-23T08:00:00Z'));

    expect(await outcomes(schedule)).toEqual(['2026-11-16 missed', '2026-11-23 planned']);
    expect((await runsOf(db(), schedule))[0]?.reason).toBe('catchup_window_passed');
  });

  test('S4 down from Friday to Tuesday, a daily one is posted for Tuesday alone', async () => {
    const from = at('2026-11-20T08:00:00Z');
    const schedule = await aSchedule(db(), desk, from, { rhythm: 'daily', weekday: null });

    await plans(at('2026-11-24T09:00:00Z'));

    expect(await outcomes(schedule)).toEqual([
      ...['2026-11-20 superseded', '2026-11-23 superseded', '2026-11-24 planned'],
    ]);
    expect(await messagesOf(db(), schedule)).toHaveLength(2);
  });

  test('S5 down for 400 days, few rows and one post', async () => {
    const schedule = await aSchedule(db(), desk, NINE, { rhythm: 'daily', weekday: null });

    await plans(at('2027-12-21T09:00:00Z'));

    expect((await runsOf(db(), schedule)).length).toBeLessThanOrEqual(61);
    expect(await messagesOf(db(), schedule)).toHaveLength(2);
  });

  test('S6 a process that is killed between the run and the commit leaves nothing, and the next tick plans it once', async () => {
    const schedule = await aSchedule(db(), desk, NINE);

    const killed = db().transaction(async (tx) => {
      await planDigests(tx, { now: NINE, worker: 'killed' });
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await outcomes(schedule)).toEqual([]);
    expect(await messagesOf(db(), schedule)).toEqual([]);
    await plans(at('2026-11-16T08:00:20Z'));

    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
    expect(await messagesOf(db(), schedule)).toHaveLength(2);
  });

  test('S12 the clock is set back an hour after posting, and nothing is planned again', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    await plans(at('2026-11-16T08:10:00Z'));

    await plans(at('2026-11-16T07:10:00Z'));
    await plans(at('2026-11-16T08:00:00Z'));

    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
  });

  const moves = async (schedule: Schedule, but: Partial<Schedule>, now: Date) => {
    const moved = { ...schedule, ...but };
    const slot = await nextSlotOf(db(), moved, now);
    const { weekday, zone, time } = moved;
    await db()
      .update(digestSchedule)
      .set({ ...slot, weekday, zone, localTime: time })
      .where(eq(digestSchedule.id, schedule.id));
    return slot;
  };

  test('S13 moved from 09:00 to 10:00 after it was posted, it does not come a second time on that day', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    await plans(NINE);

    const slot = await moves(schedule, { time: '10:00' }, at('2026-11-16T08:30:00Z'));
    await plans(at('2026-11-16T10:00:00Z'));

    expect(slot).toEqual({ nextSlot: '2026-11-23', nextDueAt: at('2026-11-23T09:00:00Z') });
    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
  });

  test('S13 moved on the same day before it was posted, it comes at the new time; to an earlier one, at once', async () => {
    const schedule = await aSchedule(db(), desk, NINE);

    expect(await moves(schedule, { time: '10:00' }, at('2026-11-16T07:30:00Z'))).toMatchObject({
      nextDueAt: at('2026-11-16T09:00:00Z'),
    });
    await moves(schedule, { time: '08:00' }, at('2026-11-16T07:30:00Z'));
    await plans(at('2026-11-16T07:30:20Z'));

    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
  });

  test('S14 moved from Berlin to New York after Monday’s post, the next one is next Monday at 09:00 there', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    await plans(NINE);

    const slot = await moves(schedule, { zone: 'America/New_York' }, at('2026-11-16T13:30:00Z'));
    await plans(at('2026-11-16T14:00:00Z'));

    expect(slot).toEqual({ nextSlot: '2026-11-23', nextDueAt: at('2026-11-23T14:00:00Z') });
    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
  });

  test('S14 moved from Monday to Wednesday after Monday’s post, none more comes in that week', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    await plans(NINE);

    const slot = await moves(schedule, { weekday: 3 }, at('2026-11-16T09:00:00Z'));
    await plans(at('2026-11-18T08:00:00Z'));

    expect(slot.nextSlot).toBe('2026-11-25');
    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
  });

  test('S14 a cursor that stands in a week that has its post is passed over, and the row says why', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    await plans(NINE);
    const slot = { nextSlot: day('2026-11-18'), nextDueAt: at('2026-11-18T08:00:00Z'), weekday: 3 };
    await db().update(digestSchedule).set(slot).where(eq(digestSchedule.id, schedule.id));

    await plans(at('2026-11-18T08:00:00Z'));

    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned', '2026-11-18 skipped']);
    expect(await messagesOf(db(), schedule)).toHaveLength(2);
  });

  test('S14 deleted after Monday’s post and made again for Wednesday, it is the old one, and comes next week', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    await plans(NINE);
    const now = at('2026-11-17T08:00:00Z');
    await closeSchedule(db(), schedule, { seen: null, now });

    const { id, pause, nextSlot, nextDueAt, version, ...wanted } = schedule;
    const made = await makeSchedule(db(), { ...wanted, weekday: 3 }, now);
    await plans(at('2026-11-18T08:00:00Z'));

    expect(made).toEqual({ is: 'made', id });
    expect(await fresh(schedule)).toMatchObject({ nextSlot: '2026-11-25', pause: null, weekday: 3 });
    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
  });

  test('a team has one digest of a kind in a channel, and several who make it at once make one', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    const { id, pause, nextSlot, nextDueAt, version, ...wanted } = schedule;
    const other = { ...wanted, channel: `C${randomUUID()}` };

    expect(await makeSchedule(db(), wanted, NINE)).toEqual({ is: 'there', id });
    const made = await Promise.all([1, 2, 3].map(() => makeSchedule(db(), other, NINE)));

    expect(made.map(({ is }) => is).sort()).toEqual(['made', 'there', 'there']);
    expect(new Set(made.map((one) => one.id)).size).toBe(1);
  });

  test('a new one begins with the first slot still to come', async () => {
    const { id, pause, nextSlot, nextDueAt, version, ...wanted } = await aSchedule(db(), desk, NINE);

    const made = await makeSchedule(db(), { ...wanted, channel: `C${randomUUID()}` }, at('2026-11-16T08:00:01Z'));

    expect(await stored(db(), desk.workspace, made.id)).toMatchObject({ nextSlot: '2026-11-23' });
  });

  describe('a quarter review, on the first working day of a quarter', () => {
    const REVIEW = { kind: 'quarter-review', rhythm: 'quarter-start', weekday: null, sections: ['review'] } as const;
    const OCTOBER = at('2026-10-05T08:00:00Z');
    const review = () => {
      const first = { nextSlot: day('2027-01-01'), nextDueAt: at('2027-01-01T08:00:00Z') };
      return aSchedule(db(), desk, OCTOBER, { ...REVIEW, sections: ['review'], ...first });
    };
    const asAdmin = async () => {
      await db().update(table.person).set({ isAdmin: true }).where(eq(table.person.id, desk.manager));
      return { by: { ...desk.by, isAdmin: true }, at: OCTOBER, key: `act:${randomUUID()}`, seen: null };
    };

    test('waits for the next day where its own has become a holiday', async () => {
      const schedule = await review();
      await db()
        .insert(holiday)
        .values({ workspaceId: desk.workspace, day: day('2027-01-01'), name: 'New Year' });

      await plans(at('2027-01-01T08:00:00Z'));
      expect(await outcomes(schedule)).toEqual([]);
      await plans(at('2027-01-04T08:00:00Z'));

      expect(await outcomes(schedule)).toEqual(['2027-01-04 planned']);
    });

    test('comes next on another day as soon as a holiday is added, and on its own again once that is removed', async () => {
      const schedule = await review();

      await addHoliday(db(), await asAdmin(), { day: day('2027-01-01'), name: 'New Year' });
      expect(await fresh(schedule)).toMatchObject({ nextSlot: '2027-01-04', nextDueAt: at('2027-01-04T08:00:00Z') });
      await removeHoliday(db(), await asAdmin(), day('2027-01-01'));

      expect(await fresh(schedule)).toMatchObject({ nextSlot: '2027-01-01' });
    });

    test('comes earlier where the fiscal year has come to begin in another month', async () => {
      const schedule = await review();
      const settings = { ...(await settingsOf(db(), desk.workspace)), fiscalYearStart: 2 };

      await saveSettings(db(), await asAdmin(), settings);

      expect(await fresh(schedule)).toMatchObject({ nextSlot: '2026-11-02' });
    });
  });

  test('S15 paused for three days over its slot and resumed, nothing is caught up on', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    await pauseSchedule(db(), schedule, { pause: 'by-person', seen: 1, now: at('2026-11-15T08:00:00Z') });
    await plans(NINE);
    const now = at('2026-11-18T08:00:00Z');

    expect(await resumeSchedule(db(), schedule, { seen: null, now })).toBe('done');
    await plans(now);

    expect(await outcomes(schedule)).toEqual([]);
    expect(await fresh(schedule)).toMatchObject({ pause: null, nextSlot: '2026-11-23' });
  });

  test('who pauses what somebody has changed meanwhile is told so, and nothing is written', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    const touch = { pause: 'by-person', now: NINE } as const;

    expect(await pauseSchedule(db(), schedule, { ...touch, seen: 7 })).toBe('changed');
    expect(await pauseSchedule(db(), schedule, { ...touch, seen: 1 })).toBe('done');
    expect(await pauseSchedule(db(), schedule, { ...touch, seen: null })).toBe('same');
    expect(await pauseSchedule(db(), { ...schedule, id: randomUUID() }, { ...touch, seen: null })).toBe('gone');
    const elsewhere = await aTeam(db());
    expect(await closeSchedule(db(), { ...elsewhere, id: schedule.id }, { seen: null, now: NINE })).toBe('gone');
  });

  test('what was planned and has not gone out does not after a pause, and nobody is told who paused it', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    await plans(NINE);

    await pauseSchedule(db(), schedule, { pause: 'by-person', seen: null, now: NINE });

    expect((await messagesOf(db(), schedule)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(await told()).toEqual([]);
  });

  const told = async () =>
    db()
      .select({ channel: outboxMessage.channelId, about: outboxMessage.about })
      .from(outboxMessage)
      .where(and(eq(outboxMessage.workspaceId, desk.workspace), eq(outboxMessage.kind, 'schedule_paused')));

  test('S19 one whose zone is not known rests with the reason and its manager hears of it, and the others are planned', async () => {
    const mars = await aSchedule(db(), desk, NINE, { zone: 'Mars/Olympus', nextDueAt: NINE });
    const schedule = await aSchedule(db(), desk, NINE);

    await plans(NINE);
    await plans(at('2026-11-16T08:00:20Z'));

    expect(await fresh(mars)).toMatchObject({ pause: 'unknown-zone' });
    expect(await outcomes(mars)).toEqual([]);
    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
    expect(await told()).toEqual([
      { channel: desk.user, about: { schedule: mars.id, pause: 'unknown-zone', code: null } },
    ]);
    expect(await resumeSchedule(db(), mars, { seen: null, now: NINE })).toBe('unknown-zone');
  });

  test('one that cannot be planned does not keep the others from it', async () => {
    const broken = await aSchedule(db(), desk, NINE, { localTime: '08:00', nextSlot: day('2026-11-16') });
    // As a database may be that another version has written: no day can come after it.
    await db().execute(`update digest_schedule set next_slot = '275760-09-13' where id = '${broken.id}'`);
    const schedule = await aSchedule(db(), desk, NINE);

    const { planned } = await plans(NINE);

    expect(planned.map(({ is }) => is).sort()).toEqual(['broken', 'planned']);
    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
  });

  test('a digest that still waits when the next is due does not go out any more', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    await plans(NINE);
    await db()
      .update(outboxMessage)
      .set({ expiresAt: at('2026-12-31T00:00:00Z') });

    await plans(at('2026-11-23T08:00:00Z'));

    expect(await outcomes(schedule)).toEqual(['2026-11-16 superseded', '2026-11-23 planned']);
    const states = (await messagesOf(db(), schedule)).map(({ state }) => state);
    expect(states).toEqual(['cancelled', 'cancelled', 'pending', 'pending']);
  });

  test('S16 deleted, what is pending does not go out, and what is being sent is settled first', async () => {
    const schedule = await aSchedule(db(), desk, NINE, { sections: ['attainment', 'spread'] });
    await plans(NINE);
    const [sending] = await messagesOf(db(), schedule);
    const lease = { leaseToken: randomUUID(), leaseUntil: at('2026-11-16T08:01:00Z'), dispatchedAt: NINE };
    await db()
      .update(outboxMessage)
      .set({ state: 'sending', ...lease })
      .where(eq(outboxMessage.id, sending?.id ?? ''));

    expect(await closeSchedule(db(), schedule, { seen: null, now: NINE })).toBe('done');
    await plans(at('2026-11-23T08:00:00Z'));

    const states = (await messagesOf(db(), schedule)).map(({ state }) => state);
    expect(states).toEqual(['sending', 'cancelled', 'cancelled', 'cancelled']);
    expect(await outcomes(schedule)).toEqual(['2026-11-16 planned']);
  });

  test('posted now, once for each gesture, a digest leaves its schedule alone', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    const gesture = { by: desk.by, at: at('2026-11-13T10:00:00Z'), key: `act:${randomUUID()}`, seen: null };

    const answers = await Promise.all([1, 2, 3].map(() => postNow(db(), gesture, schedule.id)));
    await postNow(db(), { ...gesture, key: `act:${randomUUID()}` }, schedule.id);

    expect([...answers].sort()).toEqual(['done', 'same', 'same']);
    expect(await runsOf(db(), schedule)).toMatchObject([
      { slot: null, period: null, askedById: desk.manager, outcome: 'planned' },
      { slot: null, period: null, askedById: desk.manager, outcome: 'planned' },
    ]);
    expect(await messagesOf(db(), schedule)).toHaveLength(4);
    expect(await fresh(schedule)).toEqual(schedule);
    await plans(NINE);
    expect((await outcomes(schedule)).at(-1)).toBe('2026-11-16 planned');
  });

  test('this period’s stands once something of it went out, by itself or by hand', async () => {
    const schedule = await aSchedule(db(), desk, NINE);
    const now = at('2026-11-17T08:00:00Z');
    expect(await standsAlready(db(), schedule, now)).toBe(false);

    await plans(NINE);
    const ids = (await messagesOf(db(), schedule)).map(({ id }) => id);
    for (const id of ids) await db().update(outboxMessage).set({ state: 'cancelled' }).where(eq(outboxMessage.id, id));
    expect(await standsAlready(db(), schedule, now)).toBe(false);
    await db()
      .update(outboxMessage)
      .set({ state: 'sent', slackTs: '1.1' })
      .where(eq(outboxMessage.id, ids[0] ?? ''));

    expect(await standsAlready(db(), schedule, now)).toBe(true);
    expect(await standsAlready(db(), schedule, at('2026-11-24T08:00:00Z'))).toBe(false);
  });
});
