import { type Deal, type OpenPoint, type Proposal, stageOf } from './deal.ts';
import { changed, type DealEvent, type Decision, event, notLive, type Refusal, type Scene, wrong } from './decision.ts';
import type { Money } from './money.ts';
import {
  type Discount,
  given,
  hasOfferedValue,
  impliedDiscount,
  isOverLimit,
  type LedgerEntry,
} from './negotiation.ts';
import { isInCharge, ownYes } from './roles.ts';

/** Which points are still open; recorded at any live stage. */
export function setOpenPoints(deal: Deal, points: readonly OpenPoint[], scene: Scene): Decision {
  const blocked = notLive(deal);
  if (blocked) return blocked;
  const set = openPointsSet(deal, points);
  return changed(set.deal, set.events, scene);
}

export function openPointsSet(deal: Deal, points: readonly OpenPoint[]): { deal: Deal; events: readonly DealEvent[] } {
  const before = [...deal.openPoints].sort().join(' ');
  const after = [...points].sort().join(' ');
  const events = before === after ? [] : [event('open-points', { points: before }, { points: after })];
  return { deal: { ...deal, openPoints: points }, events };
}

export type ProposalTyped = {
  readonly amount: Money;
  readonly agreed: string;
  readonly link: string;
  readonly reason: string;
};

/** A proposal on record, from Propose on; an amount under the first one's is a discount, with its rules. */
export function propose(deal: Deal, typed: ProposalTyped, scene: Scene): Decision {
  const recorded = proposalRecorded(deal, typed, scene);
  return 'is' in recorded ? recorded : changed(recorded.deal, recorded.events, scene);
}

export function proposalRecorded(
  deal: Deal,
  { amount, agreed, link, reason }: ProposalTyped,
  scene: Scene,
): { deal: Deal; events: readonly DealEvent[] } | Refusal {
  const blocked = notLive(deal);
  if (blocked) return blocked;
  if (stageOf(deal) === 'qualify' || stageOf(deal) === 'prove') return { is: 'refused', why: 'too-early-to-propose' };
  if (amount <= 0) return wrong('amount', 'missing');
  if (agreed === '') return wrong('agreed', 'missing');
  if (link === '') return wrong('link', 'missing');
  const last = deal.proposals.at(-1);
  if (last && last.amount === amount && last.agreed === agreed && last.link === link && deal.amount === amount)
    return { deal, events: [] };
  const lowered = loweredTo(deal, amount, { via: 'proposal', reason, scene });
  if ('is' in lowered) return lowered;
  const proposal: Proposal = { amount, agreed, link, at: scene.now, by: scene.relation.person };
  const proposed = event('proposed', { amount: last?.amount ?? null }, { amount, agreed, link });
  return {
    deal: { ...lowered.deal, amount, proposals: [...deal.proposals, proposal] },
    events: [...lowered.events, proposed],
  };
}

/** What a lower amount than the first proposal's gives away goes on the ledger, by the rules of a discount. */
export function loweredTo(
  deal: Deal,
  amount: Money,
  { via, reason, scene }: { via: 'proposal' | 'closing'; reason: string; scene: Scene },
): { deal: Deal; events: readonly DealEvent[] } | Refusal {
  const first = deal.proposals[0]?.amount;
  const more = first === undefined ? 0 : impliedDiscount(deal.ledger, first, amount);
  if (first === undefined || more === 0) return { deal, events: [] };
  return discounted(deal, { amount: more as Money, firstProposal: first, via, reason }, scene);
}

export type Counter =
  | { readonly kind: 'asked-discount'; readonly basisPoints: number; readonly words: string }
  | { readonly kind: 'asked-term' | 'asked-other'; readonly words: string }
  | { readonly kind: 'value'; readonly value: Extract<LedgerEntry, { kind: 'value' }>['value']; readonly words: string }
  | { readonly kind: 'discount'; readonly amount: Money; readonly reason: string };

/** One line of the ledger: what the prospect asks, what stands beside the price, or what the price gives. */
export function counter(deal: Deal, typed: Counter, scene: Scene): Decision {
  const blocked = notLive(deal);
  if (blocked) return blocked;
  if (typed.kind !== 'discount') {
    const kind = typed.kind === 'value' ? 'value' : 'asked';
    const entry: LedgerEntry = { ...typed, at: scene.now, by: scene.relation.person };
    return changed({ ...deal, ledger: [...deal.ledger, entry] }, [event(kind, {}, { ...typed })], scene);
  }
  const first = deal.proposals[0]?.amount;
  if (first === undefined || deal.amount === null) return { is: 'refused', why: 'proposal-first' };
  if (typed.amount <= 0) return wrong('amount', 'missing');
  if (typed.amount >= deal.amount) return wrong('amount', 'more-than-left');
  const result = discounted(deal, { ...typed, firstProposal: first, via: 'counter' }, scene);
  if ('is' in result) return result;
  return changed({ ...result.deal, amount: (deal.amount - typed.amount) as Money }, result.events, scene);
}

type DiscountTyped = {
  readonly amount: Money;
  readonly firstProposal: Money;
  readonly via: Discount['via'];
  readonly reason: string;
};

/** Value first; above the limit it is the manager's to give, with a reason. Product, section 3, Negotiate. */
function discounted(
  deal: Deal,
  typed: DiscountTyped,
  { now, relation, settings }: Scene,
): { deal: Deal; events: readonly DealEvent[] } | Refusal {
  const { amount, firstProposal, via, reason } = typed;
  const limit = settings.discountLimit;
  const over = isOverLimit(deal.ledger, amount, firstProposal, limit);
  if (over && !isInCharge(relation)) {
    return { is: 'refused', why: 'over-limit', total: (given(deal.ledger) + amount) as Money, firstProposal, limit };
  }
  const own = over ? ownYes(relation) : 'not-own';
  if (own === 'ask-another') return { is: 'refused', why: 'own-request', others: relation.others };
  if (reason === '' && over) return wrong('reason', 'reason-over-limit');
  if (reason === '' && !hasOfferedValue(deal.ledger)) return wrong('reason', 'reason-before-value');
  const isOwnYes = own === 'allowed-and-flagged';
  const entry: Discount & LedgerEntry = {
    kind: 'discount',
    amount,
    reason,
    via,
    isOverLimit: over,
    isOwnYes,
    at: now,
    by: relation.person,
  };
  const facts = { amount, via, isOverLimit: over, isOwnYes };
  return {
    deal: { ...deal, ledger: [...deal.ledger, entry] },
    events: [
      event('discount', { given: given(deal.ledger) }, { given: given(deal.ledger) + amount, ...facts }, reason),
    ],
  };
}
