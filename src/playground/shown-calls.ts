import type { PageCall } from './page-protocol.ts';
import type { Slack } from './slack.ts';
import type { Workspace } from './workspace.ts';

/** The last calls that post messages or look for them, as the page tells them. */
export function shownCalls({ workspace, calls: { last } }: Slack): readonly PageCall[] {
  const standing = workspace.messages.map(({ metadata }) => metadata && JSON.stringify(metadata));
  return last.map((call) => ({
    id: call.id,
    at: call.at.toISOString(),
    is: call.method === 'chat.postMessage' ? 'post' : 'look',
    where: nameOf(workspace, call.channel),
    isReply: call.isReply,
    text: call.text,
    message:
      call.metadata === null ? null : (last.findLast(({ metadata }) => metadata === call.metadata)?.id ?? call.id),
    effect: call.effect,
    answer: call.answer,
    hasFailed: call.hasFailed,
    copies: standing.filter((metadata) => metadata !== null && metadata === call.metadata).length,
  }));
}

function nameOf({ conversations, people }: Workspace, channel: string): string {
  const conversation = conversations.get(channel);
  if (conversation === undefined) return people.get(channel)?.name ?? channel;
  if (conversation.kind !== 'app') return `#${conversation.name}`;
  return people.get(conversation.members[0] ?? '')?.name ?? conversation.name;
}
