import type { WebClient } from '@slack/web-api';
import { knownPerson } from '../db/people.ts';
import type { SlackUserId, WorkspaceId } from '../domain/brand.ts';
import { isZone } from '../domain/calendar.ts';
import type { Settings } from '../domain/settings.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { Deps } from './deps.ts';
import type { SlackUser } from './directory.ts';

/** Ids as Slack signed them; a payload without them, or with others' shapes, is nobody's. */
export type Signed = { readonly team: string; readonly user: string };

export type Introduced =
  | { readonly is: 'known'; readonly by: Speaker; readonly settings: Settings; readonly isSetUp: boolean }
  | { readonly is: 'refused'; readonly standing: SlackUser['standing'] | 'other-workspace' };

/** Who asks, by the signed payload alone; guests, bots, the deactivated and people of other companies are refused. */
export async function introduced(
  { db, directory, home }: Deps,
  client: WebClient,
  { team, user }: Signed,
): Promise<Introduced> {
  if (team === '' || team !== home()) return { is: 'refused', standing: 'other-workspace' };
  const found = await directory.find(client, team, user);
  if (found.standing !== 'member') return { is: 'refused', standing: found.standing };
  const workspace = team as WorkspaceId;
  const zone = isZone(found.zone) ? found.zone : 'UTC';
  const who = { workspace, user: user as SlackUserId, name: found.name, zone };
  const { person, isAdmin, settings, isSetUp } = await knownPerson(db, who);
  const by = { workspace, person, user: who.user, name: found.name, zone, isAdmin, isSlackAdmin: found.isAdmin };
  return { is: 'known', by, settings, isSetUp };
}
