import type { KnownBlock } from '@slack/types';
import { never } from '../domain/brand.ts';
import type { Pause, Schedule } from '../domain/digest.ts';
import { actions, button, type Line, section } from './blocks.ts';
import { digestCarried } from './digest-metadata.ts';
import { DIGEST_NAMES } from './digest-words.ts';
import { ids } from './ids.ts';

export type Noticed = Pick<Schedule, 'id' | 'kind' | 'channelName' | 'zone'> & {
  /** Null: all teams. */
  readonly teamName: string | null;
};

/** What a digest's manager reads once it rests by itself. `code`: Slack's word for what is wrong with the channel. */
export function restsBlocks(
  schedule: Noticed,
  { pause, code }: { readonly pause: Pause; readonly code: string | null },
): KnownBlock[] {
  const [why, next] = reasons(schedule, pause, code);
  const name = nameOf(schedule);
  return notice(schedule, [[{ bold: `${name} is paused` }, `: ${why}`], next]);
}

/** What a digest's manager reads of one of which nobody can tell whether it arrived. */
export function unsureBlocks(schedule: Noticed, day: string): KnownBlock[] {
  const channel = channelOf(schedule);
  return notice(schedule, [
    [
      { bold: `${nameOf(schedule)} of ${day} may not have arrived` },
      `: Slack gave no answer, and Sideline cannot look.`,
    ],
    `Look whether it stands in ${channel}, and say so in the digests; if it does not, send it again from there.`,
  ]);
}

/** What a team's manager reads where its wins cannot be told any more. */
export function winsUntoldBlocks(teamName: string, code: string): KnownBlock[] {
  const why =
    code === 'channel_shared'
      ? 'the channel chosen for them is shared with another company now.'
      : unusable('the channel chosen for them', code)[0];
  return [
    section([
      [{ bold: `The wins of ${teamName} are not told` }, `: ${why}`],
      'An admin chooses a channel for them in /coach setup, at the team’s Wins.',
    ]),
  ];
}

function notice({ id }: Noticed, lines: readonly Line[]): KnownBlock[] {
  const value = digestCarried({ schedule: id });
  return [section(lines), actions(ids.nextButtons, [button(ids.openDigests, 'Open the digests', { value })])];
}

function nameOf({ teamName, kind }: Noticed): string {
  return `The ${DIGEST_NAMES[kind]} ${teamName === null ? 'of all teams' : `of ${teamName}`}`;
}

function channelOf({ channelName }: Noticed): string {
  return channelName === null ? 'its channel' : `#${channelName}`;
}

const GOES_ON = 'and it goes on by itself with the next one; or choose another channel.';

function reasons(schedule: Noticed, pause: Pause, code: string | null): readonly [why: string, next: string] {
  const channel = channelOf(schedule);
  switch (pause) {
    case 'by-person':
      return ['somebody paused it.', 'It goes on once somebody resumes it.'];
    case 'channel-shared':
      return [
        `${channel} is shared with another company now, and a digest is for your own people.`,
        `End the sharing, ${GOES_ON}`,
      ];
    case 'channel-unusable':
      return unusable(channel, code ?? '');
    case 'unknown-zone':
      return [`its time zone, ${schedule.zone}, is not known where Sideline runs.`, 'Choose another zone.'];
    default:
      return never(pause);
  }
}

function unusable(channel: string, code: string): readonly [why: string, next: string] {
  if (code === 'is_archived' || code === 'is_inactive') return [`${channel} is archived.`, `Unarchive it, ${GOES_ON}`];
  if (code.startsWith('restricted_action'))
    return [`${channel} lets only some people post.`, 'Let Sideline post there, or choose another channel.'];
  if (code === 'not_in_channel' || code === 'channel_not_found')
    return [`Sideline is not in ${channel} any more.`, `Type /invite @sideline there, ${GOES_ON}`];
  return [`Slack does not let Sideline post in ${channel}.`, 'Choose another channel.'];
}
