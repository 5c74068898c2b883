import type { DealId, PersonId, ProofId } from './brand.ts';
import { type Day, daysBetween, startOf } from './calendar.ts';
import type { Money } from './money.ts';
import type { LedgerEntry } from './negotiation.ts';
import { answersAt, type GivenAnswer, type Question } from './qualification.ts';
import type { Stage } from './stages.ts';

export type Contact = { readonly name: string; readonly role: string };

export const PROOF_KINDS = ['demo', 'references', 'roi', 'other'] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

export const PROOF_STATES = ['asked-for', 'delivered', 'accepted', 'refused', 'no-longer-wanted'] as const;
export type ProofState = (typeof PROOF_STATES)[number];

export type Proof = {
  readonly id: ProofId;
  readonly kind: ProofKind;
  /** In their words; what it is, where the kind is `other`. */
  readonly wish: string;
  readonly state: ProofState;
  /** When it came into this state. */
  readonly since: Date;
  readonly owner: PersonId | null;
  readonly due: Day | null;
  readonly note: string;
  readonly link: string;
  readonly roi: Roi | null;
  /** The refused proof in whose place this one was asked for. */
  readonly inPlaceOf: ProofId | null;
};

/** Cost once, gain a year. */
export type Roi = { readonly cost: Money; readonly yearlyGain: Money };

/** Months until the gain has paid the cost, in tenths rounded up; null where there is no gain. */
export function paybackMonths({ cost, yearlyGain }: Roi): number | null {
  if (yearlyGain <= 0) return null;
  const gain = BigInt(yearlyGain);
  return Number((BigInt(cost) * 120n + gain - 1n) / gain) / 10;
}

export const OPEN_POINTS = [
  'price',
  'payment-terms',
  'legal-terms',
  'procurement',
  'need-or-fit',
  'decision-process',
  'budget',
  'security-review',
  'timing',
  'other',
] as const;
export type OpenPoint = (typeof OPEN_POINTS)[number];

/** Price and terms: what may still be open when a proposal is due. Product, section 3, Propose. */
const TERMS: readonly OpenPoint[] = ['price', 'payment-terms', 'legal-terms', 'procurement'];

export function isOnlyTerms(point: OpenPoint): boolean {
  return TERMS.includes(point);
}

export type Proposal = {
  readonly amount: Money;
  readonly agreed: string;
  readonly link: string;
  readonly at: Date;
  readonly by: PersonId | null;
};

export const LOSS_REASONS = [
  'no-decision',
  'later',
  'not-the-decision-maker',
  'price',
  'alternative',
  'proof-not-convincing',
  'other',
] as const;
export type LossReason = (typeof LOSS_REASONS)[number];

export type Loss = {
  /** Null where an import does not say. */
  readonly reason: LossReason | null;
  /** Which one, where the reason is `alternative`. */
  readonly alternative: string;
  /** The questions whose answer turned out wrong. */
  readonly wrong: readonly Question[];
  readonly note: string;
};

export type Standing =
  | { readonly is: 'live'; readonly stage: Stage }
  | { readonly is: 'parked'; readonly stage: Stage; readonly until: Day }
  | { readonly is: 'won'; readonly on: Day; readonly amount: Money }
  /** `from` is null where an import does not say. */
  | { readonly is: 'lost'; readonly from: Stage | null; readonly on: Day; readonly loss: Loss }
  | { readonly is: 'withdrawn' };

/** One unbroken time in a stage. `from` is null where an import does not say; `to` while it lasts. */
export type Stint = {
  readonly stage: Stage;
  readonly isParked: boolean;
  readonly from: Date | null;
  readonly to: Date | null;
};

export type Ownership = { readonly person: PersonId; readonly since: Date };

/** How a deal came to count as sales-qualified; an import that does not say how far it got is counted, and marked. */
export type Qualified = { readonly at: Date | null; readonly how: 'gate' | 'import' | 'import-unsure' };

export type Deal = {
  readonly id: DealId;
  /** Goes up by one with each change. */
  readonly version: number;
  readonly company: string;
  /** What they would buy; empty where nobody said. */
  readonly title: string;
  readonly contact: Contact | null;
  readonly owner: PersonId;
  /** All owners in their order; the last one is `owner`. */
  readonly owners: readonly Ownership[];
  /** Indicative until there is a proposal; then the last proposal's, less what was given since. */
  readonly amount: Money | null;
  readonly expectedClose: Day | null;
  /** Null where an import does not say: of unknown age. */
  readonly openedAt: Date | null;
  readonly standing: Standing;
  /** An import placed it where it is: the next move forward asks for all that was skipped. */
  readonly areGatesUnseen: boolean;
  readonly qualified: Qualified | null;
  readonly answers: readonly GivenAnswer[];
  readonly proofs: readonly Proof[];
  /** In the prospect's words, why they want no proof; empty while they have not said so. */
  readonly noProofWanted: string;
  /** What would make this look bad for the contact. */
  readonly badForContact: string;
  readonly openPoints: readonly OpenPoint[];
  readonly proposals: readonly Proposal[];
  readonly ledger: readonly LedgerEntry[];
  readonly stints: readonly Stint[];
  /** The opportunity's id in the CRM it was imported from. */
  readonly externalId: string | null;
};

/** Unaccepted work on proof: asked for, delivered, or refused with nothing in its place. Product, section 3, Prove. */
export function isPending(proof: Proof, proofs: readonly Proof[]): boolean {
  if (proof.state === 'refused')
    return !proofs.some(({ inPlaceOf, state }) => inPlaceOf === proof.id && state !== 'no-longer-wanted');
  return proof.state === 'asked-for' || proof.state === 'delivered';
}

/** Live, or parked until a day that has come: then live again, with Timing not asked yet. Worked out when read. */
export function awake(deal: Deal, today: Day, zone: string): Deal {
  const { standing } = deal;
  if (standing.is !== 'parked' || standing.until > today) return deal;
  return unparked(deal, startOf(standing.until, zone), null);
}

/** A parked deal back in its stage. Their time has come, or the rep thinks so: when they want it has to be asked again. */
export function unparked(deal: Deal, at: Date, by: PersonId | null): Deal {
  if (deal.standing.is !== 'parked') return deal;
  const { stage } = deal.standing;
  const notAsked: GivenAnswer = {
    question: 'timing',
    is: 'not-asked',
    evidence: '',
    idleSince: at,
    contactChanged: false,
    at,
    by,
    version: by === null ? deal.version : deal.version + 1,
  };
  const answers = answersAt(deal.answers).timing.is === 'not-asked' ? deal.answers : [...deal.answers, notAsked];
  return { ...entered(deal, stage, { isParked: false, at }), standing: { is: 'live', stage }, answers };
}

/** The deal with its running stint ended and another begun. */
export function entered(deal: Deal, stage: Stage, { isParked, at }: { isParked: boolean; at: Date }): Deal {
  return { ...deal, stints: [...ended(deal.stints, at), { stage, isParked, from: at, to: null }] };
}

export function ended(stints: readonly Stint[], at: Date): readonly Stint[] {
  return stints.map((stint) => (stint.to === null ? { ...stint, to: at } : stint));
}

/** Whole days spent in a stage, parked days apart, over moves back and reopenings; null where an import does not say. */
export function daysInStage(deal: Deal, stage: Stage, now: Date): number | null {
  const stints = deal.stints.filter((stint) => stint.stage === stage && !stint.isParked);
  let ms = 0;
  for (const { from, to } of stints) {
    if (from === null) return null;
    ms += Math.max(0, (to ?? now).getTime() - from.getTime());
  }
  return daysBetween(new Date(0), new Date(ms));
}

/** The stage in which a deal stands, stood when it was closed, or is parked. */
export function stageOf({ standing, stints }: Deal): Stage {
  if (standing.is === 'live' || standing.is === 'parked') return standing.stage;
  if (standing.is === 'won') return 'negotiate';
  const closedFrom = standing.is === 'lost' ? standing.from : null;
  return closedFrom ?? stints.at(-1)?.stage ?? 'qualify';
}
