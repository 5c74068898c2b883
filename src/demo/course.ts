import type { OpenPoint, ProofKind } from '../domain/deal.ts';
import { answersAt } from '../domain/qualification.ts';
import type { Dice } from './dice.ts';
import { type Answers, euros as inEuros, type Telling } from './telling.ts';
import { ACCEPTED, AGREED, ASKED_FOR, OFFERED, REFUSED, STILL_A_GO, YES } from './words.ts';

/** The moment at which a share of a deal's course, from opening (0) to closing (1), has passed. */
export type When = (share: number) => Date;

/** Where in its course a deal goes through its gates, and when the last of it is settled. */
export const COURSE = { prove: 0.26, propose: 0.6, negotiate: 0.78, settled: 0.96 } as const;

type Step = readonly [share: number, take: (telling: Telling, at: Date) => void];

/** A believable course of a deal up to a share of it: what happens in it falls the same way however far it goes. */
export function follow(telling: Telling, when: When, { dice, euros, upTo }: Course): void {
  const steps = [...qualifying(dice), ...proving(dice, euros), ...proposing(dice, euros), ...negotiating(dice, euros)];
  for (const [share, take] of steps) if (share <= upTo) take(telling, when(share));
}

export type Course = { readonly dice: Dice; readonly euros: number; readonly upTo: number };

function qualifying(dice: Dice): readonly Step[] {
  const first: Answers = {
    timing: dice.chance(0.4) ? ['we-think-so', ''] : ['said-so', dice.pick(YES.timing)],
    alternatives: dice.chance(0.4)
      ? ['we-think-so', dice.pick(YES.alternatives)]
      : ['said-so', dice.pick(YES.alternatives)],
  };
  const rest: Answers = {
    ...(first.timing?.[0] === 'we-think-so' ? { timing: ['said-so', dice.pick(YES.timing)] as const } : {}),
    decision: ['said-so', dice.pick(YES.decision)],
    price: dice.chance(0.35) ? ['we-think-so', dice.pick(YES.price)] : ['said-so', dice.pick(YES.price)],
  };
  return [
    [0.05, (told, at) => told.answers(at, first)],
    [0.18, (told, at) => told.answers(at, rest)],
    [COURSE.prove, (told, at) => told.advance(at)],
  ];
}

function proving(dice: Dice, euros: number): readonly Step[] {
  const kinds: readonly ProofKind[] = dice.pick([['demo'], ['demo'], ['demo', 'references'], ['demo', 'roi'], ['roi']]);
  const roi = { cost: inEuros(euros), yearlyGain: inEuros(Math.round((euros * dice.whole(9, 24)) / 1_000) * 100) };
  const isRefused = dice.chance(0.15);
  const why = dice.pick(REFUSED);
  const steps: Step[] = [];
  for (const [index, kind] of kinds.entries()) {
    const from = 0.28 + index * 0.1;
    steps.push([from, (told, at) => told.proof(at, kind)]);
    steps.push([from + 0.09, (told, at) => told.proofIs(at, kind, 'delivered', kind === 'roi' ? { roi } : {})]);
    const note = dice.pick(ACCEPTED[kind]);
    if (isRefused && index === 0) {
      steps.push([from + 0.12, (told, at) => told.proofIs(at, kind, 'refused', { note: why })]);
      steps.push([from + 0.12, (told, at) => told.proof(at, kind, { inPlaceOf: told.last(kind).id })]);
      steps.push([from + 0.17, (told, at) => told.proofIs(at, kind, 'delivered', kind === 'roi' ? { roi } : {})]);
    }
    steps.push([from + 0.2, (told, at) => told.proofIs(at, kind, 'accepted', { note })]);
  }
  const said = dice.pick(YES.alternatives);
  const words = dice.pick(STILL_A_GO);
  const go = (told: Telling, at: Date) => {
    const isTheirs = answersAt(told.deal.answers).alternatives.is === 'said-so';
    told.advance(at, { words, ...(isTheirs ? {} : { answers: { alternatives: ['said-so', said] } }) });
  };
  return [...steps.sort(([a], [b]) => a - b), [COURSE.propose, go]];
}

function proposing(dice: Dice, euros: number): readonly Step[] {
  const points: readonly OpenPoint[] = dice.pick([
    ['price'],
    ['price', 'legal-terms'],
    ['payment-terms'],
    ['procurement', 'price'],
  ]);
  const proposal = { euros, agreed: dice.pick(AGREED) };
  return [
    [0.66, (told, at) => told.points(at, ...points)],
    [COURSE.negotiate, (told, at) => told.advance(at, { proposal })],
  ];
}

function negotiating(dice: Dice, euros: number): readonly Step[] {
  const asks = dice.chance(0.6);
  const basisPoints = dice.pick([500, 800, 1_000, 1_200, 1_500]);
  const words = dice.pick(ASKED_FOR);
  const [value, what] = dice.pick(OFFERED);
  const gives = dice.chance(0.45);
  const share = dice.pick([0.02, 0.03, 0.05, 0.06]);
  if (!asks) return [[0.84, (told, at) => told.counter(at, { kind: 'asked-term', words: 'payment in 60 days' })]];
  const steps: Step[] = [
    [0.81, (told, at) => told.counter(at, { kind: 'asked-discount', basisPoints, words })],
    [0.87, (told, at) => told.counter(at, { kind: 'value', value, words: what })],
  ];
  const discount = { kind: 'discount', amount: inEuros(Math.round((euros * share) / 50) * 50), reason: '' } as const;
  if (gives) steps.push([COURSE.settled, (told, at) => told.counter(at, discount)]);
  return steps;
}
