import type { KnownBlock, ModalView } from '@slack/types';
import type { Answered } from '../domain/answering.ts';
import type { Deal } from '../domain/deal.ts';
import { ANSWERS, type Answer, answersAt, isStale, QUESTIONS, type Question } from '../domain/qualification.ts';
import { context } from './blocks.ts';
import { chosen, hasBlocks, modal, type Read, type SubmittedView, select, textInput, tooLong, typed } from './form.ts';
import { answerId, evidenceId, ids } from './ids.ts';
import { cut, LIMITS } from './limits.ts';
import type { Look } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { ANSWER_TEXTS, QUESTION_TEXTS } from './words.ts';

/** The four questions, each with its answer and a line of what was said; a fine form to fill in a minute after a call. */
export function qualifyForm(deal: Deal, look: Look): ModalView {
  const title = cut(`Qualify ${deal.company}`, LIMITS.modalTitle);
  return modal({ callbackId: ids.qualifyForm, title, metadata: carried(deal), submit: 'Save answers' }, [
    context('After the call. “Not asked yet” is a fine answer.'),
    ...QUESTIONS.flatMap((question) => questionBlocks(question, answersAt(deal.answers)[question], look)),
  ]);
}

/** A stale answer is not shown as if it still held: choosing one again is asking again. Left empty, it stays as it is. */
export function questionBlocks(question: Question, answer: Answer, look: Look): KnownBlock[] {
  const stale = isStale(answer, look.now);
  const hint = stale ? `Ask again. It was: ${ANSWER_TEXTS[question][answer.is]}` : null;
  return [
    select(
      answerId(question),
      QUESTION_TEXTS[question],
      ANSWERS.map((each) => [each, ANSWER_TEXTS[question][each]]),
      {
        initial: stale ? null : answer.is,
        isOptional: stale,
        placeholder: stale ? 'What do they say today?' : 'Choose',
        ...(hint === null ? {} : { hint }),
      },
    ),
    textInput(evidenceId(question), 'What did they say?', { initial: answer.evidence, isOptional: true }),
  ];
}

export type QualifyForm = Carried & { readonly answered: Answered };

export function readQualifyForm(view: SubmittedView): Read<QualifyForm> {
  const carriedBy = readCarried(view.private_metadata);
  if (
    carriedBy === null ||
    !hasBlocks(
      view,
      QUESTIONS.flatMap((question) => [answerId(question), evidenceId(question)]),
    )
  ) {
    return { is: 'outdated' };
  }
  const read = readAnswers(view, QUESTIONS);
  return read.is === 'read' ? { is: 'read', value: { ...carriedBy, answered: read.value } } : read;
}

/** The answers to the questions that a form asks; a question without a chosen answer was not touched. */
export function readAnswers(view: SubmittedView, questions: readonly Question[]): Read<Answered> {
  const errors: { [block: string]: string } = {};
  const answered: { [Q in Question]?: { is: (typeof ANSWERS)[number]; evidence: string } } = {};
  for (const question of questions) {
    const is = chosen(view, answerId(question), ANSWERS);
    const evidence = typed(view, evidenceId(question));
    const problem = tooLong(evidence, MOST_EVIDENCE);
    if (problem !== null) errors[evidenceId(question)] = problem;
    if (is !== null) answered[question] = { is, evidence };
  }
  return Object.keys(errors).length > 0 ? { is: 'wrong', errors } : { is: 'read', value: answered };
}

/** A line, not a report: it is shown in quotes beside the answer. */
const MOST_EVIDENCE = 500;
