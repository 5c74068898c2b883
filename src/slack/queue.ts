/** Work that goes on after Slack has its acknowledgement: a few at a time, in order, and never without end. */
export type Queue = {
  /** Runs `work` when its turn comes; false, and nothing is run, where too much waits already. */
  readonly run: (work: () => Promise<void>) => boolean;
  /** Resolves once nothing is left to do. */
  readonly idle: () => Promise<void>;
};

/**
 * @param width how many run at once while they mostly wait, for the database or for Slack: enough to keep ten connections
 * busy.
 * @param narrow how many while they compute: between any two, whatever has come in meanwhile is acknowledged.
 * @param most how many may wait before the rest is turned away, which is kinder than an answer minutes later.
 * @param isComputing whether this process has hardly waited lately.
 */
export function createQueue({ width = 8, narrow = 1, most = 5_000, isComputing = busyLoop() } = {}): Queue {
  const waiting: (() => Promise<void>)[] = [];
  let onIdle: (() => void)[] = [];
  let running = 0;

  function begin(): void {
    const room = isComputing() ? Math.min(narrow, width) : width;
    while (running < room) {
      const work = waiting.shift();
      if (work === undefined) return;
      running += 1;
      void work().finally(ended);
    }
  }
  function ended(): void {
    running -= 1;
    // While it computes, what has come in is heard first.
    if (waiting.length > 0 && isComputing()) setImmediate(begin);
    else begin();
    if (running === 0 && waiting.length === 0) settle();
  }
  function settle(): void {
    for (const resolve of onIdle) resolve();
    onIdle = [];
  }

  return {
    run: (work) => {
      if (waiting.length >= most) return false;
      waiting.push(work);
      begin();
      return true;
    },
    idle: () => {
      if (running === 0 && waiting.length === 0) return Promise.resolve();
      return new Promise((resolve) => onIdle.push(resolve));
    },
  };
}

/** A shorter look would take one view being drawn for a crowd. */
const LOOK_MS = 100;
const MOSTLY = 0.9;

/** Whether this process' event loop was hardly ever without work, the last time it was looked at. */
function busyLoop(): () => boolean {
  let since = performance.eventLoopUtilization();
  let lookedAt = performance.now();
  let isBusy = false;
  return () => {
    const now = performance.now();
    if (now - lookedAt < LOOK_MS) return isBusy;
    isBusy = performance.eventLoopUtilization(since).utilization > MOSTLY;
    since = performance.eventLoopUtilization();
    lookedAt = now;
    return isBusy;
  };
}
