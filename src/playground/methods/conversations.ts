import { type Obj, textAt } from '../json.ts';
import { toldMessage } from '../payloads.ts';
import type { Slack } from '../slack.ts';
import { appConversationId, type Conversation, canBeWrittenTo, type Message } from '../workspace.ts';
import { isVisible } from './chat.ts';
import { isTrue, type Method, type Methods, pageOf, refused } from './method.ts';

const READ = ['channels:read', 'groups:read', 'im:read'];
const HISTORY = ['channels:history', 'groups:history', 'im:history'];

export const conversationMethods: Methods = {
  'conversations.open': { token: 'bot', scopes: ['im:write'], run: opened },
  'conversations.info': ofKind(READ, info),
  'conversations.members': ofKind(READ, members),
  'conversations.list': { token: 'bot', scopes: READ, run: list },
  'conversations.history': ofKind(HISTORY, history),
  'conversations.replies': ofKind(HISTORY, replies),
};

type About = (conversation: Conversation, args: Obj, slack: Slack) => Obj;

/** A method about one conversation; the scope it needs depends on the kind. */
function ofKind(scopes: readonly string[], run: About): Method {
  return {
    token: 'bot',
    scopes,
    run(args, slack) {
      const conversation = slack.workspace.conversations.get(textAt(args, 'channel'));
      if (conversation === undefined || !isVisible(conversation)) return refused('channel_not_found');
      const needed = scopes[KINDS.indexOf(conversation.kind)] ?? '';
      const granted = slack.manifest.oauth_config?.scopes?.bot ?? [];
      if (granted.includes(needed)) return run(conversation, args, slack);
      return { ...refused('missing_scope'), needed, provided: granted.join(',') };
    },
  };
}

const KINDS: readonly Conversation['kind'][] = ['channel', 'private', 'app'];

/** With one person only; group DMs are not modelled. */
function opened(args: Obj, { workspace }: Slack): Obj {
  const users = textAt(args, 'users').split(',');
  const person = workspace.people.get(users[0] ?? '');
  if (person === undefined) return refused('user_not_found');
  if (users.length > 1) return refused('not_supported');
  if (person.is === 'bot') return refused('cannot_dm_bot');
  if (!canBeWrittenTo(person)) return refused('user_disabled');
  const id = appConversationId(person);
  return { ok: true, no_op: true, already_open: true, channel: { id } };
}

function info(conversation: Conversation, _args: Obj, slack: Slack): Obj {
  return { ok: true, channel: told(conversation, slack) };
}

function list(args: Obj, slack: Slack): Obj {
  const types = (textAt(args, 'types') || 'public_channel').split(',');
  const wanted = [...slack.workspace.conversations.values()].filter(
    (conversation) => types.includes(SLACK_TYPE[conversation.kind]) && isVisible(conversation),
  );
  const kept = isTrue(args.exclude_archived) ? wanted.filter(({ isArchived }) => !isArchived) : wanted;
  const page = pageOf(kept, args, 1_000);
  if (page === undefined) return refused('invalid_cursor');
  const channels = page.items.map((conversation) => told(conversation, slack));
  return { ok: true, channels, response_metadata: { next_cursor: page.nextCursor } };
}

function members(conversation: Conversation, args: Obj, { workspace }: Slack): Obj {
  const { botUserId } = workspace.cast.app;
  const page = pageOf(conversation.hasBot ? [...conversation.members, botUserId] : conversation.members, args, 1_000);
  if (page === undefined) return refused('invalid_cursor');
  return { ok: true, members: page.items, response_metadata: { next_cursor: page.nextCursor } };
}

function history(conversation: Conversation, args: Obj, slack: Slack): Obj {
  if (!conversation.hasBot) return refused('not_in_channel');
  const top = messagesOf(conversation, args, slack).filter(({ threadTs, ts }) => threadTs === null || threadTs === ts);
  return page(top.reverse(), args, slack);
}

function replies(conversation: Conversation, args: Obj, slack: Slack): Obj {
  if (!conversation.hasBot) return refused('not_in_channel');
  const parent = textAt(args, 'ts');
  const thread = messagesOf(conversation, args, slack).filter(
    ({ threadTs, ts }) => ts === parent || threadTs === parent,
  );
  return thread.length === 0 ? refused('thread_not_found') : page(thread, args, slack);
}

function messagesOf({ id }: Conversation, args: Obj, { workspace }: Slack): Message[] {
  const [oldest, latest] = [Number(args.oldest ?? 0), Number(args.latest ?? Number.POSITIVE_INFINITY)];
  const isWithin = isTrue(args.inclusive)
    ? (at: number) => at >= oldest && at <= latest
    : (at: number) => at > oldest && at < latest;
  return workspace.messages.filter(
    ({ channel, onlyFor, ts }) => channel === id && onlyFor === null && isWithin(Number(ts)),
  );
}

function page(messages: readonly Message[], args: Obj, slack: Slack): Obj {
  const found = pageOf(messages, { limit: 100, ...args }, 999);
  if (found === undefined) return refused('invalid_cursor');
  const withMetadata = isTrue(args.include_all_metadata);
  const told = found.items.map((message) =>
    toldMessage(slack, withMetadata ? message : { ...message, metadata: null }),
  );
  const hasMore = found.nextCursor !== '';
  return { ok: true, messages: told, has_more: hasMore, response_metadata: { next_cursor: found.nextCursor } };
}

const SLACK_TYPE = { channel: 'public_channel', private: 'private_channel', app: 'im' } as const;

function told({ id, kind, name, isArchived, hasBot, members: all }: Conversation, { workspace }: Slack): Obj {
  if (kind === 'app') return { id, is_im: true, user: all[0], is_archived: isArchived, created: 1_780_000_000 };
  return {
    id,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_private: kind === 'private',
    is_archived: isArchived,
    is_general: name === 'general',
    is_member: hasBot,
    is_shared: false,
    is_ext_shared: all.some((member) => workspace.people.get(member)?.is === 'stranger'),
    context_team_id: workspace.cast.team.id,
    num_members: all.length,
    created: 1_780_000_000,
  };
}
