import { type Deal, PROOF_STATES, type Proof } from '../../src/domain/deal.ts';
import type { DealEvent } from '../../src/domain/decision.ts';
import type { AskedAtGate } from '../../src/domain/gates.ts';
import type { Gate } from '../../src/domain/stages.ts';

const MS_A_DAY = 86_400_000;
const TERMS = ['price', 'payment-terms', 'legal-terms', 'procurement'];

type Line = { readonly is: string; readonly evidence: string; readonly freshFrom: number; readonly isStale: boolean };

/** The answers kept a second time, from the events alone and by the product's words, so that the rules can be held against it. */
export type Books = { readonly [question: string]: Line };

const NOT_ASKED: Line = { is: 'not-asked', evidence: '', freshFrom: 0, isStale: false };
export const EMPTY_BOOKS: Books = { timing: NOT_ASKED, decision: NOT_ASKED, price: NOT_ASKED, alternatives: NOT_ASKED };

export function saidSo(at: Date): Books {
  const line: Line = { is: 'said-so', evidence: '', freshFrom: at.getTime(), isStale: false };
  return { timing: line, decision: line, price: line, alternatives: line };
}

/** Some time has passed: what nobody touched for thirty days is stale. */
export function aged(books: Books, now: Date): Books {
  return each(books, (line) => ({ ...line, isStale: line.isStale || now.getTime() - line.freshFrom >= 30 * MS_A_DAY }));
}

export function timingForgotten(books: Books): Books {
  return { ...books, timing: NOT_ASKED };
}

/** A change was recorded: what is fresh stays so from here on, what is stale stays stale but for the questions asked again. */
export function recorded(books: Books, events: readonly DealEvent[], now: Date): Books {
  let kept = each(books, (line) => (line.isStale ? line : { ...line, freshFrom: now.getTime() }));
  for (const { kind, to } of events) {
    if (kind === 'contact-changed') kept = each(kept, (line) => ({ ...line, isStale: true }));
    if (kind === 'brought-back') kept = timingForgotten(kept);
    if (kind !== 'answered') continue;
    const line = {
      is: String(to.answer),
      evidence: String(to.evidence),
      freshFrom: now.getTime(),
      isStale: false,
    };
    kept = { ...kept, [String(to.question)]: line };
  }
  return kept;
}

function each(books: Books, change: (line: Line) => Line): Books {
  const lines = Object.entries(books).map(([question, line]) => [
    question,
    line.is === 'not-asked' ? line : change(line),
  ]);
  return Object.fromEntries(lines);
}

/** The product's table of gates, line by line, for deals whose questions were all asked once: nobody overrides a gate here. */
export function gateHolds(gate: Gate, deal: Deal, asked: AskedAtGate, books: Books): boolean {
  const { timing = NOT_ASKED, decision = NOT_ASKED, price = NOT_ASKED, alternatives = NOT_ASKED } = books;
  const all = [timing, decision, price, alternatives];
  const areOnlyTermsOpen = deal.openPoints.every((point) => TERMS.includes(point));
  switch (gate) {
    case 'prove':
      return (
        [timing, decision].every(({ is, isStale }) => is === 'said-so' && !isStale) &&
        [price, alternatives].every(
          ({ is, evidence, isStale }) => !isStale && (is === 'said-so' || (is === 'we-think-so' && evidence !== '')),
        )
      );
    case 'propose':
      return (
        isProven(deal) &&
        asked.stillAGo === 'yes' &&
        all.every(({ isStale }) => !isStale) &&
        [timing, decision, alternatives].every(({ is }) => is === 'said-so') &&
        price.is !== 'no' &&
        price.is !== 'not-asked' &&
        areOnlyTermsOpen
      );
    case 'negotiate':
      return (
        deal.proposals.length > 0 &&
        deal.proposals.every(({ amount, agreed, link }) => amount > 0 && agreed !== '' && link !== '') &&
        areOnlyTermsOpen &&
        all.every(({ is, isStale }) => is !== 'no' && is !== 'not-asked' && !isStale)
      );
    case 'won':
      return deal.openPoints.length === 0;
  }
}

function isProven({ proofs, noProofWanted }: Deal): boolean {
  const isAccepted = proofs.some(({ state }) => state === 'accepted');
  return (isAccepted || noProofWanted !== '') && !proofs.some((proof) => isWaiting(proof, proofs));
}

function isWaiting({ id, state }: Proof, proofs: readonly Proof[]): boolean {
  const isReplaced = proofs.some((other) => other.inPlaceOf === id && other.state !== 'no-longer-wanted');
  return state === PROOF_STATES[0] || state === 'delivered' || (state === 'refused' && !isReplaced);
}
