import { context, section } from './blocks.ts';
import { inFull, outOfText, percentText, shortMoneyText, table } from './figures.ts';
import { cut } from './limits.ts';
import { DASHED, isTooFew, nameOf, type Review, type ReviewLook, reasonName, type Spoken } from './review-digest.ts';

/** By rep where names may be read, and why deals were lost. */
export function reviewDetail(review: Review, look: ReviewLook): Spoken | null {
  const reps = look.sight === 'names' ? repRows(review, look) : [];
  const losses = lossLines(review);
  if (reps.length === 0 && losses.length === 0) return null;
  const { block, left } = table({ columns: REP_COLUMNS, rows: reps, most: MOST_REPS });
  const more = left === 0 ? [] : [`and ${left} more reps`];
  const spoken = reps.slice(0, reps.length - left).map(repSentence);
  return {
    text: inFull([`${look.teamName} in ${nameOf(review.quarter)}, in detail.`], spoken, [...more, ...losses]),
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

function repRows({ reps }: Review, { settings }: ReviewLook): readonly (readonly string[])[] {
  return reps.map(({ name, won, quota, attainment, consistency }) => [
    ...[cut(name, 60), shortMoneyText({ num: BigInt(won), den: 1n }, settings)],
    quota.value === null ? DASHED : shortMoneyText(quota.value, settings),
    ...[percentText(attainment), outOfText(consistency)],
  ]);
}

function repSentence([name, won, quota, attainment, quarters]: readonly string[]): string {
  return `${name}: won ${won} of ${quota}, ${attainment}; ${quarters} quarters at 80 % or more.`;
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
