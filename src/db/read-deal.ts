import { and, eq, gt, ne, sql } from 'drizzle-orm';
import type { DealId, PersonId, WorkspaceId } from '../domain/brand.ts';
import { dayIn } from '../domain/calendar.ts';
import { awake, type Deal } from '../domain/deal.ts';
import { HISTORY_PAGE, type HistoryRow } from '../domain/history.ts';
import type { Settings } from '../domain/settings.ts';
import type { Db } from './connect.ts';
import { dealFrom } from './deal-rows.ts';
import * as table from './schema.ts';

/** A deal as it is stored: a parked one whose day has come is still parked here. */
export async function storedDeal(db: Db, workspace: WorkspaceId, id: DealId): Promise<Deal | null> {
  const row = await db.query.deal.findFirst({
    where: (deal, { and, eq }) => and(eq(deal.id, id), eq(deal.workspaceId, workspace)),
    with: PARTS,
  });
  return row === undefined ? null : dealFrom(row);
}

export const PARTS = {
  answers: true,
  proofs: true,
  proposals: true,
  ledger: true,
  stints: true,
  owners: true,
} as const;

/** What others did to the deal after the version that the person had before their eyes. */
export async function changesByOthers(
  db: Db,
  workspace: WorkspaceId,
  id: DealId,
  { by, seen }: { by: { person: PersonId }; seen: number | null },
): Promise<readonly HistoryRow[]> {
  if (seen === null) return [];
  const { dealEvent } = table;
  // What came about by itself, as when a parked deal's day had come, is no other's doing, and in SQL no "other" either.
  const others = ne(dealEvent.byId, by.person);
  const rows = await db
    .select()
    .from(dealEvent)
    .where(and(eq(dealEvent.workspaceId, workspace), eq(dealEvent.dealId, id), gt(dealEvent.version, seen), others))
    .orderBy(dealEvent.id);
  return rows.map(historyRow);
}

export function historyRow({
  byId,
  forId,
  before,
  after,
  version,
  at,
  kind,
  reason,
}: typeof table.dealEvent.$inferSelect): HistoryRow {
  return { version, at, by: byId, for: forId, kind, from: before, to: after, reason };
}

/** A deal as it stands now, with its history (newest first); null if there is none in the workspace. */
export type DealFile = {
  readonly deal: Deal;
  readonly history: readonly HistoryRow[];
  readonly historyLength: number;
};

export async function dealFile(
  db: Db,
  id: DealId,
  { workspace, settings, now, page = 0 }: { workspace: WorkspaceId; settings: Settings; now: Date; page?: number },
): Promise<DealFile | null> {
  const { dealEvent } = table;
  const mine = and(eq(dealEvent.workspaceId, workspace), eq(dealEvent.dealId, id));
  const [stored, rows, [count]] = await Promise.all([
    storedDeal(db, workspace, id),
    db
      .select()
      .from(dealEvent)
      .where(mine)
      .orderBy(sql`${dealEvent.id} desc`)
      .limit(HISTORY_PAGE)
      .offset(page * HISTORY_PAGE),
    db.select({ all: sql<number>`count(*)::int` }).from(dealEvent).where(mine),
  ]);
  if (stored === null) return null;
  const deal = awake(stored, dayIn(settings.zone, now), settings.zone);
  return { deal, history: rows.map(historyRow), historyLength: count?.all ?? 0 };
}
