import { type SQL, sql } from 'drizzle-orm';
import { booksOf } from '../domain/against.ts';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import { type Day, type FiscalQuarter, quarterBefore } from '../domain/calendar.ts';
import { dash, known } from '../domain/figure.ts';
import { isAbove, ZERO } from '../domain/fraction.ts';
import { attainment } from '../domain/metrics.ts';
import type { Money } from '../domain/money.ts';
import type { QuotaFile, QuotaMember, SetQuota } from '../domain/quota-file.ts';
import { type Page, SETUP_PAGE } from '../domain/setup-file.ts';
import type { Db } from './connect.ts';
import { isOneOf } from './is-one-of.ts';
import { holidaysOf, rosterOf } from './numbers-roster.ts';
import { wonByQuarter } from './numbers-won.ts';
import { pageWithin } from './setup-pages.ts';

export type QuotaTeam = { readonly id: TeamId; readonly name: string; readonly people: number };

type Asker = { readonly workspace: WorkspaceId; readonly person: PersonId };

/** An admin of a team's workspace, or its manager, as of now: who may see and set its quotas. Product, section 2. */
export function mayLead(team: SQL, { workspace, person }: Asker): SQL {
  return sql`(exists (select 1 from team l where l.workspace_id = ${workspace} and l.id = ${team} and l.manager_id = ${person})
    or exists (select 1 from person a where a.workspace_id = ${workspace} and a.id = ${person} and a.is_admin))`;
}

/** Teams whose quotas a person may set, in the order of their names, a page at a time; `name`, folded: only the one called so. */
export async function quotaTeams(
  db: Db,
  asker: Asker,
  { today, page, name = '' }: { readonly today: Day; readonly page: number; readonly name?: string },
): Promise<Page<QuotaTeam>> {
  const { rows } = await db.execute(sql`
    select t.id, t.name, (
      select count(distinct m.person_id)::int from membership m
      where m.workspace_id = t.workspace_id and m.team_id = t.id
        and coalesce(m.joined_on, '-infinity') <= ${today} and coalesce(m.left_on, 'infinity') > ${today}) as people,
      count(*) over ()::int as all
    from team t where t.workspace_id = ${asker.workspace} and ${mayLead(sql`t.id`, asker)} and ${name === '' ? sql`true` : sql`t.name_folded = ${name}`}
    order by t.name_folded, t.id limit ${SETUP_PAGE} offset ${page * SETUP_PAGE}`);
  const found = rows as (QuotaTeam & { all: number })[];
  return { rows: found.map(({ all, ...team }) => team), number: page, all: found[0]?.all ?? 0 };
}

export type QuotaAsked = {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly team: TeamId;
  readonly quarter: FiscalQuarter;
  /** 1 to 12. */
  readonly fiscalYearStart: number;
  readonly page: number;
};

/** Whoever is on the team at any time of the quarter, with their quotas in it and what came of the quarter before; null where it is not theirs to see. */
export async function quotaFile(db: Db, asked: QuotaAsked): Promise<QuotaFile | null> {
  const { workspace, team, quarter } = asked;
  const seen = await lastQuota(db, workspace);
  const all = await membersIn(db, asked);
  if (all === null) return null;
  const number = pageWithin(asked.page, all.people.length);
  const shown = all.people.slice(number * SETUP_PAGE, (number + 1) * SETUP_PAGE);
  const ids = shown.map(({ person }) => person);
  const [rows, lastOf] = await Promise.all([
    quotaRows(db, workspace, { people: ids, quarter, team }),
    lastQuarter(db, asked),
  ]);
  const members = shown.map(
    (each): QuotaMember => ({
      ...each,
      rows: rows
        .filter(({ person, holdsOnTeam }) => holdsOnTeam && person === each.person)
        .map(({ person, name, id, holdsOnTeam, ...row }) => row),
      last: lastOf(each.person),
    }),
  );
  return { team, teamName: all.teamName, quarter, seen, members: { rows: members, number, all: all.people.length } };
}

type TeamMember = { readonly person: PersonId; readonly name: string };

async function membersIn(
  db: Db,
  { workspace, person, team, quarter }: QuotaAsked,
): Promise<{ teamName: string; people: readonly TeamMember[] } | null> {
  const { rows } = await db.execute(sql`
    select t.name as "teamName", coalesce((
      select json_agg(json_build_object('person', p.id, 'name', p.name) order by lower(p.name), p.id) from person p
      where p.workspace_id = t.workspace_id and p.id in (${onTeamIn(sql`t.id`, { workspace, quarter })})), '[]') as people
    from team t
    where t.workspace_id = ${workspace} and t.id = ${team} and ${mayLead(sql`t.id`, { workspace, person })}`);
  const [found] = rows as { teamName: string; people: readonly TeamMember[] }[];
  return found ?? null;
}

/** Ids of people who are on a team on any day of a quarter, or of another time. */
export function onTeamIn(
  team: SQL,
  {
    workspace,
    quarter,
  }: { readonly workspace: WorkspaceId; readonly quarter: { readonly from: Day; readonly to: Day } },
): SQL {
  return sql`select m.person_id from membership m
    where m.workspace_id = ${workspace} and m.team_id = ${team}
      and coalesce(m.joined_on, '-infinity') <= ${quarter.to} and coalesce(m.left_on, 'infinity') > ${quarter.from}`;
}

export type KeptQuota = SetQuota & {
  readonly id: number;
  readonly person: PersonId;
  readonly name: string;
  /** On some day on which the person is on the team: what holds on another team's days alone is not this one's to see. */
  readonly holdsOnTeam: boolean;
};

/** Quotas of people in a quarter; of several for one day the last. Index `quota_by_person_and_day`. */
export async function quotaRows(
  db: Db,
  workspace: WorkspaceId,
  asked: { readonly people: readonly PersonId[]; readonly quarter: FiscalQuarter; readonly team: TeamId },
): Promise<readonly KeptQuota[]> {
  const { people, quarter, team } = asked;
  const { rows } = await db.execute(sql`
    with kept as (
      select distinct on (q.person_id, q.starts_on) q.* from quota q
      where q.workspace_id = ${workspace} and ${isOneOf(sql`q.person_id`, people)} and q.starts_on between ${quarter.from} and ${quarter.to}
      order by q.person_id, q.starts_on, q.id desc),
    spans as (select k.*, lead(k.starts_on) over (partition by k.person_id order by k.starts_on) as next_on from kept k)
    select k.id::text as id, k.person_id as person, p.name, k.starts_on::text as "startsOn", k.amount::text as amount, b.name as by,
      (extract(epoch from k.at) * 1000)::float8 as at, k.reason, exists (
        select 1 from membership m
        where m.workspace_id = ${workspace} and m.person_id = k.person_id and m.team_id = ${team}
          and coalesce(m.joined_on, '-infinity') < coalesce(k.next_on, ${quarter.to}::date + 1)
          and coalesce(m.left_on, 'infinity') > k.starts_on) as "holdsOnTeam"
    from spans k join person p on p.workspace_id = ${workspace} and p.id = k.person_id
      left join person b on b.workspace_id = ${workspace} and b.id = k.by_id
    order by k.person_id, k.starts_on`);
  type Row = Omit<KeptQuota, 'id' | 'amount' | 'at'> & {
    readonly id: string;
    readonly amount: string;
    readonly at: number;
  };
  return (rows as Row[]).map((row) => {
    const { id, amount, at } = row;
    return { ...row, id: Number(id), amount: Number(amount) as Money, at: new Date(at) };
  });
}

async function lastQuarter(
  db: Db,
  { workspace, team, quarter, fiscalYearStart }: QuotaAsked,
): Promise<(person: PersonId) => QuotaMember['last']> {
  const last = quarterBefore(quarter, fiscalYearStart);
  const [roster, holidays, won] = await Promise.all([
    rosterOf(db, workspace),
    holidaysOf(db, workspace),
    wonByQuarter(db, workspace, [{ from: last.from, to: last.to, cut: last.to }]),
  ]);
  const books = booksOf({ ...roster, holidays, won, wonBefore: new Set(), finished: [] });
  return (person) => {
    // What somebody brought another team is not this one's to see.
    const { won: amount, against, entries } = books.ofMember(person, team, last);
    const quota = isAbove(against.quota, ZERO) ? known(against.quota, 1) : dash('no-quota', 0);
    return { won: amount, quota, attainment: attainment({ won: amount, quota: against.quota }, entries) };
  };
}

async function lastQuota(db: Db, workspace: WorkspaceId): Promise<number> {
  const { rows } = await db.execute(
    sql`select coalesce(max(id), 0)::text as last from quota where workspace_id = ${workspace}`,
  );
  return Number((rows[0] as { last: string } | undefined)?.last ?? 0);
}
