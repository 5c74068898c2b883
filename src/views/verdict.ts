import type { KnownBlock } from '@slack/types';
import type { Deal } from '../domain/deal.ts';
import { stageOf } from '../domain/deal.ts';
import { answersAt, QUESTIONS, type Question, type Unsettled, unsettled, verdict } from '../domain/qualification.ts';
import { actions, button, divider, type Line, section } from './blocks.ts';
import { ids } from './ids.ts';
import { carried } from './metadata.ts';
import { ASK, ASK_AFTER_NO, counted, listed, QUESTION_NAMES, WHY_ASKED } from './words.ts';

/** After the answers: what follows from them, the words to ask in, and the one button for it. */
export function verdictBlocks(deal: Deal, now: Date): KnownBlock[] {
  const said = verdict(answersAt(deal.answers), now);
  const value = carried(deal);
  const next = (id: string, words: string): KnownBlock =>
    actions(ids.nextButtons, [button(id, words, { value, style: 'primary' })]);
  switch (said.is) {
    case 'end':
      return [
        section([
          [{ bold: 'Another is far more likely. Lose it now, and use the place for another.' }],
          'Ending it before the gate is good work: it costs days, not a quarter.',
        ]),
        next(ids.loseDeal, 'Lose it now'),
        divider,
      ];
    case 'park':
      return [
        section([[{ bold: 'They want it later. Park it until then: it comes back by itself.' }]]),
        next(ids.parkDeal, 'Park until …'),
        divider,
      ];
    case 'hold':
      return [section(holdLines(said.questions)), divider];
    case 'open':
      return [section(openLines(deal, said.questions, now)), divider];
    case 'qualified':
      return qualified(deal, next);
  }
}

function qualified(deal: Deal, next: (id: string, words: string) => KnownBlock): KnownBlock[] {
  if (stageOf(deal) !== 'qualify')
    return [section([[{ bold: 'All four hold.' }]]), next(ids.advanceDeal, 'Advance'), divider];
  return [
    section([[{ bold: 'Sales-qualified.' }, ' It is worth its place: take it to Prove.']]),
    next(ids.advanceDeal, 'Advance to Prove'),
    divider,
  ];
}

const HOLD: { readonly [Q in Question]?: string } = {
  decision: 'Hold: reach the decision maker first. Your contact cannot say yes.',
  price: 'Hold: agree on a price range before any more work.',
};

function holdLines(questions: readonly Question[]): Line[] {
  return questions.flatMap((question): Line[] => [
    [{ bold: HOLD[question] ?? `Hold: settle ${QUESTION_NAMES[question].toLowerCase()} first.` }],
    `Why it matters: ${WHY_ASKED[question]}`,
    `Ask: ${ASK_AFTER_NO[question]}`,
  ]);
}

/** A no is a verdict of its own, and never stands among the open questions. */
const WHAT: { readonly [U in Exclude<Unsettled, 'no'>]: string } = {
  'not-asked': 'not asked yet',
  stale: 'to be asked again',
  'only-they-know': 'which only they can answer',
  'no-evidence': 'with nothing yet that speaks for it',
};

/** “Two to settle: decision, which only they can answer; price, not asked yet”. In Qualify the words to ask stand right below, on the card. */
function openLines(deal: Deal, questions: readonly Question[], now: Date): Line[] {
  const answers = answersAt(deal.answers);
  const whats = questions.map((question) => whatIsOpen(unsettled(question, answers[question], now)));
  const groups = [...new Set(whats)].map((what) => {
    const about = questions.filter((_, at) => whats[at] === what);
    return `${listed(about.map(nameOf))}, ${what}`;
  });
  const settled = QUESTIONS.length - questions.length;
  return [
    [{ bold: `${counted(questions.length, 'to settle', 'to settle')}: ${groups.join('; ')}.` }],
    settled === 0 ? 'A good first call opens at least one of them.' : `${counted(settled, 'holds', 'hold')} already.`,
    ...(stageOf(deal) === 'qualify' ? [] : questions.map((question) => `Ask: ${ASK[question]}`)),
  ];
}

function whatIsOpen(why: Unsettled | null): string {
  return WHAT[why === null || why === 'no' ? 'not-asked' : why];
}

function nameOf(question: Question): string {
  return QUESTION_NAMES[question].toLowerCase();
}
