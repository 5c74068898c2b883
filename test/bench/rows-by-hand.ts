import { finishedQuarters, fiscalQuarter } from '../../src/domain/calendar.ts';
import { MANY } from './many-deals.ts';

const { workspace, today, settings } = MANY;
export const QUARTER = fiscalQuarter(today, settings.fiscalYearStart);
const LAST_FOUR = finishedQuarters(today, 4, settings.fiscalYearStart);
const [LATEST, , , FOURTH] = LAST_FOUR;
/** The first day of the earliest of the last four quarters. */
export const FROM = FOURTH?.from;

/** Quarters with their working days, and the day until which as much of them was over as of the current one. */
export function days(): string {
  return `calendar as materialized (
      select at::date as day, extract(isodow from at) < 6 and not exists (
        select from holiday h where h.workspace_id = '${workspace}' and h.day = at::date) as works
      from generate_series(date '${FROM}', date '${QUARTER.to}', '1 day') at
    ), counted as materialized (
      select array_agg(done order by day) as until from (select day, count(*) filter (where works) over (order by day)::int as done from calendar) c
    ), begun as materialized (
      select q."from", q."to", least(q."to", date '${today}') as last, ${worked(`q."from"`, `q."to"`)} as all_days
      from counted, (values ${[QUARTER, ...LAST_FOUR].map(({ from, to }) => `(date '${from}', date '${to}')`).join(', ')}) q("from", "to")
    ), now as materialized (
      select all_days, ${worked(`"from"`, `date '${today}' - 1`)} as finished from begun, counted where "to" = '${QUARTER.to}'
    ), quarter as materialized (
      select b.*, case when b."to" = '${QUARTER.to}' then b.last else (
        select max(c.day) from calendar c
        where c.day between b."from" and b."to" and ${worked(`b."from"`, 'c.day')} * n.all_days <= n.finished * b.all_days) end as cut
      from begun b, now n, counted
    )`;
}

/** Working days from one day up to and with another, where `counted` is at hand. */
export function worked(from: string, to: string): string {
  const until = (day: string) => `coalesce(counted.until[(${day}) - date '${FROM}' + 1], 0)`;
  return `greatest(0, ${until(to)} - ${until(`${from} - 1`)})`;
}

/** Who was on which team when, and what each was to win: the worth of a quota is its amount × days × basis points of a ramp. */
export function people(): string {
  return `stay as materialized (
      select person_id as person, team_id as team, coalesce(joined_on, '-infinity') as since, coalesce(left_on - 1, 'infinity') as until
      from membership where workspace_id = '${workspace}'
    ), whereabouts as materialized (
      select distinct on (p.id) p.id as person, p.name, s.team, date '${today}' between s.since and s.until as is_today,
        min(s.since) over (partition by p.id) as since, max(s.until) over (partition by p.id) as until
      from person p left join stay s on s.person = p.id where p.workspace_id = '${workspace}'
      order by p.id, s.since desc
    ), held as materialized (
      select person_id as person, starts_on as since, amount, q."from", q."to", q.all_days,
        coalesce(lead(starts_on) over (partition by person_id, q."from" order by starts_on) - 1, q."to") as until
      from quota join quarter q on starts_on between q."from" and q."to"
      where workspace_id = '${workspace}' and starts_on between '${FROM}' and '${QUARTER.to}'
    ), rated as materialized (
      select person, team, "from", all_days, sum(amount * (days * 10000 - ramped * (10000 - coalesce(share, 10000)))) as worth,
        sum(days - ramped) as full_days
      from (
        select h.person, s.team, h."from", h.all_days, h.amount, r.share,
          ${worked('greatest(h.since, s.since)', 'least(h.until, s.until)')} as days,
          case when r.share is null then 0
            else ${worked('greatest(h.since, s.since, r.starts_on)', 'least(h.until, s.until, r.ends_on)')} end as ramped
        from counted, held h join stay s on s.person = h.person and s.since <= h.until and s.until >= h.since
          left join ramp r on r.workspace_id = '${workspace}' and r.person_id = h.person and r.starts_on <= h.until and r.ends_on >= h.since
      ) part
      group by person, team, "from", all_days
    )`;
}

/** Credit, and closed deals of the last four quarters: the heavy part. */
export function sales(): string {
  const inFour = `d.closed_on between greatest(s.since, date '${FROM}') and least(s.until, date '${LATEST?.to}')`;
  const local = `(o.since at time zone '${settings.zone}')::date`;
  return `won as materialized (
      select t.id as team, q."from", c.* from quarter q join team t on t.workspace_id = '${workspace}' cross join lateral (
        select person_id as person, sum(amount) as amount, coalesce(sum(amount) filter (where credited_on <= q.cut), 0) as by_now,
          count(*) as entries
        from credit where workspace_id = '${workspace}' and team_id = t.id and credited_on between q."from" and q.last group by person_id) c
      union all
      select null, q."from", c.* from quarter q cross join lateral (
        select person_id, sum(amount), coalesce(sum(amount) filter (where credited_on <= q.cut), 0), count(*)
        from credit where workspace_id = '${workspace}' and team_id is null and credited_on between q."from" and q.last group by person_id) c
    ), handed as materialized (
      select coalesce(o.person, (select f.person_id from deal_owner f where f.deal_id = d.id and f.number = 0)) as person, d.closed_on,
        d.standing, d.stage, d.qualified_how, coalesce(d.final_amount, 0) as amount, coalesce(o.since >= d.closed_on - 30, false) as is_inherited
      from deal d cross join lateral (
        select (array_agg(o.person_id order by o.number desc))[1] as person, max(${local}) as since
        from deal_owner o where o.workspace_id = '${workspace}' and o.deal_id = d.id and o.number > 0 and ${local} <= d.closed_on) o
      where d.workspace_id = '${workspace}' and d.has_changed_hands and d.closed_on between '${FROM}' and '${LATEST?.to}'
    ), closed as materialized (
      select s.team, w.won, l.* from stay s cross join lateral (
        select count(*)::int as won from deal d where ${owned('s.person')} and ${inFour} and d.standing = 'won') w
      cross join lateral (
        select count(*)::int as lost, (count(*) filter (where d.stage = 'qualify' and d.qualified_how is null))::int as early,
          (count(*) filter (where d.stage = 'propose'))::int as in_propose, (count(*) filter (where d.stage = 'negotiate'))::int as in_negotiate
        from deal d where ${owned('s.person')} and ${inFour} and d.standing = 'lost') l
      where s.since <= '${LATEST?.to}' and s.until >= '${FROM}'
      union all
      select s.team, (standing = 'won')::int, (standing = 'lost')::int, (standing = 'lost' and stage = 'qualify' and qualified_how is null)::int,
        (standing = 'lost' and stage = 'propose')::int, (standing = 'lost' and stage = 'negotiate')::int
      from handed h join stay s on s.person = h.person and h.closed_on between s.since and s.until
    )`;
}

/** Deals that have always been somebody's. */
export function owned(person: string): string {
  return `d.workspace_id = '${workspace}' and not d.has_changed_hands and d.owner_id = ${person}`;
}
