import { finishedQuarters } from '../../src/domain/calendar.ts';
import { MANY } from './many-deals.ts';
import { days, FROM, people, QUARTER, sales, worked } from './rows-by-hand.ts';
import { apart } from './spread-by-hand.ts';

const { workspace, today, settings } = MANY;
const TWELFTH = finishedQuarters(today, 12, settings.fiscalYearStart).at(-1);

/**
 * The figures of the digests of attainment and spread in one statement, a row for each rep, each team and the workspace, by the indexes
 * that the product has. It may rest on what the bench's people have (one team at a time, one ramp at most, a quota on the first day of a
 * quarter if at all, deals of known stages), and counts of each rep only what explains the ends of a spread.
 */
export const BY_HAND = `
  with ${days()}, ${people()}, ${sales()}, ${tallies()}, ${ahead()}, ${paces()}, ${apart()}
  ${reps()} union all ${teams()}`;

/** Won against quota by person and quarter, by team and quarter, and in all; verdicts on whole numbers, as they are exact. */
function tallies(): string {
  return `member as materialized (
      select coalesce(r.person, w.person) as person, coalesce(r.team, w.team) as team, coalesce(r."from", w."from") as "from",
        coalesce(r.worth, 0) as worth, coalesce(r.full_days, 0) as full_days, coalesce(w.amount, 0) as won, coalesce(w.entries, 0) as entries
      from rated r full join won w on w.person = r.person and w.team = r.team and w."from" = r."from"
    ), rep as materialized (
      select m.person, m."from", q.all_days, sum(m.worth) as worth, sum(m.won) as won, sum(m.entries) as entries,
        sum(m.full_days) = q.all_days as is_full
      from member m join quarter q on q."from" = m."from" group by m.person, m."from", q.all_days
    ), tally as materialized (
      select team, m."from", q.all_days, sum(worth) as worth, sum(won) as won, coalesce(sum(entries) filter (where worth > 0), 0) as entries,
        coalesce(sum(won) filter (where worth > 0), 0) as against, count(*) filter (where worth > 0) as people
      from member m join quarter q on q."from" = m."from" where team is not null group by team, m."from", q.all_days
      union all
      select null, "from", all_days, sum(worth), sum(won), coalesce(sum(entries) filter (where worth > 0), 0), coalesce(sum(won) filter (where worth > 0), 0),
        count(*) filter (where worth > 0)
      from rep group by "from", all_days
    ), rep_steady as materialized (
      select person, count(*) as quarters, count(*) filter (where won * 5 * all_days * 10000 >= 4 * worth) as reached
      from rep where worth > 0 and "from" < '${QUARTER.from}' group by person
    ), steady as materialized (
      select team, count(*) as quarters, count(*) filter (where against * 5 * all_days * 10000 >= 4 * worth) as reached
      from tally where worth > 0 and "from" < '${QUARTER.from}' group by team
    )`;
}

/** Live deals and what may come of them, by the ratios of the owner's team. */
function ahead(): string {
  const last = (sums: string, group: string) =>
    `select ${group}, sum(won) as won, ${sums} from closed group by ${group}`;
  const sums = `sum(lost) as lost, sum(lost - early) as from_prove, sum(in_propose + in_negotiate) as from_propose,
    sum(in_negotiate) as from_negotiate`;
  const ratio = (
    of: string,
  ) => `case o.stage when 'qualify' then ${of}.won + ${of}.lost when 'prove' then ${of}.won + ${of}.from_prove
      when 'propose' then ${of}.won + ${of}.from_propose else ${of}.won + ${of}.from_negotiate end`;
  const expected = `d.amount is not null and d.expected_close between '${today}' and '${QUARTER.to}'`;
  return `team_closed as materialized (${last(sums, 'team')}), all_closed as materialized (select sum(won) as won, ${sums} from closed),
    open as materialized (
      select owner_id as person, stage, count(*) as live, count(amount) as priced, count(*) filter (where ${expected}) as expected,
        coalesce(sum(amount) filter (where ${expected}), 0) as amount,
        count(*) filter (where amount is null and (expected_close is null or expected_close between '${today}' and '${QUARTER.to}')) as unpriced,
        count(*) filter (where amount is not null and expected_close is null) as undated,
        count(*) filter (where expected_close < '${today}') as overdue
      from deal d
      where workspace_id = '${workspace}' and (standing = 'live' or (standing = 'parked' and parked_until <= '${today}'))
        and (opened_at is null or opened_at < (date '${today}' + 1)::timestamp at time zone '${settings.zone}')
      group by owner_id, stage
    ), coming as materialized (
      select o.person, w.team, sum(live) as live, sum(priced) as priced, sum(expected) as expected, sum(unpriced) as unpriced,
        sum(undated) as undated, sum(overdue) as overdue,
        sum(case when expected > 0 then case when ${ratio('t')} >= 10 then o.amount * t.won::float8 / ${ratio('t')}
          when ${ratio('a')} >= 10 then o.amount * a.won::float8 / ${ratio('a')} end else 0 end) as amount,
        bool_or(expected > 0 and ${ratio('a')} < 10) as is_unknown
      from all_closed a, open o join whereabouts w on w.person = o.person left join team_closed t on t.team = w.team
      group by o.person, w.team
    ), team_coming as materialized (
      select c.team, sum(live) as live, sum(priced) as priced, sum(expected) as expected, sum(unpriced) as unpriced, sum(undated) as undated,
        sum(overdue) as overdue, sum(amount) as amount, bool_or(is_unknown) as is_unknown
      from coming c join member m on m.person = c.person and m.team = c.team and m."from" = '${QUARTER.from}' and m.worth > 0 group by c.team
      union all
      select null, sum(live), sum(priced), sum(expected), sum(unpriced), sum(undated), sum(overdue), sum(amount), bool_or(is_unknown)
      from coming c join rep r on r.person = c.person where r."from" = '${QUARTER.from}' and r.worth > 0
    )`;
}

/** Each rep's and each team's quarter: by the team's usual share, or by working days, of those who joined within it their own. */
function paces(): string {
  const hadWon = (isTheirs: string) => `exists (
    select from credit c where c.workspace_id = '${workspace}' ${isTheirs} and c.credited_on between '${TWELFTH?.from}' and date '${FROM}' - 1)`;
  const from = `greatest(w.since, date '${QUARTER.from}')`;
  return `usual as materialized (
      select team, sum(by_now) as by_now, sum(amount) as amount from won where team is not null and "from" < '${QUARTER.from}' group by team
        having bool_or("from" = '${FROM}') or ${hadWon('and c.team_id = won.team')}
      union all select null, sum(by_now), sum(amount) from won where "from" < '${QUARTER.from}'
        having bool_or("from" = '${FROM}') or ${hadWon('')}
    ), own as materialized (
      select w.*, w.since > '${QUARTER.from}' and ${worked(`date '${QUARTER.from}'`, 'w.since - 1')} > 0 as is_joiner,
        ${worked(from, `least(w.until, date '${QUARTER.to}')`)} as days, ${worked(from, `least(w.until, date '${today}' - 1)`)} as finished
      from whereabouts w, counted
    ), rep_now as materialized (
      select o.person as id, o.team, coalesce(r.won, 0) as won, coalesce(r.won, 0) as against, coalesce(r.entries, 0) as entries,
        (r.worth > 0)::int as people, nullif(r.worth, 0) as worth, n.all_days, o.until < '${today}' as has_left,
        case when o.is_joiner then o.days else n.all_days end as days, case when o.is_joiner then o.finished else n.finished end as finished,
        case when not o.is_joiner then u.by_now end as by_now, u.amount as usual, s.reached, s.quarters
      from now n, own o left join rep r on r.person = o.person and r."from" = '${QUARTER.from}'
        left join usual u on u.team = o.team and u.by_now > 0 and u.amount > 0 left join rep_steady s on s.person = o.person
    ), team_now as materialized (
      select k.id, null::uuid as team, coalesce(t.won, 0) as won, coalesce(t.against, 0) as against, coalesce(t.entries, 0) as entries,
        coalesce(t.people, 0) as people, nullif(t.worth, 0) as worth, n.all_days, false as has_left, n.all_days as days, n.finished, u.by_now,
        u.amount as usual, s.reached, s.quarters
      from now n, (select id from team where workspace_id = '${workspace}' union all select null) k
        left join tally t on t.team is not distinct from k.id and t."from" = '${QUARTER.from}'
        left join usual u on u.team is not distinct from k.id and u.by_now > 0 and u.amount > 0
        left join steady s on s.team is not distinct from k.id
    ), judged as materialized (${judged('rep_now', 'true', 'coming c on c.person = x.id')}), judged_team as materialized (
      ${judged('team_now', 'false', 'team_coming c on c.team is not distinct from x.id')})`;
}

/** Verdicts on whole numbers, as they are exact. */
function judged(now: string, isRep: string, coming: string): string {
  return `
      select ${isRep} as is_rep, x.id, x.team, x.won, x.against, x.entries, x.people, x.worth::float8 / (all_days * 10000) as quota, attained,
        case when not has_left and finished > 0 then finished end as pace_n,
        case when not has_left and finished > 0 then attained * coalesce(usual / by_now, days::numeric / finished) end as pace,
        case when not has_left and finished > 0 and finished * 5 >= days then
          case when by_now is null then against * all_days * 50000 * days >= 4 * x.worth * finished
          else against * all_days * 50000 * usual >= 4 * x.worth * by_now end end as is_on_pace,
        against * all_days * 50000 >= 4 * x.worth as is_at_goal,
        case when not coalesce(is_unknown, false) and (priced > 0 or coalesce(live, 0) = 0)
          then (against + coalesce(c.amount, 0)) * all_days * 10000 / x.worth::float8 end as forecast,
        coalesce(expected, 0) as expected, coalesce(unpriced, 0) as unpriced, coalesce(undated, 0) as undated, coalesce(overdue, 0) as overdue,
        reached, coalesce(quarters, 0) as quarters
      from (select *, against * all_days * 10000 / worth::float8 as attained from ${now}) x left join ${coming}`;
}

function reps(): string {
  return `select j.*, null::int8 as at_goal, null::int8 as on_pace, null::int8 as apart, null::int8 as reps, null::float8 as gap,
      null::float8 as gap_attained, null::float8 as gap_now, null::uuid as worst, null::uuid as best, null::float8 as least, null::float8 as most,
      null::float8[] as worst_factors, null::float8[] as best_factors, null::int[] as shares
    from judged j`;
}

function teams(): string {
  return `select j.*, coalesce(g.at_goal, 0), coalesce(g.on_pace, 0), coalesce(e.apart, 0), coalesce(e.reps, 0), s.gap, s.gap_attained, s.gap_now, s.worst, s.best, s.least::float8, s.most::float8,
      s.worst_factors, s.best_factors, x.shares
    from judged_team j left join ends e on e.team is not distinct from j.id left join spread s on s.team is not distinct from j.id
      left join explained x on x.team is not distinct from j.id
      left join (
        select m.team, count(*) filter (where r.is_at_goal) as at_goal, count(*) filter (where r.is_on_pace) as on_pace
        from member m join judged r on r.id = m.person where m."from" = '${QUARTER.from}' and m.worth > 0 and m.team is not null group by m.team
        union all select null, count(*) filter (where is_at_goal), count(*) filter (where is_on_pace) from judged where people > 0
      ) g on g.team is not distinct from j.id`;
}
