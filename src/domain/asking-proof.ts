import type { PersonId, ProofId } from './brand.ts';
import type { Day } from './calendar.ts';
import type { Deal, ProofKind } from './deal.ts';
import { changed, type Decision, type Scene, wrong } from './decision.ts';
import { noteOnProof, type ProofTyped, recordProof } from './proving.ts';

export type ProofWish = {
  /** Each with the id it will have; empty where they want none. */
  readonly wanted: readonly { readonly id: ProofId; readonly kind: ProofKind }[];
  /** In words, for the one that is something else. */
  readonly wish: string;
  readonly owner: PersonId | null;
  readonly due: Day | null;
  readonly inPlaceOf: ProofId | null;
  readonly noProofWanted: string;
  readonly badForContact: string;
};

/** Which proof they want, or why none, and what would make this look bad for the contact: one change, all or nothing. */
export function askForProof(deal: Deal, typed: ProofWish, scene: Scene): Decision {
  const { wanted, noProofWanted, badForContact } = typed;
  const isSaidNow = noProofWanted !== '' && noProofWanted !== deal.noProofWanted;
  if (wanted.length > 0 && isSaidNow) return wrong('no-proof', 'either-or');
  const words = wanted.length > 0 ? deal.noProofWanted : noProofWanted;
  const noted = noteOnProof(deal, { noProofWanted: words, badForContact }, scene);
  if (noted.is === 'refused') return noted;
  const proofs = wanted.map((each): ProofTyped => asked(each, typed));
  const recorded = recordProof(noted.is === 'changed' ? noted.deal : deal, proofs, scene);
  if (recorded.is === 'refused') return recorded;
  const decisions = [noted, recorded].filter((each) => each.is === 'changed');
  const last = decisions.at(-1);
  if (last !== undefined)
    return changed(
      { ...last.deal, version: deal.version },
      decisions.flatMap(({ events }) => events),
      scene,
    );
  return noProofWanted === '' ? wrong('proof', 'missing') : { is: 'same' };
}

function asked(
  { id, kind }: ProofWish['wanted'][number],
  { wish, owner, due, inPlaceOf }: Omit<ProofWish, 'wanted'>,
): ProofTyped {
  const own = kind === 'other' ? wish : '';
  return { id, kind, wish: own, state: 'asked-for', owner, due, note: '', link: '', roi: null, inPlaceOf };
}
