import { eq } from 'drizzle-orm';
import type { Db } from '../../src/db/connect.ts';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { digestRun } from '../../src/db/schedule-schema.ts';
import { PACE } from '../../src/domain/pace.ts';
import type { Chat } from './any-order-processes.ts';
import { nextDueAt, type Told } from './any-order-slots.ts';

export type Seen = { readonly db: Db; readonly chat: Chat; readonly told: Told };

/** Why a run that was planned says that it was not, without any of its messages having gone out. */
const TAKEN_BACK = ['not_reached', 'superseded', 'schedule_deleted', 'schedule_paused'];

export async function messagesAndRuns({ db, told }: Seen) {
  const { id, state, slackTs, dueAt, expiresAt, channelId, part, runId, lastError } = outboxMessage;
  const ofRun = { scheduleId: digestRun.scheduleId, period: digestRun.period };
  const messages = await db
    .select({ id, state, slackTs, dueAt, expiresAt, channelId, part, runId, lastError, ...ofRun })
    .from(outboxMessage)
    .leftJoin(digestRun, eq(digestRun.id, outboxMessage.runId));
  const runs = await db.select().from(digestRun).where(eq(digestRun.scheduleId, told.id));
  return { messages, runs };
}

type All = Awaited<ReturnType<typeof messagesAndRuns>>;
type Row = All['messages'][number];

/** What has to be true at every moment, whatever came before. */
export async function holds(seen: Seen): Promise<void> {
  const all = await messagesAndRuns(seen);
  for (const message of all.messages) {
    const wrong = wrongWith(message, seen);
    if (wrong !== null) throw new Error(`${message.part} ${message.id}, ${message.state}: ${wrong}.`);
  }
  weeksHaveOnePost(all, seen);
  datesHaveTheirRow(all, seen);
}

function wrongWith({ id, state, slackTs, dueAt, expiresAt }: Row, { chat }: Seen): string | null {
  const mine = chat.posted.filter((one) => one.id === id);
  const [only] = mine;
  if (mine.length > 1) return `it was posted ${mine.length} times`;
  if ((state === 'sent') !== (slackTs !== null)) return `its ts is ${slackTs}`;
  if (state === 'sent' && only?.ts !== slackTs) return 'it counts as sent, and is not there';
  if (only === undefined) return null;
  if (only.calledAt < dueAt.getTime()) return 'it was posted before it was due';
  if (only.calledAt > expiresAt.getTime() + PACE.lease) return 'it was posted after it was no news any more';
  return null;
}

/** Asked right after each call, with the schedule as it stood then. */
export function mayBeCalled({ id, scheduleId }: Row, { told }: Seen): boolean {
  const { is, underWay } = told;
  if (scheduleId !== told.id || underWay === null) return true;
  return is === 'resting' && underWay.has(id);
}

function weeksHaveOnePost({ messages, runs }: All, { chat }: Seen): void {
  const ids = new Set(chat.posted.map(({ id }) => id));
  const posts = messages.filter(({ id, period }) => period !== null && ids.has(id));
  unique(
    posts.map(({ period, part, channelId }) => `${part} of ${period} in ${channelId}`),
    'was posted twice',
  );
  unique(
    runs.flatMap(({ outcome, period }) => (outcome === 'planned' ? [String(period)] : [])),
    'has two planned runs',
  );
}

function unique(names: readonly string[], otherwise: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new Error(`${name} ${otherwise}.`);
    seen.add(name);
  }
}

function datesHaveTheirRow({ messages, runs }: All, { told }: Seen): void {
  const theirs = runs.map(({ slot, outcome, reason }) => {
    return `${slot} ${TAKEN_BACK.includes(reason ?? '') ? 'planned' : outcome}`;
  });
  const foretold = [...told.rows].map(([slot, outcome]) => `${slot} ${outcome}`);
  if (theirs.sort().join() !== foretold.sort().join())
    throw new Error(`There are the runs ${theirs}; to be expected were ${foretold}.`);
  const headed = new Set(messages.flatMap(({ part, runId }) => (part === 'attainment' ? [runId] : [])));
  const bare = runs.find(({ id, outcome }) => outcome === 'planned' && !headed.has(id));
  if (bare !== undefined) throw new Error(`The run of ${bare.slot} is planned without a message.`);
}

/** After a tick nothing is due any more, and the next one is as foretold. */
export function isPlanned({ told, chat }: Seen, stored: { nextSlot: string; nextDueAt: Date }): void {
  const due = nextDueAt(told);
  if (stored.nextSlot !== told.cursor || stored.nextDueAt.getTime() !== due || due <= chat.clock.now)
    throw new Error(`Next is ${stored.nextSlot}, ${stored.nextDueAt.toISOString()}; foretold was ${told.cursor}.`);
}
