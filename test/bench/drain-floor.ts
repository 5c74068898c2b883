import { sql } from 'drizzle-orm';
import { connect } from '../../src/db/connect.ts';
import { quiet } from '../support/log.ts';
import { fillFloor, WORKSPACE } from './floor.ts';

export const CHANNELS = 200;
export const SCHEDULES = 500;
const TEAMS = 20;
/** In channels of their own: whoever sends digests has done so the week before, and the code is compiled. */
export const WARM_UP_SCHEDULES = 100;

/**
 * A floor in twenty teams that has quotas and has won something, and 500 weekly digests in 200 channels, none of them due. Each channel
 * has one, and the others are where chance, the same each time, has put them: a few channels hear of many teams.
 */
export async function fillSchedules(url: string): Promise<void> {
  await fillFloor(url);
  const { db, close } = await connect({ is: 'postgres', url }, quiet);
  await db.execute(sql`
    insert into team (workspace_id, name, name_folded) select ${WORKSPACE}, 'Team ' || n, 'team ' || n from generate_series(1, ${TEAMS}) n`);
  await db.execute(sql`
    with p as (select id, row_number() over (order by id) % ${TEAMS} as of from person where workspace_id = ${WORKSPACE}),
      t as (select id, row_number() over (order by name) - 1 as nth from team where workspace_id = ${WORKSPACE})
    insert into membership (workspace_id, team_id, person_id) select ${WORKSPACE}, t.id, p.id from p join t on t.nth = p.of`);
  await db.execute(sql`
    insert into quota (workspace_id, person_id, starts_on, amount, at, reason)
    select ${WORKSPACE}, p.id, date_trunc('quarter', now() - q * interval '3 months')::date, 25000000, now(), 'bench'
    from person p, generate_series(0, 4) q where p.workspace_id = ${WORKSPACE}`);
  await db.execute(sql`
    update deal set standing = 'won', stage = 'negotiate', closed_on = (opened_at + interval '1 day')::date, final_amount = 4000000,
      qualified_at = opened_at, qualified_how = 'gate'
    where workspace_id = ${WORKSPACE} and company ~ '[37]$'`);
  await db.execute(sql`
    insert into credit (workspace_id, deal_id, person_id, team_id, amount, credited_on, at)
    select d.workspace_id, d.id, d.owner_id, m.team_id, d.final_amount, d.closed_on, now()
    from deal d join membership m on m.workspace_id = d.workspace_id and m.person_id = d.owner_id where d.standing = 'won'`);
  await db.execute(sql`
    with t as (select id, name, row_number() over (order by name) - 1 as nth from team where workspace_id = ${WORKSPACE}),
      pair as (
        select t.id as team, 'C0BENCH' || c as channel, c % ${TEAMS} <> t.nth as is_more, md5(t.name || c) as chance
        from t, generate_series(0, ${CHANNELS - 1}) c
        order by is_more, chance limit ${SCHEDULES}),
      warm as (select id as team, 'C0WARM' || c as channel from t, generate_series(1, ${WARM_UP_SCHEDULES / TEAMS}) c),
      placed as (select team, channel from pair union all select team, channel from warm)
    insert into digest_schedule (workspace_id, team_id, channel_id, channel_name, kind, rhythm, weekday, zone, local_time, sections,
      readers, next_slot, next_due_at, created_by_id)
    select ${WORKSPACE}, placed.team, placed.channel, lower(placed.channel), 'weekly', 'weekly', 1, 'Etc/UTC', '09:00',
      array['attainment'], 'managers', date '2100-01-04', timestamptz '2100-01-04 09:00Z',
      (select id from person where workspace_id = ${WORKSPACE} order by id limit 1)
    from placed`);
  await close();
}

/** They are due now: this week's slot is today's. */
export async function makeDue(url: string, which: 'C0WARM' | 'C0BENCH'): Promise<void> {
  const { db, close } = await connect({ is: 'postgres', url }, quiet);
  await db.execute(sql`
    update digest_schedule set weekday = extract(isodow from now() at time zone 'UTC')::int, next_slot = (now() at time zone 'UTC')::date,
      local_time = to_char(now() at time zone 'UTC', 'HH24:MI'), next_due_at = date_trunc('minute', now())
    where channel_id like ${`${which}%`}`);
  await close();
}
