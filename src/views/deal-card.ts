import type { Button, KnownBlock } from '@slack/types';
import { type NextStep, nextStep } from '../domain/advice.ts';
import { type Deal, daysInStage, stageOf } from '../domain/deal.ts';
import type { HistoryRow } from '../domain/history.ts';
import { isInCharge, mayChange, type Relation } from '../domain/roles.ts';
import { STAGES } from '../domain/stages.ts';
import { actions, button, context, divider, header, type Line, section } from './blocks.ts';
import { cardButtons, moreButtons } from './card-buttons.ts';
import { checklistLines } from './gate-checklist.ts';
import { historyLine, LONGEST_GLANCE } from './history.ts';
import { ids } from './ids.ts';
import { cut } from './limits.ts';
import { contactText, days, dayText, type Look, moneyIn, nameOf, todayOf } from './look.ts';
import { carried } from './metadata.ts';
import { proposalLink, toldBlocks } from './told-us.ts';
import { LOSS_NAMES, listed, QUESTION_NAMES, STAGE_NAMES } from './words.ts';

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
    ? [cardButtons(deal, stepOf(deal, look).is), moreButtons(deal, { isInCharge: isInCharge(relation), now: look.now })]
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

function stepOf(deal: Deal, look: Look): NextStep {
  return nextStep(deal, { now: look.now, today: todayOf(look), usual: look.usual });
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
    (each, index) => `${isWon || index < reached ? '✓' : index === reached ? '●' : '○'}\u00a0${STAGE_NAMES[each]}`,
  );
  const here = deal.standing.is === 'live' ? `      ${hereText(deal, look)}` : '';
  return [`${[...rungs, `${isWon ? '✓' : '○'}\u00a0Close`].join('  →  ')}${here}`];
}

export function hereText(deal: Deal, look: Look): string {
  const stage = stageOf(deal);
  const spent = daysInStage(deal, stage, look.now);
  if (spent === null) return 'of unknown age';
  if (spent === 0) return 'here since today';
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

function historyBlocks({ deal, history, historyLength }: CardFile, look: Look): KnownBlock[] {
  const lines = history.slice(0, LAST_EVENTS).map((row) => cut(historyLine(row, look), LONGEST_GLANCE));
  const link = proposalLink(deal);
  if (lines.length === 0) return link === null ? [] : [actions(ids.historyPage, [link])];
  const more = button(ids.historyPage, historyLength > LAST_EVENTS ? `All ${historyLength} entries` : 'History', {
    value: carried(deal, '0'),
  });
  return [context(...lines), actions(ids.historyPage, [more, ...(link === null ? [] : [link])])];
}
