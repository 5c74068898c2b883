import { type Deal, isOnlyTerms, type Proof, stageOf } from '../domain/deal.ts';
import { checklist, type Item, NOTHING_ASKED } from '../domain/gates.ts';
import { answersAt } from '../domain/qualification.ts';
import { nextGate } from '../domain/stages.ts';
import type { Line } from './blocks.ts';
import { cut } from './limits.ts';
import { dateText, type Look, moneyIn } from './look.ts';
import { paybackText } from './proof-text.ts';
import { coached } from './refusals.ts';
import { GATE_NAMES, listed, OPEN_POINT_NAMES, proofName, QUESTION_NAMES } from './words.ts';

/** What the next gate asks for, with the words to ask in under what is open. */
export function checklistLines(deal: Deal, look: Look): Line[] {
  const stage = stageOf(deal);
  const gate = nextGate(stage);
  const items = checklist(deal, stage, NOTHING_ASKED, look.now);
  const title: Line = [{ bold: gate === 'won' ? 'To win it' : `To reach ${GATE_NAMES[gate]}` }];
  const stamp =
    deal.qualified === null
      ? []
      : [
          `✓ Sales-qualified${deal.qualified.at === null ? ', as the CRM has it' : ` on ${dateText(look, deal.qualified.at)}`}`,
        ];
  const isReady = items.every(({ holds, is }) => holds || is === 'still-a-go');
  const end = isReady ? ['Nothing is missing. What is asked at the gate comes with the form.'] : [];
  // Past the first gate an answer that holds stands in one line below: what is missing should not drown in it.
  const shown = items.filter((item) => item.is !== 'answer' || !item.holds || gate === 'prove');
  return [title, ...stamp, ...shown.flatMap((item) => itemLines(item, deal, look)), ...end];
}

function itemLines(item: Item, deal: Deal, look: Look): Line[] {
  if (item.holds) return [`✓ ${heldText(item, deal, look)}`];
  if (item.is === 'still-a-go') return ['○ Still a go: asked at the gate'];
  const { missing, ask } = coached(item, look);
  return [`○ ${missing}`, `    Ask: ${ask}`];
}

function heldText(item: Item, deal: Deal, look: Look): string {
  switch (item.is) {
    case 'answer':
      return answerText(deal, item, look);
    case 'proof':
      return acceptedText(item.proof, look);
    case 'any-proof':
      return `They want no proof: “${deal.noProofWanted}”`;
    case 'proposal':
      return `Proposal on record: ${moneyIn(look, deal.proposals.at(-1)?.amount ?? null)}`;
    case 'open-points': {
      const open = deal.openPoints.filter(isOnlyTerms).map((point) => OPEN_POINT_NAMES[point]);
      return open.length === 0 ? 'No open points' : `Open points: only ${listed(open)}`;
    }
    default:
      return 'Still a go';
  }
}

/** What they said, as far as it fits beside the rest; all of it stands with the proof. */
const MOST_OF_A_NOTE = 200;

function acceptedText(proof: Proof, look: Look): string {
  const payback = paybackText(proof.roi, look.settings);
  return [
    `${proofName(proof)}: accepted ${dateText(look, proof.since)}`,
    ...(payback === null ? [] : [payback]),
    ...(proof.note === '' ? [] : [`“${cut(proof.note, MOST_OF_A_NOTE)}”`]),
  ].join(', ');
}

function answerText(deal: Deal, { question }: Extract<Item, { is: 'answer' }>, look: Look): string {
  const answer = answersAt(deal.answers)[question];
  const said = {
    'said-so': 'they said so',
    'we-think-so': 'we think so',
    no: 'no',
    'not-asked': 'not asked yet; may stay open',
  }[answer.is];
  const evidence = answer.evidence === '' ? '' : `, “${answer.evidence}”`;
  const when = answer.is === 'not-asked' ? '' : ` (${dateText(look, lastAsked(deal, question))})`;
  return `${QUESTION_NAMES[question]}: ${said}${evidence}${when}`;
}

function lastAsked(deal: Deal, question: string): Date {
  return deal.answers.findLast((answer) => answer.question === question)?.at ?? new Date(0);
}
