import type { Db } from '../db/connect.ts';
import type { Claiming, Message, Now } from '../db/outbox.ts';
import type { Figures } from '../db/said.ts';
import type { RunFacts } from '../db/standings.ts';
import type { Pace } from '../domain/pace.ts';
import type { Log } from '../log.ts';
import type { Payload, SlackPort } from './slack-port.ts';

/** What a message comes to when it is drawn, at the last moment before it is sent. */
export type Drawing =
  /** `figures`: what a digest has then said, for the next one to come back to. */
  | { readonly is: 'drawn'; readonly payload: Payload; readonly figures?: Figures }
  /** What it would tell is no longer so. */
  | { readonly is: 'nothing'; readonly why: string }
  /** It cannot be drawn, now or later. */
  | { readonly is: 'impossible'; readonly why: string }
  /** A later version of Sideline put it down, and knows how to draw it. */
  | { readonly is: 'not-mine' };
/** As of a moment, by the clock of the messages. `run`: of a digest's occurrence, what it is drawn from. */
export type Draw = (message: Message, at: Date, run: RunFacts | null) => Promise<Drawing>;

/** All that the delivery of messages goes by. */
export type Delivery = {
  readonly db: Db;
  readonly slack: SlackPort;
  readonly draw: Draw;
  readonly log: Log;
  /** Null for the database's clock. */
  readonly now: () => Now;
  /** Milliseconds of a clock that never jumps. */
  readonly elapsed: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Which process, and which of its starts: never a host's name alone. */
  readonly worker: string;
  readonly pace: Pace;
  /** How many messages a worker has in hand at once, each for another channel. */
  readonly atOnce: number;
  /** Aborted once nothing more is to be begun. */
  readonly stopping: AbortSignal;
  /** How often in a row Slack could not be reached, and when what found it so last was claimed, by workspace. */
  readonly troubles: Map<string, { readonly times: number; readonly at: Date }>;
  /** When a channel was last looked at and found usable, by its id, on the clock that never jumps. */
  readonly looks: Map<string, number>;
};

export function claiming({ now, worker, pace }: Delivery): Claiming {
  return { now: now(), worker, pace };
}

/** Of a row that has to be written because Slack has already done something: a database that is away for a moment is waited for. */
const TRIES = 5;
const FIRST_PAUSE_MS = 200;

export async function persistently<T>(
  { pause, log }: Pick<Delivery, 'pause' | 'log'>,
  write: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt >= TRIES) throw error;
      log.warn('What became of a message could not be written down; trying again.', { attempt, error });
      await pause(FIRST_PAUSE_MS * 4 ** (attempt - 1));
    }
  }
}
