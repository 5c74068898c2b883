import { asc, eq, sql } from 'drizzle-orm';
import type { PersonId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Roster } from '../domain/number-facts.ts';
import type { QuotaRow, Ramp } from '../domain/quota.ts';
import type { Db } from './connect.ts';
import { holiday, ramp } from './number-schema.ts';
import { membership, person, team } from './schema.ts';

/** The first day there is. */
const EARLIEST = '2000-01-01' as Day;

/**
 * Everybody in a workspace with their teams, quotas and ramps: names in order, rows of a person in the order in which they hold. Quotas
 * that begin before `quotasFrom` are left out: none holds beyond its quarter.
 */
export async function rosterOf(db: Db, workspace: WorkspaceId, quotasFrom: Day = EARLIEST): Promise<Roster> {
  const [staff, goals] = await Promise.all([staffOf(db, workspace), goalsOf(db, workspace, quotasFrom)]);
  return { ...staff, ...goals };
}

export type Staff = Pick<Roster, 'people' | 'memberships'>;

/** Who there is, and was on which team when. */
export async function staffOf(db: Db, workspace: WorkspaceId): Promise<Staff> {
  const [people, memberships] = await Promise.all([
    db
      .select({ id: person.id, name: person.name })
      .from(person)
      .where(eq(person.workspaceId, workspace))
      .orderBy(asc(person.name), asc(person.id)),
    membershipsOf(db, workspace),
  ]);
  return { people, memberships };
}

/** The rest of a roster. */
export async function goalsOf(db: Db, workspace: WorkspaceId, quotasFrom: Day): Promise<Omit<Roster, keyof Staff>> {
  const [teams, quotas, ramps] = await Promise.all([
    db
      .select({ id: team.id, name: team.name })
      .from(team)
      .where(eq(team.workspaceId, workspace))
      .orderBy(asc(team.nameFolded)),
    quotasOf(db, workspace, quotasFrom),
    db
      .select({ person: ramp.personId, startsOn: ramp.startsOn, endsOn: ramp.endsOn, share: ramp.share })
      .from(ramp)
      .where(eq(ramp.workspaceId, workspace))
      .orderBy(asc(ramp.id)),
  ]);
  return { teams, quotas, ramps: byPerson<Ramp>(ramps) };
}

/** A row a person: there are as many quotas as people and quarters, and each row is read and told apart at a cost. */
async function quotasOf(db: Db, workspace: WorkspaceId, from: Day): Promise<Roster['quotas']> {
  const { rows } = await db.execute(sql`
    select person_id as person, json_agg(json_build_object('startsOn', starts_on, 'amount', amount) order by starts_on, id) as quotas
    from quota where workspace_id = ${workspace} and starts_on >= ${from} group by person_id`);
  return new Map(
    (rows as { person: PersonId; quotas: readonly QuotaRow[] }[]).map(({ person, quotas }) => [person, quotas]),
  );
}

function membershipsOf(db: Db, workspace: WorkspaceId): Promise<Roster['memberships']> {
  const { id, personId, teamId, joinedOn, leftOn, workspaceId } = membership;
  return db
    .select({ id, person: personId, team: teamId, joinedOn, leftOn })
    .from(membership)
    .where(eq(workspaceId, workspace));
}

function byPerson<Row>(rows: readonly (Row & { readonly person: PersonId })[]): ReadonlyMap<PersonId, readonly Row[]> {
  const people = new Map<PersonId, Row[]>();
  for (const { person, ...row } of rows) {
    const list = people.get(person);
    if (list === undefined) people.set(person, [row as unknown as Row]);
    else list.push(row as unknown as Row);
  }
  return people;
}

export async function holidaysOf(db: Db, workspace: WorkspaceId): Promise<ReadonlySet<Day>> {
  const rows = await db.select({ day: holiday.day }).from(holiday).where(eq(holiday.workspaceId, workspace));
  return new Set(rows.map(({ day }) => day));
}
