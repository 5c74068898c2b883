import { setImmediate as turn } from 'node:timers/promises';
import { type Claimed, claim, mark } from '../db/outbox.ts';
import { closeAttempt, type Proof, type Settling, settleSent } from '../db/settle-message.ts';
import { settleNothing } from '../db/settle-run.ts';
import { type RunFacts, type Standing, standingsOf } from '../db/standings.ts';
import { claiming, type Delivery, type Drawing, persistently } from './delivery.ts';
import { lookAtChannel } from './look-at-channel.ts';
import { notSeen, notSent, settled, unusable } from './not-sent.ts';
import { isAboutDrawing, outcomeOf } from './outcome.ts';
import type { Failure } from './slack-port.ts';

/**
 * Sends the next messages that may go out, each to another channel; false where there are none. Claim, draw, mark, call, settle:
 * reliability, section 4.4. How they stand is asked for once; from then on each goes its own way.
 */
export async function deliverNext(delivery: Delivery): Promise<boolean> {
  const { db, stopping, log, troubles } = delivery;
  if (stopping.aborted) return false;
  // While Slack cannot be reached one is enough to find out whether it can be again.
  const claimed = await claim(db, claiming(delivery), troubles.size > 0 ? 1 : delivery.atOnce);
  if (claimed.length === 0) return false;
  // Where it fails for all, each is asked about alone.
  const standings = await standingsOf(
    db,
    claimed.map(({ message }) => message),
  ).catch(() => new Map<string, Standing>());
  const begun: Promise<void>[] = [];
  for (const one of claimed) {
    // One that cannot be worked on must not keep the others from it.
    const noted = (error: unknown) =>
      log.error('A message could not be worked on; it is taken up again later.', { delivery: one.message.id, error });
    begun.push(deliver(delivery, one, standings.get(one.message.id)).catch(noted));
    // Somebody's command waits for one of them at most, and not for all.
    await turn();
  }
  await Promise.all(begun);
  return true;
}

/** What was asked longer ago, as Slack took its time, is asked again: who reads a channel may have changed. */
const STANDING_HOLDS_MS = 1_000;

async function deliver(delivery: Delivery, claimed: Claimed, known: Standing | undefined): Promise<void> {
  const { db, elapsed } = delivery;
  const { message } = claimed;
  const before = elapsed();
  const look = await lookAtChannel(delivery, message);
  if (look.is === 'unusable') return unusable(delivery, claimed, look);
  if (look.is === 'not-seen') return notSeen(delivery, claimed, look.outcome);
  const isKnown = known !== undefined && elapsed() - before < STANDING_HOLDS_MS;
  const standing = isKnown ? known : (await standingsOf(db, [message])).get(message.id);
  if (standing === undefined) throw new Error('Nothing is known of how a message stands.');
  await drawAndSend(delivery, claimed, standing);
}

async function drawAndSend(delivery: Delivery, claimed: Claimed, standing: Standing): Promise<void> {
  if (standing.is === 'being_brought')
    return settled(delivery, claimed, { is: 'retry', ms: delivery.pace.gate, error: standing.is, counts: false });
  if (standing.is !== 'stands') return nothing(delivery, claimed, standing.is);
  const drawing = await drawn(delivery, claimed, standing.run);
  if (delivery.stopping.aborted)
    await settled(delivery, claimed, { is: 'retry', ms: 0, error: 'stopping', counts: false });
  else if (drawing.is === 'drawn') await send(delivery, claimed, drawing);
  else if (drawing.is === 'nothing') await nothing(delivery, claimed, drawing.why);
  else await settled(delivery, claimed, undrawn(delivery, claimed, drawing));
}

/** Of a digest's occurrence that has nothing at all to say it is recorded why. */
async function nothing({ db, now, ...delivery }: Delivery, claimed: Claimed, why: string): Promise<void> {
  await persistently(delivery, () => settleNothing(db, claimed, why, now()));
}

type Drawn = Extract<Drawing, { is: 'drawn' }>;
type Undrawn = Exclude<Drawing, { is: 'drawn' | 'nothing' }> | { readonly is: 'broken' };

/** One message that cannot be drawn must not keep the others from going out. */
async function drawn(
  { draw, log }: Delivery,
  { message, at }: Claimed,
  run: RunFacts | null,
): Promise<Drawing | { readonly is: 'broken' }> {
  try {
    const drawing = await draw(message, at, run);
    if (drawing.is !== 'drawn') return drawing;
    // Slack did not take its blocks: the same words in plain text are better than nothing.
    const { text, blocks } = drawing.payload;
    const payload = { text, blocks: isAboutDrawing(message.lastError) ? [] : blocks };
    const isTooLarge = JSON.stringify(payload).length > MOST_BYTES;
    return isTooLarge ? { is: 'impossible', why: 'too_large' } : { ...drawing, payload };
  } catch (error) {
    log.error('A message could not be drawn.', { delivery: message.id, reason: message.kind, error });
    return { is: 'broken' };
  }
}

const MOST_BYTES = 1_000_000;

function undrawn({ pace, log }: Delivery, { message }: Claimed, drawing: Undrawn): Settling {
  switch (drawing.is) {
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

async function send(delivery: Delivery, claimed: Claimed, drawing: Drawn): Promise<void> {
  const {
    payload: { text, blocks },
    figures = null,
  } = drawing;
  const { db, slack, elapsed, pace, now } = delivery;
  const { message } = claimed;
  const before = elapsed();
  const marked = await mark(db, claimed, { text, blocks: [...blocks], figures }, claiming(delivery));
  // Without its lease somebody else sends it.
  if (marked.is === 'lease_lost') return;
  if (marked.is === 'shut')
    return settled(delivery, claimed, { is: 'retry', ms: 0, error: 'gate_shut', counts: false });
  const { attempt } = marked;
  if (elapsed() - before > pace.markToCall) {
    await settled(delivery, claimed, { is: 'retry', ms: 0, error: 'stood_still', counts: false });
    return closeAttempt(db, attempt, { outcome: 'not called', error: null, status: null, retryAfter: null }, now());
  }
  const { channelId: channel, threadTs: thread, id } = message;
  const called = await slack.post({ channel, thread, delivery: id, text, blocks });
  if (called.is === 'failed') {
    await Promise.all([note(delivery, attempt, called.failure), notSent(delivery, claimed, outcomeOf(called.failure))]);
  } else {
    delivery.troubles.delete(message.workspaceId);
    await arrived(delivery, id, { ...called.value, attempt });
  }
}

/** Proof of sending, whatever the row says; a second message with the same delivery is taken away again. */
export async function arrived(
  delivery: Delivery,
  id: string,
  proof: Proof & { readonly attempt?: number },
): Promise<void> {
  const second = await persistently(delivery, () => settleSent(delivery.db, id, proof, delivery.now()));
  if (second !== null) await takeAway(delivery, id, second);
}

export async function takeAway({ slack, log }: Delivery, id: string, second: Proof): Promise<void> {
  const { is } = await slack.remove(second);
  log.error('A message had gone out twice, and the second one was deleted.', { delivery: id, code: is });
}

/** For the record only: nothing that decides depends on it. */
async function note({ db, log, now }: Delivery, attempt: number, failure: Failure): Promise<void> {
  const { is: outcome, code: error } = outcomeOf(failure);
  const record = { outcome, error, ...numbers(failure) };
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
