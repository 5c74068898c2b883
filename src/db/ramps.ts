import { and, eq, sql } from 'drizzle-orm';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Ramp } from '../domain/quota.ts';
import { type RampFile, type RampLine, SETUP_PAGE } from '../domain/setup-file.ts';
import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { ramp } from './number-schema.ts';
import * as table from './schema.ts';
import { changeSetup, type SetupDecision, type SetupOutcome } from './setup.ts';
import { pageWithin } from './setup-pages.ts';

/** Ramps of whoever is on a team or will be, those that end last first; null where the team is gone. */
export async function rampFile(
  db: Db,
  team: TeamId,
  { workspace, today, page }: { readonly workspace: WorkspaceId; readonly today: Day; readonly page: number },
): Promise<RampFile | null> {
  const { rows } = await db.execute(sql`
    select t.name as "teamName", coalesce((
      select json_agg(json_build_object('person', p.id, 'name', p.name) order by lower(p.name), p.id) from person p
      where p.workspace_id = t.workspace_id and p.id in (${membersFrom(team, workspace, today)})), '[]') as people
    from team t where t.workspace_id = ${workspace} and t.id = ${team}`);
  const [found] = rows as Pick<RampFile, 'teamName' | 'people'>[];
  if (found === undefined) return null;
  const theirs = sql`r.workspace_id = ${workspace} and r.person_id in (${membersFrom(team, workspace, today)})`;
  const counted = await db.execute(sql`select count(*)::int as all from ramp r where ${theirs}`);
  const all = (counted.rows[0] as { all: number } | undefined)?.all ?? 0;
  const number = pageWithin(page, all);
  const lines = await db.execute(sql`
    select r.id::int as id, p.name, r.starts_on::text as "startsOn", r.ends_on::text as "endsOn", r.share
    from ramp r join person p on p.workspace_id = r.workspace_id and p.id = r.person_id
    where ${theirs} order by r.ends_on desc, lower(p.name), r.id limit ${SETUP_PAGE} offset ${number * SETUP_PAGE}`);
  return { team, ...found, ramps: { rows: lines.rows as RampLine[], number, all } };
}

function membersFrom(team: TeamId, workspace: WorkspaceId, today: Day) {
  return sql`select m.person_id from membership m
    where m.workspace_id = ${workspace} and m.team_id = ${team} and coalesce(m.left_on, 'infinity') > ${today}`;
}

/** Two ramps of one person never hold on the same day. */
export function addRamp(
  db: Db,
  gesture: Gesture,
  { person: id, ...added }: Ramp & { readonly person: PersonId },
): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  const { person } = table;
  return changeSetup(db, gesture, { is: 'calendar' }, async (tx): Promise<SetupDecision> => {
    const mine = and(eq(person.workspaceId, workspace), eq(person.id, id));
    const [known] = await tx.select({ name: person.name }).from(person).where(mine);
    if (known === undefined) return { is: 'gone' };
    const theirs = await tx
      .select()
      .from(ramp)
      .where(and(eq(ramp.workspaceId, workspace), eq(ramp.personId, id)));
    if (theirs.some(({ startsOn, endsOn }) => startsOn <= added.endsOn && added.startsOn <= endsOn))
      return { is: 'refused', why: 'field', field: 'rampFrom', problem: 'ramp-already' };
    await tx.insert(ramp).values({ workspaceId: workspace, personId: id, ...added });
    const after = { person: id, name: known.name, ...added };
    return { is: 'changed', events: [{ what: 'ramp-added', before: {}, after }] };
  });
}

export function removeRamp(db: Db, gesture: Gesture, id: number): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  const mine = and(eq(ramp.workspaceId, workspace), eq(ramp.id, id));
  const { person } = table;
  return changeSetup(db, gesture, { is: 'calendar' }, async (tx): Promise<SetupDecision> => {
    const [gone] = await tx.delete(ramp).where(mine).returning();
    if (gone === undefined) return { is: 'gone' };
    const theirs = and(eq(person.workspaceId, workspace), eq(person.id, gone.personId));
    const [known] = await tx.select({ name: person.name }).from(person).where(theirs);
    const { personId, startsOn, endsOn, share } = gone;
    const before = { person: personId, name: known?.name ?? '', startsOn, endsOn, share };
    return { is: 'changed', events: [{ what: 'ramp-removed', before, after: {} }] };
  });
}
