import { type Deal, isOnlyTerms, isPending, type OpenPoint, type Proof } from './deal.ts';
import {
  type Answer,
  answersAt,
  isStale,
  QUESTIONS,
  type Question,
  type Unsettled,
  unsettled,
  type Verdict,
  verdict,
} from './qualification.ts';
import { type Gate, gatesUpTo, nextGate, type Stage } from './stages.ts';

/** What is asked at the gate itself and kept nowhere before: "price and terms aside, do you want to do this with us?" */
export type AskedAtGate = { readonly stillAGo: 'yes' | 'no' | 'not-asked'; readonly words: string };

export const NOTHING_ASKED: AskedAtGate = { stillAGo: 'not-asked', words: '' };

/** One thing that a gate asks for, and whether it holds. */
export type Item = { readonly holds: boolean } & (
  | { readonly is: 'answer'; readonly question: Question; readonly why: Unsettled | null }
  | { readonly is: 'proof'; readonly proof: Proof }
  /** At least one proof accepted, or none wanted. */
  | { readonly is: 'any-proof' }
  | { readonly is: 'still-a-go'; readonly said: AskedAtGate['stillAGo'] }
  | { readonly is: 'open-points'; readonly points: readonly OpenPoint[]; readonly mayBeTerms: boolean }
  | { readonly is: 'proposal' }
);

export type Shut = {
  readonly gate: Gate;
  readonly gaps: readonly Item[];
  /** Only at the first gate, where a "no" has a consequence of its own. */
  readonly verdict: Verdict | null;
};

/** All that stands before a deal's next stage: one gate, or after an import every one that was skipped. Product, section 3. */
export function checklist(deal: Deal, stage: Stage, asked: AskedAtGate, now: Date): readonly Item[] {
  const gate = nextGate(stage);
  const gates = deal.areGatesUnseen ? gatesUpTo(gate) : [gate];
  return merged(gates.flatMap((each) => itemsOf(each, deal, asked, now)));
}

/** Why the gate does not open; null if it does. */
export function shut(deal: Deal, stage: Stage, asked: AskedAtGate, now: Date): Shut | null {
  const gate = nextGate(stage);
  const gaps = checklist(deal, stage, asked, now).filter((item) => !item.holds);
  if (gaps.length === 0) return null;
  const asksVerdict = gate === 'prove' || deal.areGatesUnseen;
  return { gate, gaps, verdict: asksVerdict ? verdict(answersAt(deal.answers), now) : null };
}

/** Whether the next move forward goes through the first gate, and so stamps the deal sales-qualified. */
export function passesFirstGate(deal: Deal, stage: Stage): boolean {
  return stage === 'qualify' || deal.areGatesUnseen;
}

function itemsOf(gate: Gate, deal: Deal, asked: AskedAtGate, now: Date): readonly Item[] {
  switch (gate) {
    case 'prove':
      return QUESTIONS.map((question) => answerItem(deal, question, now, 'settled'));
    case 'propose':
      return [
        ...proofItems(deal),
        ...reaskedItems(deal, now),
        { is: 'still-a-go', said: asked.stillAGo, holds: asked.stillAGo === 'yes' },
        openPoints(deal, 'terms'),
      ];
    case 'negotiate':
      return [
        { is: 'proposal', holds: deal.proposals.length > 0 },
        ...QUESTIONS.map((question) => answerItem(deal, question, now, 'no-no')),
        openPoints(deal, 'terms'),
      ];
    case 'won':
      return [openPoints(deal, 'none')];
  }
}

function proofItems(deal: Deal): readonly Item[] {
  const counted = deal.proofs.filter((proof) => proof.state === 'accepted' || isPending(proof, deal.proofs));
  const items = counted.map((proof): Item => ({ is: 'proof', proof, holds: proof.state === 'accepted' }));
  const isProven = deal.noProofWanted !== '' || deal.proofs.some((proof) => proof.state === 'accepted');
  return isProven || items.length > 0 ? withAnyProof(items, isProven) : [{ is: 'any-proof', holds: false }];
}

/** Pending proof says enough by itself; none wanted is worth its own line. */
function withAnyProof(items: readonly Item[], isProven: boolean): readonly Item[] {
  const hasAccepted = items.some((item) => item.is === 'proof' && item.holds);
  return isProven && !hasAccepted ? [{ is: 'any-proof', holds: true }, ...items] : items;
}

/** Timing, Decision and Alternatives in the prospect's own words, Price not a no, nothing stale. */
function reaskedItems(deal: Deal, now: Date): readonly Item[] {
  return QUESTIONS.map((question) => answerItem(deal, question, now, question === 'price' ? 'no-no' : 'said-so'));
}

type Need = 'settled' | 'said-so' | 'no-no';

function answerItem(deal: Deal, question: Question, now: Date, need: Need): Item {
  const answer = answersAt(deal.answers)[question];
  const why = needed(question, answer, now, need === 'no-no' && isTakenBack(question, deal) ? 'asked' : need);
  return { is: 'answer', question, why, holds: why === null };
}

/** An answer given once and taken back, by hand or by parking: a stale one would otherwise pass without being asked again. */
function isTakenBack(question: Question, { answers }: Deal): boolean {
  return answers.some((answer) => answer.question === question && answer.is !== 'not-asked');
}

function needed(question: Question, answer: Answer, now: Date, need: Need | 'asked'): Unsettled | null {
  if (need === 'settled') return unsettled(question, answer, now);
  if (answer.is === 'no') return 'no';
  if (isStale(answer, now)) return 'stale';
  if (need === 'no-no' || answer.is === 'said-so') return null;
  if (answer.is === 'not-asked') return 'not-asked';
  return need === 'asked' ? null : 'only-they-know';
}

function openPoints(deal: Deal, allowed: 'terms' | 'none'): Item {
  const mayBeTerms = allowed === 'terms';
  const points = deal.openPoints.filter((point) => !(mayBeTerms && isOnlyTerms(point)));
  return { is: 'open-points', points, mayBeTerms, holds: points.length === 0 };
}

/** After an import several gates ask the same: what fails stands, and of several the last. */
function merged(items: readonly Item[]): readonly Item[] {
  return items.filter((item) => {
    const same = items.filter((other) => subject(other) === subject(item));
    return item === (same.findLast((other) => !other.holds) ?? same.at(-1));
  });
}

function subject(item: Item): string {
  if (item.is === 'answer') return item.question;
  return item.is === 'proof' ? item.proof.id : item.is;
}
