import type { KnownBlock, ModalView } from '@slack/types';
import type { Answered } from '../domain/answering.ts';
import { type Deal, OPEN_POINTS, type OpenPoint, stageOf } from '../domain/deal.ts';
import { type AskedAtGate, checklist, type Item, NOTHING_ASKED } from '../domain/gates.ts';
import type { Advance } from '../domain/moves.ts';
import { answersAt, QUESTIONS } from '../domain/qualification.ts';
import type { Settings } from '../domain/settings.ts';
import { GATES, type Gate, nextGate } from '../domain/stages.ts';
import { type Line, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import {
  checkboxes,
  chosen,
  chosenAll,
  hasBlocks,
  modal,
  type Read,
  radio,
  type SubmittedView,
  textInput,
  tooLong,
  typed,
} from './form.ts';
import { answerId, ids } from './ids.ts';
import { cut, LIMITS, TYPED } from './limits.ts';
import type { Look } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { otherMoves } from './outcome.ts';
import { proposalInputs, readProposal } from './proposal-inputs.ts';
import { questionBlocks, readAnswers } from './qualify-form.ts';
import { coached } from './refusals.ts';
import { ASK_STILL_A_GO, capital, GATE_NAMES, OPEN_POINT_NAMES } from './words.ts';

/** The form of the deal's next gate: what the gate asks here, what is still missing elsewhere, and the other ways out of the stage. */
export function advanceForm(deal: Deal, look: Look): ModalView {
  const stage = stageOf(deal);
  const gate = nextGate(stage);
  const items = checklist(deal, stage, NOTHING_ASKED, look.now);
  const where = `: to ${GATE_NAMES[gate]}`;
  const title = `${cut(deal.company, LIMITS.modalTitle - where.length)}${where}`;
  return modal({ callbackId: ids.advanceForm, title, metadata: carried(deal, gate), submit: 'Advance' }, [
    section([[{ bold: dealName(deal) }], ...missingLines(items, look)]),
    ...gateInputs(deal, gate, items, look),
    ...otherMoves(deal),
  ]);
}

/** What cannot be answered in this form is said at its top, with the words to ask in. */
function missingLines(items: readonly Item[], look: Look): Line[] {
  const elsewhere = items.filter((item) => !item.holds && (item.is === 'proof' || item.is === 'any-proof'));
  if (elsewhere.length === 0) return items.every(({ holds }) => holds) ? ['Nothing is missing.'] : [];
  return elsewhere.flatMap((item) => {
    const { missing, ask } = coached(item, look);
    return [`○ ${missing}`, `    Ask: ${ask}`];
  });
}

/** The inputs that these gates need: shared with the form of a win, whose gate may ask for all that an import skipped. */
export function gateInputs(deal: Deal, gate: Gate, items: readonly Item[], look: Look): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  if (items.some(({ is }) => is === 'still-a-go')) blocks.push(...stillAGoInputs());
  for (const item of items) {
    if (item.is === 'answer' && !item.holds)
      blocks.push(...questionBlocks(item.question, answersAt(deal.answers)[item.question], look));
  }
  if (gate !== 'won' && items.some(({ is }) => is === 'proposal')) blocks.push(...proposalInputs(deal, look));
  if (items.some(({ is }) => is === 'open-points')) blocks.push(openPointsInput(deal, gate));
  return blocks;
}

const GO = ['yes', 'no', 'not-asked'] as const;

function stillAGoInputs(): KnownBlock[] {
  return [
    radio(
      ids.stillAGo,
      'Price and terms aside, do they want to do this with us?',
      [
        ['yes', 'Yes, they said so'],
        ['no', 'No, or not yet'],
        ['not-asked', 'Not asked yet'],
      ],
      { initial: 'not-asked', hint: `Ask: ${ASK_STILL_A_GO}` },
    ),
    textInput(ids.words, 'In their words', { isOptional: true }),
  ];
}

function openPointsInput(deal: Deal, gate: Gate): KnownBlock {
  const hint =
    gate === 'won' ? 'To win it, none may be left.' : 'The first four may be open here. Any other is settled first.';
  const choices = OPEN_POINTS.map((point) => [point, capital(OPEN_POINT_NAMES[point])] as const);
  return checkboxes(ids.openPoints, 'What is still open?', choices, deal.openPoints, { hint });
}

export type AdvanceForm = Carried & Advance;

export function readAdvanceForm(view: SubmittedView, settings: Settings): Read<AdvanceForm> {
  const carriedBy = readCarried(view.private_metadata);
  const gate = GATES.find((each) => each === carriedBy?.of);
  if (carriedBy === null || gate === undefined) return { is: 'outdated' };
  const gateRead = readGate(view);
  const errors = { ...gateRead.errors };
  const proposal = hasBlocks(view, [ids.agreed]) ? readProposal(view, settings, errors) : null;
  if (Object.keys(errors).length > 0) return { is: 'wrong', errors };
  return { is: 'read', value: { ...carriedBy, ...gateRead, gate, proposal } };
}

export type GateRead = {
  readonly asked: AskedAtGate;
  readonly answered: Answered;
  readonly openPoints: readonly OpenPoint[] | null;
  readonly errors: { readonly [block: string]: string };
};

/** Which of the gate's inputs the form had is told by its blocks: what was not asked there is left as it stands. */
export function readGate(view: SubmittedView): GateRead {
  const answers = readAnswers(
    view,
    QUESTIONS.filter((question) => hasBlocks(view, [answerId(question)])),
  );
  const words = typed(view, ids.words);
  const long = tooLong(words, TYPED.reason);
  return {
    asked: { stillAGo: chosen(view, ids.stillAGo, GO) ?? 'not-asked', words },
    answered: answers.is === 'read' ? answers.value : {},
    openPoints: hasBlocks(view, [ids.openPoints]) ? chosenAll(view, ids.openPoints, OPEN_POINTS) : null,
    errors: { ...(answers.is === 'wrong' ? answers.errors : {}), ...(long === null ? {} : { [ids.words]: long }) },
  };
}
