import type { ProofId } from './brand.ts';
import type { Deal, Proof } from './deal.ts';
import {
  changed,
  type DealEvent,
  type Decision,
  differences,
  event,
  type Facts,
  notLive,
  type Refusal,
  type Scene,
  wrong,
} from './decision.ts';

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
