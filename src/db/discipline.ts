import { type SQL, sql } from 'drizzle-orm';
import type { PersonId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { LiveRow, TouchedRow } from '../domain/discipline.ts';
import { STALE_AFTER_DAYS } from '../domain/qualification.ts';
import type { Db } from './connect.ts';
import { isOneOf } from './is-one-of.ts';

/** Whose live deals, by which calendar, as of when. */
export type Pipeline = {
  readonly workspace: WorkspaceId;
  readonly owners: readonly PersonId[] | 'all';
  /** The workspace's, and the day in it. */
  readonly zone: string;
  readonly today: Day;
  readonly at: Date;
};

/** Deals from Qualify to Negotiate, and parked ones whose day has come. */
export function liveFor({ workspace, owners, today }: Pipeline): SQL {
  return sql`d.workspace_id = ${workspace} and ${isTheirs(owners)}
    and (d.standing = 'live' or (d.standing = 'parked' and d.parked_until <= ${today}))`;
}

function isTheirs(owners: Pipeline['owners']): SQL {
  return owners === 'all' ? sql`true` : isOneOf(sql`d.owner_id`, owners);
}

/** Each live deal in few words: index `deal_open_by_owner`, and of its stints and answers by their keys. */
export async function liveRows(db: Db, pipeline: Pipeline): Promise<readonly LiveRow[]> {
  const { workspace, at, zone } = pipeline;
  const now = sql`${at.toISOString()}::timestamptz`;
  const { rows } = await db.execute(sql`
    select d.id, d.version, d.company, d.title, d.owner_id as owner, d.stage, d.amount::float8 as amount,
      d.expected_close::text as "expectedClose", (extract(epoch from d.opened_at) * 1000)::float8 as "openedMs",
      d.qualified_how is not null as "isQualified", to_jsonb(d.open_points) as "openPoints",
      case when s.is_unknown then null else floor((coalesce(s.seconds, 0) + case when d.standing = 'parked'
        then greatest(0, extract(epoch from ${now} - (d.parked_until::timestamp at time zone ${zone}))) else 0 end) / 86400)::int
      end as days,
      q.not_asked as "notAsked", q.stale, q.noes
    from deal d
    cross join lateral (
      select bool_or(s.started_at is null) as is_unknown,
        sum(greatest(0, extract(epoch from coalesce(s.ended_at, ${now}) - s.started_at))) as seconds
      from deal_stint s
      where s.deal_id = d.id and s.workspace_id = ${workspace} and s.stage = d.stage and not s.is_parked) s
    cross join lateral (${questionsOf(workspace, now)}) q
    where ${liveFor(pipeline)}`);
  return (rows as Read[]).map(({ openedMs, ...row }) => ({
    ...row,
    openedAt: openedMs === null ? null : new Date(openedMs),
  }));
}

type Read = Omit<LiveRow, 'openedAt'> & { readonly openedMs: number | null };

/** How the four questions stand: whoever comes back from where they were parked is asked about Timing again. */
function questionsOf(workspace: WorkspaceId, now: SQL): SQL {
  return sql`
    select coalesce(jsonb_agg(asked.question order by asked.place) filter (where is_now = 'not-asked'), '[]') as not_asked,
      coalesce(jsonb_agg(asked.question order by asked.place) filter (where is_now <> 'not-asked' and is_stale), '[]') as stale,
      coalesce(jsonb_agg(asked.question order by asked.place) filter (where is_now = 'no'), '[]') as noes
    from (values ('timing', 1), ('decision', 2), ('price', 3), ('alternatives', 4)) asked(question, place)
    left join lateral (
      select a.answer, a.contact_changed or ${now} - a.idle_since >= make_interval(hours => ${STALE_AFTER_DAYS * 24}) as is_stale
      from deal_answer a
      where a.deal_id = d.id and a.workspace_id = ${workspace} and a.question = asked.question
      order by a.version desc limit 1) last on true
    cross join lateral (
      select case when d.standing = 'parked' and asked.question = 'timing' then 'not-asked'
        else coalesce(last.answer, 'not-asked') end as is_now) reckoned`;
}

export type Span = { readonly from: Date; readonly to: Date };

/** What happened to deals after one instant and up to another, a row a deal; index `event_by_moment`. */
export async function touchedBetween(
  db: Db,
  { workspace, owners, zone }: Pick<Pipeline, 'workspace' | 'owners' | 'zone'>,
  { from, to }: Span,
): Promise<readonly TouchedRow[]> {
  const { rows } = await db.execute(sql`
    with touched as (
      select e.deal_id, bool_or(e.kind = 'opened') as is_new, bool_or(e.kind = 'advanced') as is_advanced,
        bool_or(e.kind = 'moved-back') as is_moved_back, bool_or(e.kind = 'won') as is_won, bool_or(e.kind = 'lost') as is_lost,
        (array_agg(e.before ->> 'expectedClose' order by e.id) filter (where e.kind = 'edited' and e.after ? 'expectedClose'))[1]
          as was_expected
      from deal_event e
      where e.workspace_id = ${workspace} and e.at > ${from.toISOString()} and e.at <= ${to.toISOString()}
        and e.kind in ('opened', 'edited', 'advanced', 'moved-back', 'won', 'lost')
      group by e.deal_id)
    select d.id as deal, t.is_new as "isNew", t.is_advanced as "isAdvanced", t.is_moved_back as "isMovedBack",
      t.is_won and d.standing = 'won' as "isWon", t.is_lost and d.standing = 'lost' as "isLost",
      t.is_lost and d.standing = 'lost' and d.qualified_how is null as "isEnded",
      d.closed_on - (d.opened_at at time zone ${zone})::date as "endedAfter", t.was_expected as "wasExpected"
    from touched t join deal d on d.id = t.deal_id and d.workspace_id = ${workspace}
    where d.standing <> 'withdrawn' and ${isTheirs(owners)}`);
  return rows as TouchedRow[];
}
