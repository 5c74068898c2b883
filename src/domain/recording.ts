import type { PersonId, ProofId } from './brand.ts';
import type { Day } from './calendar.ts';
import { type Contact, type Deal, type OpenPoint, type Proof, type Proposal, stageOf } from './deal.ts';
import {
  changed,
  type DealEvent,
  type Decision,
  event,
  type Facts,
  notLive,
  type Refusal,
  type Scene,
  wrong,
} from './decision.ts';
import type { Money } from './money.ts';
import {
  type Discount,
  given,
  hasOfferedValue,
  impliedDiscount,
  isOverLimit,
  type LedgerEntry,
} from './negotiation.ts';
import { askedOfAnother } from './qualification.ts';
import { isInCharge, ownYes } from './roles.ts';

export type Edit = {
  readonly company: string;
  readonly title: string;
  readonly contact: Contact | null;
  /** The name was only written wrong: nobody has to be asked again. */
  readonly isSamePerson: boolean;
  readonly amount: Money | null;
  readonly expectedClose: Day | null;
};

/** What a deal is, not where it stands. Another contact makes the answers stale; a proposed amount is not edited away. */
export function edit(deal: Deal, typed: Edit, scene: Scene): Decision {
  if (deal.standing.is !== 'live' && deal.standing.is !== 'parked')
    return { is: 'refused', why: 'not-live', standing: deal.standing };
  if (typed.company === '') return wrong('company', 'missing');
  if (deal.proposals.length > 0 && typed.amount !== deal.amount) return { is: 'refused', why: 'amount-is-proposed' };
  const [from, to] = differences(editable(deal), editable(typed));
  const events = Object.keys(to).length > 0 ? [event('edited', from, to)] : [];
  const isAnother = isAnotherContact(deal.contact, typed);
  if (isAnother)
    events.push(
      event('contact-changed', { contact: deal.contact?.name ?? '' }, { contact: typed.contact?.name ?? '' }),
    );
  const { company, title, contact, amount, expectedClose } = typed;
  const answers = isAnother ? askedOfAnother(deal.answers) : deal.answers;
  return changed({ ...deal, company, title, contact, amount, expectedClose, answers }, events, scene);
}

/** Nobody at all is another one too, so that a name taken out and another put in does not pass for the same person. */
function isAnotherContact(before: Contact | null, { contact, isSamePerson }: Edit): boolean {
  if (before === null) return false;
  return contact === null || (contact.name !== before.name && !isSamePerson);
}

function editable({ company, title, contact, amount, expectedClose }: Omit<Edit, 'isSamePerson'>): Facts {
  return { company, title, contact: contact?.name ?? '', role: contact?.role ?? '', amount, expectedClose };
}

function differences(before: Facts, after: Facts): readonly [Facts, Facts] {
  const keys = Object.keys(after).filter((key) => before[key] !== after[key]);
  const only = (facts: Facts): Facts => Object.fromEntries(keys.map((key) => [key, facts[key] ?? null]));
  return [only(before), only(after)];
}

export type ProofTyped = Omit<Proof, 'since'>;

/** Proofs asked for, delivered, accepted, refused or no longer wanted; a known id changes that one, a new id adds one. */
export function recordProof(deal: Deal, typed: readonly ProofTyped[], scene: Scene): Decision {
  const blocked = notLive(deal) ?? typed.map(proofProblem).find((problem) => problem !== null);
  if (blocked) return blocked;
  let proofs = deal.proofs;
  let isWanted = false;
  const events: DealEvent[] = [];
  for (const proof of typed) {
    const before = proofs.find(({ id }) => id === proof.id);
    const [from, to] = differences(before ? proofFacts(before) : {}, proofFacts(proof));
    if (Object.keys(to).length === 0) continue;
    isWanted ||= proof.state === 'asked-for' && before?.state !== 'asked-for';
    const since = before?.state === proof.state ? before.since : scene.now;
    const inPlaceOf = before ? before.inPlaceOf : refusedAmong(proofs, proof.inPlaceOf);
    proofs = withProof(proofs, { ...proof, since, inPlaceOf });
    const { kind, state } = proof;
    events.push(event('proof', { ...from, kind, state: before?.state ?? null }, { ...to, kind, state }));
  }
  // Proof is wanted again: what they said before no longer stands in for it.
  const noProofWanted = isWanted ? '' : deal.noProofWanted;
  if (noProofWanted !== deal.noProofWanted)
    events.push(event('no-proof-wanted', { words: deal.noProofWanted }, { words: '' }));
  return changed({ ...deal, proofs, noProofWanted }, events, scene);
}

function proofProblem({ kind, wish, roi }: ProofTyped): Refusal | null {
  if (kind === 'other' && wish === '') return wrong('wish', 'missing');
  return roi !== null && (roi.cost <= 0 || roi.yearlyGain <= 0) ? wrong('roi', 'missing') : null;
}

/** Only a proof that was refused before can have another in its place; so no two stand in for each other. */
function refusedAmong(proofs: readonly Proof[], id: ProofId | null): ProofId | null {
  return proofs.find((proof) => proof.id === id && proof.state === 'refused')?.id ?? null;
}

function withProof(proofs: readonly Proof[], proof: Proof): readonly Proof[] {
  const isKnown = proofs.some(({ id }) => id === proof.id);
  return isKnown ? proofs.map((each) => (each.id === proof.id ? proof : each)) : [...proofs, proof];
}

function proofFacts({ kind, wish, state, owner, due, note, link, roi }: ProofTyped): Facts {
  return { kind, wish, state, owner, due, note, link, cost: roi?.cost ?? null, yearlyGain: roi?.yearlyGain ?? null };
}

/** One click on a proof that is there: its state alone changes. */
export function proofBecame(
  deal: Deal,
  { proof, state, note }: { proof: ProofId; state: Proof['state']; note: string },
  scene: Scene,
): Decision {
  const before = deal.proofs.find(({ id }) => id === proof);
  if (before === undefined) return { is: 'refused', why: 'changed', seen: null };
  return recordProof(deal, [{ ...before, state, note: note === '' ? before.note : note }], scene);
}

/** In the prospect's own words why they want no proof, and what would make this look bad for the contact. */
export function noteOnProof(
  deal: Deal,
  typed: { noProofWanted: string; badForContact: string },
  scene: Scene,
): Decision {
  const blocked = notLive(deal);
  if (blocked) return blocked;
  const events: DealEvent[] = [];
  if (typed.noProofWanted !== deal.noProofWanted) {
    events.push(event('no-proof-wanted', { words: deal.noProofWanted }, { words: typed.noProofWanted }));
  }
  if (typed.badForContact !== deal.badForContact) {
    events.push(event('bad-for-contact', { words: deal.badForContact }, { words: typed.badForContact }));
  }
  return changed({ ...deal, ...typed }, events, scene);
}

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

/** To another rep, by the owner's manager or an admin, with a reason; the history and the credit of old wins stay. */
export function reassign(deal: Deal, { to, reason }: { to: PersonId; reason: string }, scene: Scene): Decision {
  if (!isInCharge(scene.relation)) return { is: 'refused', why: 'needs-manager', for: 'reassign' };
  if (deal.standing.is === 'withdrawn') return { is: 'refused', why: 'not-live', standing: deal.standing };
  if (to === deal.owner) return wrong('owner', 'same-owner');
  if (reason === '') return wrong('reason', 'missing');
  const owners = [...deal.owners, { person: to, since: scene.now }];
  return changed(
    { ...deal, owner: to, owners },
    [event('reassigned', { owner: deal.owner }, { owner: to }, reason)],
    scene,
  );
}
