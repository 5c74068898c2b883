import { fraction } from '../domain/fraction.ts';
import type { RepNumbers } from '../domain/scorecard.ts';
import { quarterLabel } from './attainment-words.ts';
import { context, type Spoken, section } from './blocks.ts';
import { DASH, inFull, outOfText, percentText, shortMoneyText, table } from './figures.ts';
import { isTooFew, type Review, type ReviewLook, reasonName } from './review-digest.ts';

/** By rep where names may be read, and why deals were lost. */
export function reviewDetail(review: Review, look: ReviewLook): Spoken | null {
  const reps = look.sight === 'names' ? repRows(review, look) : [];
  const losses = lossLines(review);
  if (reps.length === 0 && losses.length === 0) return null;
  const { block, left } = table({ columns: REP_COLUMNS, rows: reps, most: MOST_REPS });
  const more = left === 0 ? [] : [`and ${left} more reps`];
  const spoken = review.reps.slice(0, reps.length - left).map((rep) => repSentence(rep, look));
  return {
    text: inFull([`${look.teamName} in ${quarterLabel(review.quarter, look.current)}, in detail.`], spoken, [
      ...more,
      ...losses,
    ]),
    blocks: [
      ...(reps.length === 0 ? [] : [section([[{ bold: 'By rep' }]]), block]),
      ...more.map((text) => context(text)),
      ...(losses.length === 0 ? [] : [section([[{ bold: 'Why deals were lost' }], ...losses])]),
    ],
  };
}

const MOST_REPS = 60;
const REP_COLUMNS = [
  { head: 'Rep' },
  { head: 'Won', align: 'right' },
  { head: 'Quota', align: 'right' },
  { head: 'Attainment', align: 'right' },
  { head: 'Quarters ≥ 80 %', align: 'right' },
] as const;

function repRows({ reps }: Review, { settings, nameOf }: ReviewLook): readonly (readonly string[])[] {
  return reps.map(({ person, won, quota, attainment, consistency }) => [
    ...[nameOf(person), shortMoneyText(fraction(won), settings)],
    quota.value === null ? DASH : shortMoneyText(quota.value, settings),
    ...[percentText(attainment), outOfText(consistency)],
  ]);
}

function repSentence(
  { person, won, quota, attainment, consistency }: RepNumbers,
  { settings, nameOf }: ReviewLook,
): string {
  const amount = shortMoneyText(fraction(won), settings);
  const against =
    quota.value === null
      ? `${amount}, no quota`
      : `${amount} of ${shortMoneyText(quota.value, settings)}, ${percentText(attainment)}`;
  const quarters =
    consistency.value === null
      ? 'no finished quarter with a quota'
      : `${outOfText(consistency)} quarters at 80 % or more`;
  return `${nameOf(person)}: won ${against}; ${quarters}.`;
}

function lossLines({ losses: { lines, checklist }, team }: Review): readonly string[] {
  const reasons = lines.map(({ reason, pastGate, before }) => {
    const early = before === 0 ? '' : `, ${before} of them before the gate`;
    return `${reasonName(reason)}: ${pastGate + before}${early}`;
  });
  if (isTooFew(team) || checklist.n === 0) return reasons;
  const { n, misled, no, guessed, notAsked } = checklist;
  return [
    ...reasons,
    `${n} were lost past the gate for a reason that a question covers. In ${n - misled} the checklist had said so: ` +
      `${no} with a no, ${guessed} with “we think so”, ${notAsked} not asked. In ${misled} the prospect had said otherwise, and the answer misled.`,
  ];
}
