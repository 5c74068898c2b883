import { Client } from 'pg';
import { connect } from '../../src/db/connect.ts';
import type { WorkspaceId } from '../../src/domain/brand.ts';
import type { Day } from '../../src/domain/calendar.ts';
import type { Settings } from '../../src/domain/settings.ts';
import { someSettings } from '../support/builders.ts';
import { quiet } from '../support/log.ts';

export const MANY = {
  workspace: 'T0MANY' as WorkspaceId,
  settings: { ...someSettings(), fiscalYearStart: 1, zone: 'Europe/Berlin' } satisfies Settings,
  today: '2026-05-20' as Day,
};
const REPS = 1_000;
const TEAMS = 100;
/** Deals are opened evenly over four years up to today, so that a quarter's share of them closes in each of sixteen. */
const DAYS = 1_460;

/** A database of its own with a thousand reps of a hundred teams, and so many deals. */
export async function fillWithDeals(url: string, deals: number): Promise<void> {
  const { close } = await connect({ is: 'postgres', url }, quiet);
  await close();
  const client = new Client({ connectionString: url });
  await client.connect();
  // Rows that reference each other come from one place: looking each of them up would take longer than all else.
  await client.query(
    `set session_replication_role = replica; set timezone = '${MANY.settings.zone}'; select setseed(0.5)`,
  );
  for (const statement of [...people(), ...dealsAndCredit(deals)]) await client.query(statement);
  await client.query('vacuum analyze');
  await client.end();
}

/** A number's id, the same in each run. */
const id = (what: string, number: string) => `md5('${what}' || (${number})::text)::uuid`;

function people(): readonly string[] {
  const { workspace, settings, today } = MANY;
  const { currency, decimal, fiscalYearStart, zone, capacity, discountLimit } = settings;
  return [
    `insert into workspace values ('${workspace}', '${currency}', '${decimal}', ${fiscalYearStart}, '${zone}', ${capacity}, ${discountLimit})`,
    `insert into person (id, workspace_id, name)
      select ${id('person', 'n')}, '${workspace}', 'Rep ' || n from generate_series(1, ${REPS}) n`,
    `insert into team (id, workspace_id, name, name_folded)
      select ${id('team', 'n')}, '${workspace}', 'Team ' || n, 'team ' || n from generate_series(1, ${TEAMS}) n`,
    // One in ten has changed teams, one in twenty has joined in the last year, one in fifty has left.
    `insert into membership (workspace_id, team_id, person_id, joined_on, left_on)
      select '${workspace}', ${id('team', 'n % 100 + 1')}, ${id('person', 'n')},
        case when n % 20 = 0 then date '${today}' - (n % 365) else date '2020-01-01' end,
        case when n % 10 = 1 then date '${today}' - 200 when n % 50 = 2 then date '${today}' - 30 end
      from generate_series(1, ${REPS}) n
      union all select '${workspace}', ${id('team', '(n + 7) % 100 + 1')}, ${id('person', 'n')}, date '${today}' - 200, null
      from generate_series(1, ${REPS}) n where n % 10 = 1`,
    // Each quarter's; one in thirty has another from a day within it, one in forty none.
    `insert into quota (workspace_id, person_id, starts_on, amount, at, reason)
      select '${workspace}', ${id('person', 'n')}, q::date, 14000000 + n % 37 * 200000, now(), ''
      from generate_series(1, ${REPS}) n, generate_series(date '2022-07-01', date '2026-04-01', '3 months') q where n % 40 > 0
      union all select '${workspace}', ${id('person', 'n')}, (q + interval '40 days')::date, 12000000, now(), ''
      from generate_series(1, ${REPS}) n, generate_series(date '2025-04-01', date '2026-04-01', '3 months') q where n % 30 = 3`,
    `insert into ramp (workspace_id, person_id, starts_on, ends_on, share)
      select '${workspace}', ${id('person', 'n')}, date '${today}' - (n % 365), date '${today}' - (n % 365) + 89, 5000
      from generate_series(1, ${REPS}) n where n % 20 = 0`,
    `insert into holiday (workspace_id, day, name)
      select '${workspace}', day::date, 'Off' from generate_series(date '2022-01-01', date '2026-12-31', '1 day') day
      where extract(day from day) = 1 and extract(month from day) in (1, 5, 10, 11)`,
  ];
}

/** Opened, closed, handed over and credited as in life: a quarter won, a half lost past the gate; one in fifty changes hands. */
function dealsAndCredit(deals: number): readonly string[] {
  const { workspace, settings, today } = MANY;
  return [
    `create temp table made as
      select n, 1 + floor(random() * ${REPS})::int as rep, date '${today}' - ${DAYS} + (n::bigint * ${DAYS} / ${deals})::int as opened_on,
        5 + floor(random() * 60)::int as days, floor(random() * 100)::int as fate, floor(random() * 100)::int as dice,
        100000 + floor(random() * 4000000)::bigint as amount
      from generate_series(1, ${deals}) n`,
    // Some reps win more often than others, as there would be no spread to speak of.
    `create temp table fated as
      select *, ${id('deal', 'n')} as id, ${id('person', 'rep')} as owner_id, opened_on + days as ends_on,
        case when opened_on + days > date '${today}' then case when dice < 20 then 'parked' else 'live' end
          when fate < 12 + rep % 25 then 'won' else 'lost' end as standing,
        case when fate < 75 then (array['prove', 'propose', 'negotiate'])[1 + dice % 3] else 'qualify' end as stage
      from made`,
    `insert into deal (id, workspace_id, version, company, company_folded, title, title_folded, owner_id, has_changed_hands, amount,
        currency, expected_close, opened_at, standing, stage, parked_until, closed_on, final_amount, loss_reason, are_gates_unseen, qualified_at, qualified_how)
      select id, '${workspace}', 1, 'Company ' || n, 'company ' || n, '', '', owner_id, n % 50 = 0, case when dice > 3 then amount end,
        '${settings.currency}', case when dice > 8 then ends_on - dice % 7 end, opened_on + time '10:00', standing, stage,
        case when standing = 'parked' then date '${today}' + 1 + dice end,
        case when standing in ('won', 'lost') then ends_on end, case when standing = 'won' then amount * 9 / 10 end,
        case when standing = 'lost' then 'price' end, false, case when stage <> 'qualify' then opened_on + time '12:00' end,
        case when stage <> 'qualify' then 'gate' end
      from fated order by n`,
    `insert into deal_owner (deal_id, number, workspace_id, person_id, since)
      select id, 0, '${workspace}', case when n % 50 = 0 then ${id('person', 'rep % 1000 + 1')} else owner_id end, opened_on + time '10:00'
      from fated order by n`,
    // One in ten of those after it was closed.
    `insert into deal_owner (deal_id, number, workspace_id, person_id, since)
      select id, 1, '${workspace}', owner_id, opened_on + case when n % 500 = 0 then days + 2 else days * dice / 100 end + time '11:00'
      from fated where n % 50 = 0 order by n`,
    // Whoever owned it on the day has the credit; one in three thousand lost ones was won before, and reopened.
    `insert into credit (workspace_id, deal_id, person_id, team_id, amount, credited_on, at)
      select '${workspace}', c.id, c.person_id, m.team_id, c.amount, c.credited_on, c.credited_on + time '18:00' from (
        select id, case when n % 500 = 0 then ${id('person', 'rep % 1000 + 1')} else owner_id end as person_id, amount * 9 / 10 as amount,
          ends_on as credited_on from fated where standing = 'won'
        union all select id, owner_id, amount, ends_on - 95 from fated where standing = 'lost' and n % 3000 = 1
        union all select id, owner_id, -amount, ends_on from fated where standing = 'lost' and n % 3000 = 1
      ) c left join membership m on m.person_id = c.person_id and m.joined_on <= c.credited_on
        and (m.left_on is null or m.left_on > c.credited_on)
      order by c.credited_on`,
    'drop table made, fated',
  ];
}
