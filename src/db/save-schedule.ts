import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { TeamId } from '../domain/brand.ts';
import { type Day, dayIn } from '../domain/calendar.ts';
import type { Facts } from '../domain/decision.ts';
import type { DigestKind, Schedule } from '../domain/digest.ts';
import type { Beat } from '../domain/rhythm.ts';
import type { ScheduleOutcome, TypedSchedule } from '../domain/schedule-file.ts';
import type { SetupEvent } from '../domain/setup.ts';
import type { Gesture } from '../domain/speaker.ts';
import {
  begun,
  changeSchedule,
  done,
  type ScheduleAsIs,
  type ScheduleDecision,
  scheduleEvent,
} from './change-schedule.ts';
import type { Db } from './connect.ts';
import { makeSchedule } from './make-schedule.ts';
import { moveUnsent } from './move-digest.ts';
import { comingSlotOf, nextSlotOf } from './next-slot.ts';
import { mayLead } from './quotas.ts';
import { difference } from './save-setup.ts';
import { digestSchedule } from './schedule-schema.ts';
import { scheduleOf } from './schedules.ts';
import { inTransaction } from './transaction.ts';

function factsOf({ sections, channel, weekday, time, zone, readers }: ScheduleFacts): Facts {
  return { sections: sections.join(','), channel, weekday, time, zone, readers };
}
type ScheduleFacts = Pick<Schedule, 'sections' | 'channel' | 'readers'> & Pick<Beat, 'weekday' | 'time' | 'zone'>;

const RHYTHMS: { readonly [K in DigestKind]: Beat['rhythm'] } = { weekly: 'weekly', 'quarter-review': 'quarter-start' };

function wanted({ kind, channel, ...same }: TypedSchedule) {
  const place = { channel: channel?.id ?? null, channelName: channel?.name ?? null };
  return { ...same, ...place, kind, rhythm: RHYTHMS[kind] };
}

export type Wanted = { readonly team: TeamId | null; readonly typed: TypedSchedule };

/** A new one, for a team that has somebody on it. */
export function addSchedule(db: Db, gesture: Gesture, { team, typed }: Wanted): Promise<ScheduleOutcome> {
  return inTransaction(db, async (tx) => {
    const repeat = await begun(tx, gesture);
    if (repeat !== null) {
      const schedule = String(repeat[0]?.after.schedule ?? '');
      return { is: 'done', schedule, events: repeat, isRepeat: true };
    }
    const whose = await whoseOf(tx, gesture, team, typed.zone);
    if (whose === null) return { is: 'gone' };
    if (!whose.may) return { is: 'refused', why: 'not-theirs' };
    if (!whose.hasMembers) return { is: 'refused', why: 'field', problem: 'empty-team' };
    const { workspace, person } = gesture.by;
    const made = await makeSchedule(tx, { ...wanted(typed), workspace, team, createdBy: person }, gesture.at);
    if (made.is === 'there') return { is: 'refused', why: 'field', problem: 'taken' };
    const schedule = await scheduleOf(tx, workspace, made.id);
    if (schedule === null) throw new Error('The schedule was not stored.');
    const told = { after: factsOf(schedule), version: schedule.version };
    const event = scheduleEvent('digest-added', { schedule, teamName: whose.name }, told);
    return done(tx, gesture, schedule.id, { is: 'changed', events: [event] });
  });
}

type Whose = { readonly name: string | null; readonly may: boolean; readonly hasMembers: boolean };

async function whoseOf(tx: Db, { by, at }: Gesture, team: TeamId | null, zone: string): Promise<Whose | null> {
  const { workspace, person } = by;
  const today: Day = dayIn(zone, at);
  const may = mayLead(sql`${team}::uuid`, { workspace, person });
  const { rows } = await tx.execute(sql`
    select t.name, ${may} as may, exists (
      select 1 from membership m where m.workspace_id = ${workspace} and (${team}::uuid is null or m.team_id = ${team}::uuid)
        and coalesce(m.left_on, 'infinity') > ${today}) as "hasMembers"
    from (select 1) one left join team t on t.workspace_id = ${workspace} and t.id = ${team}::uuid
    where ${team}::uuid is null or t.id is not null`);
  const [found] = rows as Whose[];
  return found ?? null;
}

/** What it says, where, when and to whom. A pause that came from what is changed here is over with it. */
export function editSchedule(db: Db, gesture: Gesture, id: string, typed: TypedSchedule): Promise<ScheduleOutcome> {
  return changeSchedule(db, gesture, id, async (tx, before): Promise<ScheduleDecision> => {
    const { schedule } = before;
    if (schedule.kind !== typed.kind) return { is: 'gone' };
    const after = { ...schedule, ...wanted(typed) };
    const changed = difference(factsOf(schedule), factsOf(after));
    if (changed === null) return { is: 'same' };
    const isMoved = schedule.channel !== after.channel;
    if (isMoved && (await isTaken(tx, after))) return { is: 'refused', why: 'field', problem: 'taken' };
    const mended = { ...after, pause: isMended(schedule, after) ? null : schedule.pause };
    if (isMoved) await moveUnsent(tx, { before: schedule, after: mended }, gesture.at);
    await rewrite(tx, { before: schedule, after: mended }, gesture.at);
    const event = scheduleEvent('digest-changed', { ...before, schedule: after }, changed);
    const named = { ...event, before: { ...event.before, channelName: schedule.channelName } };
    return { is: 'changed', events: [named, ...(mended.pause === schedule.pause ? [] : [resumed(before)])] };
  });
}

function resumed(before: ScheduleAsIs): SetupEvent {
  return scheduleEvent('digest-resumed', before);
}

function isMended({ pause, channel, zone }: Schedule, after: Schedule): boolean {
  if (pause === 'channel-unusable' || pause === 'channel-shared') return channel !== after.channel;
  return pause === 'unknown-zone' && zone !== after.zone;
}

async function isTaken(tx: Db, { workspace, id, team, kind, channel }: Schedule): Promise<boolean> {
  const place = and(
    ...[eq(digestSchedule.workspaceId, workspace), eq(digestSchedule.kind, kind), isNull(digestSchedule.deletedAt)],
    team === null ? isNull(digestSchedule.teamId) : eq(digestSchedule.teamId, team),
    channel === null ? isNull(digestSchedule.channelId) : eq(digestSchedule.channelId, channel),
    ne(digestSchedule.id, id),
  );
  return (await tx.$count(digestSchedule, place)) > 0;
}

type Rewrite = { readonly before: Schedule; readonly after: Schedule };

/** Its cursor moves where its beat does, or where it rested. */
async function rewrite(tx: Db, { before, after }: Rewrite, now: Date): Promise<void> {
  const isOther = before.weekday !== after.weekday || before.time !== after.time || before.zone !== after.zone;
  const isAwake = before.pause !== null && after.pause === null;
  const cursor = isAwake ? await comingSlotOf(tx, after, now) : isOther ? await nextSlotOf(tx, after, now) : {};
  const { sections, channel, channelName, weekday, time, zone, readers, pause } = after;
  await tx
    .update(digestSchedule)
    .set({
      ...{ sections: [...sections], channelId: channel, channelName, weekday, localTime: time, zone, readers },
      ...{ ...cursor, version: sql`${digestSchedule.version} + 1` },
      ...(isAwake ? { pause, pausedAt: null } : {}),
    })
    .where(and(eq(digestSchedule.workspaceId, after.workspace), eq(digestSchedule.id, after.id)));
}
