import type { App, ReceiverEvent } from '@slack/bolt';

/** Tells when a Bolt app in this process has finished with everything that reached it. */
export function handlersOf(app: App): { readonly idle: () => Promise<void> } {
  const running = new Set<Promise<void>>();
  const processEvent = app.processEvent.bind(app);
  app.processEvent = (event: ReceiverEvent) => {
    const run = processEvent(event).finally(() => running.delete(run));
    running.add(run);
    return run;
  };
  return {
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
