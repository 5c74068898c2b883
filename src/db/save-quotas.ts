import { and, eq, sql } from 'drizzle-orm';
import type { PersonId, WorkspaceId } from '../domain/brand.ts';
import { rowOn } from '../domain/quota.ts';
import type { QuotaChange, QuotaOutcome, TypedQuota } from '../domain/quota-file.ts';
import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { quota } from './number-schema.ts';
import { type KeptQuota, mayLead, onTeamIn, quotaRows } from './quotas.ts';
import * as table from './schema.ts';
import { inTransaction } from './transaction.ts';

/**
 * The only way in which quotas change in Slack: asks for the right as it is now, refuses what others have set since the person looked, and
 * writes each one that differs with its day, its author and the reason, once per key. Rows are only added.
 */
export function saveQuotas(db: Db, gesture: Gesture, change: QuotaChange): Promise<QuotaOutcome> {
  return inTransaction(db, async (tx): Promise<QuotaOutcome> => {
    const { workspace } = gesture.by;
    await lock(tx, workspace);
    const repeat = await namesOfKey(tx, gesture);
    if (repeat !== null) return { is: 'done', names: repeat, isRepeat: true };
    const standing = await standingOf(tx, gesture, change);
    if (standing !== 'theirs') return standing === 'gone' ? { is: 'gone' } : { is: 'refused', why: 'not-theirs' };
    const people = change.typed.map(({ person }) => person);
    const names = await namesOnTeam(tx, gesture, change);
    if (people.some((person) => !names.has(person))) return { is: 'gone' };
    const rows = await quotaRows(tx, workspace, { people, quarter: change.quarter, team: change.team });
    const since = await byOthers(tx, gesture, rows);
    if (since.length > 0) return { is: 'refused', why: 'changed', since };
    const there = await onTeamOn(tx, gesture, change);
    const differing = change.typed.filter((typed) =>
      there.has(typed.person) ? isOther(typed, rows, change) : !isAsShown(typed, rows),
    );
    if (differing.length === 0) return { is: 'same' };
    const elsewhere = differing.filter(({ person }) => !there.has(person)).map(({ person }) => person);
    if (elsewhere.length > 0) return { is: 'refused', why: 'not-on-team', people: elsewhere };
    const facts = {
      workspaceId: workspace,
      startsOn: change.from,
      byId: gesture.by.person,
      at: gesture.at,
      reason: change.reason,
    };
    await tx.insert(quota).values(differing.map(({ person, amount }) => ({ ...facts, personId: person, amount })));
    const changed = differing.map(({ person }) => names.get(person) ?? '');
    await keep(tx, gesture, changed);
    return { is: 'done', names: changed, isRepeat: false };
  });
}

/** Whether it says otherwise than what holds on that day. */
function isOther({ person, amount }: TypedQuota, rows: readonly KeptQuota[], { from }: QuotaChange): boolean {
  const theirs = rows.filter((row) => row.person === person);
  return rowOn(theirs, from)?.amount !== amount;
}

/** Of somebody who has left the team: what the form held before anybody typed. */
function isAsShown({ person, amount }: TypedQuota, rows: readonly KeptQuota[]): boolean {
  return rows.filter((row) => row.person === person && row.holdsOnTeam).at(-1)?.amount === amount;
}

async function lock(tx: Db, id: WorkspaceId): Promise<void> {
  const { workspace } = table;
  await tx.select({ id: workspace.id }).from(workspace).where(eq(workspace.id, id)).for('no key update');
}

async function standingOf(tx: Db, { by }: Gesture, { team }: QuotaChange): Promise<'theirs' | 'others' | 'gone'> {
  const asker = { workspace: by.workspace, person: by.person };
  const { rows } = await tx.execute(sql`
    select ${mayLead(sql`t.id`, asker)} as may from team t where t.workspace_id = ${by.workspace} and t.id = ${team}`);
  const [found] = rows as { may: boolean }[];
  if (found === undefined) return 'gone';
  return found.may ? 'theirs' : 'others';
}

/** Those who are on the team on the day from which the quotas hold: whoever has left for another one is its manager's. */
async function onTeamOn(
  tx: Db,
  { by: { workspace } }: Gesture,
  { team, from }: QuotaChange,
): Promise<ReadonlySet<PersonId>> {
  const day = { from, to: from };
  const { rows } = await tx.execute(sql`
    select p.id from person p
    where p.workspace_id = ${workspace} and p.id in (${onTeamIn(sql`${team}::uuid`, { workspace, quarter: day })})`);
  return new Set((rows as { id: PersonId }[]).map(({ id }) => id));
}

async function namesOnTeam(
  tx: Db,
  { by: { workspace } }: Gesture,
  { team, quarter }: QuotaChange,
): Promise<ReadonlyMap<PersonId, string>> {
  const { rows } = await tx.execute(sql`
    select p.id, p.name from person p
    where p.workspace_id = ${workspace} and p.id in (${onTeamIn(sql`${team}::uuid`, { workspace, quarter })})`);
  return new Map((rows as { id: PersonId; name: string }[]).map(({ id, name }) => [id, name]));
}

/** Set after the person had looked, and not by themselves. */
async function byOthers(tx: Db, { by, seen }: Gesture, rows: readonly KeptQuota[]): Promise<readonly KeptQuota[]> {
  const later = seen === null ? [] : rows.filter(({ id, holdsOnTeam }) => holdsOnTeam && id > seen);
  if (later.length === 0) return [];
  const ids = sql`(select jsonb_array_elements_text(${JSON.stringify(later.map(({ id }) => id))}::jsonb)::bigint)`;
  const own = await tx
    .select({ id: quota.id })
    .from(quota)
    .where(and(eq(quota.workspaceId, by.workspace), eq(quota.byId, by.person), sql`${quota.id} in ${ids}`));
  return later.filter(({ id }) => !own.some((row) => row.id === id));
}

async function namesOfKey(tx: Db, { key, by }: Gesture): Promise<readonly string[] | null> {
  const { interaction } = table;
  const [row] = await tx
    .select({ result: interaction.result })
    .from(interaction)
    .where(and(eq(interaction.key, key), eq(interaction.workspaceId, by.workspace)));
  return row === undefined ? null : String(row.result.names ?? '').split('\n');
}

async function keep(tx: Db, { key, by, at }: Gesture, names: readonly string[]): Promise<void> {
  await tx.insert(table.interaction).values({
    ...{ key, workspaceId: by.workspace, personId: by.person, receivedAt: at },
    result: { names: names.join('\n') },
  });
}
