import { randomUUID } from 'node:crypto';
import type { Db } from '../../src/db/connect.ts';
import { putBack } from '../../src/db/sweep-outbox.ts';
import { deliverNext } from '../../src/digests/deliver.ts';
import type { Delivery } from '../../src/digests/delivery.ts';
import type { Failure, Post, SlackPort } from '../../src/digests/slack-port.ts';
import { PACE } from '../../src/domain/pace.ts';
import { quiet } from '../support/log.ts';

/** What becomes of a call: whether the message stands in the channel then, and what the process hears of it. */
export const FATES = {
  answered: { stands: 0, hears: 'ok' },
  'answered late': { stands: 0, hears: 'later' },
  'posted and lost': { stands: 0, hears: { is: 'no-answer', codes: ['UND_ERR_SOCKET'] } },
  'lost, and posted a minute later': { stands: 60_000, hears: { is: 'http', status: 504 } },
  'lost on its way': { stands: null, hears: { is: 'no-answer', codes: ['ECONNRESET'] } },
  'posted, and it dies': { stands: 0, hears: 'never' },
  'it dies before': { stands: null, hears: 'never' },
  'told to wait': { stands: null, hears: { is: 'rate-limited', retryAfter: 30 } },
  'without a way to Slack': { stands: null, hears: { is: 'no-answer', codes: ['ECONNREFUSED'] } },
  refused: { stands: null, hears: { is: 'refused', code: 'invalid_arguments' } },
  'without the channel': { stands: null, hears: { is: 'refused', code: 'channel_not_found' } },
} as const satisfies { [name: string]: { stands: number | null; hears: Failure | 'ok' | 'later' | 'never' } };
export type Fate = keyof typeof FATES;

/** What Slack has, or is about to have. */
export type Stood = { readonly id: string; readonly ts: string; readonly calledAt: number; readonly standsAt: number };
export type Chat = { readonly posted: Stood[]; readonly clock: { now: number }; isRead: boolean };

/** One message in a process' hands, claimed and drawn. */
export type Hand = {
  /** Marks it and calls Slack; `waits` for an answer that may still come, or never. */
  readonly calls: (fate: Fate) => Promise<'ended' | 'waits'>;
  /** The answer comes, if any is to. */
  readonly hears: () => Promise<void>;
  isCalled: boolean;
};

export type Process = { readonly delivery: Delivery; readonly stop: () => void; hand: Hand | null };

export function aProcess(db: Db, chat: Chat): Process {
  const stopping = new AbortController();
  const delivery: Delivery = {
    ...{ db, log: quiet, pace: PACE, now: () => new Date(chat.clock.now), elapsed: () => 0, random: () => 0.5 },
    ...{ pause: async () => {}, worker: randomUUID(), atOnce: 1, stopping: stopping.signal },
    ...{ troubles: new Map(), looks: new Map(), slack: portOf(chat), draw: async ({ id }) => drawn(id) },
  };
  return { delivery, stop: () => stopping.abort(), hand: null };
}

const drawn = (text: string) => ({ is: 'drawn', payload: { text, blocks: [] } }) as const;

function portOf(chat: Chat): SlackPort {
  const { posted, clock } = chat;
  return {
    post: async (post) => ({ is: 'ok', value: puts(chat, post, 0) }),
    history: async () => {
      if (!chat.isRead) return { is: 'failed', failure: { is: 'http', status: 503 } };
      const standing = posted.filter(({ standsAt }) => standsAt <= clock.now);
      return { is: 'ok', value: { messages: standing.map(({ id, ts }) => ({ delivery: id, ts })), next: null } };
    },
    openDirect: async (user) => ({ is: 'ok', value: { channel: `D${user}` } }),
    channel: async () => ({ is: 'ok', value: { isMember: true, isArchived: false, isShared: false } }),
    remove: async () => ({ is: 'ok', value: {} }),
  };
}

function puts({ posted, clock }: Chat, { delivery: id, channel }: Post, after: number) {
  const ts = `${posted.length + 1}.000001`;
  posted.push({ id, ts, calledAt: clock.now, standsAt: clock.now + after });
  return { channel, ts };
}

/** Claims what may go out next, and stands still once it is drawn; false where there is nothing to send. */
export async function takes(process: Process, chat: Chat): Promise<boolean> {
  const [atDrawing, goesOn, atCall, answer] = [signal<'drawing'>(), signal<Fate>(), signal<'waits'>(), signal<void>()];
  const { delivery } = process;
  let fate: Fate = 'answered';
  const post: SlackPort['post'] = async (asked) => {
    const { stands, hears } = FATES[fate];
    const value = stands === null ? null : puts(chat, asked, stands);
    if (hears === 'later' || hears === 'never') atCall.gives('waits');
    if (hears === 'later') await answer.given;
    if (hears === 'never') return new Promise(() => {});
    if (typeof hears !== 'string') return { is: 'failed', failure: hears };
    return { is: 'ok', value: value ?? puts(chat, asked, 0) };
  };
  const draw: Delivery['draw'] = async ({ id }) => {
    atDrawing.gives('drawing');
    fate = await goesOn.given;
    return drawn(id);
  };
  const ended = deliverNext({ ...delivery, draw, slack: { ...delivery.slack, post } });
  const began = await Promise.race([ended, atDrawing.given]);
  if (began !== 'drawing') return began;
  const hand: Hand = {
    isCalled: false,
    calls: async (how) => {
      hand.isCalled = true;
      goesOn.gives(how);
      return (await Promise.race([ended, atCall.given])) === 'waits' ? 'waits' : 'ended';
    },
    hears: async () => {
      if (FATES[fate].hears !== 'later') return;
      answer.gives();
      await ended;
    },
  };
  process.hand = hand;
  return true;
}

/** An orderly end: nothing more is begun, an answer is waited for, and what was only claimed is others' again. */
export async function ends(process: Process): Promise<void> {
  const { hand, delivery, stop } = process;
  stop();
  if (hand?.isCalled === false) await hand.calls('answered');
  else await hand?.hears();
  await putBack(delivery.db, delivery.worker);
}

function signal<T>(): { readonly given: Promise<T>; readonly gives: (value: T) => void } {
  let gives: (value: T) => void = () => {};
  const given = new Promise<T>((resolve) => {
    gives = resolve;
  });
  return { given, gives };
}
