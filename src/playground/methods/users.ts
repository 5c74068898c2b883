import type { Person } from '../cast.ts';
import { zoneOffset } from '../clock.ts';
import { type Obj, textAt } from '../json.ts';
import { teamOf } from '../payloads.ts';
import type { Slack } from '../slack.ts';
import { type Methods, pageOf, refused } from './method.ts';

export const userMethods: Methods = {
  'users.info': { token: 'bot', scopes: ['users:read'], run: info },
  'users.list': { token: 'bot', scopes: ['users:read'], run: list },
};

function info(args: Obj, slack: Slack): Obj {
  const person = slack.workspace.people.get(textAt(args, 'user'));
  return person === undefined ? refused('user_not_found') : { ok: true, user: toldPerson(slack, person) };
}

function list(args: Obj, slack: Slack): Obj {
  const page = pageOf([...slack.workspace.people.values()], args, 1_000);
  if (page === undefined) return refused('invalid_cursor');
  const members = page.items.map((person) => toldPerson(slack, person));
  const cacheTs = Math.floor(slack.workspace.clock.now().getTime() / 1000);
  return { ok: true, members, cache_ts: cacheTs, response_metadata: { next_cursor: page.nextCursor } };
}

function toldPerson({ workspace: { cast, clock } }: Slack, person: Person): Obj {
  const { id, handle, name, zone, is } = person;
  const team = teamOf(cast.team.id, person);
  const isDeleted = is === 'deactivated';
  const identity = { id, team_id: team, name: handle, deleted: isDeleted, real_name: name };
  const profile = {
    real_name: name,
    display_name: handle,
    real_name_normalized: name,
    display_name_normalized: handle,
    team,
  };
  /* Slack leaves zone and ranks out for those who left. */
  if (isDeleted) return { ...identity, profile, is_bot: false, is_app_user: false };
  return {
    ...identity,
    color: '4bbe2e',
    tz: zone,
    tz_label: zone,
    tz_offset: zoneOffset(clock.now(), zone),
    profile,
    is_admin: is === 'admin',
    is_owner: false,
    is_primary_owner: false,
    is_restricted: is === 'guest',
    is_ultra_restricted: false,
    is_bot: is === 'bot',
    is_app_user: false,
    ...(is === 'stranger' ? { is_stranger: true } : {}),
    updated: 1_780_000_000,
    is_email_confirmed: true,
    locale: 'en-US',
  };
}
