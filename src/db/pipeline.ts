import { type SQL, sql } from 'drizzle-orm';
import type { DealId, PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import { awake, type Deal } from '../domain/deal.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { Stage } from '../domain/stages.ts';
import { folded } from '../domain/text.ts';
import type { Db } from './connect.ts';
import { dealFrom } from './deal-rows.ts';
import { PARTS } from './read-deal.ts';
import { mayRead, teamIdsOf } from './sight.ts';

/** A deal in a picker or on a list, by what tells it apart. */
export type DealHit = {
  readonly id: DealId;
  readonly company: string;
  readonly title: string;
  readonly owner: string;
  readonly standing: Deal['standing']['is'];
  readonly stage: Stage | null;
};

type Look = { readonly by: Speaker; readonly today: Day };

/** All deals, closed ones too, or only those that can still be moved. */
export type Among = 'all' | 'open';

/** No company and title are longer together, and no database has to look through a page of words. */
const LONGEST_NAME = 300;

/** A static select shows at most 100 options. */
const MOST_HITS = 100;

/**
 * Deals whose company or "company title" has the words in it, whatever their case, accents or spaces; live and parked first, exact
 * companies before parts, one's own before others'. An exact company stands alone, however many others begin with its name.
 */
export async function findDeals(
  db: Db,
  words: string,
  { by, today, among }: Look & { among: Among },
): Promise<readonly DealHit[]> {
  const name = folded(words);
  if (name === '' || name.length > LONGEST_NAME) return [];
  const hits = await hitsLike(db, name, { by, today, among });
  const exact = hits.filter(({ company }) => withoutSpaces(folded(company)) === withoutSpaces(name));
  const openExact = exact.filter(isOpen);
  if (openExact.length > 0) return openExact;
  return exact.length > 0 && !hits.some(isOpen) ? exact : hits;
}

function isOpen({ standing }: DealHit): boolean {
  return standing === 'live' || standing === 'parked';
}

async function hitsLike(
  db: Db,
  name: string,
  { by, today, among }: Look & { among: Among },
): Promise<readonly DealHit[]> {
  const squeezed = withoutSpaces(name);
  const reader = { person: by.person, isAdmin: by.isAdmin, workspace: by.workspace, today };
  const standings = among === 'all' ? sql`d.standing <> 'withdrawn'` : sql`d.standing in ('live', 'parked')`;
  const result = await db.execute(sql`
    select d.id, d.company, d.title, p.name as owner, d.standing, d.stage
    from deal d join person p on p.id = d.owner_id and p.workspace_id = d.workspace_id
    where d.workspace_id = ${by.workspace} and ${standings} and ${mayRead(sql`d.owner_id`, reader)}
      and (replace(d.company_folded || d.title_folded, ' ', '') like ${`%${likely(squeezed)}%`} or (${everyWord(name)}))
    order by d.standing in ('live', 'parked') desc, replace(d.company_folded, ' ', '') = ${squeezed} desc,
      d.owner_id = ${by.person} desc, d.company_folded like ${`${likely(name)}%`} desc,
      d.company_folded, d.title_folded, d.id
    limit ${MOST_HITS}`);
  return result.rows as DealHit[];
}

/** “acme training” is Acme Foods' deal about training: each word stands somewhere in company and title. */
function everyWord(name: string): SQL {
  const words = name
    .split(' ')
    .map((word) => sql`(d.company_folded || ' ' || d.title_folded) like ${`%${likely(word)}%`}`);
  return sql.join(words, sql` and `);
}

/** For `like`, with nothing in it that stands for something else. */
function likely(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function withoutSpaces(text: string): string {
  return text.replaceAll(' ', '');
}

/** Closed deals of the same company, the latest first: `/deal` shows the open one, and these beside it. */
export async function closedBeside(db: Db, id: DealId, { by, today }: Look): Promise<readonly DealHit[]> {
  const reader = { person: by.person, isAdmin: by.isAdmin, workspace: by.workspace, today };
  const { rows } = await db.execute<DealHit>(sql`
    select d.id, d.company, d.title, p.name as owner, d.standing, d.stage
    from deal this
    join deal d on d.workspace_id = this.workspace_id and d.company_folded = this.company_folded and d.id <> this.id
    join person p on p.id = d.owner_id and p.workspace_id = d.workspace_id
    where this.id = ${id} and this.workspace_id = ${by.workspace} and d.standing in ('won', 'lost')
      and ${mayRead(sql`d.owner_id`, reader)}
    order by d.closed_on desc, d.id limit ${MOST_HITS}`);
  return rows;
}

/** Companies that a mistyped name may have meant: every readable open one, for the rule that compares. */
export async function companyNames(db: Db, { by, today }: Look): Promise<readonly string[]> {
  const reader = { person: by.person, isAdmin: by.isAdmin, workspace: by.workspace, today };
  const result = await db.execute(sql`
    select distinct d.company from deal d
    where d.workspace_id = ${by.workspace} and d.standing in ('live', 'parked') and ${mayRead(sql`d.owner_id`, reader)}
    limit 2000`);
  return (result.rows as { company: string }[]).map(({ company }) => company);
}

export async function mayReadDeal(db: Db, id: DealId, { by, today }: Look): Promise<boolean> {
  const reader = { person: by.person, isAdmin: by.isAdmin, workspace: by.workspace, today };
  const result = await db.execute(sql`
    select 1 from deal d where d.id = ${id} and d.workspace_id = ${by.workspace} and ${mayRead(sql`d.owner_id`, reader)}`);
  return result.rows.length > 0;
}

/** A person's live and parked deals, those whose day has come live again. */
export async function openDealsOf(
  db: Db,
  owner: PersonId,
  { workspace, today, zone }: { workspace: WorkspaceId; today: Day; zone: string },
): Promise<readonly Deal[]> {
  const rows = await openDealsQuery(db).execute({ workspace, owner });
  return rows.map((row) => awake(dealFrom(row), today, zone));
}

/** Written once: drizzle takes as long to write it as to read the answer, and every list, card and form asks it. */
function openDealsQuery(db: Db): ReturnType<typeof writeOpenDealsQuery> {
  const written = openDealsQueries.get(db) ?? writeOpenDealsQuery(db);
  openDealsQueries.set(db, written);
  return written;
}

const openDealsQueries = new WeakMap<Db, ReturnType<typeof writeOpenDealsQuery>>();

function writeOpenDealsQuery(db: Db) {
  const asked = { workspace: sql.placeholder('workspace'), owner: sql.placeholder('owner') };
  const query = db.query.deal.findMany({
    where: (deal, { and, eq, inArray }) =>
      and(
        eq(deal.workspaceId, asked.workspace),
        eq(deal.ownerId, asked.owner),
        inArray(deal.standing, ['live', 'parked']),
      ),
    with: PARTS,
  });
  // Without a name the statement belongs to no connection, which a pooler in between may change from query to query.
  return query.prepare('');
}

/** Live and parked deals of all who are on a team today. */
export async function openDealsOfTeam(
  db: Db,
  team: TeamId,
  { workspace, today, zone }: { workspace: WorkspaceId; today: Day; zone: string },
): Promise<readonly Deal[]> {
  const rows = await db.query.deal.findMany({
    where: (deal, { and, eq, inArray }) =>
      and(
        eq(deal.workspaceId, workspace),
        inArray(deal.standing, ['live', 'parked']),
        sql`${team}::uuid in (${teamIdsOf(sql`${deal.ownerId}`, { workspace, today })})`,
      ),
    with: PARTS,
  });
  return rows.map((row) => awake(dealFrom(row), today, zone));
}
