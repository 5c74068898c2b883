import { and, eq, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import { differences, type Facts } from '../domain/decision.ts';
import { minorDigits } from '../domain/money.ts';
import type { Settings } from '../domain/settings.ts';
import type { Gesture } from '../domain/speaker.ts';
import type { Db } from './connect.ts';
import { followCalendar } from './next-slot.ts';
import { type Chosen, knownPerson, settingsOf } from './people.ts';
import * as table from './schema.ts';
import { adminsOf, changeSetup, type SetupDecision, type SetupOutcome } from './setup.ts';

/** Facts that differ, on both sides; null where none does. */
export function difference(before: Facts, after: Facts): { readonly before: Facts; readonly after: Facts } | null {
  const [from, to] = differences(before, after);
  return Object.keys(to).length === 0 ? null : { before: from, after: to };
}

/**
 * Amounts are kept in the currency's minor unit, so another currency is another name for the same numbers: it is refused where
 * its unit has other decimals and amounts are on record.
 */
export function saveSettings(db: Db, gesture: Gesture, settings: Settings): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  return changeSetup(db, gesture, { is: 'settings' }, async (tx): Promise<SetupDecision> => {
    const current = await settingsOf(tx, workspace);
    const changed = difference(current, settings);
    if (changed === null) return { is: 'same' };
    if (current.currency !== settings.currency) {
      const isSameUnit = minorDigits(current.currency) === minorDigits(settings.currency);
      if (!isSameUnit && (await hasAmounts(tx, workspace)))
        return { is: 'refused', why: 'field', field: 'currency', problem: 'other-units' };
      await tx.update(table.deal).set({ currency: settings.currency }).where(eq(table.deal.workspaceId, workspace));
    }
    await tx.update(table.workspace).set(settings).where(eq(table.workspace.id, workspace));
    if (current.fiscalYearStart !== settings.fiscalYearStart) await followCalendar(tx, workspace, gesture.at);
    return { is: 'changed', events: [{ what: 'settings', ...changed }] };
  });
}

async function hasAmounts(tx: Db, workspace: WorkspaceId): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select exists (select 1 from deal where workspace_id = ${workspace} and (amount is not null or final_amount is not null))
      or exists (select 1 from deal_proposal where workspace_id = ${workspace})
      or exists (select 1 from deal_ledger where workspace_id = ${workspace} and amount is not null)
      or exists (select 1 from deal_proof where workspace_id = ${workspace} and (cost is not null or yearly_gain is not null))
      or exists (select 1 from quota where workspace_id = ${workspace})
      or exists (select 1 from credit where workspace_id = ${workspace}) as has_amounts`);
  return (rows[0] as { has_amounts: boolean } | undefined)?.has_amounts ?? false;
}

/** Those chosen are admins, and nobody else; never nobody. */
export function saveAdmins(db: Db, gesture: Gesture, chosen: readonly Chosen[]): Promise<SetupOutcome> {
  const { workspace } = gesture.by;
  return changeSetup(db, gesture, { is: 'admins' }, async (tx): Promise<SetupDecision> => {
    if (chosen.length === 0) return { is: 'refused', why: 'field', field: 'admins', problem: 'none' };
    const before = await adminsOf(tx, workspace);
    const gone = before.filter(({ user }) => !chosen.some((each) => each.user === user));
    const added = chosen.filter(({ user }) => !before.some((admin) => admin.user === user));
    const events = [];
    for (const who of added) {
      const { person, name } = await knownPerson(tx, { workspace, ...who });
      await setAdmin(tx, workspace, person, true);
      events.push({ what: 'admin-named' as const, before: {}, after: { person, name } });
    }
    for (const { person, name } of gone) {
      await setAdmin(tx, workspace, person, false);
      events.push({ what: 'admin-removed' as const, before: { person, name }, after: {} });
    }
    return events.length === 0 ? { is: 'same' } : { is: 'changed', events };
  });
}

async function setAdmin(tx: Db, workspace: WorkspaceId, id: string, isAdmin: boolean): Promise<void> {
  const { person } = table;
  await tx
    .update(person)
    .set({ isAdmin })
    .where(and(eq(person.workspaceId, workspace), sql`${person.id} = ${id}`));
}
