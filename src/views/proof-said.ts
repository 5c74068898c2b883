import type { Deal, Proof } from '../domain/deal.ts';
import { PROOF_KINDS } from '../domain/deal.ts';
import type { DealEvent } from '../domain/decision.ts';
import type { Line } from './blocks.ts';
import type { Look } from './look.ts';
import { isUnanswered, paybackText } from './proof-text.ts';
import { ASK_PROOF, ASK_WHICH_PROOF, capital, listed, PROOF_NAMES, PROOF_STATE_NAMES, proofName } from './words.ts';

/** After the form that asks which proof they want. */
export function askedForLines(events: readonly DealEvent[]): Line[] {
  const asked = events.flatMap(({ kind, to }) => (kind === 'proof' ? [nameIn(to)] : []));
  const none = events.find(({ kind, to }) => kind === 'no-proof-wanted' && to.words !== '');
  const isNoted = events.some(({ kind }) => kind === 'bad-for-contact');
  return [
    ...(asked.length === 0
      ? []
      : [
          `Asked for: ${listed(asked)}. Deliver ${asked.length === 1 ? 'it' : 'them'}, and ask whether they accept ${asked.length === 1 ? 'it' : 'them'}.`,
        ]),
    ...(none === undefined ? [] : [`They want no proof: “${none.to.words}”`]),
    ...(isNoted ? ['Noted what would make this look bad for the contact.'] : []),
  ];
}

function nameIn({ kind, wish }: DealEvent['to']): string {
  const known = PROOF_KINDS.find((each) => each === kind) ?? 'other';
  return known === 'other' && typeof wish === 'string' && wish !== '' ? wish : PROOF_NAMES[known];
}

/** After one proof was changed, or accepted by a click; with what to say next. */
export function becameLines(found: { deal: Deal; proof: Proof } | null, look: Look): Line[] {
  if (found === null) return [];
  const { deal, proof } = found;
  const payback = paybackText(proof.roi, look.settings);
  const next = nextLine(proof, deal);
  return [
    `${proofName(proof)}: ${PROOF_STATE_NAMES[proof.state]}.${payback === null ? '' : ` ${capital(payback)}.`}`,
    ...(next === null ? [] : [next]),
  ];
}

function nextLine(proof: Proof, deal: Deal): Line | null {
  if (proof.state === 'delivered') return `Ask: ${ASK_PROOF[proof.kind]}`;
  if (isUnanswered(proof, deal)) return `Nothing is in its place yet. Ask: ${ASK_WHICH_PROOF}`;
  return null;
}
