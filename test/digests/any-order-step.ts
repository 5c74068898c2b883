import type fc from 'fast-check';
import type { Desk } from '../support/schedules.ts';
import { holds, type Seen } from './any-order-holds.ts';
import type { Process } from './any-order-processes.ts';

/** All that is to be foretold is which dates a schedule has; the rest is read from the database and from what Slack has. */
export type Model = object;
export type Real = Seen & { readonly desk: Desk; readonly processes: Process[] };

export type Step = fc.AsyncCommand<Model, Real>;

export function step(name: string, run: (real: Real) => Promise<unknown>): Step {
  return {
    check: () => true,
    run: async (_, real) => {
      await run(real);
      await holds(real);
    },
    toString: () => name,
  };
}

export const at = ({ chat }: Seen) => new Date(chat.clock.now);
export function passes(clock: { now: number }, ms: number): void {
  clock.now += Math.max(0, ms);
}
