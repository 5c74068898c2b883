import type { Day } from './calendar.ts';
import { type Deal, daysInStage, isOnlyTerms, isPending, type OpenPoint, type Proof, stageOf } from './deal.ts';
import { checklist, NOTHING_ASKED } from './gates.ts';
import { hasOfferedValue } from './negotiation.ts';
import { answersAt, isStale, QUESTIONS, type Question, verdict } from './qualification.ts';
import type { Stage } from './stages.ts';

/** Usual days in each stage: the 75th percentile of won deals. Product, section 6. */
export type UsualDays = { readonly [S in Stage]: number };

/** Where fewer than ten won deals say otherwise. */
export const USUAL_DAYS = 14;

/** What a deal needs next, the most urgent first in this list. Product, section 7. */
export type NextStep =
  | { readonly is: 'end' | 'park' }
  | { readonly is: 'hold'; readonly questions: readonly Question[] }
  | { readonly is: 'points-open'; readonly points: readonly OpenPoint[] }
  | { readonly is: 'proof-not-accepted'; readonly proof: Proof }
  | { readonly is: 'close-passed'; readonly on: Day }
  | { readonly is: 'long-in-stage'; readonly days: number; readonly usual: number }
  | { readonly is: 'stale'; readonly questions: readonly Question[] }
  | { readonly is: 'proof-due'; readonly proof: Proof }
  | { readonly is: 'ask'; readonly questions: readonly Question[] }
  | { readonly is: 'no-proof' | 'no-proposal' | 'discount-before-value' | 'advance' };

const URGENCY: readonly NextStep['is'][] = [
  'end',
  'hold',
  'park',
  'points-open',
  'proof-not-accepted',
  'close-passed',
  'discount-before-value',
  'stale',
  'proof-due',
  'ask',
  'no-proof',
  'no-proposal',
  'long-in-stage',
  'advance',
];

/** The one thing to do on a live deal. There always is one: a deal that lacks nothing is ready to advance. */
export function nextStep(deal: Deal, { now, today, usual }: { now: Date; today: Day; usual: UsualDays }): NextStep {
  const found = [...answerSteps(deal, now), ...recordSteps(deal), ...timeSteps(deal, { now, today, usual })];
  const [first] = found.sort((a, b) => URGENCY.indexOf(a.is) - URGENCY.indexOf(b.is));
  return first ?? { is: 'advance' };
}

/** Those that need the rep most first; among equals the one that has stood longest. */
export function byNeed<T extends { deal: Deal; step: NextStep }>(deals: readonly T[], now: Date): readonly T[] {
  const days = new Map(deals.map(({ deal }) => [deal.id, daysInStage(deal, stageOf(deal), now) ?? -1]));
  return [...deals].sort(
    (a, b) =>
      URGENCY.indexOf(a.step.is) - URGENCY.indexOf(b.step.is) ||
      (days.get(b.deal.id) ?? -1) - (days.get(a.deal.id) ?? -1),
  );
}

function answerSteps(deal: Deal, now: Date): NextStep[] {
  const answers = answersAt(deal.answers);
  const said = verdict(answers, now);
  if (said.is === 'end' || said.is === 'park') return [{ is: said.is }];
  if (said.is === 'hold') return [{ is: 'hold', questions: said.questions }];
  const stale = QUESTIONS.filter((question) => isStale(answers[question], now));
  const held = checklist(deal, stageOf(deal), NOTHING_ASKED, now).filter(({ holds }) => !holds);
  const open = QUESTIONS.filter(
    (question) => !stale.includes(question) && held.some((item) => item.is === 'answer' && item.question === question),
  );
  return [
    ...(stale.length > 0 ? [{ is: 'stale' as const, questions: stale }] : []),
    ...(open.length > 0 ? [{ is: 'ask' as const, questions: open }] : []),
  ];
}

function recordSteps(deal: Deal): NextStep[] {
  const stage = stageOf(deal);
  const pending = deal.proofs.filter((proof) => isPending(proof, deal.proofs));
  const delivered = pending.find(({ state }) => state === 'delivered');
  const due = pending.find(({ state }) => state !== 'delivered');
  const blocking = deal.openPoints.filter((point) => !isOnlyTerms(point));
  const steps: NextStep[] = [];
  if (blocking.length > 0 && deal.proposals.length > 0) steps.push({ is: 'points-open', points: blocking });
  if (delivered) steps.push({ is: 'proof-not-accepted', proof: delivered });
  if (due) steps.push({ is: 'proof-due', proof: due });
  const isProven = deal.noProofWanted !== '' || deal.proofs.some(({ state }) => state === 'accepted');
  if (stage === 'prove' && !isProven && pending.length === 0) steps.push({ is: 'no-proof' });
  if (stage === 'propose' && deal.proposals.length === 0) steps.push({ is: 'no-proposal' });
  const speaksOfDiscount = deal.ledger.some(({ kind }) => kind === 'discount' || kind === 'asked-discount');
  if (speaksOfDiscount && !hasOfferedValue(deal.ledger)) steps.push({ is: 'discount-before-value' });
  return steps;
}

function timeSteps(deal: Deal, { now, today, usual }: { now: Date; today: Day; usual: UsualDays }): NextStep[] {
  const stage = stageOf(deal);
  const days = daysInStage(deal, stage, now);
  const steps: NextStep[] = [];
  if (deal.expectedClose !== null && deal.expectedClose < today)
    steps.push({ is: 'close-passed', on: deal.expectedClose });
  if (days !== null && days > usual[stage]) steps.push({ is: 'long-in-stage', days, usual: usual[stage] });
  return steps;
}
