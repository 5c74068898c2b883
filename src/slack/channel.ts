import type { WebClient } from '@slack/web-api';
import type { ChannelSeen } from '../digests/slack-port.ts';
import { cleanLine, cutText } from '../domain/text.ts';
import type { SlackUser } from './directory.ts';
import { errorCode } from './error-code.ts';

export type Channel = { readonly id: string; readonly name: string; readonly isPrivate: boolean };

const INVITE = 'Sideline is not in that channel. Type /invite @sideline there, and choose it again';
const PROBLEMS: { readonly [code: string]: string } = {
  channel_not_found: INVITE,
  not_in_channel: INVITE,
  missing_scope:
    'Sideline may not look at channels yet: its app has to be installed again, with the scopes of its manifest',
};
const LONGEST_NAME = 80;

/** A channel that was picked in a form, if Sideline may post there what is the company's own. */
export async function channelOf(client: WebClient, id: string): Promise<Channel | { readonly problem: string }> {
  try {
    const { channel } = await client.conversations.info({ channel: id });
    const { isMember, isArchived, isShared } = seenChannel(channel);
    if (channel === undefined || !isMember) return { problem: INVITE };
    if (isArchived) return { problem: 'That channel is archived. Choose another one' };
    if (isShared) return { problem: 'That channel is shared with another company. Choose one of your own' };
    const name = cutText(cleanLine(channel.name ?? ''), LONGEST_NAME);
    return { id, name, isPrivate: channel.is_private === true };
  } catch (error) {
    const problem = PROBLEMS[errorCode(error)];
    if (problem === undefined) throw error;
    return { problem };
  }
}

type Info = Awaited<ReturnType<WebClient['conversations']['info']>>['channel'];

/** What decides whether anything may be posted in a channel. */
export function seenChannel(channel: Info): ChannelSeen {
  return {
    isMember: channel?.is_member === true,
    isArchived: channel?.is_archived === true,
    isShared: channel?.is_ext_shared === true || channel?.is_pending_ext_shared === true,
  };
}

/** Of a larger channel only so many are looked through: more would take longer than the warning is worth. */
const MOST_LISTED = 200;
/** Everybody's gestures need the same method of Slack's, which takes about a hundred calls a minute. */
const MOST_ASKED_FOR = 30;
const AT_ONCE = 3;

type Users = {
  readonly find: (user: string) => Promise<SlackUser>;
  /** Null for whom Slack would have to be asked. */
  readonly known: (user: string) => Promise<SlackUser> | null;
};

/** Whether one of those in a channel is a guest; null where none was found and not all were looked at. */
export async function hasGuests(client: WebClient, channel: string, { find, known }: Users): Promise<boolean | null> {
  const { members = [], response_metadata: next } = await client.conversations.members({ channel, limit: MOST_LISTED });
  const strangers = members.filter((user) => known(user) === null);
  const asked = strangers.slice(0, MOST_ASKED_FOR);
  if ((await Promise.all(members.map(known))).some(isGuest)) return true;
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    const found = await Promise.all(asked.slice(from, from + AT_ONCE).map(find));
    if (found.some(isGuest)) return true;
  }
  const isAll = asked.length === strangers.length && (next?.next_cursor ?? '') === '';
  return isAll ? false : null;
}

function isGuest(user: SlackUser | null): boolean {
  return user?.standing === 'guest';
}
