import { type SQL, sql } from 'drizzle-orm';
import { addDays, type Day, startOf } from '../domain/calendar.ts';
import type { Settings } from '../domain/settings.ts';
import type { Speaker } from '../domain/speaker.ts';
import { type Behind, NO_DEALS, WHY_PAGE, type WhichClosed, type WhyDeal, type WhyDeals } from '../domain/why-deals.ts';
import { ahead, type WhySeen } from '../domain/why-number.ts';
import type { Db } from './connect.ts';
import { isOneOf } from './is-one-of.ts';
import { COVERED, closedDeals, hadSaidSo } from './numbers-closed.ts';
import { isExpected, isLive } from './numbers-open.ts';
import { mayRead } from './sight.ts';

export type WhyAsked = {
  readonly by: Speaker;
  readonly settings: Settings;
  /** Now: what may be read is looked up anew, whatever day the numbers are of. */
  readonly today: Day;
  readonly page: number;
};

/** The deals behind a number, a page of those that the asker may read, with the sums over all. */
export async function whyDeals(db: Db, seen: WhySeen, behind: Behind, asked: WhyAsked): Promise<WhyDeals> {
  if (behind.is === 'none') return NO_DEALS;
  const found = foundBy(seen, behind, asked);
  const read = await pageOf(db, found, asked, asked.page);
  const last = Math.max(0, Math.ceil(read.all / WHY_PAGE) - 1);
  return read.number > last ? pageOf(db, found, asked, last) : read;
}

/**
 * `found` is what a query is begun with: its last part is called so, and has `nth`, `deal`, `person`, `amount`, `"on"`, `is`, `days`,
 * `stages` and `mark`. Amounts of deals that the asker may not read are told as a sum alone.
 */
async function pageOf(db: Db, found: SQL, { by, today }: WhyAsked, page: number): Promise<WhyDeals> {
  const { workspace, person, isAdmin } = by;
  const { rows } = await db.execute(sql`
    with ${found}, readable as materialized (
      select r.id from person r where r.workspace_id = ${workspace} and ${mayRead(sql`r.id`, { person, isAdmin, workspace, today })}
    ), seen as (
      select f.*, d.version, d.company, d.title, p.name as owner, d.owner_id in (select id from readable) as may
      from found f join deal d on d.workspace_id = ${workspace} and d.id = f.deal
        join person p on p.workspace_id = ${workspace} and p.id = f.person
    ), shown as (
      select deal as id, version, company, title, owner, amount::float8 as amount, "on"::text as "on", is_now as is, days, stages, mark, nth
      from seen where may order by nth limit ${WHY_PAGE} offset ${page * WHY_PAGE}
    )
    select coalesce((select json_agg(to_jsonb(s) - 'nth' order by s.nth) from shown s), '[]') as rows,
      json_build_object('amount', coalesce(sum(amount), 0)::float8, 'won', count(*) filter (where is_now = 'won'),
        'lost', count(*) filter (where is_now = 'lost'), 'reopened', count(*) filter (where is_now = 'reopened'),
        'unread', count(*) filter (where not may), 'unreadAmount', coalesce(sum(amount) filter (where not may), 0)::float8) as sums,
      (count(*) filter (where may))::int as all
    from seen`);
  const [row] = rows as unknown as { rows: readonly WhyDeal[]; sums: WhyDeals['sums']; all: number }[];
  return row === undefined ? NO_DEALS : { ...row, number: page };
}

function foundBy(seen: WhySeen, behind: Exclude<Behind, { is: 'none' }>, asked: WhyAsked): SQL {
  switch (behind.is) {
    case 'credits':
      return credits(behind, asked);
    case 'closed':
      return closed(seen, behind, asked);
    case 'open':
      return open(seen, behind, asked);
    case 'stages':
      return stages(behind, asked);
    case 'these':
      return these(behind, asked);
  }
}

function spansOf({ spans }: Extract<Behind, { is: 'credits' | 'closed' }>): SQL {
  return sql`jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as s(person uuid, team uuid, "from" date, "to" date)`;
}

/** Index `credit_by_day`. */
function credits(behind: Extract<Behind, { is: 'credits' }>, { by }: WhyAsked): SQL {
  return sql`found as (
      select row_number() over (order by c.credited_on desc, c.id desc) as nth, c.deal_id as deal, c.person_id as person, c.amount,
        c.credited_on as "on", case when c.amount < 0 then 'reopened' else 'won' end as is_now, null::int as days,
        null::jsonb as stages, null::text as mark
      from ${spansOf(behind)} join credit c on c.workspace_id = ${by.workspace} and c.credited_on between s."from" and s."to"
        and (s.person is null or s.person = c.person_id) and (s.team is null or s.team = c.team_id)
    )`;
}

const WHICH: { readonly [W in WhichClosed]: SQL } = {
  won: sql`c.standing = 'won'`,
  dated: sql`c.standing = 'won' and c.days is not null`,
  counted: sql`(c.standing = 'won' or c.qualified_how is not null)`,
  'counted-own': sql`(c.standing = 'won' or (c.qualified_how is not null and not c.is_inherited))`,
  lost: sql`c.standing = 'lost'`,
  covered: sql`c.standing = 'lost' and c.qualified_how is not null and covered.reason is not null`,
};

function closed({ facts, scene }: WhySeen, behind: Extract<Behind, { is: 'closed' }>, { by, settings }: WhyAsked): SQL {
  const stays = facts.people.flatMap(({ id }) => scene.books.staysOf(id));
  const days = behind.spans.flatMap(({ from, to }) => [from, to]).sort();
  const [from = facts.quarter.from] = days;
  const to = days.at(-1) ?? facts.quarter.to;
  const isUnsure = sql`c.standing = 'lost' and c.qualified_how = 'import-unsure'`;
  const unsure = sql`case when ${isUnsure} then 'unsure' end`;
  const marks: { readonly [W in WhichClosed]?: SQL } = {
    covered: sql`case when ${hadSaidSo(by.workspace)} then 'misled' end`,
    lost: sql`c.loss_reason`,
  };
  const mark = marks[behind.which] ?? unsure;
  return sql`${closedDeals({ workspace: by.workspace, zone: settings.zone, stays }, { from, to })}, ${COVERED}, found as (
      select row_number() over (order by c.closed_on desc, c.id) as nth, c.id as deal, c.person,
        case when c.standing = 'won' then c.final_amount else c.amount end as amount, c.closed_on as "on", c.standing as is_now,
        case when c.standing = 'won' then greatest(0, c.days - c.parked_days)::int end as days, null::jsonb as stages, ${mark} as mark
      from ${spansOf(behind)} join closed c on c.closed_on between s."from" and s."to"
        and (s.person is null or s.person = c.person) and (s.team is null or s.team = c.team)
        left join covered on covered.reason = c.loss_reason
      where ${WHICH[behind.which]}
    )`;
}

/** Live on the day that the numbers are of, as far as that can still be told. */
function open({ facts }: WhySeen, { which, owners }: Extract<Behind, { is: 'open' }>, { by, settings }: WhyAsked): SQL {
  const { quarter, today } = facts;
  const live = isLive({ workspace: by.workspace, today, before: startOf(addDays(today, 1), settings.zone) });
  const expected = isExpected(ahead({ quarter, today }));
  const of = {
    live: sql`true`,
    expected,
    qualified: sql`${expected} and d.qualified_how is not null`,
  }[which];
  const theirs = owners === null ? sql`true` : isOneOf(sql`d.owner_id`, owners);
  return sql`found as (
      select row_number() over (order by d.expected_close, d.amount desc nulls last, d.id) as nth, d.id as deal, d.owner_id as person,
        d.amount, d.expected_close as "on", 'live' as is_now, null::int as days, null::jsonb as stages, null::text as mark
      from deal d where d.workspace_id = ${by.workspace} and ${live} and ${of} and ${theirs}
    )`;
}

/** Won deals whose history knows a stage from beginning to end, with the days in each. */
function stages({ from, to }: Extract<Behind, { is: 'stages' }>, { by }: WhyAsked): SQL {
  return sql`each as (
      select s.deal_id, s.stage, floor(sum(extract(epoch from s.ended_at - s.started_at)) / 86400)::int as days
      from deal_stint s join deal d on d.id = s.deal_id and d.workspace_id = s.workspace_id
      where s.workspace_id = ${by.workspace} and d.standing = 'won' and d.closed_on between ${from} and ${to} and not s.is_parked
      group by s.deal_id, s.stage having bool_and(s.started_at is not null and s.ended_at is not null)
    ), found as (
      select row_number() over (order by d.closed_on desc, d.id) as nth, d.id as deal, d.owner_id as person, d.final_amount as amount,
        d.closed_on as "on", 'won' as is_now, null::int as days, e.stages, null::text as mark
      from (select deal_id, jsonb_object_agg(stage, days) as stages from each group by deal_id) e
        join deal d on d.workspace_id = ${by.workspace} and d.id = e.deal_id
    )`;
}

/** Deals that were found before, as they stand now. */
function these({ deals }: Extract<Behind, { is: 'these' }>, { by }: WhyAsked): SQL {
  const listed = deals.map((each, nth) => ({ ...each, nth }));
  return sql`found as (
      select t.nth, d.id as deal, d.owner_id as person, case when d.standing = 'won' then d.final_amount else d.amount end as amount,
        case when d.standing in ('won', 'lost') then d.closed_on else d.expected_close end as "on", d.standing as is_now, t.days,
        t.stages, t.mark
      from jsonb_to_recordset(${JSON.stringify(listed)}::jsonb) as t(nth int, deal uuid, days int, stages jsonb, mark text)
        join deal d on d.workspace_id = ${by.workspace} and d.id = t.deal
    )`;
}
