import type { ModalView } from '@slack/types';
import type { Win } from '../domain/closing.ts';
import { type Deal, LOSS_REASONS, type Loss } from '../domain/deal.ts';
import { checklist, NOTHING_ASKED } from '../domain/gates.ts';
import { plainMoney } from '../domain/money.ts';
import { answersAt, QUESTIONS } from '../domain/qualification.ts';
import type { Settings } from '../domain/settings.ts';
import { gateInputs, readGate } from './advance-form.ts';
import { context, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { readAmount } from './deal-form.ts';
import {
  checkboxes,
  chosen,
  chosenAll,
  dateInput,
  hasBlocks,
  modal,
  NO_SUCH_DAY,
  pickedDay,
  type Read,
  type SubmittedView,
  select,
  textInput,
  tooLong,
  typed,
  typedText,
} from './form.ts';
import { ids } from './ids.ts';
import { TYPED } from './limits.ts';
import { type Look, moneyIn, todayOf } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { otherMoves } from './outcome.ts';
import { ANSWER_TEXTS, LOSS_NAMES, QUESTION_NAMES } from './words.ts';

/** The last gate: final amount and day, nothing open, and why if the price gave way. */
export function winForm(deal: Deal, look: Look): ModalView {
  const first = deal.proposals[0];
  const items = checklist(deal, 'negotiate', NOTHING_ASKED, look.now);
  return modal({ callbackId: ids.winForm, title: 'Close as won', metadata: carried(deal), submit: 'Close as won' }, [
    section([
      [{ bold: dealName(deal) }],
      first
        ? `First proposal ${moneyIn(look, first.amount)}, now ${moneyIn(look, deal.amount)}`
        : 'No proposal is on record: the final amount counts as the first.',
    ]),
    textInput(ids.amount, `Final amount (${look.settings.currency})`, {
      initial: deal.amount === null ? null : plainMoney(deal.amount, look.settings),
    }),
    dateInput(ids.closingDay, 'Closing day', { initial: todayOf(look) }),
    ...gateInputs(deal, 'won', items, look),
    textInput(ids.reason, 'Reason', {
      isOptional: true,
      hint: 'Where the amount is under the first proposal’s, or the quarter has ended.',
    }),
    ...otherMoves(deal),
  ]);
}

export function readWinForm(view: SubmittedView, settings: Settings): Read<Carried & Win> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null || !hasBlocks(view, [ids.amount, ids.closingDay, ids.reason])) return { is: 'outdated' };
  const { errors: gateErrors, openPoints, ...gate } = readGate(view);
  const errors: { [block: string]: string } = { ...gateErrors };
  const amount = readAmount(view, ids.amount, settings, errors);
  if (amount === null && errors[ids.amount] === undefined) errors[ids.amount] = 'What was it won at?';
  const on = pickedDay(view, ids.closingDay);
  if (on === 'impossible') errors[ids.closingDay] = NO_SUCH_DAY;
  if (on === null) errors[ids.closingDay] = 'On which day was it closed?';
  const reason = typed(view, ids.reason);
  const long = tooLong(reason, TYPED.reason);
  if (long !== null) errors[ids.reason] = long;
  if (Object.keys(errors).length > 0 || amount === null || on === null || on === 'impossible')
    return { is: 'wrong', errors };
  return { is: 'read', value: { ...carriedBy, ...gate, amount, on, reason, openPoints: openPoints ?? [] } };
}

/** To what it was lost, and which answer had been wrong: what the next deal learns from. */
export function loseForm(deal: Deal): ModalView {
  const answers = answersAt(deal.answers);
  const given = QUESTIONS.filter((question) => answers[question].is !== 'not-asked');
  const wrong = given.map(
    (question) => [question, `${QUESTION_NAMES[question]} – ${ANSWER_TEXTS[question][answers[question].is]}`] as const,
  );
  return modal({ callbackId: ids.loseForm, title: 'Lost', metadata: carried(deal), submit: 'Close as lost' }, [
    section([[{ bold: dealName(deal) }], 'No blame in it: what turned out wrong helps with the next one.']),
    select(
      ids.lossReason,
      'To what did it go?',
      LOSS_REASONS.map((reason) => [reason, LOSS_NAMES[reason]]),
      { initial: suggested(deal) },
    ),
    textInput(ids.alternative, 'Which alternative?', {
      isOptional: true,
      hint: 'A rival, building it, doing nothing: needed where an alternative won.',
    }),
    // What was never asked cannot have turned out wrong.
    ...(wrong.length === 0 ? [] : [checkboxes(ids.wrongAnswers, 'Which answers turned out wrong?', wrong, [])]),
    textInput(ids.note, 'What happened?', { isOptional: true, isLong: true }),
    context('A closed deal can be reopened by a manager; it keeps its history.'),
  ]);
}

/** What the answers say already need not be chosen again. */
function suggested(deal: Deal): string | null {
  const answers = answersAt(deal.answers);
  if (answers.alternatives.is === 'no') return 'alternative';
  if (answers.timing.is === 'no') return 'later';
  if (answers.decision.is === 'no') return 'not-the-decision-maker';
  return answers.price.is === 'no' ? 'price' : null;
}

export function readLoseForm(view: SubmittedView): Read<Carried & { readonly loss: Loss }> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null || !hasBlocks(view, [ids.lossReason, ids.alternative, ids.note])) return { is: 'outdated' };
  const reason = chosen(view, ids.lossReason, LOSS_REASONS);
  const [alternative, note] = [typed(view, ids.alternative), typedText(view, ids.note)];
  const errors: { [block: string]: string } = {};
  if (reason === null) errors[ids.lossReason] = 'To what did it go?';
  const long = { [ids.alternative]: tooLong(alternative), [ids.note]: tooLong(note, TYPED.note) };
  for (const [id, problem] of Object.entries(long)) if (problem !== null) errors[id] = problem;
  if (Object.keys(errors).length > 0) return { is: 'wrong', errors };
  const wrong = chosenAll(view, ids.wrongAnswers, QUESTIONS);
  return { is: 'read', value: { ...carriedBy, loss: { reason, alternative, wrong, note } } };
}
