/** Work that goes on after Slack has its acknowledgement: a few at a time, in order, and never without end. */
export type Queue = {
  /** Runs `work` when its turn comes; false, and nothing is run, where too much waits already. */
  readonly run: (work: () => Promise<void>) => boolean;
  /** Resolves once nothing is left to do. */
  readonly idle: () => Promise<void>;
};

/**
 * @param width how many run at once: enough to keep ten database connections busy, few enough that an acknowledgement
 * never waits behind more than these.
 * @param most how many may wait before the rest is turned away, which is kinder than an answer minutes later.
 */
export function createQueue({ width = 8, most = 5_000 } = {}): Queue {
  const waiting: (() => Promise<void>)[] = [];
  let onIdle: (() => void)[] = [];
  let running = 0;

  function begin(work: () => Promise<void>): void {
    running += 1;
    void work().finally(ended);
  }
  function ended(): void {
    running -= 1;
    const next = waiting.shift();
    if (next) begin(next);
    if (running === 0) settle();
  }
  function settle(): void {
    for (const resolve of onIdle) resolve();
    onIdle = [];
  }

  return {
    run: (work) => {
      if (waiting.length >= most) return false;
      if (running < width) begin(work);
      else waiting.push(work);
      return true;
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
  };
}
