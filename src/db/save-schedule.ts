import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { TeamId } from '../domain/brand.ts';
import { type Day, dayIn } from '../domain/calendar.ts';
import type { Facts } from '../domain/decision.ts';
import type { DigestKind, Schedule } from '../domain/digest.ts';
import type { Beat } from '../domain/rhythm.ts';
import type { ScheduleOutcome, ScheduleProblem, TypedSchedule } from '../domain/schedule-file.ts';
import type { SetupEvent, SetupKind } from '../domain/setup.ts';
import type { SetupRow } from '../domain/setup-file.ts';
import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { makeSchedule } from './make-schedule.ts';
import { moveUnsent } from './move-digest.ts';
import { comingSlotOf, nextSlotOf } from './next-slot.ts';
import { mayLead } from './quotas.ts';
import { difference } from './save-setup.ts';
import { digestSchedule } from './schedule-schema.ts';
import { asSchedule, scheduleOf } from './schedules.ts';
import * as table from './schema.ts';
import { lockWorkspace, resultOf, setupRow, write } from './setup.ts';
import { inTransaction } from './transaction.ts';

/** A schedule as it stands, and the name of its team (null: all teams). */
export type Standing = { readonly schedule: Schedule; readonly teamName: string | null };

export type ScheduleDecision =
  | { readonly is: 'changed'; readonly events: readonly SetupEvent[] }
  | { readonly is: 'same' }
  | { readonly is: 'gone' }
  | { readonly is: 'refused'; readonly why: 'field'; readonly problem: ScheduleProblem };

/**
 * The only way in which people change schedules: one at a time in a workspace, asks for the right as it is now, refuses what others have
 * changed since the person looked, and writes the change, its history and the gesture's key in one transaction.
 */
export function changeSchedule(
  db: Db,
  gesture: Gesture,
  id: string,
  change: (tx: Db, before: Standing) => Promise<ScheduleDecision>,
): Promise<ScheduleOutcome> {
  return inTransaction(db, async (tx) => {
    const repeat = await begun(tx, gesture);
    if (repeat !== null) return { is: 'done', schedule: id, events: repeat, isRepeat: true };
    const before = await standingOf(tx, gesture, id);
    if (before === null) return { is: 'gone' };
    if (!before.may) return { is: 'refused', why: 'not-theirs' };
    const since = await changesByOthers(tx, gesture, id);
    if (since.length > 0) return { is: 'refused', why: 'changed', since };
    return done(tx, gesture, id, await change(tx, before));
  });
}

/** What was done by the same gesture before; null if it is new. Locks the workspace. */
async function begun(tx: Db, gesture: Gesture): Promise<readonly SetupEvent[] | null> {
  await lockWorkspace(tx, gesture.by.workspace);
  return resultOf(tx, gesture);
}

async function done(tx: Db, gesture: Gesture, schedule: string, decision: ScheduleDecision): Promise<ScheduleOutcome> {
  if (decision.is === 'gone' || decision.is === 'refused') return decision;
  if (decision.is === 'same') return { is: 'same', schedule };
  await write(tx, gesture, decision.events);
  return { is: 'done', schedule, events: decision.events, isRepeat: false };
}

async function standingOf(tx: Db, { by }: Gesture, id: string): Promise<(Standing & { readonly may: boolean }) | null> {
  const { workspace, person } = by;
  const [row] = await tx
    .select({
      row: digestSchedule,
      teamName: table.team.name,
      may: sql<boolean>`${mayLead(sql`${digestSchedule.teamId}`, { workspace, person })}`,
    })
    .from(digestSchedule)
    .leftJoin(table.team, eq(table.team.id, digestSchedule.teamId))
    .where(and(eq(digestSchedule.workspaceId, workspace), eq(digestSchedule.id, id), isNull(digestSchedule.deletedAt)))
    .for('update', { of: digestSchedule });
  return row === undefined ? null : { schedule: asSchedule(row.row), teamName: row.teamName, may: row.may };
}

/** Those after the version that the person had before their eyes, and not by themselves. */
async function changesByOthers(tx: Db, { by, seen }: Gesture, id: string): Promise<readonly SetupRow[]> {
  if (seen === null) return [];
  const { setupEvent } = table;
  const rows = await tx
    .select()
    .from(setupEvent)
    .where(
      and(
        eq(setupEvent.workspaceId, by.workspace),
        ne(setupEvent.byId, by.person),
        sql`${setupEvent.after} ->> 'schedule' = ${id}`,
        sql`(${setupEvent.after} ->> 'version')::int > ${seen}`,
      ),
    )
    .orderBy(setupEvent.id);
  return rows.map(setupRow);
}

/** Facts that tell which schedule an event is about, as which version it then stood. */
export function scheduleEvent(
  what: SetupKind,
  { schedule, teamName }: Standing,
  { before = {}, after = {} }: { readonly before?: Facts; readonly after?: Facts } = {},
): SetupEvent {
  const { id, version, kind, channelName } = schedule;
  const about = { schedule: id, whose: teamName ?? 'All teams', kind };
  return { what, before: { ...about, ...before }, after: { ...about, version: version + 1, channelName, ...after } };
}

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
    const standing = { schedule: { ...schedule, version: schedule.version - 1 }, teamName: whose.name };
    const event = scheduleEvent('digest-added', standing, { after: factsOf(schedule) });
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

function resumed(before: Standing): SetupEvent {
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
