import type { ModalView } from '@slack/types';
import type { Day } from '../domain/calendar.ts';
import { type Deal, PROOF_STATES, type Proof, type ProofState, type Roi } from '../domain/deal.ts';
import { plainMoney } from '../domain/money.ts';
import type { Settings } from '../domain/settings.ts';
import { type Line, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { readAmount } from './deal-form.ts';
import {
  chosen,
  dateInput,
  hasBlocks,
  modal,
  NO_SUCH_DAY,
  pickedDay,
  pickedUser,
  type Read,
  type SubmittedView,
  select,
  textInput,
  tooLong,
  typed,
  typedText,
  userInput,
} from './form.ts';
import { ids } from './ids.ts';
import { TYPED } from './limits.ts';
import type { Look } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { isWebLink, LINK_WANTED } from './proposal-inputs.ts';
import { ASK_PROOF, capital, PROOF_STATE_NAMES, proofName } from './words.ts';

/** One proof, with all that is known of it in its fields. `owner` is the Slack user behind its owner. */
export function proofForm(deal: Deal, proof: Proof, owner: string | null, look: Look): ModalView {
  return modal({ callbackId: ids.proofForm, title: 'Proof', metadata: carried(deal, proof.id), submit: 'Save' }, [
    section([[{ bold: `${dealName(deal)}: ${proofName(proof)}` }], ...askLines(proof)]),
    select(
      ids.proofState,
      'How does it stand?',
      PROOF_STATES.map((state) => [state, capital(PROOF_STATE_NAMES[state])]),
      { initial: proof.state },
    ),
    textInput(ids.note, 'What did they say?', { initial: proof.note, isOptional: true, isLong: true }),
    ...(proof.kind === 'other' ? [textInput(ids.wish, 'What is it?', { initial: proof.wish })] : []),
    ...(proof.kind === 'roi' ? roiInputs(proof.roi, look.settings) : []),
    textInput(ids.link, 'Link', { initial: proof.link, isOptional: true, placeholder: 'https://…' }),
    dateInput(ids.due, 'By when?', { initial: proof.due, isOptional: true }),
    userInput(ids.owner, 'Who sees to it?', { initial: owner, isOptional: true }),
  ]);
}

function askLines({ state, kind }: Proof): Line[] {
  return state === 'delivered' ? [`Ask: ${ASK_PROOF[kind]}`] : [];
}

function roiInputs(roi: Roi | null, settings: Settings) {
  const initial = (amount: Roi['cost'] | undefined): string | null =>
    amount === undefined ? null : plainMoney(amount, settings);
  return [
    textInput(ids.cost, `What it costs them (${settings.currency})`, { initial: initial(roi?.cost), isOptional: true }),
    textInput(ids.yearlyGain, `What they gain a year (${settings.currency})`, {
      initial: initial(roi?.yearlyGain),
      isOptional: true,
      hint: 'From these two the payback is worked out.',
    }),
  ];
}

export type ProofForm = Carried & {
  readonly state: ProofState;
  readonly note: string;
  readonly link: string;
  readonly due: Day | null;
  /** A Slack user. */
  readonly owner: string | null;
  /** Undefined where the form did not ask for it. */
  readonly wish: string | undefined;
  readonly roi: Roi | null | undefined;
};

export function readProofForm(view: SubmittedView, settings: Settings): Read<ProofForm> {
  const carriedBy = readCarried(view.private_metadata);
  const isWhole = hasBlocks(view, [ids.proofState, ids.note, ids.link, ids.due, ids.owner]);
  if (carriedBy?.of === undefined || !isWhole) return { is: 'outdated' };
  const errors: { [block: string]: string } = {};
  const state = chosen(view, ids.proofState, PROOF_STATES);
  if (state === null) errors[ids.proofState] = 'How does it stand?';
  const [note, link, due] = [typedText(view, ids.note), typed(view, ids.link), pickedDay(view, ids.due)];
  const long = tooLong(note, TYPED.note);
  if (long !== null) errors[ids.note] = long;
  if (link !== '' && !isWebLink(link)) errors[ids.link] = LINK_WANTED;
  if (due === 'impossible') errors[ids.due] = NO_SUCH_DAY;
  const wish = readWish(view, errors);
  const roi = readRoi(view, settings, errors);
  if (state === null || due === 'impossible' || Object.keys(errors).length > 0) return { is: 'wrong', errors };
  const owner = pickedUser(view, ids.owner);
  return { is: 'read', value: { ...carriedBy, state, note, link, due, owner, wish, roi } };
}

function readWish(view: SubmittedView, errors: { [block: string]: string }): string | undefined {
  if (!hasBlocks(view, [ids.wish])) return undefined;
  const wish = typed(view, ids.wish);
  const problem = wish === '' ? 'What would they like to see? One line is enough' : tooLong(wish);
  if (problem !== null) errors[ids.wish] = problem;
  return wish;
}

/** Both figures or none: one alone says nothing about the payback. */
function readRoi(view: SubmittedView, settings: Settings, errors: { [block: string]: string }): Roi | null | undefined {
  if (!hasBlocks(view, [ids.cost, ids.yearlyGain])) return undefined;
  const cost = readAmount(view, ids.cost, settings, errors);
  const yearlyGain = readAmount(view, ids.yearlyGain, settings, errors);
  if (cost === 0) errors[ids.cost] = ABOVE_ZERO;
  if (yearlyGain === 0) errors[ids.yearlyGain] = ABOVE_ZERO;
  if (cost !== null && yearlyGain !== null) return { cost, yearlyGain };
  if (cost !== null) errors[ids.yearlyGain] ??= 'Both figures, or none';
  if (yearlyGain !== null) errors[ids.cost] ??= 'Both figures, or none';
  return null;
}

const ABOVE_ZERO = 'An amount above 0';
