import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { onTestFinished } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { outboxAttempt, outboxMessage, slackGate } from '../../src/db/delivery-schema.ts';
import { enqueue, type Message } from '../../src/db/outbox.ts';
import * as table from '../../src/db/schema.ts';
import { sweep } from '../../src/db/sweep-outbox.ts';
import { deliverNext } from '../../src/digests/deliver.ts';
import type { Delivery } from '../../src/digests/delivery.ts';
import { reconcileNext } from '../../src/digests/reconcile.ts';
import type { WorkspaceId } from '../../src/domain/brand.ts';
import { PACE } from '../../src/domain/pace.ts';
import { firstSettings } from '../../src/domain/settings.ts';
import type { Log } from '../../src/log.ts';
import { socketManifest } from '../../src/manifest.ts';
import { larkfield } from '../../src/playground/cast.ts';
import type { Manifest } from '../../src/playground/manifest.ts';
import { type StandIn, startStandIn } from '../../src/playground/stand-in.ts';
import { createSender } from '../../src/slack/sender.ts';
import { quiet } from './log.ts';

export const WEST = 'C0SALESWEST';
const SOON = new Date('2026-11-16T16:00:00Z');
/** Slack's answer is waited for this long in tests: an unanswered call is the same after 15 seconds. */
const TIMEOUT_MS = 250;
const HOUR = 3_600_000;

export type PostOffice = {
  readonly slack: StandIn;
  readonly workspace: WorkspaceId;
  readonly delivery: Delivery;
  /** Another process on the same database. */
  readonly another: (but?: Partial<Delivery>) => Delivery;
  readonly stop: () => void;
  /** Forgets all messages. */
  readonly empties: () => Promise<void>;
  /** Puts a message down; its text is `about.says`. */
  readonly puts: (but?: Partial<Parameters<typeof enqueue>[1]>) => Promise<string>;
  readonly message: (id: string) => Promise<Message>;
  readonly passes: (seconds: number) => void;
  /** Delivers and looks up all that can be at this moment. */
  readonly works: (as?: Delivery) => Promise<void>;
  /** The same, with the time passing for as long as something may still come of it. */
  readonly comesToRest: (as?: Delivery) => Promise<void>;
  /** Texts that stand in a channel or a direct message, the oldest first. */
  readonly posted: (channel?: string) => readonly string[];
  readonly calls: () => number;
};

/** The delivery of messages against a stand-in for Slack, both by one clock that tests move. */
export async function postOffice(
  db: Db,
  { but = {}, log = quiet, manifest = withHistory() }: { but?: Partial<Delivery>; log?: Log; manifest?: Manifest } = {},
): Promise<PostOffice> {
  const slack = await startStandIn({ cast: larkfield, manifest, now: SOON });
  onTestFinished(slack.close);
  // Whoever delivers takes messages of all workspaces, those of the test before included.
  const empties = async () => {
    await db.delete(outboxAttempt);
    await db.delete(outboxMessage);
    await db.delete(slackGate);
  };
  await empties();
  const workspace = `T${randomUUID()}` as WorkspaceId;
  await db.insert(table.workspace).values({ id: workspace, ...firstSettings('Europe/Berlin'), setUpAt: SOON });
  const { botToken, apiUrl } = slack;
  const stopping = new AbortController();
  let calls = 0;
  const another = (changed: Partial<Delivery> = {}): Delivery => {
    const sender = createSender({ botToken, apiUrl, timeout: TIMEOUT_MS, log });
    return {
      ...{ db, log, now: () => slack.clock.now(), elapsed: () => 0, pause: async () => {}, random: () => 0.5 },
      ...{
        worker: randomUUID(),
        pace: PACE,
        atOnce: 1,
        stopping: stopping.signal,
        troubles: new Map(),
        looks: new Map(),
      },
      draw: async ({ about }) => ({ is: 'drawn', payload: { text: String(about.says), blocks: [] } }),
      slack: {
        ...sender,
        post: (message) => {
          calls += 1;
          return sender.post(message);
        },
      },
      ...changed,
    };
  };
  const delivery = another(but);
  const works = async (as = delivery): Promise<void> => {
    await sweep(db, as.now(), as.pace);
    while ((await reconcileNext(as)) || (await deliverNext(as)));
  };
  const passes = (seconds: number) => void slack.clock.moveTo(new Date(slack.clock.now().getTime() + seconds * 1_000));
  const message = async (id: string): Promise<Message> => {
    const [row] = await db.select().from(outboxMessage).where(eq(outboxMessage.id, id));
    if (row === undefined) throw new Error(`There is no message ${id}.`);
    return row;
  };
  return {
    ...{ slack, workspace, delivery, another, message, works, passes, empties },
    stop: () => stopping.abort(),
    puts: (told = {}) => {
      const now = slack.clock.now();
      return enqueue(db, {
        ...{ key: `test:${randomUUID()}`, workspace, channel: WEST, kind: 'test', about: { says: 'Ben won Acme' } },
        ...{ dueAt: now, expiresAt: new Date(now.getTime() + 8 * HOUR) },
        ...told,
      });
    },
    comesToRest: async (as = delivery) => {
      for (let turn = 0; turn < 25; turn += 1) {
        await works(as);
        passes(20);
      }
    },
    posted: (channel = WEST) =>
      slack.workspace.messages.filter((one) => one.channel === channel).map(({ text }) => text),
    calls: () => calls,
  };
}

/** The app's own manifest; with other scopes where a test says so. */
export function withHistory(scopes?: readonly string[]): Manifest {
  const manifest = socketManifest() as unknown as Manifest & { oauth_config: { scopes: { bot: string[] } } };
  const bot = scopes === undefined ? manifest.oauth_config.scopes.bot : [...scopes];
  return { ...manifest, oauth_config: { scopes: { bot } } };
}
