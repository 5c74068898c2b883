import { LogLevel, SocketModeReceiver } from '@slack/bolt';
import { type Log, slackLogger } from '../log.ts';

import { errorCode } from './error-code.ts';

/** However long Slack or the way to it is away: the client asks for a new socket until it gets one. */
const UNTIL_THERE = { forever: true, minTimeout: 500, maxTimeout: 30_000, factor: 1.5, randomize: true };

/** Socket Mode on Slack's API or another one's. What it is handed has its own retries: the client gives up after the first that fail. */
export function socketReceiver({
  appToken,
  apiUrl,
  timeout,
  log,
}: {
  appToken: string;
  apiUrl: string;
  timeout: number;
  log: Log;
}): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    logger: slackLogger(log, LogLevel.INFO),
    installerOptions: {
      clientOptions: { slackApiUrl: apiUrl, timeout, retryConfig: UNTIL_THERE, allowAbsoluteUrls: false },
    },
  });
}

/**
 * The socket's client leaves a rejection behind when a connection ends while another one is being made; it goes on connecting by itself. A
 * token that Slack no longer accepts is none of these: the process ends, and its next start says so.
 */
export function isLeftBySlacksClient(reason: unknown, log: Log): boolean {
  if (reason === undefined) return true;
  const isSockets = reason instanceof Error && (reason.stack ?? '').includes('@slack/socket-mode');
  if (!isSockets || errorCode(reason) !== '') return false;
  log.warn('Slack’s socket was lost, and is being connected anew.', { error: reason });
  return true;
}
