import type { Person } from './cast.ts';
import type { Obj } from './json.ts';
import { eventPayload } from './payloads.ts';
import type { Slack } from './slack.ts';
import { toldView } from './view.ts';
import { appConversationId } from './workspace.ts';

/** A visit to the app's Home tab. */
export async function visitHome(slack: Slack, person: Person): Promise<void> {
  const home = slack.workspace.homes.get(person.id);
  await visit(slack, person, {
    tab: 'home',
    ...(home === undefined ? {} : { view: toldView(home, slack.workspace.cast) }),
  });
}

/** A visit to the conversation with the app. */
export async function visitMessages(slack: Slack, person: Person): Promise<void> {
  await visit(slack, person, { tab: 'messages' });
}

async function visit(slack: Slack, person: Person, more: Obj): Promise<void> {
  if (!subscribed(slack.manifest, 'app_home_opened')) return;
  const event = { type: 'app_home_opened', user: person.id, channel: appConversationId(person), ...more };
  await slack.post.event(eventPayload(slack, { ...event, event_ts: slack.workspace.ts() }));
}

/** Whether the app's manifest asks for an event. */
export function subscribed(manifest: Slack['manifest'], event: string): boolean {
  return manifest.settings?.event_subscriptions?.bot_events?.includes(event) === true;
}
