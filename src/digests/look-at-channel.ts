import type { Message } from '../db/outbox.ts';
import type { Pause } from '../domain/digest.ts';
import { isPerson } from '../domain/schedule-file.ts';
import type { Delivery } from './delivery.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { ChannelSeen } from './slack-port.ts';

/** What a look at a channel comes to before something is posted there. */
export type Look =
  | { readonly is: 'usable' }
  /** Nothing may be posted there any more. `code`: Slack's word for it, or ours. */
  | { readonly is: 'unusable'; readonly pause: Pause; readonly code: string }
  /** Slack did not say; nothing is known of the channel. */
  | { readonly is: 'not-seen'; readonly outcome: Outcome };

/** What a channel was found to be holds for so long: for one digest's heads and details, and no longer. */
const HOLDS_MS = 60_000;

/** What a team reads of its own; other messages go to people alone. */
const IN_CHANNELS = ['digest', 'deal_won'];

/** A channel may have come to be read by another company since it was chosen: what is about to be posted there is looked at first. */
export async function lookAtChannel(delivery: Delivery, { kind, channelId }: Message): Promise<Look> {
  if (!IN_CHANNELS.includes(kind) || isPerson(channelId)) return USABLE;
  const { looks, elapsed } = delivery;
  const last = looks.get(channelId);
  if (last !== undefined && elapsed() - last < HOLDS_MS) return USABLE;
  const look = await freshLook(delivery, channelId);
  if (look.is === 'usable') looks.set(channelId, elapsed());
  return look;
}

export async function freshLook({ slack }: Pick<Delivery, 'slack'>, channel: string): Promise<Look> {
  const called = await slack.channel(channel);
  if (called.is === 'ok') return lookOf(called.value);
  const outcome = outcomeOf(called.failure);
  return outcome.is === 'channel'
    ? { is: 'unusable', pause: 'channel-unusable', code: outcome.code }
    : { is: 'not-seen', outcome };
}

const USABLE = { is: 'usable' } as const;

function lookOf({ isMember, isArchived, isShared }: ChannelSeen): Look {
  if (isShared) return { is: 'unusable', pause: 'channel-shared', code: 'channel_shared' };
  if (isArchived) return { is: 'unusable', pause: 'channel-unusable', code: 'is_archived' };
  return isMember ? USABLE : { is: 'unusable', pause: 'channel-unusable', code: 'not_in_channel' };
}
