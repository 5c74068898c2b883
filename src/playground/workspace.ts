import type { Cast, Person } from './cast.ts';
import type { Clock } from './clock.ts';
import type { Obj } from './json.ts';
import type { View } from './view.ts';

export type Message = {
  /** Grows with each change, over all that people can see. */
  readonly seq: number;
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Obj[];
  readonly editedTs: string | null;
  /** The one person who sees it, if it is ephemeral. */
  readonly onlyFor: string | null;
  readonly metadata: Obj | null;
};

export type Conversation = {
  readonly id: string;
  readonly kind: 'channel' | 'private' | 'app';
  readonly name: string;
  readonly isArchived: boolean;
  readonly hasBot: boolean;
  readonly members: readonly string[];
};

export type Notice = { readonly id: number; readonly text: string };

export type Draft = Pick<Message, 'channel' | 'user' | 'text' | 'blocks'> &
  Partial<Pick<Message, 'threadTs' | 'onlyFor' | 'metadata'>>;

/** What there is in the workspace now. It knows no rules but Slack's about who sees what. */
export class Workspace {
  readonly cast: Cast;
  readonly clock: Clock;
  readonly people = new Map<string, Person>();
  readonly conversations = new Map<string, Conversation>();
  /** Open views by person, the root first. */
  readonly stacks = new Map<string, readonly View[]>();
  readonly homes = new Map<string, View>();
  readonly notices = new Map<string, readonly Notice[]>();
  /** The ts up to which a person has read a conversation, by `person/conversation`. */
  readonly read = new Map<string, string>();
  messages: readonly Message[] = [];
  /** How often something has changed. */
  changes = 0;
  #seq = 0;
  #lastTs = 0;
  readonly #listeners = new Set<() => void>();

  constructor(cast: Cast, clock: Clock) {
    this.cast = cast;
    this.clock = clock;
    for (const person of cast.people) this.people.set(person.id, person);
    this.people.set(cast.app.botUserId, botOf(cast));
    for (const conversation of conversationsOf(cast)) this.conversations.set(conversation.id, conversation);
  }

  /** Calls back after each change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    this.changes += 1;
    for (const listener of this.#listeners) listener();
  }

  /** A ts never given before: the clock's microseconds, moved on where two fall together. */
  ts(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, this.clock.now().getTime() * 1000);
    return `${Math.floor(this.#lastTs / 1e6)}.${String(this.#lastTs % 1e6).padStart(6, '0')}`;
  }

  post(draft: Draft): Message {
    const rest = { threadTs: null, onlyFor: null, metadata: null, ...draft };
    const message: Message = { ...rest, seq: this.next(), ts: this.ts(), editedTs: null };
    this.messages = [...this.messages, message];
    this.changed();
    return message;
  }

  edit(before: Message, change: Partial<Pick<Message, 'text' | 'blocks' | 'metadata'>>): Message {
    const after = { ...before, ...change, seq: this.next(), editedTs: this.ts() };
    this.messages = this.messages.map((message) => (message === before ? after : message));
    this.changed();
    return after;
  }

  remove(message: Message): void {
    this.messages = this.messages.filter((other) => other !== message);
    this.changed();
  }

  message(channel: string, ts: string): Message | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts);
  }

  /** Takes up what an earlier run left behind. */
  restore(messages: readonly Message[]): void {
    this.messages = messages;
    this.#seq = Math.max(0, ...messages.map(({ seq }) => seq));
    this.#lastTs = Math.max(0, ...messages.map(({ ts, editedTs }) => Math.round(Number(editedTs ?? ts) * 1e6)));
  }

  setStack(person: string, views: readonly View[]): void {
    this.stacks.set(person, views);
    this.changed();
  }

  setHome(person: string, view: View): void {
    this.homes.set(person, view);
    this.changed();
  }

  notice(person: string, text: string): void {
    const before = this.notices.get(person) ?? [];
    this.notices.set(person, [...before.slice(-4), { id: this.next(), text }]);
    this.changed();
  }

  next(): number {
    this.#seq += 1;
    return this.#seq;
  }
}

function botOf({ app }: Cast): Person {
  return { id: app.botUserId, handle: 'app', name: 'App', role: 'This app', zone: 'America/Los_Angeles', is: 'bot' };
}

/** The conversation between the app and a person. */
export function appConversationId(person: Pick<Person, 'id'>): string {
  return `D${person.id.slice(1)}`;
}

/** Slack's own bot and people who left cannot be written to. */
export function canBeWrittenTo(person: Person): boolean {
  return person.is !== 'bot' && person.is !== 'deactivated';
}

function conversationsOf({ people, channels }: Cast): readonly Conversation[] {
  const everyone = people.filter(({ is }) => is === 'member' || is === 'admin');
  const inChannels = channels.map(({ isPrivate, members, ...channel }): Conversation => {
    const joined = members === 'everyone' ? everyone : people.filter(({ handle }) => members.includes(handle));
    return { ...channel, kind: isPrivate ? 'private' : 'channel', members: joined.map(({ id }) => id) };
  });
  const withApp = people.filter(canBeWrittenTo).map(
    (person): Conversation => ({
      id: appConversationId(person),
      kind: 'app',
      name: person.handle,
      isArchived: false,
      hasBot: true,
      members: [person.id],
    }),
  );
  return [...inChannels, ...withApp];
}
