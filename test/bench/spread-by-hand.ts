import { owned, QUARTER } from './rows-by-hand.ts';

/** How far a team's reps of today are apart over their full quarters of the last four, and what explains it. */
export function apart(): string {
  const factor = (of: string) => `array[(${of}.closed_won + ${of}.closed_lost)::float8 / ${of}.quarters,
      ${of}.closed_won::float8 / nullif(${of}.closed_won + ${of}.closed_lost, 0), ${of}.closed_amount::float8 / nullif(${of}.closed_won, 0)]`;
  return `full_quarters as materialized (
      select person, count(*) as quarters, sum(won) as won, sum(worth::float8 / (all_days * 10000)) as quota
      from rep where is_full and "from" < '${QUARTER.from}' group by person having count(*) >= 2
    ), today as materialized (
      select team, person, name from whereabouts where is_today union all select null, person, name from whereabouts where is_today
    ), ends as materialized (
      select t.team, count(f.person) as reps, count(*) - count(f.person) as apart, min(f.won / f.quarters) as least, max(f.won / f.quarters) as most,
        min(f.won / f.quota) as least_attained, max(f.won / f.quota) as most_attained,
        min(coalesce(r.won, 0)) filter (where f.person is not null) as least_now, max(coalesce(r.won, 0)) filter (where f.person is not null) as most_now,
        (array_agg(f.person order by f.won / f.quarters, t.name, t.person) filter (where f.person is not null))[1] as worst,
        (array_agg(f.person order by f.won / f.quarters desc, t.name desc, t.person desc) filter (where f.person is not null))[1] as best
      from today t left join full_quarters f on f.person = t.person left join rep r on r.person = t.person and r."from" = '${QUARTER.from}'
      group by t.team
    ), taken_over as materialized (
      select h.person, q."from", count(*) filter (where standing = 'won') as won, sum(amount) as amount,
        count(*) filter (where standing = 'lost' and qualified_how is not null and not is_inherited) as lost
      from handed h join quarter q on h.closed_on between q."from" and q."to" group by h.person, q."from"
    ), kept as materialized (
      select e.person, q."from", w.won, w.amount, l.lost
      from (select worst as person from ends union select best from ends) e join rep r on r.person = e.person and r.is_full
        join quarter q on q."from" = r."from" and q."to" < '${QUARTER.from}'
      cross join lateral (
        select count(*) as won, coalesce(sum(d.final_amount), 0) as amount from deal d
        where ${owned('e.person')} and d.standing = 'won' and d.closed_on between q."from" and q."to") w
      cross join lateral (
        select count(d.qualified_how) as lost from deal d
        where ${owned('e.person')} and d.standing = 'lost' and d.closed_on between q."from" and q."to") l
    ), compared as materialized (
      select f.*, sum(k.won + coalesce(t.won, 0)) as closed_won, sum(k.lost + coalesce(t.lost, 0)) as closed_lost,
        sum(k.amount + coalesce(t.amount, 0)) as closed_amount
      from full_quarters f join kept k on k.person = f.person left join taken_over t on t.person = k.person and t."from" = k."from"
      group by f.person, f.quarters, f.won, f.quota
    ), ${explained(factor('w'), factor('b'))}`;
}

/** The shares of volume, closing ratio and deal size in a gap, where deals add up to what was won. */
function explained(worst: string, best: string): string {
  return `spread as materialized (
      select e.*, ${overOther('least', 'most')} as gap, ${overOther('least_attained', 'most_attained')} as gap_attained,
        ${overOther('least_now', 'most_now')} as gap_now, ${worst} as worst_factors, ${best} as best_factors,
        w.closed_won > 0 and b.closed_won > 0 and w.closed_amount = w.won and b.closed_amount = b.won as adds_up
      from ends e join compared w on w.person = e.worst join compared b on b.person = e.best where e.reps >= 3
    ), explained as materialized (
      select s.team, array_agg(case when raw is null then null when is_ahead then floor(raw * 100)
        else cut + (nth <= 100 - whole)::int end order by i)::int[] as shares
      from (
        select *, floor(raw * 100) as cut, sum(floor(raw * 100)) over (partition by team) as whole,
          bool_or(raw is null) over (partition by team) as is_ahead,
          row_number() over (partition by team order by raw * 100 - floor(raw * 100) desc nulls last, i) as nth
        from (
          select team, i, case when worst_factors[i] <= best_factors[i] then ln(worst_factors[i] / best_factors[i]) / ln(gap) end as raw
          from spread, generate_series(1, 3) i where adds_up and gap > 0 and gap < 1
        ) each
      ) s group by s.team
    )`;
}

function overOther(least: string, most: string): string {
  return `case when ${most} > 0 then greatest(0, ${least})::float8 / ${most}::float8 end`;
}
