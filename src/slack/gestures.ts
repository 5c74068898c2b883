import type { App } from '@slack/bolt';
import type { Deps } from './deps.ts';

/** Everything that a person can do to Sideline, a file a gesture. */
export function registerGestures(app: App, deps: Deps): void {
  void app;
  void deps;
}
