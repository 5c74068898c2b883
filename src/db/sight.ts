import { type SQL, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';

/**
 * Ids of the teams a person belongs to on a day: as a member, as the manager, or, once they have left all, the last one
 * they were on, so that what they leave behind still has a manager.
 */
export function teamIdsOf(person: SQL, { workspace, today }: { workspace: WorkspaceId; today: Day }): SQL {
  return sql`
    select m.team_id from membership m
    where m.workspace_id = ${workspace} and m.person_id = ${person} and coalesce(m.joined_on, '-infinity') <= ${today}
      and (coalesce(m.left_on, 'infinity') > ${today} or not exists (
        select 1 from membership n where n.workspace_id = m.workspace_id and n.person_id = m.person_id and n.id <> m.id
          and coalesce(n.left_on, 'infinity') > m.left_on and coalesce(n.joined_on, '-infinity') <= ${today}))
    union select t.id from team t where t.workspace_id = ${workspace} and t.manager_id = ${person}`;
}

/** Teammates can read each other's deals, admins all; a deal whose owner is on no team is anybody's to read. Product, section 2. */
export function mayRead(
  owner: SQL,
  reader: { person: string; isAdmin: boolean; workspace: WorkspaceId; today: Day },
): SQL {
  if (reader.isAdmin) return sql`true`;
  const owners = teamIdsOf(owner, reader);
  const readers = teamIdsOf(sql`${reader.person}::uuid`, reader);
  return sql`(${owner} = ${reader.person}::uuid or not exists (${owners}) or exists (select 1 from (${owners}) o where o.team_id in (${readers})))`;
}
