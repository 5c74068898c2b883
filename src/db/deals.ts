import { and, eq } from 'drizzle-orm';
import type { DealId, WorkspaceId } from '../domain/brand.ts';
import { dayIn } from '../domain/calendar.ts';
import { awake, type Deal } from '../domain/deal.ts';
import type { Changed, DealEvent, Decision, Refusal, Scene } from '../domain/decision.ts';
import { event } from '../domain/decision.ts';
import type { HistoryRow } from '../domain/history.ts';
import { mayChange } from '../domain/roles.ts';
import type { Gesture } from '../domain/speaker.ts';
import { announceReturn, announceWin } from './announce.ts';
import type { Db } from './connect.ts';
import { relationTo, settingsOf } from './people.ts';
import { changesByOthers, historyRow, storedDeal } from './read-deal.ts';
import { eventRows, saveCredit, saveDeal } from './save-deal.ts';
import * as table from './schema.ts';
import { inTransaction } from './transaction.ts';

export type Outcome =
  /** `isRepeat`: Slack delivered it again, and nothing was done a second time. */
  | { readonly is: 'done'; readonly deal: Deal; readonly events: readonly DealEvent[]; readonly isRepeat: boolean }
  | { readonly is: 'same'; readonly deal: Deal }
  /** Nothing was written. `since` is what others did after the person had looked. */
  | (Refusal & { readonly deal: Deal; readonly since: readonly HistoryRow[] })
  /** No such deal in this workspace. */
  | { readonly is: 'gone' };

/**
 * The only way in which a deal changes: locks its row, asks for the right, lets a pure rule decide, and writes deal, history, credit
 * and the gesture's key in one transaction. Throws only what is not the person's doing, such as a database that is away.
 */
export function changeDeal(
  db: Db,
  id: DealId,
  gesture: Gesture,
  decide: (deal: Deal, scene: Scene) => Decision,
): Promise<Outcome> {
  return inTransaction(db, async (tx) => {
    const { workspace } = gesture.by;
    const stored = await lockDeal(tx, workspace, id);
    if (stored === null) return { is: 'gone' };
    const repeat = await resultOf(tx, gesture);
    const settings = await settingsOf(tx, workspace);
    const today = dayIn(settings.zone, gesture.at);
    const deal = awake(stored, today, settings.zone);
    if (repeat !== null)
      return { is: 'done', deal, events: await eventsOf(tx, workspace, { id, version: repeat }), isRepeat: true };
    const about = await relationTo(tx, deal.owner, { workspace, by: gesture.by.person, today });
    const scene = {
      now: gesture.at,
      today,
      relation: about.relation,
      settings: { ...settings, discountLimit: about.discountLimit },
    };
    if (!mayChange(scene.relation)) return refused({ is: 'refused', why: 'not-yours' }, deal, []);
    const since = await changesByOthers(tx, workspace, id, gesture);
    const decision = since.length > 0 ? ({ is: 'refused', why: 'changed', seen: null } as const) : decide(deal, scene);
    if (decision.is === 'same') return { is: 'same', deal };
    if (decision.is === 'refused')
      return refused(decision, deal, await meanwhile(tx, decision, { id, gesture, since }));
    await write(tx, { stored, deal, decision, gesture, currency: settings.currency });
    return { is: 'done', deal: decision.deal, events: decision.events, isRepeat: false };
  });
}

/** A rule that merges finds out by itself that somebody else was there first. */
async function meanwhile(
  tx: Db,
  refusal: Refusal,
  { id, gesture, since }: { id: DealId; gesture: Gesture; since: readonly HistoryRow[] },
): Promise<readonly HistoryRow[]> {
  if (refusal.why !== 'changed' || since.length > 0) return since;
  const { by } = gesture;
  return changesByOthers(tx, by.workspace, id, { by, seen: refusal.seen ?? gesture.seen });
}

function refused(refusal: Refusal, deal: Deal, since: readonly HistoryRow[]): Outcome {
  return { ...refusal, deal, since };
}

type Write = {
  readonly stored: Deal;
  readonly deal: Deal;
  readonly decision: Changed;
  readonly gesture: Gesture;
  readonly currency: string;
};

async function write(tx: Db, { stored, deal, decision, gesture, currency }: Write): Promise<void> {
  const { workspace, person: by } = gesture.by;
  const author = { workspace, by, at: gesture.at };
  const cameBack =
    deal === stored
      ? []
      : eventRows(decision.deal, [cameBackEvent(stored)], {
          ...author,
          by: null,
          at: deal.stints.at(-1)?.from ?? gesture.at,
        });
  await saveDeal(tx, stored, decision.deal, { workspace, currency });
  // The right to a reassigned deal was the old owner's: history names whom somebody acted for at that moment.
  const rows = eventRows({ ...decision.deal, owner: deal.owner }, decision.events, author);
  await tx.insert(table.dealEvent).values([...cameBack, ...rows]);
  const team = decision.credit === null ? null : await saveCredit(tx, decision.deal, decision.credit, author);
  if (decision.credit?.kind === 'give' && team !== null)
    await announceWin(tx, { ...author, deal: decision.deal, team, person: decision.credit.to });
  // An owner who acts on the deal knows that it is back; others acted on it before its owner heard of it.
  if (deal !== stored && by !== deal.owner) await announceReturn(tx, stored, author);
  await keep(tx, gesture, { deal: deal.id, version: decision.deal.version });
}

/** A parked deal's day has come: nobody's doing. */
export function cameBackEvent({ standing }: Deal): DealEvent {
  return event('came-back', standing.is === 'parked' ? { stage: standing.stage, until: standing.until } : {}, {});
}

/** A new deal with its first row of history, once per key. */
export function openDeal(
  db: Db,
  gesture: Gesture,
  opened: { deal: Deal; events: readonly DealEvent[] },
): Promise<Outcome> {
  return inTransaction(db, async (tx) => {
    const { workspace, person: by } = gesture.by;
    const { deal, events } = opened;
    const settings = await settingsOf(tx, workspace);
    const isFirst = await keep(tx, gesture, { deal: deal.id, version: deal.version });
    if (!isFirst) {
      const first = await firstDeal(tx, gesture);
      return first === null
        ? { is: 'gone' }
        : {
            is: 'done',
            deal: first,
            events: await eventsOf(tx, workspace, { id: first.id, version: 1 }),
            isRepeat: true,
          };
    }
    const author = { workspace, by, at: gesture.at };
    await saveDeal(tx, null, deal, { workspace, currency: settings.currency });
    await tx.insert(table.dealEvent).values(eventRows(deal, events, author));
    return { is: 'done', deal, events, isRepeat: false };
  });
}

async function firstDeal(tx: Db, { key, by }: Gesture): Promise<Deal | null> {
  const [row] = await tx
    .select({ result: table.interaction.result })
    .from(table.interaction)
    .where(and(eq(table.interaction.key, key), eq(table.interaction.workspaceId, by.workspace)));
  const id = row?.result.deal;
  return typeof id === 'string' ? storedDeal(tx, by.workspace, id as DealId) : null;
}

/** Whether it was the first with its key; the loser waits for the winner's transaction. */
async function keep(tx: Db, { key, by, at }: Gesture, result: { deal: DealId; version: number }): Promise<boolean> {
  const rows = await tx
    .insert(table.interaction)
    .values({ key, workspaceId: by.workspace, personId: by.person, receivedAt: at, result })
    .onConflictDoNothing()
    .returning({ key: table.interaction.key });
  return rows.length > 0;
}

/** The version that came of the same gesture before; null if it is new. */
async function resultOf(tx: Db, { key, by }: Gesture): Promise<number | null> {
  const { interaction } = table;
  const [row] = await tx
    .select({ result: interaction.result })
    .from(interaction)
    .where(and(eq(interaction.key, key), eq(interaction.workspaceId, by.workspace)));
  return row === undefined ? null : Number(row.result.version ?? 0);
}

export async function lockDeal(tx: Db, workspace: WorkspaceId, id: DealId): Promise<Deal | null> {
  const { deal } = table;
  const mine = and(eq(deal.id, id), eq(deal.workspaceId, workspace));
  const [row] = await tx.select({ id: deal.id }).from(deal).where(mine).for('no key update');
  return row === undefined ? null : storedDeal(tx, workspace, id);
}

async function eventsOf(
  tx: Db,
  workspace: WorkspaceId,
  { id, version }: { id: DealId; version: number },
): Promise<readonly DealEvent[]> {
  const { dealEvent } = table;
  const rows = await tx
    .select()
    .from(dealEvent)
    .where(and(eq(dealEvent.workspaceId, workspace), eq(dealEvent.dealId, id), eq(dealEvent.version, version)))
    .orderBy(dealEvent.id);
  return rows.map(historyRow);
}
