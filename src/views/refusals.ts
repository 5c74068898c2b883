import { never } from '../domain/brand.ts';
import type { Problem } from '../domain/decision.ts';
import type { Item, Shut } from '../domain/gates.ts';
import type { Unsettled, Verdict } from '../domain/qualification.ts';
import { dateText, type Look } from './look.ts';
import {
  ASK,
  ASK_AFTER_NO,
  ASK_PROOF,
  ASK_STILL_A_GO,
  ASK_WHICH_PROOF,
  areSeveral,
  NO_TEXTS,
  PROOF_STATE_NAMES,
  proofName,
  QUESTION_NAMES,
  stillOpen,
  WHY_ASKED,
} from './words.ts';

/** A refusal is part of the coaching: what is missing, why it matters, the words to ask the prospect. */
export type Coached = { readonly missing: string; readonly why: string; readonly ask: string };

const UNSETTLED: { readonly [U in Exclude<Unsettled, 'no'>]: string } = {
  'not-asked': 'not asked yet',
  stale: 'asked more than 30 days ago, or of somebody else',
  'only-they-know': 'we think so, and only they know',
  'no-evidence': 'we think so, with nothing that speaks for it',
};

const PROPOSAL_IS = 'A proposal is for a deal in which only price and terms are left.';

export function coached(item: Item, look: Look): Coached {
  switch (item.is) {
    case 'answer':
      return {
        missing: `${QUESTION_NAMES[item.question]}: ${item.why === 'no' ? NO_TEXTS[item.question] : UNSETTLED[item.why ?? 'not-asked']}`,
        why: WHY_ASKED[item.question],
        ask: (item.why === 'no' ? ASK_AFTER_NO : ASK)[item.question],
      };
    case 'any-proof':
      return {
        missing: 'Proof: none accepted yet, and they have not said that they want none',
        why: 'What they have accepted as proof is what they will defend your offer with.',
        ask: ASK_WHICH_PROOF,
      };
    case 'proof':
      return coachedProof(item, look);
    case 'still-a-go':
      return {
        missing: item.said === 'no' ? 'Still a go: they said no, or not yet' : 'Still a go: not asked yet',
        why: `${PROPOSAL_IS} If the answer is no, something else is open.`,
        ask: item.said === 'no' ? '“What would have to be different for you to do this with us?”' : ASK_STILL_A_GO,
      };
    case 'open-points':
      return coachedPoints(item);
    case 'proposal':
      return {
        missing: 'The proposal is not on record: amount, what was agreed, a link',
        why: 'Discounts are measured against it, and whoever takes over reads in it what was agreed.',
        ask: '“May I put in writing what we have agreed, so that you can check it?”',
      };
    default:
      return never(item);
  }
}

function coachedProof({ proof }: Extract<Item, { is: 'proof' }>, look: Look): Coached {
  const name = proofName(proof);
  if (proof.state === 'delivered') {
    return {
      missing: `${name}: delivered ${dateText(look, proof.since)}, not accepted`,
      why: `${PROPOSAL_IS} Until the proof is accepted, a discount is the only thing left to talk about.`,
      ask: ASK_PROOF[proof.kind],
    };
  }
  const refused = proof.state === 'refused';
  return {
    missing: refused
      ? `${name}: refused, with nothing in its place`
      : `${name}: ${PROOF_STATE_NAMES[proof.state]}, not delivered`,
    why: 'They asked for it in order to decide. Without it the decision waits, whatever the proposal says.',
    ask: refused ? ASK_WHICH_PROOF : '“When would it suit you, and who else should see it?”',
  };
}

function coachedPoints({ points, mayBeTerms }: Extract<Item, { is: 'open-points' }>): Coached {
  return {
    missing: stillOpen(points),
    why: mayBeTerms
      ? `${PROPOSAL_IS} Anything else comes back later as a price talk.`
      : 'A deal is won once nothing is left to agree on.',
    ask: `“What do we need to settle ${areSeveral(points) ? 'those' : 'that'}, who decides it, and by when?”`,
  };
}

/** What a "no" at the first gate means for the deal. */
export function consequence({ verdict }: Pick<Shut, 'verdict'>): string | null {
  return verdict === null ? null : VERDICTS[verdict.is];
}

const VERDICTS: { readonly [V in Verdict['is']]: string | null } = {
  end: 'Another is far more likely to be chosen. Lose it now, and use the place for another prospect.',
  park: 'They want to solve it later. Park it until then: it comes back by itself.',
  hold: 'Settle the no first, before any more work goes into it.',
  open: null,
  qualified: null,
};

export const PROBLEMS: { readonly [P in Problem]: string } = {
  missing: 'This is needed',
  'reason-before-value': 'No value has been offered yet. Offer value first, or say why the price gives way at once',
  'reason-over-limit': 'This goes over the discount limit. Say why',
  'reason-ended-quarter': 'That quarter has ended. Say why the win is entered now',
  'in-the-future': 'A closing day cannot be in the future',
  'before-opening': 'The deal was opened after that day',
  'not-in-the-future': 'A day after today, please',
  'same-owner': 'It is theirs already. Choose somebody else',
  'not-earlier': 'Choose a stage before the one it is in',
  'more-than-left': 'That is the whole amount, or more than it',
  'either-or': 'Either one or the other, please',
};
