import { sql } from 'drizzle-orm';
import type { TeamId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { WhySight } from '../domain/why-number.ts';
import type { Db } from './connect.ts';
import { mayLead } from './quotas.ts';

/** What somebody may ask about, as of now; `name` is the team's, null of all. */
export type WhyRight =
  | { readonly is: 'within'; readonly sight: WhySight; readonly name: string | null }
  /** Not on the team, and not in charge of it: whose it is. */
  | { readonly is: 'outside'; readonly name: string | null; readonly manager: string | null }
  | { readonly is: 'gone' };

/** Members of a team read its totals, who leads it the people's figures too; of all teams, whoever is on any. Product, section 2. */
export async function whyRight(
  db: Db,
  team: TeamId | 'all',
  { by, today }: { readonly by: Speaker; readonly today: Day },
): Promise<WhyRight> {
  const { workspace, person } = by;
  const asker = { workspace, person };
  const { rows } = await db.execute(sql`
    select t.id, t.name, m.name as manager, ${mayLead(sql`t.id`, asker)} as "isLed", exists (
      select 1 from membership n where n.workspace_id = ${workspace} and n.team_id = t.id and n.person_id = ${person}
        and coalesce(n.joined_on, '-infinity') <= ${today} and coalesce(n.left_on, 'infinity') > ${today}) as "isMember"
    from team t left join person m on m.workspace_id = t.workspace_id and m.id = t.manager_id
    where t.workspace_id = ${workspace}`);
  const teams = rows as unknown as readonly TeamRow[];
  const leads = by.isAdmin ? 'all' : teams.filter(({ isLed }) => isLed).map(({ id }) => id);
  if (team === 'all') {
    const isWithin = by.isAdmin || teams.some(isTheirs) || (await hasDeals(db, by));
    const sight: WhySight = { me: person, team, reads: by.isAdmin ? 'names' : 'totals', leads };
    return isWithin ? { is: 'within', sight, name: null } : { is: 'outside', name: null, manager: null };
  }
  const found = teams.find(({ id }) => id === team);
  if (found === undefined) return { is: 'gone' };
  const { name, manager, isLed } = found;
  if (!isTheirs(found)) return { is: 'outside', name, manager };
  return { is: 'within', name, sight: { me: person, team, reads: isLed ? 'names' : 'totals', leads } };
}

type TeamRow = {
  readonly id: TeamId;
  readonly name: string;
  readonly manager: string | null;
  readonly isLed: boolean;
  readonly isMember: boolean;
};

function isTheirs({ isLed, isMember }: TeamRow): boolean {
  return isLed || isMember;
}

/** A rep by having opened a deal, on no team yet. */
async function hasDeals(db: Db, { workspace, person }: Speaker): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from deal where workspace_id = ${workspace} and owner_id = ${person} limit 1`,
  );
  return rows.length > 0;
}
