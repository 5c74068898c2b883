import type { WebClient } from '@slack/web-api';
import { cleanLine, cutText } from '../domain/text.ts';

/** What Slack says of one of its users, as far as Sideline needs it. */
export type SlackUser = {
  readonly name: string;
  readonly zone: string;
  readonly isAdmin: boolean;
  readonly standing: 'member' | 'guest' | 'bot' | 'deactivated' | 'stranger';
};

export type Directory = {
  readonly find: (client: WebClient, team: string, user: string) => Promise<SlackUser>;
  /** Who was asked for lately, without asking again; null for others. */
  readonly known: (team: string, user: string) => Promise<SlackUser> | null;
};

/** A guest's or an admin's rights may change: they are asked for anew after this long. */
const FRESH_MS = 5 * 60_000;
const MOST_KEPT = 5_000;

/** Slack's users by id, each asked for once in five minutes. Throws Slack's error; nobody is let in without an answer. */
export function createDirectory(clock: () => number): Directory {
  const kept = new Map<string, { readonly user: Promise<SlackUser>; readonly until: number }>();
  const known = (team: string, id: string): Promise<SlackUser> | null => {
    const entry = kept.get(`${team} ${id}`);
    return entry !== undefined && entry.until > clock() ? entry.user : null;
  };
  return {
    known,
    find: (client, team, id) => {
      const key = `${team} ${id}`;
      const lately = known(team, id);
      if (lately !== null) return lately;
      const user = ask(client, team, id);
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, { user, until: clock() + FRESH_MS });
      user.catch(() => kept.delete(key));
      return user;
    },
  };
}

async function ask(client: WebClient, team: string, id: string): Promise<SlackUser> {
  const { user } = await client.users.info({ user: id });
  if (!user) throw new Error('users.info answered without a user.');
  const { profile } = user;
  return {
    // The full name, as managers know people; a display name is whatever somebody liked that day.
    name:
      [profile?.real_name, user.real_name, profile?.display_name, user.name].map(shown).find((name) => name !== '') ??
      id,
    zone: user.tz ?? 'UTC',
    isAdmin: user.is_admin === true || user.is_owner === true || user.is_primary_owner === true,
    standing: standingOf(user, team),
  };
}

/** No name on a page is longer; Slack's own limit is 80 characters. */
const LONGEST_NAME = 120;

function shown(name: string | undefined): string {
  return cutText(cleanLine(name ?? ''), LONGEST_NAME);
}

type Facts = {
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly team_id?: string;
  readonly enterprise_user?: unknown;
};

function standingOf(user: Facts, team: string): SlackUser['standing'] {
  if (user.deleted) return 'deactivated';
  if (user.is_bot) return 'bot';
  if (user.is_stranger) return 'stranger';
  // In an organisation of several workspaces a colleague's team_id may be another of them.
  if (user.team_id && user.team_id !== team && user.enterprise_user === undefined) return 'stranger';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}
