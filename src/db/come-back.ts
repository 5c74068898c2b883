import { sql } from 'drizzle-orm';
import type { DealId, WorkspaceId } from '../domain/brand.ts';
import { dayIn, isZone } from '../domain/calendar.ts';
import { awake } from '../domain/deal.ts';
import { announceReturn } from './announce.ts';
import type { Db } from './connect.ts';
import { cameBackEvent, lockDeal } from './deals.ts';
import { settingsOf } from './people.ts';
import { eventRows, saveDeal } from './save-deal.ts';
import * as table from './schema.ts';
import { inTransaction } from './transaction.ts';

export type Parked = { readonly workspace: WorkspaceId; readonly deal: DealId };

/** Parked deals whose day has come by their workspace's calendar, the longest due first; at most `most`. */
export async function dueBack(db: Db, now: Date, most: number): Promise<readonly Parked[]> {
  const workspaces = await db.select({ id: table.workspace.id, zone: table.workspace.zone }).from(table.workspace);
  // A zone that this machine's calendar does not know must not keep the others' deals parked.
  const known = workspaces.filter(({ zone }) => isZone(zone));
  if (known.length === 0) return [];
  const todays = sql.join(
    known.map(({ id, zone }) => sql`(${id}, ${dayIn(zone, now)}::date)`),
    sql`, `,
  );
  const { rows } = await db.execute(sql`
    select d.workspace_id as workspace, d.id as deal
    from (values ${todays}) w (id, today)
    join deal d on d.workspace_id = w.id and d.standing = 'parked' and d.parked_until <= w.today
    order by d.parked_until, d.id limit ${most}`);
  return rows as Parked[];
}

/**
 * Writes down that a parked deal is live again, as everybody has read it since its day began: with its history, its Timing to be asked
 * again, and the word to its owner. Nothing new to whoever looks at it, so its version stays. False where somebody was there before.
 */
export function comeBack(db: Db, { workspace, deal: id }: Parked, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const stored = await lockDeal(tx, workspace, id);
    if (stored === null) return false;
    const { zone, currency } = await settingsOf(tx, workspace);
    const deal = awake(stored, dayIn(zone, now), zone);
    if (deal === stored) return false;
    await saveDeal(tx, stored, deal, { workspace, currency });
    const author = { workspace, by: null, at: deal.stints.at(-1)?.from ?? now };
    await tx.insert(table.dealEvent).values(eventRows(deal, [cameBackEvent(stored)], author));
    await announceReturn(tx, stored, { workspace, at: now });
    return true;
  });
}
