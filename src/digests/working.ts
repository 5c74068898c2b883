import { deliverNext } from './deliver.ts';
import type { Delivery } from './delivery.ts';
import { reconcileNext } from './reconcile.ts';

/** What has just sent something looks again sooner: a channel takes the next one after a second, of which this is little. */
const BUSY_MS = 5_000;
const BUSY_PAUSE_MS = 50;

/** Takes messages, and looks up those of unknown outcome, until nothing more is to be begun. One process may do so several times at once. */
export function working(delivery: Delivery, nap: (ms: number) => Promise<unknown>): () => Promise<void> {
  const { elapsed, pace, stopping, log } = delivery;
  let looksFrom = Number.NEGATIVE_INFINITY;
  // There is hardly ever anything to look up: while hundreds of messages go out, it is not asked for before each of them.
  async function looksUp(): Promise<boolean> {
    if (elapsed() < looksFrom) return false;
    const did = await reconcileNext(delivery);
    if (!did) looksFrom = elapsed() + pace.idle;
    return did;
  }
  // A database or a Slack that is away must not end the process: what was begun is in the database, and taken up again.
  async function worked(): Promise<boolean> {
    try {
      // What is looked up comes first: there is little of it, and a long backlog must not keep it from ever being known.
      return (await looksUp()) || (await deliverNext(delivery));
    } catch (error) {
      log.error('Messages could not be worked on; they are taken up again later.', { error });
      return false;
    }
  }
  return async () => {
    let lastWork = Number.NEGATIVE_INFINITY;
    while (!stopping.aborted) {
      const did = await worked();
      if (did) lastWork = elapsed();
      else await nap(elapsed() - lastWork < BUSY_MS ? BUSY_PAUSE_MS : pace.idle);
    }
  };
}
