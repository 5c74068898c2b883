import { CannotStart } from './cannot-start.ts';
import { type Config, problemsText, readConfig } from './config.ts';
import { connect } from './db/connect.ts';
import { type HealthServer, healthRoutes, serveHealth } from './health.ts';
import { createLog, type Log } from './log.ts';
import { createApp } from './slack/app.ts';
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
  const routes = healthRoutes([{ otherwise: 'the database does not answer', ask: () => ask() }]);
  // A supervisor may ask how things are while the database is still away.
  let health: HealthServer | null = await serveHealth(routes, port);
  stopping.before('the health checks', async () => health?.close());
  const { db, ping, close } = await connect(config.database, log, stopping.signal);
  stopping.before('the database', close);
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
}

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
