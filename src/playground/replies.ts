import { isObj, type Obj, textAt } from './json.ts';
import { contentOf } from './methods/chat.ts';
import { isTrue } from './methods/method.ts';
import type { Reply } from './permits.ts';
import type { Slack } from './slack.ts';

export type ReplyAnswer = { readonly status: number; readonly body: string };

const OK: ReplyAnswer = { status: 200, body: 'ok' };

/** A post to a response_url: a new message, or a change of the one whose button was pressed. */
export function answerReply(slack: Slack, id: string, body: unknown): ReplyAnswer {
  const used = slack.responseUrls.use(id);
  if (used.is === 'refused') return refusal(404, { ok: false, error: used.error });
  if (!isObj(body)) return refusal(400, { ok: false, error: 'invalid_payload' });
  const { workspace } = slack;
  const { reply } = used;
  const source = reply.ts === null ? undefined : workspace.message(reply.channel, reply.ts);
  if (isTrue(body.delete_original)) {
    if (source !== undefined) workspace.remove(source);
    return OK;
  }
  const written = contentOf(body);
  if (written.is === 'wrong') return refusal(400, written.answer);
  if (isTrue(body.replace_original) && source !== undefined) workspace.edit(source, written.content);
  else post(slack, reply, body, written.content);
  return OK;
}

function post({ workspace }: Slack, reply: Reply, body: Obj, content: { text: string; blocks: readonly Obj[] }): void {
  const onlyFor = body.response_type === 'in_channel' ? null : reply.user;
  const threadTs = textAt(body, 'thread_ts') || null;
  workspace.post({ channel: reply.channel, user: workspace.cast.app.botUserId, ...content, onlyFor, threadTs });
}

function refusal(status: number, answer: Obj): ReplyAnswer {
  return { status, body: JSON.stringify(answer) };
}
