import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Schedule } from '../domain/digest.ts';
import {
  isPerson,
  isStillItsPlace,
  type Led,
  type ListedTeam,
  type Messages,
  RUNS_PAGE,
  type RunLine,
  type ScheduleFile,
  type ScheduleLine,
  type ScheduleList,
  type Unsure,
} from '../domain/schedule-file.ts';
import { type Page, SETUP_PAGE } from '../domain/setup-file.ts';
import type { Db } from './connect.ts';
import { isOneOf } from './is-one-of.ts';
import { mayLead } from './quotas.ts';
import { digestSchedule } from './schedule-schema.ts';
import { asSchedule } from './schedules.ts';
import * as table from './schema.ts';
import { unsettledOf } from './settle-digest.ts';
import { pageWithin } from './setup-pages.ts';

export type Asker = { readonly workspace: WorkspaceId; readonly person: PersonId };

/** How many of the last occurrences stand beside a schedule in the list. */
const RUNS_IN_LIST = 3;
const MOST_UNSURE = 10;

/** Schedules of teams that somebody leads, or of the one team. The right is asked for in the query itself. */
export async function scheduleList(
  db: Db,
  asker: Asker,
  { page, team }: { readonly page: number; readonly team: ListedTeam | null },
): Promise<ScheduleList> {
  const these = team === null ? undefined : eq(digestSchedule.teamId, team.id);
  const mine = and(eq(digestSchedule.workspaceId, asker.workspace), led(asker), these);
  const all = await db.$count(digestSchedule, mine);
  const number = pageWithin(page, all);
  const rows = await named(db, asker, these)
    .orderBy(sql`${table.team.nameFolded} nulls first`, asc(digestSchedule.kind), asc(digestSchedule.id))
    .limit(SETUP_PAGE)
    .offset(number * SETUP_PAGE);
  return { team, schedules: { rows: await linesOf(db, asker, rows), number, all } };
}

/** One with a page of its occurrences; null where it is gone, or not theirs to see. */
export async function scheduleFile(
  db: Db,
  asker: Asker,
  { schedule, page }: { readonly schedule: string; readonly page: number },
): Promise<ScheduleFile | null> {
  const rows = await named(db, asker, eq(digestSchedule.id, schedule));
  const [line] = await linesOf(db, asker, rows);
  return line === undefined ? null : { ...line, page: await runPage(db, asker, schedule, page) };
}

/** Of those that are not deleted. */
function led(asker: Asker): SQL | undefined {
  return and(isNull(digestSchedule.deletedAt), mayLead(sql`${digestSchedule.teamId}`, asker));
}

/** With the name of its team. */
function named(db: Db, asker: Asker, these: SQL | undefined) {
  const { workspace } = asker;
  const itsTeam = and(eq(table.team.workspaceId, workspace), eq(table.team.id, digestSchedule.teamId));
  return db
    .select({ row: digestSchedule, teamName: table.team.name })
    .from(digestSchedule)
    .leftJoin(table.team, itsTeam)
    .where(and(eq(digestSchedule.workspaceId, workspace), led(asker), these));
}

type Named = { readonly row: typeof digestSchedule.$inferSelect; readonly teamName: string | null };

async function linesOf(db: Db, { workspace }: Asker, rows: readonly Named[]): Promise<readonly ScheduleLine[]> {
  const ids = rows.map(({ row }) => row.id);
  const [lastSent, runs, unsettled] = await Promise.all([
    lastSentOf(db, workspace, ids),
    lastRunsOf(db, workspace, ids),
    unsettledOf(db, { workspace, schedules: ids }),
  ]);
  return rows.map(({ row, teamName }): ScheduleLine => {
    const schedule = asSchedule(row);
    return {
      ...{ schedule, teamName, lastSentAt: lastSent.get(row.id) ?? null },
      runs: runs.filter((run) => run.schedule === row.id).map(({ schedule: _, ...run }) => run),
      unsure: (unsettled.get(row.id) ?? []).flatMap((each) => unsureOf(each, schedule)).slice(0, MOST_UNSURE),
    };
  });
}

function unsureOf(
  { id, part, channel, dueAt }: { id: string; part: string; channel: string; dueAt: Date },
  schedule: Schedule,
): readonly Unsure[] {
  if (!isStillItsPlace(channel, schedule.channel)) return [];
  return [{ message: id, part, dueAt, isDirect: isPerson(channel) }];
}

async function lastSentOf(
  db: Db,
  workspace: WorkspaceId,
  schedules: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await db.execute(sql`
    select r.schedule_id as schedule, (extract(epoch from max(o.finished_at)) * 1000)::float8 as ms
    from digest_run r join outbox_message o on o.workspace_id = r.workspace_id and o.run_id = r.id
    where r.workspace_id = ${workspace} and ${isOneOf(sql`r.schedule_id`, schedules)} and o.state = 'sent' and o.after_id is null
    group by r.schedule_id`);
  return new Map((rows as { schedule: string; ms: number }[]).map(({ schedule, ms }) => [schedule, new Date(ms)]));
}

type RunOf = RunLine & { readonly schedule: string };

async function lastRunsOf(db: Db, workspace: WorkspaceId, schedules: readonly string[]): Promise<readonly RunOf[]> {
  const { rows } = await db.execute(sql`
    select run.* from (select jsonb_array_elements_text(${JSON.stringify(schedules)}::jsonb)::uuid as id) s
    cross join lateral (${runsWhere(sql`r.workspace_id = ${workspace} and r.schedule_id = s.id`)}
      limit ${RUNS_IN_LIST}) run`);
  return (rows as RunRow[]).map(runLine);
}

async function runPage(db: Db, { workspace }: Asker, schedule: string, page: number): Promise<Page<RunLine>> {
  const mine = sql`r.workspace_id = ${workspace} and r.schedule_id = ${schedule}`;
  const counted = await db.execute(sql`select count(*)::int as all from digest_run r where ${mine}`);
  const all = (counted.rows[0] as { all: number } | undefined)?.all ?? 0;
  const number = pageWithin(page, all, RUNS_PAGE);
  const { rows } = await db.execute(sql`${runsWhere(mine)} limit ${RUNS_PAGE} offset ${number * RUNS_PAGE}`);
  return { rows: (rows as RunRow[]).map(runLine), number, all };
}

/** Occurrences, the latest first, each with what has become of its messages; what stands in a thread goes with its head. */
function runsWhere(mine: SQL): SQL {
  const inState = (...states: string[]) =>
    sql`count(*) filter (where o.state in (${sql.join(
      states.map((state) => sql`${state}`),
      sql`, `,
    )}))::int`;
  return sql`
    select r.id, r.schedule_id as schedule, r.slot::text as slot, (extract(epoch from r.due_at) * 1000)::float8 as due,
      r.outcome, r.reason, p.name as "askedBy", m.*
    from digest_run r left join person p on p.workspace_id = r.workspace_id and p.id = r.asked_by_id
    left join lateral (
      select ${inState('sent')} as sent, ${inState('pending', 'claimed', 'sending')} as waiting,
        ${inState('uncertain')} as looking, ${inState('unconfirmed')} as unconfirmed, ${inState('failed')} as failed,
        ${inState('expired')} as expired, max(o.last_error) filter (where o.state = 'failed') as error,
        (extract(epoch from min(o.finished_at) filter (where o.state = 'sent')) * 1000)::float8 as "sentMs"
      from outbox_message o where o.workspace_id = r.workspace_id and o.run_id = r.id and o.after_id is null) m on true
    where ${mine} order by r.planned_at desc, r.due_at desc, r.id`;
}

type RunRow = Pick<RunOf, 'id' | 'schedule' | 'slot' | 'outcome' | 'reason' | 'askedBy'> &
  Omit<Messages, 'sentAt'> & { readonly due: number; readonly sentMs: number | null };

function runLine({ id, schedule, slot, due, outcome, reason, askedBy, sentMs, ...messages }: RunRow): RunOf {
  const sentAt = sentMs === null ? null : new Date(sentMs);
  return { id, schedule, slot, dueAt: new Date(due), outcome, reason, askedBy, messages: { ...messages, sentAt } };
}

/** Slack takes a hundred options in a menu, and one of them is for all teams. */
const MOST_TEAMS = 99;

/** For whom somebody may have digests posted, by name; `only`: that team, if it is theirs. */
export async function ledBy(db: Db, asker: Asker, only: TeamId | null = null): Promise<Led> {
  const { workspace } = asker;
  const mine = only === null ? sql`true` : sql`t.id = ${only}`;
  const { rows } = await db.execute(sql`
    select t.id, t.name from team t where t.workspace_id = ${workspace} and ${mayLead(sql`t.id`, asker)} and ${mine}
    order by t.name_folded, t.id limit ${MOST_TEAMS + 1}`);
  const found = rows as ListedTeam[];
  const all = await db.execute(sql`select ${mayLead(sql`null::uuid`, asker)} as may`);
  const mayAll = (all.rows[0] as { may: boolean } | undefined)?.may ?? false;
  return { teams: found.slice(0, MOST_TEAMS), isMore: found.length > MOST_TEAMS, mayAll: mayAll && only === null };
}

/** The team of that name, folded, if it is theirs. */
export async function ledByName(db: Db, asker: Asker, name: string): Promise<ListedTeam | null> {
  const { rows } = await db.execute(sql`
    select t.id, t.name from team t
    where t.workspace_id = ${asker.workspace} and t.name_folded = ${name} and ${mayLead(sql`t.id`, asker)}`);
  const [found] = rows as ListedTeam[];
  return found ?? null;
}
