import type { TeamId } from './brand.ts';
import { LOSS_REASONS, type LossReason } from './deal.ts';
import { numberOf } from './fraction.ts';
import type { AnswerIs } from './qualification.ts';
import type { RepNumbers } from './scorecard.ts';

/** Deals lost in a quarter that are alike. */
export type LossRow = {
  /** The owner's on the closing day. */
  readonly team: TeamId | null;
  /** Null where an import does not say. */
  readonly reason: LossReason | null;
  readonly isPastGate: boolean;
  /** The last answer to the question that covers the reason; null where none covers it. */
  readonly said: AnswerIs | null;
  readonly deals: number;
};

export type LossLine = { readonly reason: LossReason | null; readonly pastGate: number; readonly before: number };

/** Of the deals lost past the gate for a reason that a question covers. */
export type Checklist = {
  readonly n: number;
  /** The prospect had said so: the answer misled. */
  readonly misled: number;
  /** What stood on the list and was passed over: a no, a guess, a question nobody asked. */
  readonly no: number;
  readonly guessed: number;
  readonly notAsked: number;
};

export type Losses = {
  readonly n: number;
  readonly lines: readonly LossLine[];
  readonly checklist: Checklist;
};

/** Why deals were lost, the most frequent reason first, and whether the checklist had said so. */
export function losses(rows: readonly LossRow[]): Losses {
  const count = (is: (row: LossRow) => boolean): number => rows.filter(is).reduce((all, { deals }) => all + deals, 0);
  const lines = [...LOSS_REASONS, null].map((reason) => ({
    reason,
    pastGate: count((row) => row.reason === reason && row.isPastGate),
    before: count((row) => row.reason === reason && !row.isPastGate),
  }));
  const covered = (said: AnswerIs): number => count((row) => row.isPastGate && row.said === said);
  const [misled, no, guessed, notAsked] = [
    covered('said-so'),
    covered('no'),
    covered('we-think-so'),
    covered('not-asked'),
  ];
  return {
    n: count(() => true),
    lines: lines
      .filter(({ pastGate, before }) => pastGate + before > 0)
      .sort((a, b) => b.pastGate + b.before - (a.pastGate + a.before)),
    checklist: { n: misled + no + guessed + notAsked, misled, no, guessed, notAsked },
  };
}

/** Reps by how many of their last four finished quarters with a quota they brought to 80 %. */
export type Consistencies = {
  /** Reps who have had a quota in any of the four. */
  readonly n: number;
  readonly all: number;
  readonly none: number;
};

export function consistencies(reps: readonly Pick<RepNumbers, 'consistency'>[]): Consistencies {
  const known = reps.flatMap(({ consistency: { value, n } }) =>
    value === null ? [] : [{ reached: numberOf(value), n }],
  );
  return {
    n: known.length,
    all: known.filter(({ reached, n }) => reached === n).length,
    none: known.filter(({ reached }) => reached === 0).length,
  };
}
