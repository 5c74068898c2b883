import { CannotStart } from '../../../src/cannot-start.ts';
import { createLog } from '../../../src/log.ts';
import { endOnUnforeseen, stopOnSignals } from '../../../src/stop.ts';

// A process with a database, a handler at work and a receiver, each of which says when it is stopped.
const say = (what: string) => void process.send?.({ what });
const log = createLog({ level: 'info', now: () => new Date() });
endOnUnforeseen(log, (reason) => reason === undefined);
const { signal, before } = stopOnSignals(log);

let handled = () => {};
const handler = new Promise<void>((resolve) => {
  handled = resolve;
});
before('database', async () => say('database closed'));
before('handlers', async () => {
  say('waiting for the handler');
  await handler;
  say('handler done');
});
before('receiver', async () => {
  say('receiver closed');
  if (process.argv[2] === 'receiver-fails') throw new Error('no such socket');
});
signal.addEventListener('abort', () => say('asked to stop'));

const actions: { readonly [what: string]: () => void } = {
  finish: () => handled(),
  throw: () => {
    throw new Error('nobody foresaw this');
  },
  reject: () => void Promise.reject(new Error('nobody foresaw this')),
  'reject as foreseen': () => void Promise.reject(undefined),
  'cannot start': () => {
    throw new CannotStart('Mend this first.');
  },
};
process.on('message', ({ what }: { what: string }) => {
  setImmediate(() => {
    actions[what]?.();
    setImmediate(() => say('still here'));
  });
});
say('ready');
