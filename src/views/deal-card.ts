import type { Button, KnownBlock } from '@slack/types';
import { nextStep } from '../domain/advice.ts';
import { type Deal, daysInStage, isOnlyTerms, type Proof, stageOf } from '../domain/deal.ts';
import { checklist, type Item, NOTHING_ASKED } from '../domain/gates.ts';
import type { HistoryRow } from '../domain/history.ts';
import { answersAt, isStale, QUESTIONS } from '../domain/qualification.ts';
import { isInCharge, mayChange, type Relation } from '../domain/roles.ts';
import { nextGate, STAGES } from '../domain/stages.ts';
import { actions, button, context, divider, header, type Line, section } from './blocks.ts';
import { cardButtons, moreButtons } from './card-buttons.ts';
import { historyLine } from './history.ts';
import { ids } from './ids.ts';
import { ledgerText } from './ledger-text.ts';
import { cut } from './limits.ts';
import { contactText, dateText, days, dayText, type Look, moneyIn, nameOf, todayOf } from './look.ts';
import { carried } from './metadata.ts';
import { paybackText } from './proof-text.ts';
import { coached } from './refusals.ts';
import {
  GATE_NAMES,
  LOSS_NAMES,
  listed,
  OPEN_POINT_NAMES,
  proofName,
  QUESTION_NAMES,
  STAGE_NAMES,
  stepText,
} from './words.ts';

export type CardFile = {
  readonly deal: Deal;
  readonly history: readonly HistoryRow[];
  readonly historyLength: number;
  readonly relation: Relation;
};

const LAST_EVENTS = 3;

/** The deal as it stands: ladder, the gate's checklist, what they told us, the numbers, the last events and the buttons that fit. */
export function dealCard(file: CardFile, look: Look): KnownBlock[] {
  const { deal, relation } = file;
  const isLive = deal.standing.is === 'live';
  const buttons: Button[][] = mayChange(relation)
    ? [cardButtons(deal), moreButtons(deal, { isInCharge: isInCharge(relation), now: look.now })]
    : [];
  return [
    header(dealName(deal)),
    section([factsLine(deal, look), ladder(deal, look), ...standingLines(deal, look)]),
    ...(isLive ? [divider, section(checklistLines(deal, look))] : []),
    ...toldBlocks(deal, look),
    ...buttons
      .filter((row) => row.length > 0)
      .map((row, index) => actions(index === 0 ? ids.cardButtons : ids.cardMore, row)),
    ...(buttons.length === 0
      ? [context(`Read only: it is ${nameOf(look, deal.owner)}’s. The owner, their manager or an admin can change it.`)]
      : []),
    ...historyBlocks(file, look),
  ];
}

export function dealName({ company, title }: Pick<Deal, 'company' | 'title'>): string {
  return title === '' ? company : `${company} · ${title}`;
}

function factsLine(deal: Deal, look: Look): Line {
  const contact = contactText(deal.contact);
  const { standing } = deal;
  const closes = standing.is === 'live' || standing.is === 'parked' ? closesText(deal, look) : null;
  return [
    moneyIn(look, deal.amount),
    closes,
    nameOf(look, deal.owner),
    contact === null ? 'no contact yet' : `contact ${contact}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

function closesText({ expectedClose }: Deal, look: Look): string {
  if (expectedClose === null) return 'no closing day yet';
  return expectedClose < todayOf(look)
    ? `expected close was ${dayText(look, expectedClose)}`
    : `closes ${dayText(look, expectedClose)}`;
}

/** `✓ Qualify  →  ● Prove  →  ○ Propose  →  ○ Negotiate  →  ○ Close      13 days here` */
function ladder(deal: Deal, look: Look): Line {
  const stage = stageOf(deal);
  const isWon = deal.standing.is === 'won';
  const reached = STAGES.indexOf(stage);
  const rungs = STAGES.map(
    (each, index) => `${isWon || index < reached ? '✓' : index === reached ? '●' : '○'} ${STAGE_NAMES[each]}`,
  );
  const here = deal.standing.is === 'live' ? `      ${hereText(deal, look)}` : '';
  return [`${[...rungs, `${isWon ? '✓' : '○'} Close`].join('  →  ')}${here}`];
}

export function hereText(deal: Deal, look: Look): string {
  const stage = stageOf(deal);
  const spent = daysInStage(deal, stage, look.now);
  if (spent === null) return 'of unknown age';
  return spent > look.usual[stage] ? `${days(spent)} here, usual ${look.usual[stage]}` : `${days(spent)} here`;
}

function standingLines(deal: Deal, look: Look): Line[] {
  const { standing } = deal;
  if (standing.is === 'parked') {
    return [
      [
        { bold: `Parked until ${dayText(look, standing.until)}` },
        '. It comes back by itself, and Timing is then asked again.',
      ],
    ];
  }
  if (standing.is === 'won')
    return [[{ bold: `Won on ${dayText(look, standing.on)}` }, ` at ${moneyIn(look, standing.amount)}.`]];
  if (standing.is === 'withdrawn') return [[{ bold: 'Withdrawn' }, ': opened by mistake, and counted nowhere.']];
  if (standing.is === 'lost') return [lostLine(standing, look)];
  const unseen: Line = [
    { bold: 'Gates not seen' },
    ': it came from a CRM as it stood. The next move forward asks for all that was skipped.',
  ];
  return deal.areGatesUnseen ? [unseen] : [];
}

function lostLine({ from, on, loss }: Extract<Deal['standing'], { is: 'lost' }>, look: Look): Line {
  const to = loss.reason === null ? 'the CRM does not say why' : LOSS_NAMES[loss.reason].toLowerCase();
  const which = loss.alternative === '' ? '' : ` (${loss.alternative})`;
  const where = from === null ? '' : ` from ${STAGE_NAMES[from]}`;
  const wrong =
    loss.wrong.length === 0
      ? ''
      : ` Turned out wrong: ${listed(loss.wrong.map((question) => QUESTION_NAMES[question].toLowerCase()))}.`;
  return [{ bold: `Lost on ${dayText(look, on)}` }, `${where}: ${to}${which}.${wrong}`];
}

/** What the next gate asks for, with the words to ask in under what is open. */
function checklistLines(deal: Deal, look: Look): Line[] {
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

/** At the first gate the checklist has the answers already, each with what was said. */
function toldBlocks(deal: Deal, look: Look): KnownBlock[] {
  const isInChecklist = deal.standing.is === 'live' && stageOf(deal) === 'qualify';
  const lines = [...(isInChecklist ? [] : [toldUs(deal, look)]), ...numberLines(deal, look)];
  return lines.length === 0 ? [] : [divider, section(lines, proposalLink(deal))];
}

const SIGNS = {
  'said-so': '✓ said so',
  'we-think-so': '≈ we think so',
  no: '✗ no',
  'not-asked': '○ not asked yet',
} as const;

function toldUs(deal: Deal, look: Look): Line {
  const answers = answersAt(deal.answers);
  const parts = QUESTIONS.map((question) => {
    const answer = answers[question];
    return `${QUESTION_NAMES[question]} ${isStale(answer, look.now) ? '↻ ask again' : SIGNS[answer.is]}`;
  });
  return [{ bold: 'They told us' }, `   ${parts.join(' · ')}`];
}

/** The document of the last proposal, one click away. */
function proposalLink({ proposals }: Deal): Button | undefined {
  const url = proposals.at(-1)?.link ?? '';
  return url === '' ? undefined : button(ids.openLink, 'Open the proposal', { url });
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

function historyBlocks({ deal, history, historyLength }: CardFile, look: Look): KnownBlock[] {
  const lines = history.slice(0, LAST_EVENTS).map((row) => historyLine(row, look));
  if (lines.length === 0) return [];
  const more = button(ids.historyPage, historyLength > LAST_EVENTS ? `All ${historyLength} entries` : 'History', {
    value: carried(deal, '0'),
  });
  return [context(...lines), actions(ids.historyPage, [more])];
}

/** The line under a deal's name on a list. */
export function stepLine(deal: Deal, look: Look): string {
  return stepText(nextStep(deal, { now: look.now, today: todayOf(look), usual: look.usual }), look);
}
