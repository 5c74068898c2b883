import type { Button, KnownBlock } from '@slack/types';
import { type Deal, stageOf } from '../domain/deal.ts';
import { answersAt, isStale, QUESTIONS } from '../domain/qualification.ts';
import { button, divider, type Line, section } from './blocks.ts';
import { ids } from './ids.ts';
import { ledgerText } from './ledger-text.ts';
import { type Look, moneyIn } from './look.ts';
import { listed, OPEN_POINT_NAMES, QUESTION_NAMES } from './words.ts';

/** At the first gate the checklist has the answers already, each with what was said. */
export function toldBlocks(deal: Deal, look: Look): KnownBlock[] {
  const isInChecklist = deal.standing.is === 'live' && stageOf(deal) === 'qualify';
  const lines = [...(isInChecklist ? [] : [toldUs(deal, look)]), ...numberLines(deal, look)];
  return lines.length === 0 ? [] : [divider, section(lines)];
}

const SIGNS = {
  'said-so': '✓ said so',
  'we-think-so': '≈ we think so',
  no: '✗ no',
  'not-asked': '○ not asked yet',
} as const;

function toldUs(deal: Deal, look: Look): Line {
  const answers = answersAt(deal.answers);
  // Nobody asks again about a deal that is closed.
  const isOpen = deal.standing.is === 'live' || deal.standing.is === 'parked';
  const parts = QUESTIONS.map((question) => {
    const answer = answers[question];
    const isToAsk = isOpen && isStale(answer, look.now);
    return `${QUESTION_NAMES[question]} ${isToAsk ? '↻ ask again' : SIGNS[answer.is]}`;
  });
  return [{ bold: 'They told us' }, `   ${parts.join(' · ')}`];
}

/** The document of the last proposal, one click away. */
export function proposalLink({ proposals }: Deal): Button | null {
  const url = proposals.at(-1)?.link ?? '';
  return url === '' ? null : button(ids.openLink, 'Open the proposal', { url });
}

/** What is on the table: proposal, ledger and open points, where there is something to show. */
function numberLines(deal: Deal, look: Look): Line[] {
  const lines: Line[] = [];
  const [first] = deal.proposals;
  if (first) {
    const count = deal.proposals.length === 1 ? '' : `, ${deal.proposals.length} proposals`;
    lines.push([
      { bold: 'Proposed' },
      `   first ${moneyIn(look, first.amount)}, now ${moneyIn(look, deal.amount)}${count}`,
    ]);
  }
  if (first && deal.ledger.length > 0) {
    lines.push([{ bold: 'Negotiated' }, `   ${ledgerText(deal.ledger, first.amount, look)}`]);
  }
  const open = deal.openPoints.map((point) => OPEN_POINT_NAMES[point]);
  if (open.length > 0) lines.push([{ bold: 'Open points' }, `   ${listed(open)}`]);
  if (deal.badForContact !== '') lines.push([{ bold: 'Would look bad for the contact' }, `   ${deal.badForContact}`]);
  return lines;
}
