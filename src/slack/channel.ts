import type { WebClient } from '@slack/web-api';
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
    if (channel?.is_member !== true) return { problem: INVITE };
    if (channel.is_archived === true) return { problem: 'That channel is archived. Choose another one' };
    if (channel.is_ext_shared === true || channel.is_pending_ext_shared === true)
      return { problem: 'That channel is shared with another company. Choose one of your own' };
    const name = cutText(cleanLine(channel.name ?? ''), LONGEST_NAME);
    return { id, name, isPrivate: channel.is_private === true };
  } catch (error) {
    const problem = PROBLEMS[errorCode(error)];
    if (problem === undefined) throw error;
    return { problem };
  }
}

/** Of a larger channel only so many are looked at: more would take longer than the warning is worth. */
const MOST_LOOKED_AT = 200;
const AT_ONCE = 10;

/** Whether one of those in a channel is a guest. */
export async function hasGuests(
  client: WebClient,
  channel: string,
  find: (user: string) => Promise<SlackUser>,
): Promise<boolean> {
  const { members = [] } = await client.conversations.members({ channel, limit: MOST_LOOKED_AT });
  for (let from = 0; from < members.length; from += AT_ONCE) {
    const found = await Promise.all(members.slice(from, from + AT_ONCE).map(find));
    if (found.some(({ standing }) => standing === 'guest')) return true;
  }
  return false;
}
