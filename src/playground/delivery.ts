import type { Faults } from './faults.ts';
import type { Obj } from './json.ts';

export type Parcel = {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Obj;
  readonly retry?: { readonly attempt: number; readonly reason: string };
};

/** What came back for a payload: the app's answer, or why there is none, in Slack's words. */
export type Answer =
  | { readonly is: 'acknowledged'; readonly body: unknown }
  | { readonly is: 'failed'; readonly why: 'dispatch_failed' | 'operation_timeout' | 'http_service_error' };

/** A sent payload; `again` sends the very same bytes: envelope id, timestamp and signature included. */
export type Sent = { readonly answer: Promise<Answer>; readonly again: () => Promise<Answer> };

/** A way to the app. */
export type Line = { send(parcel: Parcel): Sent };

/** Docs: an app has three seconds to acknowledge. */
export const ACK_MS = 3_000;

/** Docs: an event is tried again almost at once, after a minute and after five. */
const EVENT_RETRIES_MS = [100, 60_000, 300_000];

export type Delivered = {
  readonly parcel: Parcel;
  /** One answer for each copy. */
  readonly answers: readonly Promise<Answer>[];
  /** Sends the very same bytes once more. */
  readonly again: () => Promise<Answer>;
};

const MOST_KEPT = 500;

/** Everything that goes to the app goes through here. */
export class Post {
  readonly delivered: Delivered[] = [];
  #line: Line;
  readonly #faults: Faults;
  readonly #retriesMs: readonly number[];
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(line: Line, faults: Faults, retriesMs: readonly number[] = EVENT_RETRIES_MS) {
    this.#line = line;
    this.#faults = faults;
    this.#retriesMs = retriesMs;
  }

  /** From now on, payloads go this way. */
  use(line: Line): void {
    this.#line = line;
  }

  /** The answer to the first copy, once all are answered. Gestures are never tried again. */
  async gesture(parcel: Parcel): Promise<Answer> {
    const [first, ...others] = this.#send(parcel);
    await Promise.all(others);
    return first;
  }

  /** Tried again until it is acknowledged, up to three times. */
  async event(payload: Obj, attempt = 0): Promise<void> {
    const retry = attempt === 0 ? {} : { retry: { attempt, reason: 'timeout' } };
    const [first] = this.#send({ kind: 'events_api', payload, ...retry });
    const answer = await first;
    const wait = this.#retriesMs[attempt];
    if (answer.is === 'acknowledged' || wait === undefined) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.event(payload, attempt + 1);
    }, wait);
    this.#timers.add(timer);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #send(parcel: Parcel): readonly [Promise<Answer>, ...Promise<Answer>[]] {
    const { answer, again } = this.#line.send(parcel);
    const others = Array.from({ length: this.#faults.takeCopies() - 1 }, again);
    this.delivered.push({ parcel, answers: [answer, ...others], again });
    if (this.delivered.length > MOST_KEPT) this.delivered.shift();
    return [answer, ...others];
  }
}
