import { type Claimed, claimUncertain, closeGate, type Message } from '../db/outbox.ts';
import { type Looked, type Proof, settleLook } from '../db/settle-message.ts';
import { settleUnconfirmed } from '../db/settle-run.ts';
import { growing } from '../domain/pace.ts';
import { isPerson } from '../domain/schedule-file.ts';
import { arrived, takeAway } from './deliver.ts';
import { claiming, type Delivery, persistently } from './delivery.ts';
import { outcomeOf } from './outcome.ts';
import type { Called, Failure, HistoryPage } from './slack-port.ts';

/** Finds out what became of the next message of unknown outcome; false where there is none. Reliability, section 4.4. */
export async function reconcileNext(delivery: Delivery): Promise<boolean> {
  if (delivery.stopping.aborted) return false;
  const claimed = await claimUncertain(delivery.db, claiming(delivery));
  if (claimed === null) return false;
  const found = await look(delivery, claimed.message);
  // A thread that is gone has no reply in it.
  if (found.is === 'failed' && outcomeOf(found.failure).is === 'thread') await seen(delivery, claimed, []);
  else if (found.is === 'failed') await unread(delivery, claimed, found.failure);
  else await seen(delivery, claimed, found.value);
  return true;
}

/** All messages with its id, the earliest first: each page is read before it counts as not there. */
async function look(delivery: Delivery, message: Message): Promise<Called<readonly Proof[]>> {
  const where = await channelOf(delivery, message);
  if (where.is === 'failed') return where;
  const { channel } = where.value;
  const since = message.firstDispatchedAt ?? message.createdAt;
  const oldest = new Date(since.getTime() - delivery.pace.lookBack);
  const proofs: Proof[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Called<HistoryPage> = await delivery.slack.history({
      ...{ channel, thread: message.threadTs, oldest, cursor },
    });
    if (page.is === 'failed') return page;
    for (const { ts, delivery: id } of page.value.messages) if (id === message.id) proofs.push({ channel, ts });
    cursor = page.value.next;
    if (cursor === null) break;
  }
  return { is: 'ok', value: proofs.sort((a, b) => Number(a.ts) - Number(b.ts)) };
}

async function channelOf({ slack }: Delivery, { channelId }: Message): Promise<Called<{ channel: string }>> {
  return isPerson(channelId) ? slack.openDirect(channelId) : { is: 'ok', value: { channel: channelId } };
}

async function seen(delivery: Delivery, claimed: Claimed, [first, ...others]: readonly Proof[]): Promise<void> {
  const { log } = delivery;
  const { id, kind } = claimed.message;
  if (first === undefined) {
    await settled(delivery, claimed, { is: 'absent' });
    return log.info('A message of unknown outcome had not arrived, and is sent again.', { delivery: id, reason: kind });
  }
  await arrived(delivery, id, first);
  for (const second of others) await takeAway(delivery, id, second);
}

async function unread(delivery: Delivery, claimed: Claimed, failure: Failure): Promise<void> {
  const { db, log, pace, now } = delivery;
  const { message } = claimed;
  const outcome = outcomeOf(failure);
  const isForbidden = outcome.is === 'channel' || outcome.code === 'missing_scope';
  if (outcome.is === 'account' && !isForbidden)
    await closeGate(db, { workspace: message.workspaceId, ms: pace.gate, reason: outcome.is }, now());
  const asked = outcome.is === 'wait' ? (outcome.seconds ?? 0) * 1_000 : 0;
  const ms = Math.max(asked, growing(pace.lookAgain, message.reconcileTries));
  const isOver = isForbidden || message.reconcileTries >= looks(delivery);
  const looked: Looked = isOver ? nobodyKnows(message, outcome.code) : { is: 'unread', ms, error: outcome.code };
  await settled(delivery, claimed, looked);
  const what = isOver
    ? 'Nobody can tell whether a message arrived: its history cannot be read.'
    : 'It could not be looked up whether a message arrived; trying again.';
  log[isOver ? 'error' : 'warn'](what, { delivery: message.id, reason: message.kind, code: outcome.code });
}

/** How many looks, each after its pause, fill the time for which is looked. */
function looks({ pace }: Delivery): number {
  let count = 0;
  for (let ms = 0; ms < pace.lookFor; count += 1) ms += growing(pace.lookAgain, count);
  return count;
}

/** A message that does no harm twice goes out again; any other waits for somebody who looks. */
function nobodyKnows({ onUnknown }: Message, error: string): Looked {
  return onUnknown === 'resend' ? { is: 'absent' } : { is: 'unconfirmed', error };
}

async function settled(delivery: Delivery, claimed: Claimed, looked: Looked): Promise<void> {
  const { db, now } = delivery;
  await persistently(delivery, () =>
    looked.is === 'unconfirmed'
      ? settleUnconfirmed(db, claimed, looked.error, now())
      : settleLook(db, claimed, looked, now()),
  );
}
