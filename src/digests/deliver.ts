import { type Claimed, claim, closeGate, mark } from '../db/outbox.ts';
import { closeAttempt, type Proof, type Settling, settle, settleSent } from '../db/settle-message.ts';
import { growing } from '../domain/pace.ts';
import { claiming, type Delivery, type Drawing, persistently } from './delivery.ts';
import { isAboutDrawing, type Outcome, outcomeOf } from './outcome.ts';
import type { Called, Failure, Payload, Posted } from './slack-port.ts';

/** Sends the next message that may go out; false where there is none. Claim, draw, mark, call, settle: reliability, section 4.4. */
export async function deliverNext(delivery: Delivery): Promise<boolean> {
  if (delivery.stopping.aborted) return false;
  const claimed = await claim(delivery.db, claiming(delivery));
  if (claimed === null) return false;
  const drawing = await drawn(delivery, claimed);
  if (delivery.stopping.aborted)
    await settled(delivery, claimed, { is: 'retry', ms: 0, error: 'stopping', counts: false });
  else if (drawing.is === 'drawn') await send(delivery, claimed, drawing.payload);
  else await settled(delivery, claimed, undrawn(delivery, claimed, drawing));
  return true;
}

type Undrawn = Exclude<Drawing, { is: 'drawn' }> | { readonly is: 'broken' };

/** One message that cannot be drawn must not keep the others from going out. */
async function drawn({ draw, now, log }: Delivery, { message }: Claimed): Promise<Drawing | { is: 'broken' }> {
  try {
    const drawing = await draw(message, now());
    if (drawing.is !== 'drawn') return drawing;
    // Slack did not take its blocks: the same words in plain text are better than nothing.
    const { text, blocks } = drawing.payload;
    const payload = { text, blocks: isAboutDrawing(message.lastError) ? [] : blocks };
    const isTooLarge = JSON.stringify(payload).length > MOST_BYTES;
    return isTooLarge ? { is: 'impossible', why: 'too_large' } : { is: 'drawn', payload };
  } catch (error) {
    log.error('A message could not be drawn.', { delivery: message.id, reason: message.kind, error });
    return { is: 'broken' };
  }
}

const MOST_BYTES = 1_000_000;

function undrawn({ pace, log }: Delivery, { message }: Claimed, drawing: Undrawn): Settling {
  switch (drawing.is) {
    case 'nothing':
      return { is: 'cancelled', error: drawing.why };
    case 'impossible':
      log.error('A message cannot be drawn, and is given up.', { delivery: message.id, reason: drawing.why });
      return { is: 'failed', error: drawing.why };
    case 'not-mine':
      return { is: 'retry', ms: pace.gate, error: 'unknown_kind', counts: false };
    case 'broken':
      return message.attempts >= message.maxAttempts
        ? { is: 'failed', error: 'too_many_attempts' }
        : { is: 'retry', ms: pace.gate, error: 'not_drawn', counts: true };
  }
}

async function send(delivery: Delivery, claimed: Claimed, { text, blocks }: Payload): Promise<void> {
  const { db, slack, elapsed, pace, now } = delivery;
  const { message } = claimed;
  const before = elapsed();
  const attempt = await mark(db, claimed, { text, blocks: [...blocks] }, claiming(delivery));
  // The lease was lost while it was drawn: somebody else sends it.
  if (attempt === null) return;
  if (elapsed() - before > pace.markToCall) {
    await settled(delivery, claimed, { is: 'retry', ms: 0, error: 'stood_still', counts: false });
    return closeAttempt(db, attempt, { outcome: 'not called', error: null, status: null, retryAfter: null }, now());
  }
  const { channelId: channel, threadTs: thread, id } = message;
  const called = await slack.post({ channel, thread, delivery: id, text, blocks });
  await note(delivery, attempt, called);
  if (called.is === 'failed') return notSent(delivery, claimed, outcomeOf(called.failure));
  delivery.troubles.delete(message.workspaceId);
  await arrived(delivery, id, called.value);
}

/** Proof of sending, whatever the row says; a second message with the same delivery is taken away again. */
export async function arrived(delivery: Delivery, id: string, proof: Proof): Promise<void> {
  const second = await persistently(delivery, () => settleSent(delivery.db, id, proof, delivery.now()));
  if (second !== null) await takeAway(delivery, id, second);
}

export async function takeAway({ slack, log }: Delivery, id: string, second: Proof): Promise<void> {
  const { is } = await slack.remove(second);
  log.error('A message had gone out twice, and the second one was deleted.', { delivery: id, code: is });
}

/** For the record only: nothing that decides depends on it. */
async function note({ db, log, now }: Delivery, attempt: number, called: Called<Posted>): Promise<void> {
  const record =
    called.is === 'ok'
      ? { outcome: 'sent', error: null, status: 200, retryAfter: null }
      : { outcome: outcomeOf(called.failure).is, error: outcomeOf(called.failure).code, ...numbers(called.failure) };
  await closeAttempt(db, attempt, record, now()).catch((error: unknown) => {
    log.warn('An attempt could not be written down.', { error });
  });
}

function numbers(failure: Failure): { status: number | null; retryAfter: number | null } {
  return {
    status: failure.is === 'http' ? failure.status : null,
    retryAfter: failure.is === 'rate-limited' ? failure.retryAfter : null,
  };
}

async function settled(delivery: Delivery, claimed: Claimed, settling: Settling): Promise<void> {
  await persistently(delivery, () => settle(delivery.db, claimed, settling, delivery.now()));
}

async function notSent(delivery: Delivery, claimed: Claimed, outcome: Outcome): Promise<void> {
  const { db, log, now } = delivery;
  const { id, workspaceId: workspace, kind } = claimed.message;
  if (outcome.is !== 'unreachable') delivery.troubles.delete(workspace);
  const settling = settlingOf(delivery, claimed, outcome);
  // Ours again only once the gate is closed, or another worker runs into the same wall at once.
  const ms = gateMs(delivery, claimed, outcome);
  if (ms !== null) await persistently(delivery, () => closeGate(db, { workspace, ms, reason: outcome.is }, now()));
  await settled(delivery, claimed, settling);
  const isBad = settling.is === 'failed' || outcome.is === 'account' || outcome.is === 'drawing';
  log[isBad ? 'error' : 'warn'](SAID[outcome.is], { delivery: id, workspace, reason: kind, code: outcome.code });
  if (outcome.is === 'unreachable') delivery.troubles.set(workspace, (delivery.troubles.get(workspace) ?? 0) + 1);
}

const SAID: { readonly [K in Outcome['is']]: string } = {
  wait: 'Slack asks to be left alone for a while; the message waits.',
  unreachable: 'Slack cannot be reached; the message waits.',
  unknown: 'Slack gave no answer that says whether a message was posted; it is looked for later.',
  channel: 'Slack does not let Sideline post there, and the message is given up.',
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
      return growing(pace.breaker, troubles.get(message.workspaceId) ?? 0);
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
