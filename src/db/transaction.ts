import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from '../cannot-start.ts';
import type { Db } from './connect.ts';

/** Deadlock, serialisation failure, lock not available: the same work done again usually succeeds. Reliability, section 5. */
const WORTH_ANOTHER_TRY: readonly string[] = ['40P01', '40001', '55P03'];
const TRIES = 3;
/** So that the two do not meet again: up to as many milliseconds for each try. */
const APART_MS = 20;

/** Runs `work` in one transaction, at most three times where another transaction was in its way. */
export function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return outOfTheWay(() => db.transaction((tx) => work(tx)));
}

/** The same for a statement that is a transaction of its own. */
export async function outOfTheWay<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= TRIES || !WORTH_ANOTHER_TRY.includes(errorCode(error))) throw error;
      await pause(Math.random() * APART_MS * attempt);
    }
  }
}
