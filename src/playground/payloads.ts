import type { Person } from './cast.ts';
import type { Obj } from './json.ts';
import type { Slack } from './slack.ts';
import { freshId, toldView, type View } from './view.ts';
import type { Conversation, Message } from './workspace.ts';

/** Deprecated, and still in every payload. */
const VERIFICATION_TOKEN = 'a-token-nobody-should-check';

/** The parameters of a slash command; all of them are strings. */
export function commandPayload(slack: Slack, person: Person, where: Conversation, command: string, text: string): Obj {
  const { team, app } = slack.workspace.cast;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: where.id,
    channel_name: { channel: where.name, private: 'privategroup', app: 'directmessage' }[where.kind],
    user_id: person.id,
    user_name: person.handle,
    command,
    text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: slack.responseUrls.issue({ user: person.id, channel: where.id, ts: null }, slack.workspace),
    trigger_id: slack.triggers.issue({ user: person.id, viewId: null }),
  };
}

export function shortcutPayload(slack: Slack, person: Person, callbackId: string): Obj {
  return {
    type: 'shortcut',
    ...common(slack, person),
    callback_id: callbackId,
    action_ts: slack.workspace.ts(),
    trigger_id: slack.triggers.issue({ user: person.id, viewId: null }),
  };
}

export function messageActionPayload(slack: Slack, person: Person, message: Message, pressed: Obj, state: Obj): Obj {
  const { workspace } = slack;
  const source = { message_ts: message.ts, channel_id: message.channel, is_ephemeral: message.onlyFor !== null };
  const thread = message.threadTs === null ? {} : { thread_ts: message.threadTs };
  return {
    type: 'block_actions',
    ...common(slack, person),
    container: { type: 'message', ...source, ...thread },
    trigger_id: slack.triggers.issue({ user: person.id, viewId: null }),
    channel: { id: message.channel, name: channelName(workspace.conversations.get(message.channel)) },
    ...(message.onlyFor === null ? { message: toldMessage(slack, message) } : {}),
    state: { values: state },
    response_url: slack.responseUrls.issue({ user: person.id, channel: message.channel, ts: message.ts }, workspace),
    actions: [{ ...pressed, action_ts: workspace.ts() }],
  };
}

export function viewActionPayload(slack: Slack, person: Person, view: View, pressed: Obj): Obj {
  return {
    type: 'block_actions',
    ...common(slack, person),
    container: { type: 'view', view_id: view.id },
    trigger_id: slack.triggers.issue({ user: person.id, viewId: view.id }),
    view: toldView(view, slack.workspace.cast),
    actions: [{ ...pressed, action_ts: slack.workspace.ts() }],
  };
}

export function submissionPayload(slack: Slack, person: Person, view: View): Obj {
  return {
    type: 'view_submission',
    ...common(slack, person),
    trigger_id: slack.triggers.issue({ user: person.id, viewId: view.id }),
    view: toldView(view, slack.workspace.cast),
    response_urls: [],
  };
}

export function closedPayload(slack: Slack, person: Person, view: View, isCleared: boolean): Obj {
  const told = toldView(view, slack.workspace.cast);
  return { type: 'view_closed', ...common(slack, person), view: told, is_cleared: isCleared };
}

export type Asked = { readonly actionId: string; readonly blockId: string; readonly value: string };

export function suggestionPayload(slack: Slack, person: Person, from: Message | View, asked: Asked): Obj {
  const { workspace } = slack;
  const place =
    'hash' in from
      ? { container: { type: 'view', view_id: from.id }, view: toldView(from, workspace.cast) }
      : {
          container: {
            type: 'message',
            message_ts: from.ts,
            channel_id: from.channel,
            is_ephemeral: from.onlyFor !== null,
          },
          channel: { id: from.channel, name: channelName(workspace.conversations.get(from.channel)) },
          ...(from.onlyFor === null ? { message: toldMessage(slack, from) } : {}),
        };
  const { actionId, blockId, value } = asked;
  return {
    type: 'block_suggestion',
    ...common(slack, person),
    ...place,
    action_id: actionId,
    block_id: blockId,
    value,
  };
}

export function eventPayload({ workspace: { cast, clock } }: Slack, event: Obj): Obj {
  return {
    token: VERIFICATION_TOKEN,
    team_id: cast.team.id,
    api_app_id: cast.app.id,
    event,
    type: 'event_callback',
    event_id: `Ev${freshId(10)}`,
    event_time: Math.floor(clock.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: cast.team.id,
        user_id: cast.app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: freshId(40),
  };
}

/** A message as Slack tells it to the app, in an answer, a payload or a history. */
export function toldMessage({ workspace: { cast } }: Slack, message: Message): Obj {
  const isApps = message.user === cast.app.botUserId;
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: cast.team.id,
    ...(isApps ? { bot_id: cast.app.botId, app_id: cast.app.id } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.editedTs === null ? {} : { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.metadata === null ? {} : { metadata: message.metadata }),
  };
}

function common({ workspace: { cast } }: Slack, person: Person): Obj {
  return {
    team: { id: cast.team.id, domain: cast.team.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: teamOf(cast.team.id, person) },
    api_app_id: cast.app.id,
    token: VERIFICATION_TOKEN,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** People from elsewhere keep their own team in a shared channel. */
export function teamOf(home: string, person: Person): string {
  return person.is === 'stranger' ? 'T0ELSEWHERE' : home;
}

function channelName(conversation: Conversation | undefined): string {
  if (conversation === undefined || conversation.kind === 'app') return 'directmessage';
  return conversation.kind === 'private' ? 'privategroup' : conversation.name;
}
