import type { PersonId } from './brand.ts';
import { daysBetween } from './calendar.ts';

export const QUESTIONS = ['timing', 'decision', 'price', 'alternatives'] as const;
export type Question = (typeof QUESTIONS)[number];

export const ANSWERS = ['said-so', 'we-think-so', 'no', 'not-asked'] as const;
export type AnswerIs = (typeof ANSWERS)[number];

export type Answer = {
  readonly is: AnswerIs;
  readonly evidence: string;
  /** When the deal first lay idle after this answer, or the answer itself; never moves forward again. */
  readonly idleSince: Date;
  /** The contact is another person than the one who was asked. */
  readonly contactChanged: boolean;
};
export type Answers = { readonly [Q in Question]: Answer };

/** One entry of a question's history. */
export type GivenAnswer = Answer & {
  readonly question: Question;
  readonly at: Date;
  /** Null where nobody gave it: a parked deal's Timing is not asked yet once it is back. */
  readonly by: PersonId | null;
  /** The deal's version with which it was recorded. */
  readonly version: number;
};

export type Verdict =
  | { readonly is: 'end' | 'park' | 'qualified' }
  | { readonly is: 'hold' | 'open'; readonly questions: readonly Question[] };

/** Why a question does not count as answered. */
export type Unsettled = 'no' | 'not-asked' | 'stale' | 'only-they-know' | 'no-evidence';

/** An answer that has lain idle for this long is asked again. Product, section 3, Qualify. */
export const STALE_AFTER_DAYS = 30;

/** What a rep may judge, with evidence; timing and the decision only the prospect can answer. */
const MAY_BE_JUDGED: readonly Question[] = ['price', 'alternatives'];

/** The first verdict that applies: end, park, hold, open questions, qualified. */
export function verdict(answers: Answers, now: Date): Verdict {
  if (answers.alternatives.is === 'no') return { is: 'end' };
  if (answers.timing.is === 'no') return { is: 'park' };
  const noes = QUESTIONS.filter((question) => answers[question].is === 'no');
  if (noes.length > 0) return { is: 'hold', questions: noes };
  const open = QUESTIONS.filter((question) => unsettled(question, answers[question], now) !== null);
  return open.length > 0 ? { is: 'open', questions: open } : { is: 'qualified' };
}

/** What is missing in the answer to a question before the deal counts as qualified; null if nothing is. */
export function unsettled(question: Question, answer: Answer, now: Date): Unsettled | null {
  if (answer.is === 'no') return 'no';
  if (answer.is === 'not-asked') return 'not-asked';
  if (isStale(answer, now)) return 'stale';
  if (answer.is === 'said-so') return null;
  if (!MAY_BE_JUDGED.includes(question)) return 'only-they-know';
  return answer.evidence === '' ? 'no-evidence' : null;
}

/** Whether a question that was answered has to be asked again. One that was not asked cannot go stale. */
export function isStale({ is, idleSince, contactChanged }: Answer, now: Date): boolean {
  return is !== 'not-asked' && (contactChanged || daysBetween(idleSince, now) >= STALE_AFTER_DAYS);
}

const NEVER_ASKED: Answer = { is: 'not-asked', evidence: '', idleSince: new Date(0), contactChanged: false };

/** The last answer to each question, as of a version of the deal; without one, as it stands. */
export function answersAt(given: readonly GivenAnswer[], version = Number.MAX_SAFE_INTEGER): Answers {
  const last = (question: Question): Answer =>
    given.findLast((answer) => answer.question === question && answer.version <= version) ?? NEVER_ASKED;
  return {
    timing: last('timing'),
    decision: last('decision'),
    price: last('price'),
    alternatives: last('alternatives'),
  };
}

/** Something was recorded on the deal: what is fresh stays so from here on, what went stale stays stale. */
export function refreshed(given: readonly GivenAnswer[], at: Date): readonly GivenAnswer[] {
  const current = new Set(Object.values(answersAt(given)));
  const moves = (answer: GivenAnswer): boolean =>
    current.has(answer) && answer.is !== 'not-asked' && answer.idleSince < at && !isStale(answer, at);
  return given.map((answer) => (moves(answer) ? { ...answer, idleSince: at } : answer));
}

/** The contact is another person now, whom nobody has asked yet. */
export function askedOfAnother(given: readonly GivenAnswer[]): readonly GivenAnswer[] {
  return given.map((answer) => (answer.contactChanged ? answer : { ...answer, contactChanged: true }));
}
