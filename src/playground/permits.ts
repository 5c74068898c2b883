import { freshId } from './view.ts';
import type { Workspace } from './workspace.ts';

/** Docs: a trigger is good for three seconds and for one call. */
const TRIGGER_MS = 3_000;

/** Docs: five posts within thirty minutes. */
const RESPONSE_URL_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

export type Trigger = {
  readonly user: string;
  /** The view in which the gesture was made; a view opened by it comes on top of that one. */
  readonly viewId: string | null;
};

export type Refused = { readonly is: 'refused'; readonly error: string };

/** Times here are real ones: a moved clock does not age a trigger. */
export class Triggers {
  readonly #issued = new Map<string, { readonly trigger: Trigger; readonly until: number; isUsed: boolean }>();

  issue(trigger: Trigger): string {
    const id = `${Date.now()}.${Math.floor(Math.random() * 1e12)}.${freshId(32).toLowerCase()}`;
    this.#issued.set(id, { trigger, until: performance.now() + TRIGGER_MS, isUsed: false });
    return id;
  }

  /** Good once; a refused use leaves the trigger as it was. */
  use(id: string): { readonly is: 'good'; readonly trigger: Trigger } | Refused {
    const issued = this.#issued.get(id);
    if (issued === undefined) return { is: 'refused', error: 'invalid_trigger_id' };
    if (issued.isUsed) return { is: 'refused', error: 'exchanged_trigger_id' };
    if (performance.now() > issued.until) return { is: 'refused', error: 'expired_trigger_id' };
    issued.isUsed = true;
    return { is: 'good', trigger: issued.trigger };
  }

  /** All that were given out so far are too old from now on. */
  expire(): void {
    for (const [id, issued] of this.#issued) this.#issued.set(id, { ...issued, until: Number.NEGATIVE_INFINITY });
  }
}

export type Reply = {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed. */
  readonly ts: string | null;
};

/** The addresses at which an app may answer a gesture. */
export class ResponseUrls {
  readonly #issued = new Map<string, { readonly reply: Reply; until: number; left: number }>();
  #base = '';

  /** Addresses start with `base`, which is known once the server listens. */
  startAt(base: string): void {
    this.#base = base;
  }

  issue(reply: Reply, { cast }: Workspace): string {
    const id = `${cast.team.id}/${freshId(12)}/${freshId(24)}`;
    this.#issued.set(id, { reply, until: performance.now() + RESPONSE_URL_MS, left: RESPONSE_URL_USES });
    return `${this.#base}${id}`;
  }

  use(id: string): { readonly is: 'good'; readonly reply: Reply } | Refused {
    const issued = this.#issued.get(id);
    if (issued === undefined) return { is: 'refused', error: 'invalid_url' };
    if (performance.now() > issued.until) return { is: 'refused', error: 'expired_url' };
    if (issued.left === 0) return { is: 'refused', error: 'used_url' };
    issued.left -= 1;
    return { is: 'good', reply: issued.reply };
  }

  expire(): void {
    for (const issued of this.#issued.values()) issued.until = Number.NEGATIVE_INFINITY;
  }
}
