import type { KnownBlock, ModalView } from '@slack/types';
import { never } from '../domain/brand.ts';
import { type Deal, stageOf } from '../domain/deal.ts';
import type { Field, Refusal } from '../domain/decision.ts';
import type { Shut } from '../domain/gates.ts';
import type { HistoryRow } from '../domain/history.ts';
import { earlierStages } from '../domain/stages.ts';
import { actions, button, context, divider, type Line, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { modal } from './form.ts';
import { meanwhileLine } from './history.ts';
import { ids } from './ids.ts';
import { dayText, type Look, moneyIn, nameOf } from './look.ts';
import { carried } from './metadata.ts';
import { coached, consequence, PROBLEMS } from './refusals.ts';
import { counted, GATE_NAMES, listed, STAGE_NAMES } from './words.ts';

/** The modal after something was done: what it was, and the deal as it stands now. */
export function doneView(
  title: string,
  said: readonly Line[],
  deal: Pick<Deal, 'id' | 'version'>,
  card: readonly KnownBlock[],
): ModalView {
  const told = said.length > 0 ? [section(said), divider] : [];
  return modal({ callbackId: ids.done, title, metadata: carried(deal), close: 'Done' }, [...told, ...card]);
}

/** Pushed over a form: why it did not go through, and what would. */
export function heldView(refusal: Refusal, about: { deal: Deal; since: readonly HistoryRow[] }, look: Look): ModalView {
  const { deal } = about;
  return modal(
    { callbackId: ids.held, title: heldTitle(refusal), metadata: carried(deal), close: 'Back' },
    heldBlocks(refusal, about, look),
  );
}

/** A gate that is asked before there is anything to fill in; back, park and lost are never more than a click away. */
export function gateView(shut: Shut, deal: Deal, look: Look): ModalView {
  const frame = { callbackId: ids.done, title: 'The gate holds', metadata: carried(deal), close: 'Close' };
  return modal(frame, [...gateBlocks(shut, deal, look), ...otherMoves(deal)]);
}

/** The ways out of a stage that lead past no gate. */
export function otherMoves(deal: Deal): KnownBlock[] {
  const value = carried(deal);
  const back = earlierStages(stageOf(deal)).length > 0 ? [button(ids.backDeal, 'Back a stage', { value })] : [];
  return [
    divider,
    context('Or, instead:'),
    actions(ids.otherMoves, [
      ...back,
      button(ids.parkDeal, 'Park', { value }),
      button(ids.loseDeal, 'Lost', { value }),
    ]),
  ];
}

function heldTitle(refusal: Refusal): string {
  if (refusal.why === 'gate') return 'The gate holds';
  return refusal.why === 'changed' ? 'Changed meanwhile' : 'Not yet';
}

/** The same as a message, where there is no form to go back to. */
export function heldBlocks(
  refusal: Refusal,
  { deal, since }: { deal: Deal; since: readonly HistoryRow[] },
  look: Look,
): KnownBlock[] {
  if (refusal.why === 'gate') return gateBlocks(refusal.shut, deal, look);
  if (refusal.why === 'changed') return changedBlocks(deal, since, look);
  if (refusal.why === 'parked') {
    const back = button(ids.bringBack, 'Bring back', { value: carried(deal), style: 'primary' });
    return [
      section([[{ bold: `${dealName(deal)} is parked.` }, ' Bring it back first; then it can move on.']]),
      actions(ids.nextButtons, [back]),
    ];
  }
  return [section(refusedLines(refusal, deal, look))];
}

function gateBlocks(shut: Shut, deal: Deal, look: Look): KnownBlock[] {
  const { standing } = deal;
  const stays = standing.is === 'live' ? `${dealName(deal)} stays in ${STAGE_NAMES[standing.stage]}` : dealName(deal);
  const goal = shut.gate === 'won' ? 'before it is won' : `before ${GATE_NAMES[shut.gate]}`;
  const count = `${counted(shut.gaps.length, 'thing is', 'things are')} missing ${goal}.`;
  const what = consequence(shut);
  const gaps = shut.gaps.map((item): Line[] => {
    const { missing, why, ask } = coached(item, look);
    return [[{ bold: missing }], `Why it matters: ${why}`, `Ask: ${ask}`];
  });
  return [
    section([[{ bold: stays }], count, ...(what === null ? [] : [what])]),
    ...gaps.map((lines) => section(lines)),
    ...gateButtons(shut, deal),
  ];
}

/** The one step that answers what is missing, where a click or a form does. */
function gateButtons(shut: Shut, deal: Deal): KnownBlock[] {
  const value = carried(deal);
  const buttons = [];
  const delivered = shut.gaps.find((item) => item.is === 'proof' && item.proof.state === 'delivered');
  if (delivered?.is === 'proof')
    buttons.push(
      button(ids.proofAccepted, 'They accepted it', { value: carried(deal, delivered.proof.id), style: 'primary' }),
    );
  if (shut.verdict?.is === 'end') buttons.push(button(ids.loseDeal, 'Lose it now', { value, style: 'primary' }));
  if (shut.verdict?.is === 'park') buttons.push(button(ids.parkDeal, 'Park it', { value, style: 'primary' }));
  if (shut.gaps.some(({ is }) => is === 'answer'))
    buttons.push(button(ids.qualifyDeal, 'Answer the questions', { value }));
  if (shut.gaps.some(({ is }) => is === 'proof' || is === 'any-proof'))
    buttons.push(button(ids.proveDeal, 'Record proof', { value }));
  return buttons.length === 0 ? [] : [actions(ids.nextButtons, buttons)];
}

function changedBlocks(deal: Deal, since: readonly HistoryRow[], look: Look): KnownBlock[] {
  const last = since.slice(-5).map((row) => meanwhileLine(row, look));
  const lines = last.length > 0 ? last : ['It moved on while this was open.'];
  const open = button(ids.openDeal, 'How it stands now', { value: carried(deal), style: 'primary' });
  return [
    section([
      [{ bold: `${dealName(deal)} was changed while you had this open.` }],
      ...lines,
      'Nothing of yours was saved, and what you typed is still in the form behind this.',
    ]),
    actions(ids.nextButtons, [open]),
  ];
}

function refusedLines(
  refusal: Exclude<Refusal, { why: 'gate' | 'changed' | 'parked' }>,
  deal: Deal,
  look: Look,
): Line[] {
  const name = dealName(deal);
  switch (refusal.why) {
    case 'not-yours':
      return [
        [
          { bold: `${name} is ${nameOf(look, deal.owner)}’s.` },
          ' The owner, their manager or an admin can change it; you can read it.',
        ],
      ];
    case 'not-live':
      return [notLiveLine(refusal.standing, name, look)];
    case 'not-closed':
      return [`${name} is not closed, so there is nothing to reopen.`];
    case 'not-parked':
      return [`${name} is not parked: it is among the live deals already.`];
    case 'needs-manager':
      return [needsManager(refusal.for)];
    case 'over-limit':
      return [
        [
          {
            bold: `That would make ${moneyIn(look, refusal.total)} of discount on a first proposal of ${moneyIn(look, refusal.firstProposal)}.`,
          },
        ],
        `The limit is ${refusal.limit / 100} %. Beyond it the discount is your manager’s to give: they or an admin record it here, with a reason.`,
        'Why it matters: each further discount teaches the prospect to wait for the next one. Value keeps the price.',
        'Ask: “If the price stays, what else would make this easier for you: onboarding, training, a longer term?”',
      ];
    case 'own-request':
      return [
        `It is your own deal, and over the limit the yes is somebody else’s to give: ask ${listed(refusal.others.slice(0, 5))}.`,
      ];
    case 'too-early-to-propose':
      return [
        'A proposal puts in writing what is already agreed, so it comes in Propose. An indicative amount can be noted any time: Edit.',
      ];
    case 'proposal-first':
      return ['A discount is measured against the first proposal, and none is on record. Record the proposal first.'];
    case 'amount-is-proposed':
      return ['The amount is the proposal’s now. Record another proposal, or a discount, to change it.'];
    case 'withdraw-too-late':
      return [
        refusal.because === 'moved'
          ? `${name} has moved, so it counts. Lose it instead, and say why.`
          : `${name} is older than 24 hours, so it counts. Lose it instead, and say why.`,
      ];
    case 'field':
      return [`${PROBLEMS[refusal.problem]}. Open the form anew: what it asks has changed.`];
    default:
      return never(refusal);
  }
}

function notLiveLine(standing: Deal['standing'], name: string, look: Look): Line {
  if (standing.is === 'won')
    return `${name} was won on ${dayText(look, standing.on)}. The owner’s manager or an admin can reopen it.`;
  if (standing.is === 'lost')
    return `${name} was lost on ${dayText(look, standing.on)}. The owner’s manager or an admin can reopen it.`;
  return standing.is === 'withdrawn' ? `${name} was withdrawn.` : `${name} is open already.`;
}

function needsManager(what: 'reopen' | 'reassign' | 'ended-quarter'): string {
  if (what === 'reopen') return 'A closed deal is reopened by the owner’s manager or an admin, with a reason.';
  if (what === 'reassign') return 'A deal is handed over by the owner’s manager or an admin, with a reason.';
  return 'That quarter has ended. A win is entered into it by the owner’s manager or an admin, with a reason.';
}

/** Which block of a form shows a problem with a field of the rule's. */
export type FieldBlocks = { readonly [F in Field]?: string };
