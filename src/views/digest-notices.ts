import type { KnownBlock } from '@slack/types';
import type { Pause, Schedule } from '../domain/digest.ts';
import { actions, button, type Line, section } from './blocks.ts';
import { digestCarried } from './digest-metadata.ts';
import { DIGEST_NAMES } from './digest-words.ts';
import { ids } from './ids.ts';
import { channelText, pauseWords, unusable } from './pause-words.ts';
import { listed } from './words.ts';

export type Noticed = Pick<Schedule, 'id' | 'kind' | 'channelName' | 'zone'> & {
  /** Null: all teams. */
  readonly teamName: string | null;
};

/** What a digest's manager reads once it rests by itself. `code`: Slack's word for what is wrong with the channel. */
export function restsBlocks(
  schedule: Noticed,
  { pause, code }: { readonly pause: Pause; readonly code: string | null },
): KnownBlock[] {
  const [why, next] = pauseWords(pause, schedule, code);
  const name = nameOf(schedule);
  return notice(schedule, [[{ bold: `${name} is paused` }, `: ${why}`], next]);
}

/** Where a message was to go, as whoever reads of it sees it. */
export type Place = 'channel' | 'yours' | 'others';

/** What a digest's manager reads of one of which nobody can tell whether it arrived. */
export function unsureBlocks(schedule: Noticed, day: string, places: readonly Place[]): KnownBlock[] {
  const words = {
    channel: channelText(schedule),
    yours: 'your direct messages',
    others: 'the direct messages of those it goes to',
  };
  const where = listed([...new Set(places)].map((place) => words[place]));
  return notice(schedule, [
    [
      { bold: `${nameOf(schedule)} of ${day} may not have arrived` },
      `: Slack gave no answer, and Sideline cannot look.`,
    ],
    `Look whether it stands in ${where}, and say so in the digests; if it does not, send it again from there.`,
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
