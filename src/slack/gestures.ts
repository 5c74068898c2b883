import type { App } from '@slack/bolt';
import { addDeals } from './add-deal.ts';
import type { Deps } from './deps.ts';
import { showDeals } from './show-deals.ts';

/** Everything that a person can do to Sideline, a file a gesture. */
const GESTURES = [showDeals, addDeals] as const;

export function registerGestures(app: App, deps: Deps): void {
  for (const register of GESTURES) register(app, deps);
}
