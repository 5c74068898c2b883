import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded before the app: at each SIGUSR2 the 99th percentile of its event loop's delay since the last one, in milliseconds. */
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('SIGUSR2', () => {
  process.stderr.write(`loop delay ${(delay.percentile(99) / 1e6).toFixed(2)}\n`);
  delay.reset();
});
