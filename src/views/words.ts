import type { NextStep } from '../domain/advice.ts';
import { never } from '../domain/brand.ts';
import type { LossReason, OpenPoint, Proof, ProofKind, ProofState } from '../domain/deal.ts';
import type { Value } from '../domain/negotiation.ts';
import type { AnswerIs, Question } from '../domain/qualification.ts';
import type { Gate, Stage } from '../domain/stages.ts';
import { dayText, type Look } from './look.ts';

export const STAGE_NAMES: { readonly [S in Stage]: string } = {
  qualify: 'Qualify',
  prove: 'Prove',
  propose: 'Propose',
  negotiate: 'Negotiate',
};

export const GATE_NAMES: { readonly [G in Gate]: string } = {
  prove: 'Prove',
  propose: 'Propose',
  negotiate: 'Negotiate',
  won: 'Won',
};

export const QUESTION_NAMES: { readonly [Q in Question]: string } = {
  timing: 'Timing',
  decision: 'Decision',
  price: 'Price',
  alternatives: 'Alternatives',
};

export const QUESTION_TEXTS: { readonly [Q in Question]: string } = {
  timing: 'Do they want to solve this now rather than later?',
  decision: 'Is our contact part of the decision?',
  price: 'Can we take it that pricing will not be an issue?',
  alternatives: 'Is another alternative far more likely to be chosen?',
};

/** Each question in its own words, so that nobody reads a double negative. Product, section 3. */
export const ANSWER_TEXTS: { readonly [Q in Question]: { readonly [A in AnswerIs]: string } } = {
  timing: {
    'said-so': 'Now: they said so',
    'we-think-so': 'Now: we think so',
    no: 'Later',
    'not-asked': 'Not asked yet',
  },
  decision: {
    'said-so': 'Part of it: they said so',
    'we-think-so': 'Part of it: we think so',
    no: 'Not part of it',
    'not-asked': 'Not asked yet',
  },
  price: {
    'said-so': 'Not an issue: they said so',
    'we-think-so': 'Not an issue: we think so',
    no: 'It will be one',
    'not-asked': 'Not asked yet',
  },
  alternatives: {
    'said-so': 'We are in the running: they said so',
    'we-think-so': 'We are in the running: we think so',
    no: 'Another is far more likely',
    'not-asked': 'Not asked yet',
  },
};

/** Ready to say aloud. */
export const ASK: { readonly [Q in Question]: string } = {
  timing: '“If you decide for this, by when does it have to work, and what happens if it does not?”',
  decision: '“Who else has a say in this decision, and how do you decide something like this?”',
  price: '“What have you set aside for this, and can we take it that the price will not be what stops us?”',
  alternatives: '“What else are you looking at, doing nothing included, and how likely is each today?”',
};

/** What to say after a no, where the question itself has been answered. */
export const ASK_AFTER_NO: { readonly [Q in Question]: string } = {
  ...ASK,
  decision: '“Who decides this with you, and could the three of us speak for twenty minutes this week?”',
  price: '“What would this have to cost for you to go ahead, and what would it have to bring?”',
};

/** A no in the question's own words, where it follows the question's name. */
export const NO_TEXTS: { readonly [Q in Question]: string } = {
  timing: 'later',
  decision: 'not part of it',
  price: 'it will be an issue',
  alternatives: 'another is far more likely',
};

export const WHY_ASKED: { readonly [Q in Question]: string } = {
  timing: 'A deal that can wait will wait, and it takes the place of one that cannot.',
  decision: 'Whoever is not part of the decision cannot say yes, however much they like it.',
  price: 'If the price is a surprise at the end, a discount is all that is left to talk about.',
  alternatives: 'If another is far more likely, your place is better used for another prospect.',
};

export const ASK_STILL_A_GO = '“Price and terms aside, do you want to do this with us?”';

export const PROOF_NAMES: { readonly [K in ProofKind]: string } = {
  demo: 'Demo',
  references: 'Customer references',
  roi: 'ROI calculation',
  other: 'Something else',
};

export function proofName({ kind, wish }: Pick<Proof, 'kind' | 'wish'>): string {
  return kind === 'other' && wish !== '' ? wish : PROOF_NAMES[kind];
}

export const PROOF_STATE_NAMES: { readonly [S in ProofState]: string } = {
  'asked-for': 'asked for',
  delivered: 'delivered',
  accepted: 'accepted',
  refused: 'refused',
  'no-longer-wanted': 'no longer wanted',
};

export const ASK_PROOF: { readonly [K in ProofKind]: string } = {
  demo: '“What in the demo matched your day, and what was missing before you could say: that works for us?”',
  references: '“What did they tell you, and is there anything left that you would want to hear from a customer?”',
  roi: '“Does the calculation hold on your side? What would you change before it goes to your CFO?”',
  other: '“Is this what you wanted to see? What would have to be different for you to accept it?”',
};

export const ASK_WHICH_PROOF =
  '“What would you have to see before you could say yes: a demo, a customer to speak with, a calculation?”';

export const OPEN_POINT_NAMES: { readonly [P in OpenPoint]: string } = {
  price: 'price',
  'payment-terms': 'payment terms',
  'legal-terms': 'legal terms',
  procurement: 'procurement paperwork',
  'need-or-fit': 'need or fit',
  'decision-process': 'decision process',
  budget: 'budget',
  'security-review': 'security or IT review',
  timing: 'timing',
  other: 'other',
};

export const VALUE_NAMES: { readonly [V in Value]: string } = {
  onboarding: 'onboarding',
  training: 'training',
  'support-level': 'support level',
  term: 'term',
  scope: 'scope',
  'price-lock': 'price lock',
  'reference-in-return': 'a reference in return',
  other: 'something else',
};

export const LOSS_NAMES: { readonly [R in LossReason]: string } = {
  'no-decision': 'No decision',
  later: 'Later',
  'not-the-decision-maker': 'Not the decision maker',
  price: 'Price',
  alternative: 'An alternative',
  'proof-not-convincing': 'Proof not convincing',
  other: 'Other',
};

export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const TERMS: readonly OpenPoint[] = ['payment-terms', 'legal-terms'];

export function areSeveral(points: readonly OpenPoint[]): boolean {
  return points.length > 1 || points.some((point) => TERMS.includes(point));
}

/** “Payment terms are still open”. */
export function stillOpen(points: readonly OpenPoint[]): string {
  const names = capital(listed(points.map((point) => OPEN_POINT_NAMES[point])));
  return `${names} ${areSeveral(points) ? 'are' : 'is'} still open`;
}

const COUNTS = ['No', 'One', 'Two', 'Three', 'Four'];

export function counted(count: number, one: string, several: string): string {
  return `${COUNTS[count] ?? String(count)} ${count === 1 ? one : several}`;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The fact in one line; the words to ask stand on the card. */
export function stepText(step: NextStep, look: Look): string {
  switch (step.is) {
    case 'end':
      return 'Another is far more likely: lose it now and use the place';
    case 'park':
      return 'They want it later: park it until then';
    case 'hold':
      return step.questions.includes('decision')
        ? 'Reach the decision maker first'
        : 'Agree on a price range before any more work';
    case 'points-open':
      return stillOpen(step.points);
    case 'proof-not-accepted':
      return `${proofName(step.proof)} delivered, not accepted`;
    case 'close-passed':
      return `Expected close was ${dayText(look, step.on)}: what is the new date?`;
    case 'long-in-stage':
      return 'Longer here than usual: what would move it on?';
    case 'discount-before-value':
      return 'A discount is on the table and no value has been offered yet';
    case 'stale':
      return `Ask again: ${listed(step.questions.map((question) => QUESTION_NAMES[question].toLowerCase()))}`;
    case 'proof-due':
      return proofDue(step.proof, look);
    case 'ask':
      return step.questions.length === 1
        ? `One question open: ${names(step.questions)}`
        : `${counted(step.questions.length, 'question', 'questions')} open: ${names(step.questions)}`;
    case 'no-proof':
      return 'Which proof do they want to see?';
    case 'no-proposal':
      return 'The proposal is not on record yet';
    case 'advance':
      return 'Nothing is missing: take it to the next stage';
    default:
      return never(step);
  }
}

function names(questions: readonly Question[]): string {
  return listed(questions.map((question) => QUESTION_NAMES[question].toLowerCase()));
}

function proofDue(proof: Proof, look: Look): string {
  if (proof.state === 'refused') return `${proofName(proof)} refused, with nothing in its place`;
  return proof.due === null
    ? `${proofName(proof)} asked for, not delivered`
    : `${proofName(proof)} due ${dayText(look, proof.due)}`;
}
