import type { Workspace } from './workspace.ts';

/** For how long nothing may happen until an app that cannot be asked counts as done. */
const STILL_MS = 60;
const LATEST_MS = 3_000;

/** Knows when the app is at rest, as far as that can be seen from outside. */
export class Activity {
  readonly #workspace: Workspace;
  #requests = 0;
  #lastAt = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    workspace.onChange(() => this.#touch());
  }

  /** A request of the app has come; call back what is returned once it is answered. */
  began(): () => void {
    this.#requests += 1;
    return () => {
      this.#requests -= 1;
      this.#touch();
    };
  }

  /** Resolves once something has changed since `changes` and then all has been still for a moment. */
  async settled(changes: number): Promise<void> {
    const latest = performance.now() + LATEST_MS;
    while (performance.now() < latest) {
      const still = performance.now() - this.#lastAt;
      if (this.#workspace.changes > changes && this.#requests === 0 && still >= STILL_MS) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (this.#workspace.changes > changes) return;
    throw new Error(`The app showed nothing within ${LATEST_MS} ms`);
  }

  #touch(): void {
    this.#lastAt = performance.now();
  }
}
