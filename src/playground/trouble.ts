import type { Faults } from './faults.ts';
import type { SendingLine } from './sending-line.ts';
import { WAYS, type WayId } from './ways.ts';

const POSTING = 'chat.postMessage';

export type TroubleNow = {
  readonly way: WayId;
  /** How many more posts meet it; null until it is switched off. */
  readonly left: number | null;
};

/** The switch with which whoever drives the playground makes its Slack fail at posting, and at nothing else. */
export class Trouble {
  readonly #faults: Faults;
  readonly #line: SendingLine;
  #way: WayId = 'unreachable';

  constructor(faults: Faults, line: SendingLine) {
    this.#faults = faults;
    this.#line = line;
  }

  /** Null where all goes well. */
  get now(): TroubleNow | null {
    if (this.#line.isShut) return { way: 'unreachable', left: null };
    const left = this.#faults.left(POSTING);
    if (left === 0 || this.#way === 'unreachable') return null;
    return { way: this.#way, left: Number.isFinite(left) ? left : null };
  }

  /** In place of what was switched on before; `posts` null is all of them. */
  begin(way: WayId, posts: number | null): void {
    this.end();
    this.#way = way;
    const fault = WAYS.find(({ id }) => id === way)?.fault ?? null;
    if (fault === null) this.#line.shut();
    else this.#faults.next(POSTING, fault, posts ?? Number.POSITIVE_INFINITY);
  }

  end(): void {
    this.#faults.cancel(POSTING);
    this.#line.open();
  }
}
