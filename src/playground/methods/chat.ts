import { filled } from '../elements.ts';
import { isObj, type Obj, objsAt, textAt } from '../json.ts';
import { complaintsAboutMessage, textLength } from '../limits.ts';
import { toldMessage } from '../payloads.ts';
import type { Slack } from '../slack.ts';
import { freshId } from '../view.ts';
import { appConversationId, type Conversation, canBeWrittenTo, type Message } from '../workspace.ts';
import { type Methods, refused } from './method.ts';

const WRITE = ['chat:write'];

export const chatMethods: Methods = {
  'chat.postMessage': { token: 'bot', scopes: WRITE, run: posted },
  'chat.postEphemeral': { token: 'bot', scopes: WRITE, run: whispered },
  'chat.update': { token: 'bot', scopes: WRITE, run: edited },
  'chat.delete': { token: 'bot', scopes: WRITE, run: removed },
  'chat.getPermalink': { token: 'bot', scopes: [], run: permalink },
};

/** Docs: longer texts are cut off. */
const TEXT_CUT = 40_000;
/** Docs: chat.update takes no more. */
const TEXT_OF_UPDATE = 4_000;
/** Seen in the field: all text in the blocks of one message. */
const TEXT_IN_BLOCKS = 13_200;

export type Content = { readonly text: string; readonly blocks: readonly Obj[] };
export type Written =
  | { readonly is: 'good'; readonly content: Content }
  | { readonly is: 'wrong'; readonly answer: Obj };

/** Text and blocks as they will stand in a message, or Slack's reason against them. */
export function contentOf(args: Obj, mostText: number = TEXT_CUT): Written {
  const { blocks = [] } = args;
  const text = textAt(args, 'text');
  if (!Array.isArray(blocks)) return { is: 'wrong', answer: refused('invalid_blocks_format') };
  if (text === '' && blocks.length === 0) return { is: 'wrong', answer: refused('no_text') };
  const complaints = complaintsAboutMessage(blocks);
  if (complaints.length > 0) return { is: 'wrong', answer: refused('invalid_blocks', complaints) };
  if (textLength(blocks) > TEXT_IN_BLOCKS) return { is: 'wrong', answer: refused('msg_blocks_too_long') };
  if (mostText === TEXT_OF_UPDATE && text.length > mostText) return { is: 'wrong', answer: refused('msg_too_long') };
  const content = { text: text.slice(0, TEXT_CUT), blocks: filled(objsAt({ blocks }, 'blocks'), () => freshId(5)) };
  return { is: 'good', content };
}

function posted(args: Obj, slack: Slack): Obj {
  const { workspace } = slack;
  const where = destination(slack, textAt(args, 'channel'));
  if (typeof where === 'string') return refused(where);
  const written = contentOf(args);
  if (written.is === 'wrong') return written.answer;
  const threadTs = textAt(args, 'thread_ts') || null;
  if (threadTs !== null && workspace.message(where.id, threadTs) === undefined) return refused('thread_not_found');
  const { metadata = null } = args;
  if (metadata !== null && !isMetadata(metadata)) return refused('invalid_metadata_format');
  const user = workspace.cast.app.botUserId;
  const message = workspace.post({ channel: where.id, user, ...written.content, threadTs, metadata });
  return { ok: true, channel: where.id, ts: message.ts, message: toldMessage(slack, message) };
}

function whispered(args: Obj, slack: Slack): Obj {
  const { workspace } = slack;
  const where = destination(slack, textAt(args, 'channel'));
  if (typeof where === 'string') return refused(where);
  const user = textAt(args, 'user');
  if (!where.members.includes(user)) return refused('user_not_in_channel');
  const written = contentOf(args);
  if (written.is === 'wrong') return written.answer;
  const threadTs = textAt(args, 'thread_ts') || null;
  const draft = { channel: where.id, user: workspace.cast.app.botUserId, ...written.content, threadTs, onlyFor: user };
  return { ok: true, message_ts: workspace.post(draft).ts };
}

function edited(args: Obj, slack: Slack): Obj {
  const message = ownMessage(args, slack, 'cant_update_message');
  if (typeof message === 'string') return refused(message);
  const written = contentOf(args, TEXT_OF_UPDATE);
  if (written.is === 'wrong') return written.answer;
  const { metadata = message.metadata } = args;
  if (metadata !== null && !isMetadata(metadata)) return refused('invalid_metadata_format');
  const after = slack.workspace.edit(message, { ...written.content, metadata });
  return { ok: true, channel: after.channel, ts: after.ts, text: after.text, message: toldMessage(slack, after) };
}

function removed(args: Obj, slack: Slack): Obj {
  const message = ownMessage(args, slack, 'cant_delete_message');
  if (typeof message === 'string') return refused(message);
  slack.workspace.remove(message);
  return { ok: true, channel: message.channel, ts: message.ts };
}

function isMetadata(value: unknown): value is Obj {
  return isObj(value) && typeof value.event_type === 'string' && isObj(value.event_payload);
}

function permalink(args: Obj, { workspace }: Slack): Obj {
  const channel = textAt(args, 'channel');
  const conversation = workspace.conversations.get(channel);
  if (conversation === undefined || !isVisible(conversation)) return refused('channel_not_found');
  const message = workspace.message(channel, textAt(args, 'message_ts'));
  if (message === undefined || message.onlyFor !== null) return refused('message_not_found');
  const address = `https://${workspace.cast.team.domain}.slack.com/archives/${channel}/p${message.ts.replace('.', '')}`;
  return { ok: true, channel, permalink: address };
}

function ownMessage(args: Obj, { workspace }: Slack, notOwn: string): Message | string {
  const conversation = workspace.conversations.get(textAt(args, 'channel'));
  if (conversation === undefined || !isVisible(conversation)) return 'channel_not_found';
  const message = workspace.message(conversation.id, textAt(args, 'ts'));
  if (message === undefined || message.onlyFor !== null) return 'message_not_found';
  return message.user === workspace.cast.app.botUserId ? message : notOwn;
}

/** A bot does not know of private channels it is not in. */
export function isVisible({ kind, hasBot }: Conversation): boolean {
  return kind !== 'private' || hasBot;
}

/** The conversation an app may post to, or Slack's error; a user's id stands for the DM with them. */
function destination({ workspace, manifest }: Slack, channel: string): Conversation | string {
  const person = workspace.people.get(channel);
  if (person?.is === 'bot') return 'cannot_dm_bot';
  if (person !== undefined && !canBeWrittenTo(person)) return 'user_disabled';
  const conversation = workspace.conversations.get(person === undefined ? channel : appConversationId(person));
  if (conversation === undefined || !isVisible(conversation)) return 'channel_not_found';
  const isTabOff = manifest.features?.app_home?.messages_tab_enabled !== true;
  if (conversation.kind === 'app' && isTabOff) return 'messages_tab_disabled';
  if (conversation.isArchived) return 'is_archived';
  return conversation.hasBot ? conversation : 'not_in_channel';
}
