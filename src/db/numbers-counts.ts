import { type SQL, sql } from 'drizzle-orm';
import type { PersonId } from '../domain/brand.ts';
import type { ClosedCountRow } from '../domain/number-facts.ts';
import type { Whereabouts } from '../domain/stays.ts';
import type { Db } from './connect.ts';
import { type Closing, INHERITED_DAYS, type Span } from './numbers-closed.ts';

/** Whose deals, by which calendar, and where everybody was: a person's stays follow one another without a gap. */
export type Counting = Omit<Closing, 'stays'> & { readonly whereabouts: readonly Whereabouts[] };

/**
 * Closed deals counted by person, team and quarter, and no more of them than that: `closedByQuarter` has the same counts and looks at
 * each deal. Deals of one owner, team and quarter lie side by side in `deal_won_by_owner` and `deal_lost_by_owner`; those that changed
 * hands are looked at one by one, by `deal_changed_hands`. The quarters follow one another without a gap.
 */
export async function closedCounts(
  db: Db,
  counting: Counting,
  quarters: readonly Span[],
): Promise<readonly ClosedCountRow[]> {
  const days = quarters.flatMap(({ from, to }) => [from, to]).sort();
  const [from] = days;
  const to = days.at(-1);
  if (from === undefined || to === undefined) return [];
  const { rows } = await db.execute(sql`
    with quarter as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(quarters)}::jsonb) as q("from" date, "to" date)
    ), stay as materialized (
      select person, team, coalesce("joinedOn", '-infinity') as since, coalesce("leftOn" - 1, 'infinity') as until
      from jsonb_to_recordset(${JSON.stringify(within(counting, { from, to }))}::jsonb)
        as s(person uuid, team uuid, "joinedOn" date, "leftOn" date)
    ), ${handed(counting, { from, to })}
    select person, team, "from"::text as "from", sum(won)::int as won, sum(won_amount)::float8 as "wonAmount", sum(lost)::int as lost,
      sum(in_qualify)::int as "lostInQualify",
      sum(somewhere - in_qualify - in_propose - in_negotiate)::int as "lostInProve", sum(in_propose)::int as "lostInPropose",
      sum(in_negotiate)::int as "lostInNegotiate", sum(all_lost - somewhere)::int as "lostSomewhere"
    from (${kept(counting)} union all
      select h.person, s.team, q."from", h.won, h.won_amount, h.all_lost, h.lost, h.somewhere, h.in_qualify, h.in_propose, h.in_negotiate
      from handed h join stay s on s.person = h.person and h.closed_on between s.since and s.until
        join quarter q on h.closed_on between q."from" and q."to") each
    group by person, team, "from"`);
  return rows as ClosedCountRow[];
}

/** Who closed a deal in a span, as its owner of the day. */
export async function closersIn(
  db: Db,
  closing: Pick<Counting, 'workspace' | 'zone'>,
  { from, to }: Span,
): Promise<ReadonlySet<PersonId>> {
  const { workspace } = closing;
  const hasClosed = (standing: SQL) => sql`exists (
    select 1 from deal d
    where d.workspace_id = ${workspace} and ${standing} and not d.has_changed_hands and d.owner_id = p.id
      and d.closed_on between ${from} and ${to})`;
  const { rows } = await db.execute(sql`
    with ${handed(closing, { from, to })}
    select p.id as person from person p
    where p.workspace_id = ${workspace} and (${hasClosed(sql`d.standing = 'won'`)} or ${hasClosed(sql`d.standing = 'lost'`)})
    union select person from handed`);
  return new Set((rows as { person: PersonId }[]).map(({ person }) => person));
}

function within({ whereabouts }: Counting, { from, to }: Span): readonly Whereabouts[] {
  return whereabouts.filter(
    ({ joinedOn, leftOn }) => (joinedOn === null || joinedOn <= to) && (leftOn === null || leftOn > from),
  );
}

/** What is not in Qualify, Propose or Negotiate was lost in Prove: a deal past the gate that went back to Qualify counts as that. */
const IN_QUALIFY = sql`d.stage = 'qualify' and d.qualified_how is null`;

/** Of deals that have always been their owner's: a look into an index for each time, whose length is that of what is counted. */
function kept({ workspace }: Counting): SQL {
  const theirs = sql`not d.has_changed_hands and d.owner_id = s.person
    and d.closed_on between greatest(s.since, q."from") and least(s.until, q."to")`;
  return sql`
    select s.person, s.team, q."from", w.won, w.won_amount, l.all_lost, l.lost, l.somewhere, l.in_qualify, l.in_propose, l.in_negotiate
    from quarter q join stay s on s.since <= q."to" and s.until >= q."from"
    cross join lateral (
      select count(*)::int as won, coalesce(sum(d.final_amount), 0) as won_amount
      from deal d where d.workspace_id = ${workspace} and ${theirs} and d.standing = 'won') w
    cross join lateral (
      select count(*)::int as all_lost, count(d.qualified_how)::int as lost, count(d.stage)::int as somewhere,
        (count(*) filter (where ${IN_QUALIFY}))::int as in_qualify, (count(*) filter (where d.stage = 'propose'))::int as in_propose,
        (count(*) filter (where d.stage = 'negotiate'))::int as in_negotiate
      from deal d where d.workspace_id = ${workspace} and ${theirs} and d.standing = 'lost') l
    where w.won + l.all_lost > 0`;
}

/** As `handed`, each deal that changed hands, for whoever owned it on the closing day. */
function handed({ workspace, zone }: Pick<Counting, 'workspace' | 'zone'>, { from, to }: Span): SQL {
  const isInherited = sql`coalesce(o.since >= d.closed_on - ${INHERITED_DAYS}::int, false)`;
  const isLost = sql`d.standing = 'lost'`;
  return sql`handed as materialized (
      select coalesce(o.person, (
          select f.person_id from deal_owner f where f.deal_id = d.id and f.workspace_id = ${workspace} and f.number = 0
        ), d.owner_id) as person, d.closed_on, (d.standing = 'won')::int as won,
        coalesce(d.final_amount, 0) as won_amount, (${isLost})::int as all_lost,
        (${isLost} and d.qualified_how is not null and not ${isInherited})::int as lost,
        (${isLost} and d.stage is not null)::int as somewhere, (${isLost} and ${IN_QUALIFY})::int as in_qualify,
        (${isLost} and d.stage = 'propose')::int as in_propose, (${isLost} and d.stage = 'negotiate')::int as in_negotiate
      from deal d
      cross join lateral (
        select (array_agg(h.person_id order by h.number desc))[1] as person, max((h.since at time zone ${zone})::date) as since
        from deal_owner h
        where h.workspace_id = ${workspace} and h.deal_id = d.id and h.number > 0
          and (h.since at time zone ${zone})::date <= d.closed_on) o
      where d.workspace_id = ${workspace} and d.has_changed_hands and d.closed_on between ${from} and ${to}
    )`;
}
