import { moment } from '../db/outbox.ts';
import { resumeSchedule } from '../db/pause-schedule.ts';
import { CHANNEL_PAUSES, restingForChannel } from '../db/paused-channels.ts';
import { tidy } from '../db/sweep-outbox.ts';
import { type Backlog, backlogOf } from '../db/watch-outbox.ts';
import type { Delivery } from './delivery.ts';
import { freshLook, type Look } from './look-at-channel.ts';

/** What is done once an hour beside the sending. */
export async function hourly(delivery: Delivery): Promise<void> {
  const { db, now, log } = delivery;
  await wakeDigests(delivery);
  await tidy(db, now());
  log.info(backlogText(await backlogOf(db, now())));
}

/** Slack answers about fifty such questions a minute. */
const MOST_LOOKS = 40;

/** Digests that rest because of their channel go on by themselves once it will do again, with the next that is due. */
export async function wakeDigests(delivery: Delivery): Promise<void> {
  const { db, now, log, stopping } = delivery;
  const looks = new Map<string, Look>();
  for (const { channel, ...key } of await restingForChannel(db, MOST_LOOKS)) {
    if (stopping.aborted) return;
    const look = looks.get(channel) ?? (await freshLook(delivery, channel));
    looks.set(channel, look);
    // Slack is away, or asks to be left alone: an hour later is early enough.
    if (look.is === 'not-seen') return;
    if (look.is === 'unusable') continue;
    const touch = { seen: null, now: await moment(db, now()), only: CHANNEL_PAUSES };
    const outcome = await resumeSchedule(db, key, touch);
    if (outcome === 'done') log.info('A digest goes on: its channel will do again.', { workspace: key.workspace });
  }
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
