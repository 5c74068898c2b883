import { type SQL, sql } from 'drizzle-orm';
import type { PersonId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { OpenRow, QualifiedRow, UsualTime } from '../domain/number-facts.ts';
import type { Stage } from '../domain/stages.ts';
import type { Db } from './connect.ts';

export type Ahead = {
  readonly workspace: WorkspaceId;
  readonly today: Day;
  /** In which a deal is expected to close, from today on. */
  readonly from: Day;
  readonly to: Day;
  /** The first instant of the day after today. */
  readonly before: Date;
};

/** Whether a deal `d` is live on a day, parked ones whose day has come among them. */
export function isLive({ workspace, today, before }: Pick<Ahead, 'workspace' | 'today' | 'before'>): SQL {
  return sql`d.workspace_id = ${workspace} and (d.standing = 'live' or (d.standing = 'parked' and d.parked_until <= ${today}))
      and (d.opened_at is null or d.opened_at < ${before.toISOString()})`;
}

/** Whether a live deal `d` counts as coming in the quarter. */
export function isExpected({ from, to }: Pick<Ahead, 'from' | 'to'>): SQL {
  return sql`(d.expected_close between ${from} and ${to} and d.amount is not null)`;
}

/** Live deals by owner and stage; index `deal_open_by_owner`. */
export async function openByOwner(db: Db, ahead: Ahead): Promise<readonly OpenRow[]> {
  const { today, from, to } = ahead;
  const expected = isExpected(ahead);
  const { rows } = await db.execute(sql`
    select d.owner_id as person, d.stage, count(*)::int as live, count(d.amount)::int as "withAmount",
      (count(*) filter (where ${expected}))::int as expected,
      coalesce(sum(d.amount) filter (where ${expected}), 0)::float8 as "expectedAmount",
      (count(*) filter (where ${expected} and d.qualified_how is not null))::int as qualified,
      coalesce(sum(d.amount) filter (where ${expected} and d.qualified_how is not null), 0)::float8 as "qualifiedAmount",
      (count(*) filter (where d.amount is null and (d.expected_close is null or d.expected_close between ${from} and ${to})))::int as unpriced,
      (count(*) filter (where d.amount is not null and d.expected_close is null))::int as undated,
      (count(*) filter (where d.expected_close < ${today}))::int as overdue
    from deal d
    where ${isLive(ahead)}
    group by d.owner_id, d.stage`);
  return rows as OpenRow[];
}

/** Owners of deals that were open on a day and have been closed after it. */
export async function ownersOfClosedSince(
  db: Db,
  { workspace, today, before }: Pick<Ahead, 'workspace' | 'today' | 'before'>,
): Promise<ReadonlySet<PersonId>> {
  const { rows } = await db.execute(sql`
    select distinct owner_id as person from deal
    where workspace_id = ${workspace} and closed_on > ${today} and (opened_at is null or opened_at < ${before.toISOString()})`);
  return new Set((rows as { person: PersonId }[]).map(({ person }) => person));
}

/** Deals sales-qualified from one instant until another, by owner, and what became of them; index `deal_by_qualified_at`. */
export async function qualifiedBetween(
  db: Db,
  workspace: WorkspaceId,
  { from, before }: { readonly from: Date; readonly before: Date },
): Promise<readonly QualifiedRow[]> {
  const { rows } = await db.execute(sql`
    select owner_id as person, (count(*) filter (where standing = 'won'))::int as won,
      (count(*) filter (where standing = 'lost'))::int as lost,
      (count(*) filter (where standing in ('live', 'parked')))::int as open
    from deal
    where workspace_id = ${workspace} and qualified_at >= ${from.toISOString()} and qualified_at < ${before.toISOString()}
    group by owner_id`);
  return rows as QualifiedRow[];
}

/** How long three quarters of won deals stood in each stage at most, parked time apart; stages that no won deal's history knows are left out. */
export async function usualTimes(
  db: Db,
  workspace: WorkspaceId,
  { from, to }: { readonly from: Day; readonly to: Day },
): Promise<readonly UsualTime[]> {
  const { rows } = await db.execute(sql`
    select stage, count(*)::int as n, floor(percentile_cont(0.75) within group (order by days))::int as days from (
      select s.deal_id, s.stage, sum(extract(epoch from s.ended_at - s.started_at)) / 86400 as days
      from deal_stint s join deal d on d.id = s.deal_id and d.workspace_id = s.workspace_id
      where s.workspace_id = ${workspace} and d.standing = 'won' and d.closed_on between ${from} and ${to} and not s.is_parked
      group by s.deal_id, s.stage having bool_and(s.started_at is not null and s.ended_at is not null)) each
    group by stage`);
  return rows as (UsualTime & { readonly stage: Stage })[];
}
