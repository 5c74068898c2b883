import { moment } from '../db/outbox.ts';
import { resumeSchedule } from '../db/pause-schedule.ts';
import { CHANNEL_PAUSES, type Resting, restingForChannel } from '../db/paused-channels.ts';
import { tidy } from '../db/sweep-outbox.ts';
import { type Backlog, backlogOf } from '../db/watch-outbox.ts';
import type { Delivery } from './delivery.ts';
import { freshLook, type Look } from './look-at-channel.ts';

/**
 * What is done once an hour beside the sending. Each has its turn, whatever became of the one before. The channel that was looked at last:
 * the next hour goes on `after` it.
 */
export async function hourly(delivery: Delivery, after = FIRST): Promise<string> {
  const { db, now, log } = delivery;
  let last = FIRST;
  const works = [
    async () => {
      last = await wakeDigests(delivery, after);
    },
    () => tidy(db, now()),
    async () => log.info(backlogText(await backlogOf(db, now()))),
  ];
  for (const work of works)
    await work().catch((error: unknown) => {
      log.error('Some of the hourly work failed; the next hour does it.', { error });
    });
  return last;
}

/** Before all channels. */
const FIRST = '';

/** Slack answers about fifty such questions a minute. */
const MOST_LOOKS = 40;

/** Digests that rest because of their channel go on by themselves once it will do again, with the next that is due. */
async function wakeDigests(delivery: Delivery, after: string): Promise<string> {
  const { db, log, stopping } = delivery;
  const looks = new Map<string, Look>();
  let last = after;
  for (const resting of await restingForChannel(db, { most: MOST_LOOKS, after })) {
    const { channel, workspace } = resting;
    if (stopping.aborted) return last;
    const look = looks.get(channel) ?? (await freshLook(delivery, channel));
    looks.set(channel, look);
    // Slack is away, or asks to be left alone: an hour later is early enough.
    if (look.is === 'not-seen') return last;
    last = channel;
    if (look.is === 'unusable') continue;
    // One that cannot go on must not keep the others from it.
    await goesOn(delivery, resting).catch((error: unknown) => {
      log.error('A digest could not go on, though its channel will do again.', { workspace, error });
    });
  }
  return looks.size < MOST_LOOKS ? FIRST : last;
}

async function goesOn({ db, now, log }: Delivery, { channel: _, ...key }: Resting): Promise<void> {
  const touch = { seen: null, now: await moment(db, now()), only: CHANNEL_PAUSES };
  const outcome = await resumeSchedule(db, key, touch);
  if (outcome === 'done') log.info('A digest goes on: its channel will do again.', { workspace: key.workspace });
}

function backlogText({ waiting, oldest, sending, uncertain, lastDay }: Backlog): string {
  const { sent, failed, expired, unconfirmed, missed } = lastDay;
  const since = oldest < 60 ? '' : `, the oldest for ${Math.floor(oldest / 60)} min`;
  return [
    `Messages: ${waiting} waiting${since}, ${sending} being sent, ${uncertain} looked for.`,
    `In the last 24 hours: ${sent} sent, ${failed} failed, ${expired} too late, ${unconfirmed} of which nobody knows,`,
    `${missed} digests missed.`,
  ].join(' ');
}
