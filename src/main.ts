import { CannotStart } from './cannot-start.ts';
import { type Config, problemsText, readConfig } from './config.ts';
import { connect } from './db/connect.ts';
import type { Clock } from './digests/clock.ts';
import { PACE } from './domain/pace.ts';
import { type HealthServer, healthRoutes, serveHealth } from './health.ts';
import { createLog, type Log } from './log.ts';
import { isLeftBySlacksClient } from './slack/socket.ts';
import { endOnUnforeseen, type Stopping, stopOnSignals } from './stop.ts';

/** Production: the database, the app, and an orderly stop. What an operator has to mend is said in so many words. */
async function main(): Promise<void> {
  const read = readConfig();
  if (read.is === 'wrong') throw new CannotStart(problemsText(read.problems));
  const { config } = read;
  const now = () => new Date();
  const log = createLog({ level: config.logLevel, now, secrets: secretsOf(config) });
  endOnUnforeseen(log, (reason) => isLeftBySlacksClient(reason, log));
  await start(config, { log, now, stopping: stopOnSignals(log) });
}

type Ports = { readonly log: Log; readonly now: () => Date; readonly stopping: Stopping };

async function start(config: Config, { log, now, stopping }: Ports): Promise<void> {
  const { slack, port } = config;
  let ask = async (): Promise<void> => {
    throw new Error('The database has not answered yet.');
  };
  let clock: Clock | null = null;
  const routes = healthRoutes([
    { otherwise: 'the database does not answer', ask: () => ask() },
    { otherwise: 'the clock that sends messages stands still', ask: async () => clock?.ticks() },
  ]);
  // A supervisor may ask how things are while the database is still away.
  let health: HealthServer | null = await serveHealth(routes, port);
  stopping.before('the health checks', async () => health?.close());
  // Reading the code takes longer than anything else until it is ready: it is read while the database is reached.
  const loading = Promise.all([import('./slack/app.ts'), import('./slack/sender.ts')]);
  const { db, ping, close } = await connect(config.database, log, stopping.signal);
  stopping.before('the database', close);
  stopping.before('the messages under way', async () => clock?.settled(), CALL_UNDER_WAY_MS);
  const [{ createApp }, { createSender }] = await loading;
  const app = createApp({ slack, port, db, log, now, routes });
  stopping.before('gestures under way', app.settled);
  if (slack.receiving.by === 'http') {
    await health.close();
    health = null;
  }
  await app.start();
  stopping.before('taking in gestures', app.stop);
  ask = ping;
  log.info('Sideline is ready.', { port, from: slack.receiving.by });
  // What draws digests is not needed to answer people.
  const { createClock } = await import('./digests/clock.ts');
  if (stopping.signal.aborted) return;
  // Messages go by the database's clock, which all instances share.
  const messages = createClock({
    ...{ db, log, now: () => null, wall: now, ...(config.database.is === 'postgres' ? ON_POSTGRES : EMBEDDED) },
    slack: createSender({ ...slack, timeout: PACE.timeout, log }),
  });
  clock = messages;
  stopping.before('sending messages', messages.stop);
  messages.start();
}

/** Keeps to Slack's own pace in some hundred channels, and lets no command wait long: `npm run bench -- --only drain`. */
const ON_POSTGRES = { workers: 3, atOnce: 4 };
const EMBEDDED = { workers: 1, atOnce: 1 };

/** A call of Slack's that is under way is waited for: what came of it would otherwise have to be looked up. */
const CALL_UNDER_WAY_MS = PACE.timeout + 5_000;

/** Values without a shape to know them by, which must not stand in a log line even if some library says them. */
function secretsOf({ slack, database }: Config): string[] {
  const { receiving } = slack;
  const url = database.is === 'postgres' && URL.canParse(database.url) ? new URL(database.url) : null;
  return [
    slack.botToken,
    receiving.by === 'socket' ? receiving.appToken : receiving.signingSecret,
    ...(url === null ? [] : [url.password, decodeURIComponent(url.password)]),
  ].filter((secret) => secret !== '');
}

await main().catch((error: unknown) => {
  if (!(error instanceof CannotStart)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
