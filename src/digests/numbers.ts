import type { Db } from '../db/connect.ts';
import { type Asked, attainmentFacts, numberFacts } from '../db/numbers.ts';
import { attainments, type RepAttained, type TeamAttained } from '../domain/attainments.ts';
import type { TeamId } from '../domain/brand.ts';
import type { AttainmentFacts, NumberFacts } from '../domain/number-facts.ts';
import { type RepNumbers, scorecards, type TeamNumbers } from '../domain/scorecard.ts';

/** A workspace's numbers: of its reps, its teams, and all in all. */
export type Numbers<F, R, T> = {
  readonly facts: F;
  readonly cards: {
    readonly reps: readonly R[];
    readonly teams: readonly (T & { readonly id: TeamId; readonly name: string })[];
    readonly workspace: T;
  };
};

/**
 * As they stood at a moment, or some seconds from it: `at` says which. By the clock of the messages, so that a test's and the playground's
 * count as well.
 */
export type NumbersAt<F, R, T> = (asked: Asked, at: Date) => Promise<Numbers<F, R, T> & { readonly at: Date }>;

/** What digests are composed from. */
export type Sources = {
  readonly db: Db;
  readonly numbers: NumbersAt<NumberFacts, RepNumbers, TeamNumbers>;
  /** What attainment and spread say, and no more: those two are asked for by everybody at the same minute. */
  readonly attained: NumbersAt<AttainmentFacts, RepAttained, TeamAttained>;
};

export function sourcesOf(db: Db): Sources {
  return {
    db,
    numbers: keptFor(async (asked) => {
      const facts = await numberFacts(db, asked);
      return { facts, cards: scorecards(facts) };
    }),
    attained: keptFor(async (asked) => {
      const facts = await attainmentFacts(db, asked);
      return { facts, cards: attainments(facts) };
    }),
  };
}

/** What is posted within this time is drawn from the same numbers: a head agrees with its detail, and one digest with the next. */
const SAME_MS = 10_000;

/** Hundreds of digests may be due in the same minute, and all of a workspace's numbers are added up at once. */
function keptFor<F, R, T>(add: (asked: Asked) => Promise<Numbers<F, R, T>>): NumbersAt<F, R, T> {
  const kept = new Map<string, { readonly numbers: Promise<Numbers<F, R, T> & { at: Date }>; readonly at: number }>();
  return (asked, at) => {
    for (const [key, one] of kept) if (Math.abs(at.getTime() - one.at) > SAME_MS) kept.delete(key);
    const { workspace, settings, today, quarter } = asked;
    const key = JSON.stringify([workspace, settings, today, quarter?.from]);
    const known = kept.get(key);
    if (known !== undefined) return known.numbers;
    const numbers = add(asked).then((added) => ({ ...added, at }));
    kept.set(key, { numbers, at: at.getTime() });
    numbers.catch(() => kept.delete(key));
    return numbers;
  };
}
