import { createLog, type Log } from '../../src/log.ts';

/** For tests that do not look at what is logged. */
export const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A log at its most talkative, and all that it wrote. */
export function keptLog(secrets: readonly string[] = []): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const now = () => new Date('2026-11-24T09:00:00Z');
  return { log: createLog({ level: 'debug', now, secrets, write: (line) => lines.push(line) }), lines };
}
