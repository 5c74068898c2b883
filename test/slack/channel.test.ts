import type { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { hasGuests } from '../../src/slack/channel.ts';
import type { SlackUser } from '../../src/slack/directory.ts';

const someone = (standing: SlackUser['standing']): SlackUser => ({ name: 'X', zone: 'UTC', isAdmin: false, standing });
const people = (count: number) => Array.from({ length: count }, (_, index) => `U${index}`);

/** A channel in which `guest` is one; `known` were asked for lately. */
function channelWith(
  members: readonly string[],
  says: { guest?: string; known?: readonly string[]; more?: string } = {},
) {
  const asked: string[] = [];
  const meta = { next_cursor: says.more ?? '' };
  const conversations = { members: async () => ({ ok: true, members, response_metadata: meta }) };
  const standing = (user: string) => someone(user === says.guest ? 'guest' : 'member');
  let atOnce = 0;
  let most = 0;
  const find = async (user: string): Promise<SlackUser> => {
    asked.push(user);
    atOnce += 1;
    most = Math.max(most, atOnce);
    await Promise.resolve();
    atOnce -= 1;
    return standing(user);
  };
  const known = (user: string) => (says.known?.includes(user) ? Promise.resolve(standing(user)) : null);
  const looked = hasGuests({ conversations } as unknown as WebClient, 'C1', { find, known });
  return { looked, asked, most: () => most };
}

test('a guest among a few is found, and where all were looked at there is none', async () => {
  expect(await channelWith(people(12), { guest: 'U11' }).looked).toBe(true);
  expect(await channelWith(people(12)).looked).toBe(false);
});

test('of a large channel a few are asked for, a few at once, and nobody hears that there are no guests', async () => {
  const { looked, asked, most } = channelWith(people(200), { guest: 'U199' });

  expect(await looked).toBe(null);
  expect(asked).toHaveLength(30);
  expect(most()).toBeLessThanOrEqual(3);
});

test('who was asked for lately is not asked for again, and counts', async () => {
  const all = people(200);

  const few = channelWith(all, { known: all.slice(0, 180) });
  expect(await few.looked).toBe(false);
  expect(few.asked).toEqual(all.slice(180));
  const none = channelWith(all, { guest: 'U150', known: all });
  expect(await none.looked).toBe(true);
  expect(none.asked).toEqual([]);
});

test('a channel that goes on beyond what Slack lists at once is not called free of guests', async () => {
  const all = people(200);

  expect(await channelWith(all, { known: all, more: 'dXNlcjo=' }).looked).toBe(null);
});
