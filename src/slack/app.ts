import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { CannotStart } from '../cannot-start.ts';
import type { Config } from '../config.ts';
import { adoptWorkspace } from '../db/adopt-workspace.ts';
import type { Db } from '../db/connect.ts';
import type { WorkspaceId } from '../domain/brand.ts';
import { portTaken } from '../health.ts';
import { type Log, slackLogger } from '../log.ts';
import type { Deps } from './deps.ts';
import { createDirectory } from './directory.ts';
import { errorCode } from './error-code.ts';
import { registerGestures } from './gestures.ts';
import { createQueue } from './queue.ts';
import { socketReceiver } from './socket.ts';
import { createUsual } from './usual.ts';

export type SlackApp = {
  /**
   * Connects to Slack, or listens for it; the port is null in Socket Mode. What an operator has to mend is thrown as CannotStart.
   */
  readonly start: () => Promise<{ readonly port: number | null }>;
  /** Takes nothing more in; gestures that are under way go on. */
  readonly stop: () => Promise<void>;
  /** Resolves once no gesture is under way. */
  readonly settled: () => Promise<void>;
};

type Parts = {
  readonly slack: Config['slack'];
  readonly port: number;
  readonly db: Db;
  readonly log: Log;
  readonly now: () => Date;
  /** Health checks beside /slack/events; in Socket Mode they have a server of their own. */
  readonly routes: readonly Route[];
};
export type Route = NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]['customRoutes']>[number];

/** No listener may wait for Slack for ever, and a call that Slack refuses for its rate is worth one more try, not ten. */
const CALL_MS = 10_000;
const ONE_RETRY = { retries: 1, minTimeout: 300, maxTimeout: 1_000 };
const BODY_LIMIT = 1_000_000;
/** As far as two clocks may differ; Slack's own advice on what is too old. */
const MOST_AHEAD_S = 300;
/** Slack sends a request at once; whoever sends one a byte at a time only holds a connection. */
const SLOWEST = { headersTimeout: 5_000, requestTimeout: 5_000, connectionsCheckingInterval: 1_000 };

export function createApp({ slack, port, db, log, now, routes }: Parts): SlackApp {
  const queue = createQueue();
  const turnedAway = createQueue({ width: 2, most: 50_000 });
  const working = new Set<Promise<unknown>>();
  const receiver = receiving(slack, { log, routes, now });
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions: {
      slackApiUrl: slack.apiUrl,
      timeout: CALL_MS,
      retryConfig: ONE_RETRY,
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
    },
    logger: slackLogger(log, LogLevel.INFO),
    convoStore: false,
    deferInitialization: true,
  });
  let home = '';
  const deps: Deps = {
    ...{ db, log, now, queue, turnedAway },
    directory: createDirectory(() => performance.now()),
    usual: createUsual(db, () => performance.now()),
    home: () => home,
    mayAnswerTo: (url) => isAnswerHost(url, slack.apiUrl),
    track: (work) => {
      const done = work.then(
        () => {},
        () => {},
      );
      working.add(done);
      void done.then(() => working.delete(done));
    },
  };
  app.error(async (error) => log.error('A listener failed.', { error }));
  registerGestures(app, deps);
  return {
    start: async () => {
      const who = await app.client.auth.test().catch((error: unknown) => {
        throw refusedToken('SLACK_BOT_TOKEN', slack.apiUrl, error);
      });
      if (!who.team_id)
        throw new CannotStart(
          'Slack does not say which workspace SLACK_BOT_TOKEN belongs to: use the token of a bot installed in one.',
        );
      home = who.team_id;
      const [isAdopted] = await Promise.all([adoptWorkspace(db, home as WorkspaceId), app.init()]);
      if (isAdopted) log.info('Deals from a file are this workspace’s now.', { workspace: home });
      const server = await app.start(port, SLOWEST).catch((error: unknown) => {
        throw slack.receiving.by === 'socket'
          ? refusedToken('SLACK_APP_TOKEN', slack.apiUrl, error)
          : portTaken(port, error);
      });
      return { port: slack.receiving.by === 'http' ? (server.address() as AddressInfo).port : null };
    },
    // The socket's receiver does not wait until its socket has closed.
    stop: async () => void (await (receiver instanceof HTTPReceiver ? app.stop() : receiver.client.disconnect())),
    settled: async () => void (await Promise.all([queue.idle(), turnedAway.idle(), ...working])),
  };
}

function receiving(
  { receiving: by, apiUrl }: Config['slack'],
  { log, routes, now }: Pick<Parts, 'log' | 'routes' | 'now'>,
) {
  if (by.by === 'socket') return socketReceiver({ appToken: by.appToken, apiUrl, timeout: CALL_MS, log });
  const receiver = new HTTPReceiver({
    signingSecret: by.signingSecret,
    bodyLimit: BODY_LIMIT,
    customRoutes: [...routes],
    logger: slackLogger(log, LogLevel.INFO),
    installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
  });
  const { requestListener } = receiver;
  receiver.requestListener = (request, response) => {
    const status = refusal(request, now());
    if (status === null) return requestListener(request, response);
    log.warn('A request was refused before it was read.', { status });
    response.writeHead(status, { connection: 'close' }).end();
  };
  return receiver;
}

/**
 * Bolt reads a body up to its limit whatever length was announced; and it refuses what was signed more than five minutes ago, but lets
 * pass what was signed for later, which makes a signature for ever.
 */
function refusal({ headers }: IncomingMessage, now: Date): 413 | 401 | null {
  if (Number(headers['content-length'] ?? 0) > BODY_LIMIT) return 413;
  const signedAt = Number(headers['x-slack-request-timestamp'] ?? 0);
  return signedAt > now.getTime() / 1000 + MOST_AHEAD_S ? 401 : null;
}

const SLACK_HOSTS = ['hooks.slack.com', 'hooks.slack-gov.com'];
const THIS_MACHINE = ['127.0.0.1', 'localhost', '[::1]'];

/** Slack's own hosts by https; with SLACK_API_URL, the host that it names instead. */
export function isAnswerHost(responseUrl: string, apiUrl: string): boolean {
  if (!URL.canParse(responseUrl)) return false;
  const { protocol, hostname } = new URL(responseUrl);
  const stand = new URL(apiUrl);
  const isOnThisMachine = THIS_MACHINE.includes(hostname) && THIS_MACHINE.includes(stand.hostname);
  if (isOnThisMachine) return true;
  return (
    protocol === 'https:' &&
    (SLACK_HOSTS.includes(hostname) || (hostname === stand.hostname && stand.hostname !== 'slack.com'))
  );
}

/** What an operator can mend about a token, or about the way to Slack. */
function refusedToken(setting: string, apiUrl: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code !== '')
    return new CannotStart(
      `Slack does not accept ${setting}: ${code}. Take it from your app's settings again, and reinstall the app if its scopes have changed.`,
    );
  return new CannotStart(
    `Slack cannot be reached at ${new URL(apiUrl).host}. Check the way out of this machine, and SLACK_API_URL if it is set.`,
    { cause: error },
  );
}
