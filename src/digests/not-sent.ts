import { type Claimed, closeGate } from '../db/outbox.ts';
import { type Settling, settle } from '../db/settle-message.ts';
import { settleUnusable } from '../db/settle-run.ts';
import { growing } from '../domain/pace.ts';
import { isPerson } from '../domain/schedule-file.ts';
import { type Delivery, persistently } from './delivery.ts';
import type { Look } from './look-at-channel.ts';
import { isAboutDrawing, type Outcome } from './outcome.ts';

export async function settled(delivery: Delivery, claimed: Claimed, settling: Settling): Promise<void> {
  await persistently(delivery, () => settle(delivery.db, claimed, settling, delivery.now()));
}

/** A channel that cannot be posted in, or must not: a digest rests, wins are not told, and the team's manager hears of it. */
export async function unusable(
  delivery: Delivery,
  claimed: Claimed,
  { pause, code }: Extract<Look, { is: 'unusable' }>,
): Promise<void> {
  const { db, log, now } = delivery;
  const { id, workspaceId: workspace, kind } = claimed.message;
  await persistently(delivery, () => settleUnusable(db, claimed, { pause, code }, now()));
  log.error('A message cannot be posted in its channel; the team’s manager is told.', {
    delivery: id,
    workspace,
    reason: kind,
    code,
  });
}

/** A channel that could not be looked at: nothing was sent, and only where Slack itself is away do others wait as well. */
export async function notSeen(delivery: Delivery, claimed: Claimed, outcome: Outcome): Promise<void> {
  const { log, pace } = delivery;
  const { id, workspaceId: workspace, kind } = claimed.message;
  const isItsOwn = outcome.is === 'wait' || outcome.code === 'missing_scope';
  if (!isItsOwn) {
    const isAway = outcome.is === 'unknown';
    return notSent(delivery, claimed, isAway ? { is: 'unreachable', code: outcome.code } : outcome);
  }
  const asked = outcome.is === 'wait' ? outcome.seconds : null;
  const ms = asked === null ? pace.gate : asked * 1_000;
  await settled(delivery, claimed, { is: 'retry', ms, error: outcome.code, counts: false });
  const what = 'A channel could not be looked at before something is posted there, which waits.';
  log[outcome.is === 'wait' ? 'warn' : 'error'](what, { delivery: id, workspace, reason: kind, code: outcome.code });
}

export async function notSent(delivery: Delivery, claimed: Claimed, outcome: Outcome): Promise<void> {
  const { db, log, now } = delivery;
  const { id, workspaceId: workspace, kind, channelId } = claimed.message;
  if (outcome.is === 'channel' && !isPerson(channelId)) {
    delivery.looks.delete(channelId);
    return unusable(delivery, claimed, { is: 'unusable', pause: 'channel-unusable', code: outcome.code });
  }
  if (outcome.is !== 'unreachable') delivery.troubles.delete(workspace);
  const settling = settlingOf(delivery, claimed, outcome);
  // Ours again only once the gate is closed, or another worker runs into the same wall at once.
  const ms = gateMs(delivery, claimed, outcome);
  if (ms !== null) await persistently(delivery, () => closeGate(db, { workspace, ms, reason: outcome.is }, now()));
  await settled(delivery, claimed, settling);
  const isBad = settling.is === 'failed' || outcome.is === 'account' || outcome.is === 'drawing';
  log[isBad ? 'error' : 'warn'](SAID[outcome.is], { delivery: id, workspace, reason: kind, code: outcome.code });
  if (outcome.is === 'unreachable') troubled(delivery, claimed);
}

/** Those that were claimed together have run into one and the same trouble. */
function troubled({ troubles }: Delivery, { message: { workspaceId }, at }: Claimed): void {
  const last = troubles.get(workspaceId);
  if (last === undefined || at > last.at) troubles.set(workspaceId, { times: (last?.times ?? 0) + 1, at });
}

const SAID: { readonly [K in Outcome['is']]: string } = {
  wait: 'Slack asks to be left alone for a while; the message waits.',
  unreachable: 'Slack cannot be reached; the message waits.',
  unknown: 'Slack gave no answer that says whether a message was posted; it is looked for later.',
  channel: 'Slack does not let Sideline post there, and the message is given up.',
  thread: 'What a message was to reply to is not there any more, and it is given up.',
  account: 'Slack does not accept the app’s token for posting; messages wait until somebody mends it.',
  drawing: 'Slack does not take a message as it was drawn.',
  refused: 'Slack refused a message.',
};

/** For how long nothing more is sent in the workspace; null where others may go on. */
function gateMs({ pace, troubles }: Delivery, { message }: Claimed, outcome: Outcome): number | null {
  switch (outcome.is) {
    case 'wait':
      return outcome.seconds === null ? pace.gate : outcome.seconds * 1_000;
    case 'unreachable':
      return growing(pace.breaker, troubles.get(message.workspaceId)?.times ?? 0);
    case 'account':
      return pace.gate;
    default:
      return null;
  }
}

/** A code that is in no table is given a chance or two. */
const TRIES_OF_UNKNOWN = 3;

function settlingOf(delivery: Delivery, claimed: Claimed, outcome: Outcome): Settling {
  const { pace, random } = delivery;
  const { attempts, maxAttempts, lastError } = claimed.message;
  switch (outcome.is) {
    case 'wait':
    case 'unreachable':
    case 'account': {
      const error = isAboutDrawing(lastError) ? (lastError ?? outcome.code) : outcome.code;
      return { is: 'retry', ms: gateMs(delivery, claimed, outcome) ?? 0, error, counts: false };
    }
    case 'unknown':
      return { is: 'unknown', ms: pace.quiet, error: outcome.code };
    case 'channel':
    case 'thread':
      return { is: 'failed', error: outcome.code };
    case 'drawing': {
      const isLast = isAboutDrawing(lastError) || attempts >= maxAttempts;
      return isLast ? { is: 'failed', error: outcome.code } : { is: 'retry', ms: 0, error: outcome.code, counts: true };
    }
    case 'refused':
      return attempts >= TRIES_OF_UNKNOWN
        ? { is: 'failed', error: outcome.code }
        : { is: 'retry', ms: random() * growing([2_000, pace.backoff], attempts), error: outcome.code, counts: true };
  }
}
