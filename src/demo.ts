import { fileURLToPath } from 'node:url';
import { CannotStart } from './cannot-start.ts';
import { readDemoConfig } from './config.ts';
import { clear, startDemo } from './demo/start.ts';
import { createLog } from './log.ts';
import { isLeftBySlacksClient } from './slack/socket.ts';
import { endOnUnforeseen, stopOnSignals } from './stop.ts';

const FOLDER = 'demo-data';
const PAGE = fileURLToPath(new URL('page', import.meta.url));

/** The playground: a pretend Slack on this machine with the real app in it. */
async function main(words: readonly string[]): Promise<void> {
  const unknown = words.find((word) => word !== '--fresh');
  if (unknown !== undefined) throw new CannotStart(`The demo knows no “${unknown}”. It knows: npm run demo -- --fresh`);
  const read = readDemoConfig();
  if (read.is === 'wrong')
    throw new CannotStart(read.problems.map(({ setting, wrong }) => `${setting} ${wrong}.`).join('\n'));
  const { port, logLevel } = read.config;
  const log = createLog({ level: logLevel, now: () => new Date() });
  endOnUnforeseen(log, (reason) => isLeftBySlacksClient(reason, log));
  const stopping = stopOnSignals(log);
  if (words.includes('--fresh')) await clear(FOLDER, log);
  const { url } = await startDemo({ folder: FOLDER, port, page: PAGE, log, stopping });
  process.stdout.write(
    `\n  Sideline in a pretend Slack, on this machine alone:\n\n    ${url}\n\n` +
      '  Ctrl-C ends it, and the next start goes on from there; `npm run demo -- --fresh` begins anew.\n\n',
  );
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof CannotStart)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
