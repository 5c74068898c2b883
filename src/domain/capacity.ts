import { type Deal, daysInStage, stageOf } from './deal.ts';

/** A rep's places: live deals against the capacity, and the parked ones. Product, section 3, Capacity. */
export type Places = { readonly live: number; readonly parked: number; readonly capacity: number };

const OFFERED = 3;

/** Which deals the coach offers to let go: unqualified and oldest first, then longest in its stage; of unknown age is oldest. */
export function whichGoes(live: readonly Deal[], keep: Deal['id'], now: Date): readonly Deal[] {
  const age = (deal: Deal): number =>
    deal.openedAt === null ? Number.MAX_SAFE_INTEGER : now.getTime() - deal.openedAt.getTime();
  const inStage = (deal: Deal): number => daysInStage(deal, stageOf(deal), now) ?? Number.MAX_SAFE_INTEGER;
  const others = live.filter(({ id }) => id !== keep);
  const unqualified = others.filter(({ qualified }) => qualified === null).sort((a, b) => age(b) - age(a));
  const qualified = others.filter(({ qualified }) => qualified !== null).sort((a, b) => inStage(b) - inStage(a));
  return [...unqualified, ...qualified].slice(0, OFFERED);
}
