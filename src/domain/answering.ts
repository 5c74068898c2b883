import type { Deal } from './deal.ts';
import { changed, type DealEvent, type Decision, event, notLive, type Refusal, type Scene } from './decision.ts';
import {
  type Answer,
  type AnswerIs,
  answersAt,
  type GivenAnswer,
  isStale,
  QUESTIONS,
  type Question,
} from './qualification.ts';

/** What was typed about the questions; one that is left out was not touched. */
export type Answered = { readonly [Q in Question]?: { readonly is: AnswerIs; readonly evidence: string } };

/**
 * Records the answers that differ from what the form showed, and those to stale questions, which are thereby asked again.
 * Two people who answer different questions both count; the second to answer the same one is told. Reliability, section 5.
 */
export function qualify(deal: Deal, { answered, seen }: { answered: Answered; seen: number }, scene: Scene): Decision {
  const blocked = notLive(deal);
  if (blocked) return blocked;
  const result = answersRecorded(deal, answered, { seen, scene });
  return 'is' in result ? result : changed(result.deal, result.events, scene);
}

/** The deal with answers put down, not yet a change of its own: gates use it too, for what is asked again there. */
export function answersRecorded(
  deal: Deal,
  answered: Answered,
  { seen, scene }: { seen: number; scene: Scene },
): { deal: Deal; events: readonly DealEvent[] } | Refusal {
  const shown = answersAt(deal.answers, seen);
  const now = answersAt(deal.answers);
  const given: GivenAnswer[] = [];
  const events: DealEvent[] = [];
  for (const question of QUESTIONS) {
    const typed = answered[question];
    if (typed === undefined || (same(typed, shown[question]) && !isStale(shown[question], scene.now))) continue;
    if (isUnknownWhom(deal, typed, { shown: shown[question], seen })) return { is: 'refused', why: 'changed', seen };
    if (isOvertaken(deal, question, { seen, scene }) && !same(typed, now[question]))
      return { is: 'refused', why: 'changed', seen };
    if (same(typed, now[question]) && !isStale(now[question], scene.now)) continue;
    given.push(givenAnswer(question, typed, deal, scene));
    events.push(event('answered', factsOf(question, now[question]), factsOf(question, typed)));
  }
  return { deal: { ...deal, answers: [...deal.answers, ...given] }, events };
}

/** Whether somebody else answered the question after the form was opened. */
function isOvertaken({ answers }: Deal, question: Question, { seen, scene }: { seen: number; scene: Scene }): boolean {
  return answers.some(
    (answer) => answer.question === question && answer.version > seen && answer.by !== scene.relation.person,
  );
}

/** Left as it was shown, while the contact may have become another since: nobody has asked that one yet. */
function isUnknownWhom(
  { version }: Deal,
  typed: { is: AnswerIs; evidence: string },
  { shown, seen }: { shown: Answer; seen: number },
): boolean {
  return shown.contactChanged && seen < version && same(typed, shown);
}

function givenAnswer(
  question: Question,
  typed: { is: AnswerIs; evidence: string },
  deal: Deal,
  scene: Scene,
): GivenAnswer {
  const { now, relation } = scene;
  const fresh = { idleSince: now, at: now, contactChanged: false };
  return { question, ...typed, ...fresh, by: relation.person, version: deal.version + 1 };
}

function same(a: { is: AnswerIs; evidence: string }, b: Pick<Answer, 'is' | 'evidence'>): boolean {
  return a.is === b.is && a.evidence === b.evidence;
}

function factsOf(question: Question, answer: { is: AnswerIs; evidence: string }): { [fact: string]: string } {
  return { question, answer: answer.is, evidence: answer.evidence };
}
