import type { Db } from '../db/connect.ts';
import { type Asked, numberFacts } from '../db/numbers.ts';
import type { NumberFacts } from '../domain/number-facts.ts';
import { type Scorecards, scorecards } from '../domain/scorecard.ts';

/** A workspace's numbers, and the moment that they are of. */
export type Numbers = { readonly facts: NumberFacts; readonly cards: Scorecards; readonly at: Date };

/** As they stood at a moment, or some seconds from it. By the clock of the messages, so that a test's and the playground's count as well. */
export type NumbersAt = (asked: Asked, at: Date) => Promise<Numbers>;

/** What digests are composed from. */
export type Sources = { readonly db: Db; readonly numbers: NumbersAt };

export function sourcesOf(db: Db): Sources {
  return { db, numbers: createNumbers(db) };
}

/** What is posted within this time is drawn from the same numbers: a head agrees with its detail, and one digest with the next. */
const SAME_MS = 10_000;

/** Hundreds of digests may be due in the same minute, and all of a workspace's numbers are added up at once. */
function createNumbers(db: Db): NumbersAt {
  const kept = new Map<string, { readonly numbers: Promise<Numbers>; readonly at: number }>();
  return ({ workspace, settings, today, quarter }, at) => {
    for (const [key, one] of kept) if (Math.abs(at.getTime() - one.at) > SAME_MS) kept.delete(key);
    const key = JSON.stringify([workspace, settings, today, quarter?.from]);
    const known = kept.get(key);
    if (known !== undefined) return known.numbers;
    const numbers = addedUp(db, { workspace, settings, today, ...(quarter === undefined ? {} : { quarter }) }, at);
    kept.set(key, { numbers, at: at.getTime() });
    numbers.catch(() => kept.delete(key));
    return numbers;
  };
}

async function addedUp(db: Db, asked: Asked, at: Date): Promise<Numbers> {
  const facts = await numberFacts(db, asked);
  return { facts, cards: scorecards(facts), at };
}
