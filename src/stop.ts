import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart } from './cannot-start.ts';
import type { Log } from './log.ts';

/** A supervisor that asks politely kills after 30 s (Kubernetes' grace); what is left by then is left to the database. */
const HARD_STOP_MS = 25_000;
const STEP_MS = 10_000;

export type Stopping = {
  /** Aborted at the first signal: whatever waits to begin need not wait any longer. */
  readonly signal: AbortSignal;
  /**
   * Adds what has to be undone before the process ends. The last added is undone first, so that each part can be added
   * where it was made: the database, then the handlers that use it, then what brings them work. Each has ten seconds, unless said.
   */
  readonly before: (what: string, undo: () => Promise<unknown>, withinMs?: number) => void;
};

type Step = { readonly what: string; readonly undo: () => Promise<unknown>; readonly withinMs: number };

/** Ends the process in order at SIGTERM or SIGINT, and at once at the second. */
export function stopOnSignals(log: Log): Stopping {
  const steps: Step[] = [];
  const asked = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked.signal.aborted) {
      log.warn('Asked twice to stop: stopped at once.', { signal });
      process.exit(1);
    }
    asked.abort();
    log.info('Stopping.', { signal });
    setTimeout(() => {
      log.error('Stopping took too long: stopped at once.');
      process.exit(1);
    }, HARD_STOP_MS).unref();
    void undoAll(steps, log).then((isClean) => process.exit(isClean ? 0 : 1));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return { signal: asked.signal, before: (what, undo, withinMs = STEP_MS) => steps.push({ what, undo, withinMs }) };
}

async function undoAll(steps: readonly Step[], log: Log): Promise<boolean> {
  let isClean = true;
  for (const { what, undo, withinMs } of steps.toReversed()) {
    const inTime = new AbortController();
    const late = pause(withinMs, 'late', { signal: inTime.signal }).catch(() => 'done');
    try {
      if ((await Promise.race([undo(), late])) === 'late') throw new Error(`It took longer than ${withinMs} ms.`);
    } catch (error) {
      isClean = false;
      log.error(`Not stopped in order: ${what}.`, { error });
    }
    inTime.abort();
  }
  if (isClean) log.info('Stopped.');
  return isClean;
}

/**
 * After an error that nobody foresaw the process' state is anybody's guess, so it ends and its supervisor starts it
 * anew: what was acknowledged is in the database. What an operator has to mend is said without a stack.
 *
 * `isForeseen` takes over a rejection that a package is known to leave behind, and answers whether it has.
 */
export function endOnUnforeseen(log: Log, isForeseen: (reason: unknown) => boolean = () => false): void {
  const end = (error: unknown) => {
    if (error instanceof CannotStart) process.stderr.write(`${error.message}\n`);
    else log.error('An error that nobody foresaw ends the process.', { error });
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', (reason) => {
    if (!isForeseen(reason)) end(reason);
  });
}
