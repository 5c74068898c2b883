/** What can go wrong with a call of the Web API, by switch. */
export type Fault =
  /** Slack says no; with `after`, having done it all the same, as it may with `internal_error`. */
  | { readonly is: 'error'; readonly error: string; readonly when?: 'after' }
  /** Seconds; null leaves the header out, and a text is nonsense in it. */
  | { readonly is: 'rate-limited'; readonly retryAfter: number | string | null }
  | { readonly is: 'http'; readonly status: number; readonly when?: 'after' }
  /** A page of HTML with status 200, as of a machine in between; the call did not take effect. */
  | { readonly is: 'html' }
  /** The connection is reset, before or after the call took effect. */
  | { readonly is: 'reset'; readonly when: 'before' | 'after' }
  /** The call takes effect, and half of the answer arrives. */
  | { readonly is: 'cut' }
  /** No answer ever comes; the call takes effect or not. */
  | { readonly is: 'hang'; readonly when: 'before' | 'after' }
  /** The call takes effect, and the answer comes so many seconds later. */
  | { readonly is: 'late'; readonly seconds: number }
  /** No answer ever comes, and the call takes effect so many seconds later by the playground's clock. */
  | { readonly is: 'late-effect'; readonly seconds: number };

/** Whether a call takes effect, where it fails in this way or in none. */
export function effectOf(fault: Fault | undefined): 'now' | 'later' | 'never' {
  if (fault === undefined || fault.is === 'cut' || fault.is === 'late') return 'now';
  if (fault.is === 'late-effect') return 'later';
  return 'when' in fault && fault.when === 'after' ? 'now' : 'never';
}

/** Switches; "*" stands for every method. */
export class Faults {
  #planned: { readonly method: string; left: number; readonly fault: Fault }[] = [];
  readonly #latency = new Map<string, number>();
  #copies: readonly number[] = [];

  /** The next `times` calls of `method` go wrong, after those that were planned before. */
  next(method: string, fault: Fault, times = 1): void {
    this.#planned.push({ method, left: times, fault });
  }

  /** How many calls that were planned for `method` by its name have still to come. */
  left(method: string): number {
    return this.#planned.reduce((sum, plan) => sum + (plan.method === method ? plan.left : 0), 0);
  }

  /** Takes back what was planned for `method` by its name. */
  cancel(method: string): void {
    this.#planned = this.#planned.filter((plan) => plan.method !== method);
  }

  /** Milliseconds before a call of `method` takes effect; 0 takes it back. */
  latency(method: string, milliseconds: number): void {
    this.#latency.set(method, milliseconds);
  }

  /** The next `payloads` are delivered `copies` times, at once, as Slack does when it misses an acknowledgement. */
  repeat(copies: number, payloads = 1): void {
    this.#copies = Array.from({ length: payloads }, () => copies);
  }

  clear(): void {
    this.#planned = [];
    this.#latency.clear();
    this.#copies = [];
  }

  delayOf(method: string): number {
    return this.#latency.get(method) ?? this.#latency.get('*') ?? 0;
  }

  take(method: string): Fault | undefined {
    const planned = this.#planned.find((plan) => plan.left > 0 && (plan.method === method || plan.method === '*'));
    if (planned !== undefined) planned.left -= 1;
    return planned?.fault;
  }

  takeCopies(): number {
    const [copies = 1, ...others] = this.#copies;
    this.#copies = others;
    return copies;
  }
}
