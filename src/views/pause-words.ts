import { never } from '../domain/brand.ts';
import type { Pause, Schedule } from '../domain/digest.ts';

type Resting = Pick<Schedule, 'channelName' | 'zone'>;

const GOES_ON = 'and it goes on by itself with the next one; or choose another channel.';

/** Why a digest rests, and what to do. `code`: Slack's word for what is wrong with the channel; null where it is not known. */
export function pauseWords(
  pause: Pause,
  schedule: Resting,
  code: string | null = null,
): readonly [why: string, next: string] {
  const channel = channelText(schedule);
  switch (pause) {
    case 'by-person':
      return ['somebody paused it.', 'Resume it, and it goes on with the next one: none is posted late.'];
    case 'channel-shared':
      return [
        `${channel} is shared with another company now, and a digest is for your own people.`,
        `End the sharing, ${GOES_ON}`,
      ];
    case 'channel-unusable':
      return unusable(channel, code);
    case 'unknown-zone':
      return [`its time zone, ${schedule.zone}, is not known where Sideline runs.`, 'Choose another zone.'];
    default:
      return never(pause);
  }
}

export function channelText({ channelName }: Pick<Resting, 'channelName'>): string {
  return channelName === null ? 'its channel' : `#${channelName}`;
}

export function unusable(channel: string, code: string | null): readonly [why: string, next: string] {
  if (code === null)
    return [
      `Sideline cannot post in ${channel} any more.`,
      `See that it is not archived, type /invite @sideline there, ${GOES_ON}`,
    ];
  if (code === 'is_archived' || code === 'is_inactive') return [`${channel} is archived.`, `Unarchive it, ${GOES_ON}`];
  if (code.startsWith('restricted_action'))
    return [`${channel} lets only some people post.`, 'Let Sideline post there, or choose another channel.'];
  if (code === 'not_in_channel' || code === 'channel_not_found')
    return [`Sideline is not in ${channel} any more.`, `Type /invite @sideline there, ${GOES_ON}`];
  return [`Slack does not let Sideline post in ${channel}.`, 'Choose another channel.'];
}
