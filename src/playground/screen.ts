import type { Person } from './cast.ts';
import type { PageConversation, PageMessage, PagePerson, PageView, Screen } from './page-protocol.ts';
import { shownCalls } from './shown-calls.ts';
import type { Slack } from './slack.ts';
import { toldView, type View } from './view.ts';
import { appConversationId, type Conversation, canBeWrittenTo, type Message, type Workspace } from './workspace.ts';

/** Everything that one person has before their eyes, with one conversation open. */
export function screenOf(slack: Slack, person: Person, open: Conversation): Screen {
  const { workspace, manifest } = slack;
  const views = workspace.stacks.get(person.id) ?? [];
  const home = workspace.homes.get(person.id);
  const messages = visibleTo(person, workspace.messages);
  return {
    workspace: workspace.cast.team.name,
    app: manifest.display_information.name,
    people: [...workspace.people.values()].filter(canBeWrittenTo).map(shownPerson),
    me: person.id,
    conversations: conversationsOf(slack, person, messages),
    open: open.id,
    messages: messages
      .filter(({ channel }) => channel === open.id)
      .map((message) => shownMessage(slack, message, messages)),
    views: views.map((view) => shownView(slack, view)),
    fieldErrors: views.at(-1)?.errors ?? {},
    home: home === undefined ? null : shownView(slack, home),
    commands: (manifest.features?.slash_commands ?? []).map(({ command, description, usage_hint = '' }) => ({
      command,
      description,
      usageHint: usage_hint,
    })),
    shortcuts: (manifest.features?.shortcuts ?? [])
      .filter(({ type }) => type === 'global')
      .map(({ callback_id, name, description }) => ({ callbackId: callback_id, name, description })),
    now: workspace.clock.now().toISOString(),
    zone: workspace.cast.team.zone,
    notices: workspace.notices.get(person.id) ?? [],
    trouble: slack.trouble.now,
    calls: shownCalls(slack),
    names: namesIn(slack),
  };
}

/** A person has read what is in the conversation they have open. */
export function markRead({ messages, read }: Workspace, person: Person, { id }: Conversation): void {
  const last = messages.findLast(({ channel }) => channel === id);
  if (last !== undefined) read.set(`${person.id}/${id}`, last.ts);
}

function visibleTo(person: Person, messages: readonly Message[]): readonly Message[] {
  return messages.filter(({ onlyFor }) => onlyFor === null || onlyFor === person.id);
}

function shownPerson({ id, name, role, zone }: Person): PagePerson {
  return { id, name, role, zone };
}

function conversationsOf(slack: Slack, person: Person, messages: readonly Message[]): readonly PageConversation[] {
  const { conversations, read } = slack.workspace;
  const joined = [...conversations.values()].filter(
    ({ members, isArchived }) => members.includes(person.id) && !isArchived,
  );
  return joined.map(({ id, kind, name }) => {
    const upTo = read.get(`${person.id}/${id}`) ?? '0';
    // As in Slack, a reply in a thread does not mark its channel.
    const isUnread = ({ channel, user, ts, threadTs }: Message) =>
      channel === id && user !== person.id && Number(ts) > Number(upTo) && (threadTs === null || threadTs === ts);
    const shownName = kind === 'app' ? slack.manifest.display_information.name : name;
    return { id, kind, name: shownName, unread: messages.filter(isUnread).length };
  });
}

function shownMessage(slack: Slack, message: Message, all: readonly Message[]): PageMessage {
  const { people, cast } = slack.workspace;
  const { ts, threadTs, user, text, blocks, editedTs, onlyFor, channel } = message;
  const isApp = user === cast.app.botUserId;
  const name = isApp ? slack.manifest.display_information.name : (people.get(user)?.name ?? user);
  return {
    ts,
    threadTs,
    from: { name, isApp },
    text,
    blocks,
    isEphemeral: onlyFor !== null,
    /* Slack marks no ephemeral message as edited. */
    editedAt: editedTs === null || onlyFor !== null ? null : moment(editedTs),
    at: moment(ts),
    replies: all.filter((other) => other.channel === channel && other.threadTs === ts).length,
  };
}

function shownView({ workspace }: Slack, view: View): PageView {
  const told = toldView(view, workspace.cast);
  return { ...told, id: view.id, hash: view.hash, type: view.body.type === 'home' ? 'home' : 'modal' };
}

function moment(ts: string): string {
  return new Date(Number(ts) * 1000).toISOString();
}

function namesIn({ workspace, manifest }: Slack): { readonly [id: string]: string } {
  const people = [...workspace.people.values()].map(({ id, name }) => [id, name]);
  const channels = [...workspace.conversations.values()]
    .filter(({ kind }) => kind !== 'app')
    .map(({ id, name }) => [id, name]);
  const app = [workspace.cast.app.botUserId, manifest.display_information.name];
  return Object.fromEntries([...people, ...channels, app]);
}

/** The conversation with the app, unless the person is in the one asked for. */
export function openFor({ workspace }: Slack, person: Person, asked: string | null): Conversation | undefined {
  const wanted = asked === null ? undefined : workspace.conversations.get(asked);
  if (wanted?.members.includes(person.id) === true) return wanted;
  return workspace.conversations.get(appConversationId(person));
}
