import { type SQL, sql } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import { CLOSED_SUMS, type ClosedSum } from '../domain/closed.ts';
import type { ClosedRow, Median, Medians, MisledRow } from '../domain/number-facts.ts';
import { NO_MEDIAN } from '../domain/number-facts.ts';
import type { Stay } from '../domain/stays.ts';
import type { Db } from './connect.ts';

/** Whose deals, by which calendar, and who was on which team when. */
export type Closing = { readonly workspace: WorkspaceId; readonly zone: string; readonly stays: readonly Stay[] };
export type Span = { readonly from: Day; readonly to: Day };

/** A loss this many days after a reassignment, or fewer, was inherited. Product, section 6, closing ratio. */
export const INHERITED_DAYS = 30;

/**
 * Each closed deal of a span, as `closed`, with its owner and team of the closing day. Only deals that changed hands and won ones
 * that were parked are looked up further: by `deal_changed_hands` and `stint_parked`. `offset 0` keeps a day from being worked out
 * anew in each sum.
 */
export function closedDeals({ workspace, zone, stays }: Closing, { from, to }: Span): SQL {
  const within = sql`d.workspace_id = ${workspace} and d.closed_on between ${from} and ${to}`;
  return sql`handed as materialized (
      select d.id as deal_id, (array_agg(o.person_id order by o.number desc) filter (
          where o.number = 0 or (o.since at time zone ${zone})::date <= d.closed_on))[1] as person,
        max((o.since at time zone ${zone})::date) filter (
          where o.number > 0 and (o.since at time zone ${zone})::date <= d.closed_on) as since
      from deal d join deal_owner o on o.deal_id = d.id and o.workspace_id = d.workspace_id
      where ${within} and d.has_changed_hands
      group by d.id
    ), parked as materialized (
      select s.deal_id, sum(greatest(0, least((s.ended_at at time zone ${zone})::date, d.closed_on)
          - least((s.started_at at time zone ${zone})::date, d.closed_on))) as days
      from deal_stint s join deal d on d.id = s.deal_id and ${within} and d.standing = 'won'
      where s.workspace_id = ${workspace} and s.is_parked
      group by s.deal_id
    ), stay as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(stays)}::jsonb)
        as s(person uuid, team uuid, "joinedOn" date, "leftOn" date)
    ), closed as (
      select coalesce(h.person, d.owner_id) as person, s.team, d.closed_on, d.standing, d.final_amount, d.amount,
        d.qualified_how, d.id, d.loss_reason,
        case when d.stage = 'qualify' and d.qualified_how is not null then 'prove' else d.stage end as stage,
        d.standing = 'lost' and coalesce(h.since >= d.closed_on - ${INHERITED_DAYS}::int, false) as is_inherited,
        d.closed_on - (d.opened_at at time zone ${zone})::date as days, coalesce(p.days, 0) as parked_days
      from deal d left join handed h on h.deal_id = d.id left join parked p on p.deal_id = d.id
        left join stay s on s.person = coalesce(h.person, d.owner_id)
          and (s."joinedOn" is null or s."joinedOn" <= d.closed_on) and (s."leftOn" is null or s."leftOn" > d.closed_on)
      where ${within} offset 0
    )`;
}

const won = sql`standing = 'won'`;
const lost = sql`standing = 'lost' and qualified_how is not null and not is_inherited`;
const inherited = sql`standing = 'lost' and qualified_how is not null and is_inherited`;
const ended = sql`standing = 'lost' and qualified_how is null`;

/** Each sum of `CLOSED_SUMS`: which column of `alike` is added up, and of which deals. */
const SUMS: { readonly [S in ClosedSum]: readonly [what: SQL, which: SQL] } = {
  won: [sql`deals`, won],
  wonAmount: [sql`final_amount`, won],
  cycleDays: [sql`cycle`, won],
  cycleDeals: [sql`dated`, won],
  lost: [sql`deals`, lost],
  lostAmount: [sql`amount`, lost],
  lostUnpriced: [sql`deals - priced`, lost],
  lostUnsure: [sql`deals`, sql`${lost} and qualified_how = 'import-unsure'`],
  inherited: [sql`deals`, inherited],
  inheritedAmount: [sql`amount`, inherited],
  inheritedUnpriced: [sql`deals - priced`, inherited],
  inheritedUnsure: [sql`deals`, sql`${inherited} and qualified_how = 'import-unsure'`],
  ended: [sql`deals`, ended],
  endedDays: [sql`days`, ended],
  endedDated: [sql`dated`, ended],
  lostInQualify: [sql`deals`, sql`standing = 'lost' and stage = 'qualify'`],
  lostInProve: [sql`deals`, sql`standing = 'lost' and stage = 'prove'`],
  lostInPropose: [sql`deals`, sql`standing = 'lost' and stage = 'propose'`],
  lostInNegotiate: [sql`deals`, sql`standing = 'lost' and stage = 'negotiate'`],
  lostSomewhere: [sql`deals`, sql`standing = 'lost' and stage is null`],
};

function sums(): SQL {
  const each = CLOSED_SUMS.map((name) => {
    const [what, which] = SUMS[name];
    return sql`coalesce(sum(${what}) filter (where ${which}), 0)::float8 as ${sql.identifier(name)}`;
  });
  return sql.join(each, sql`, `);
}

/**
 * Sums over closed deals by person, team and quarter. The quarters follow one another without a gap, and are told by their first days.
 * Deals that are alike are added up first: a row then meets seven sums instead of twenty.
 */
export async function closedByQuarter(
  db: Db,
  closing: Closing,
  quarters: readonly Span[],
): Promise<readonly ClosedRow[]> {
  const inOrder = [...quarters].sort((a, b) => (a.from < b.from ? -1 : 1));
  const [first] = inOrder;
  const last = inOrder.at(-1);
  if (first === undefined || last === undefined) return [];
  const starts = sql`${`{${inOrder.map(({ from }) => from).join(',')}}`}::date[]`;
  const query = sql`
    with ${closedDeals(closing, { from: first.from, to: last.to })}, alike as (
      select person, team, width_bucket(closed_on, ${starts}) as quarter, standing, qualified_how, is_inherited, stage,
        count(*) as deals, sum(final_amount) as final_amount, sum(amount) as amount, count(amount) as priced,
        sum(days) as days, count(days) as dated, sum(greatest(0, days - parked_days)) as cycle
      from closed group by 1, 2, 3, 4, 5, 6, 7
    )
    select person, team, ((${starts})[quarter])::text as "from", ${sums()} from alike group by person, team, quarter`;
  return db.transaction(async (tx) => {
    // A few thousand sums, however many the deals: with less room they are thought not to fit, and every deal is sorted on disk.
    await tx.execute(sql`set local work_mem = '32MB'`);
    return (await tx.execute(query)).rows as ClosedRow[];
  });
}

/** Medians of won deals' amounts and cycles by person, by team and over all. */
export async function wonMedians(db: Db, closing: Closing, span: Span): Promise<Medians> {
  const { rows } = await db.execute(sql`
    with ${closedDeals(closing, span)}
    select person, team, grouping(person, team)::int as level,
      percentile_cont(0.5) within group (order by final_amount)::float8 as size,
      percentile_cont(0.5) within group (order by greatest(0, days - parked_days)) filter (where days is not null)::float8 as cycle
    from closed where standing = 'won' group by grouping sets ((person), (team), ())`);
  type Row = Median & { readonly person: PersonId; readonly team: TeamId | null; readonly level: number };
  const people = new Map<PersonId, Median>();
  const teams = new Map<TeamId, Median>();
  let workspace = NO_MEDIAN;
  for (const { person, team, level, size, cycle } of rows as Row[]) {
    if (level === BY_PERSON) people.set(person, { size, cycle });
    else if (level !== BY_TEAM) workspace = { size, cycle };
    else if (team !== null) teams.set(team, { size, cycle });
  }
  return { people, teams, workspace };
}

/** What `grouping(person, team)` says: a bit for each that is not grouped by. */
const BY_PERSON = 1;
const BY_TEAM = 2;

/** Which question should have told of a reason of loss beforehand. */
export const COVERED = sql`covered(reason, question) as (
      values ('later', 'timing'), ('no-decision', 'timing'), ('not-the-decision-maker', 'decision'), ('price', 'price'),
        ('alternative', 'alternatives'))`;

/** Whether the last answer to the question that covers the loss of `c` was *the prospect said so*. */
export function hadSaidSo(workspace: WorkspaceId): SQL {
  return sql`coalesce((
        select a.answer from deal_answer a
        where a.workspace_id = ${workspace} and a.deal_id = c.id and a.question = covered.question order by a.version desc limit 1) = 'said-so', false)`;
}

/** Deals lost past the gate for a reason that a question covers, and those where its last answer was *the prospect said so*. */
export async function misledBy(db: Db, closing: Closing, span: Span): Promise<readonly MisledRow[]> {
  const { rows } = await db.execute(sql`
    with ${closedDeals(closing, span)}, ${COVERED}
    select c.person, c.team, count(*)::int as lost, (count(*) filter (where ${hadSaidSo(closing.workspace)}))::int as misled
    from closed c join covered on covered.reason = c.loss_reason
    where c.standing = 'lost' and c.qualified_how is not null
    group by c.person, c.team`);
  return rows as MisledRow[];
}
