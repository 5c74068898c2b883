import { and, eq, sql } from 'drizzle-orm';
import { headOf, type Pause, type RunReason, type Schedule } from '../domain/digest.ts';
import { isPerson } from '../domain/schedule-file.ts';
import type { Settings } from '../domain/settings.ts';
import type { Db } from './connect.ts';
import { outboxMessage } from './delivery-schema.ts';
import { isOneOf } from './is-one-of.ts';
import type { Message } from './outbox.ts';
import { holds } from './pause-schedule.ts';
import { asSettings } from './people.ts';
import { lastSaid, type Said } from './said.ts';
import { digestRun, digestSchedule } from './schedule-schema.ts';
import { asSchedule } from './schedules.ts';
import { person, team, workspace } from './schema.ts';
import { WANTED } from './settle-digest.ts';

/** What a digest's message is drawn from. */
export type RunFacts = {
  readonly schedule: Schedule;
  readonly dueAt: Date;
  readonly settings: Settings;
  /** What the message's part last said; null the first time. */
  readonly last: Said | null;
};

/** Whether a message is still to be posted, and of a digest what it is drawn from. */
export type Standing = { readonly is: 'stands'; readonly run: RunFacts | null } | { readonly is: Unposted };

type Unposted =
  | Extract<RunReason, 'schedule_deleted' | 'schedule_paused' | 'superseded' | 'other_channel' | 'other_manager'>
  /** Another digest of the team has brought its manager these questions, or is about to. */
  | Extract<RunReason, 'brought'>
  | 'being_brought';

/**
 * How the schedules and teams of some messages stand now, and not when they were put down; by the messages' ids. What is no digest's
 * always stands.
 */
export async function standingsOf(db: Db, messages: readonly Message[]): Promise<ReadonlyMap<string, Standing>> {
  const rows = await rowsOf(
    db,
    messages.filter(({ runId }) => runId !== null),
  );
  const last = await lastSaid(
    db,
    messages.flatMap(({ id: key, workspaceId: workspace, part, runId: notIn }) => {
      const row = rows.get(key);
      return row === undefined ? [] : [{ key, workspace, schedule: row.schedule.id, part: headOf(part), notIn }];
    }),
  );
  const standings = await Promise.all(
    messages.map(async (message): Promise<readonly [string, Standing]> => {
      const { id, runId } = message;
      const row = rows.get(id);
      if (runId === null) return [id, { is: 'stands', run: null }];
      if (row === undefined) return [id, { is: 'schedule_deleted' }];
      const is = await standing(db, message, row);
      if (is !== 'stands') return [id, { is }];
      const { schedule, dueAt, workspace: its } = row;
      const run = { schedule: asSchedule(schedule), dueAt, settings: asSettings(its), last: last.get(id) ?? null };
      return [id, { is, run }];
    }),
  );
  return new Map(standings);
}

type Row = {
  readonly schedule: typeof digestSchedule.$inferSelect;
  readonly workspace: typeof workspace.$inferSelect;
  readonly dueAt: Date;
  /** A later one of the schedule's own occurrences is planned. */
  readonly isOld: boolean;
  /** Null where somebody had it posted, too. */
  readonly pause: Pause | null;
  /** Whom the message's team has for a manager now. */
  readonly manager: string | null;
};

async function rowsOf(db: Db, messages: readonly Message[]): Promise<ReadonlyMap<string, Row>> {
  if (messages.length === 0) return new Map();
  const isOld = sql<boolean>`${digestRun.slot} is not null and exists (
    select 1 from digest_run n where n.workspace_id = ${digestRun.workspaceId} and n.schedule_id = ${digestRun.scheduleId}
      and n.outcome = 'planned' and n.slot > ${digestRun.slot})`;
  const pause = sql<Pause | null>`case when ${digestRun.slot} is not null then ${digestSchedule.pause} end`;
  const rows = await db
    .select({
      ...{ id: outboxMessage.id, dueAt: digestRun.dueAt, isOld, pause, manager: person.slackUserId },
      ...{ schedule: digestSchedule, workspace },
    })
    .from(outboxMessage)
    .innerJoin(
      digestRun,
      and(eq(digestRun.workspaceId, outboxMessage.workspaceId), eq(digestRun.id, outboxMessage.runId)),
    )
    .innerJoin(
      digestSchedule,
      and(eq(digestSchedule.workspaceId, digestRun.workspaceId), eq(digestSchedule.id, digestRun.scheduleId)),
    )
    .innerJoin(workspace, eq(workspace.id, outboxMessage.workspaceId))
    .leftJoin(
      team,
      and(eq(team.workspaceId, outboxMessage.workspaceId), sql`${team.id}::text = ${outboxMessage.about} ->> 'team'`),
    )
    .leftJoin(person, and(eq(person.workspaceId, team.workspaceId), eq(person.id, team.managerId)))
    .where(
      isOneOf(
        sql`${outboxMessage.id}`,
        messages.map(({ id }) => id),
      ),
    );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

async function standing(db: Db, message: Message, { schedule, isOld, pause, manager }: Row): Promise<Standing['is']> {
  const { channelId, afterId, about } = message;
  const isDirect = isPerson(channelId);
  if (schedule.deletedAt !== null) return 'schedule_deleted';
  // What somebody has had posted or sent again is their wish, whatever the schedule does.
  if (about[WANTED] !== true && pause !== null && holds(pause, isDirect)) return 'schedule_paused';
  if (isDirect && manager !== channelId) return 'other_manager';
  // A thread's detail as well: it would be drawn for the readers of the new one.
  if (!isDirect && schedule.channelId !== channelId) return 'other_channel';
  // A detail goes with its head, that has gone out.
  if (isOld && afterId === null) return 'superseded';
  return isDirect ? broughtBy(db, message) : 'stands';
}

/**
 * Of two digests that ask the same manager about the same team in the same week the one that was claimed first does, and the other waits
 * until that is settled: one that is cancelled or comes too late is no reason to leave the questions out. A channel's messages are claimed
 * one after the other, so that of two at once there is always a first.
 */
async function broughtBy(
  db: Db,
  { workspaceId, id, runId, channelId, about, leaseUntil }: Message,
): Promise<Standing['is']> {
  const { rows } = await db.execute(sql`
    select bool_or(o.state in ('sent', 'unconfirmed')) as is_brought,
      bool_or(o.state in ('sending', 'uncertain') or (o.state = 'claimed' and o.lease_until < ${leaseUntil?.toISOString() ?? null}::timestamptz))
        as is_on_its_way
    from digest_run r
      join digest_schedule s on s.workspace_id = r.workspace_id and s.kind = (
        select kind from digest_schedule m where m.workspace_id = r.workspace_id and m.id = r.schedule_id)
      join digest_run n on n.workspace_id = s.workspace_id and n.schedule_id = s.id and n.period = r.period and n.outcome = 'planned'
      join outbox_message o on o.workspace_id = n.workspace_id and o.run_id = n.id
    where r.workspace_id = ${workspaceId} and r.id = ${runId} and o.id <> ${id} and o.channel_id = ${channelId}
      and o.about ->> 'team' = ${String(about.team ?? '')}`);
  const [row] = rows as { is_brought: boolean | null; is_on_its_way: boolean | null }[];
  if (row?.is_brought === true) return 'brought';
  return row?.is_on_its_way === true ? 'being_brought' : 'stands';
}
