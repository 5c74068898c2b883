import fc from 'fast-check';
import { type Claimed, claim, claimUncertain, mark } from '../../src/db/outbox.ts';
import { settle, settleLook, settleSent } from '../../src/db/settle-message.ts';
import { sweep } from '../../src/db/sweep-outbox.ts';
import type { PostOffice } from '../support/post-office.ts';
import { WEST } from '../support/post-office.ts';

/** Nothing has to be foretold: what must hold at every moment is read from the database and from what Slack has. */
export type Model = object;
export type Real = {
  readonly office: PostOffice;
  readonly ids: string[];
  /** By worker: what it has claimed, and how far it got. */
  readonly hands: Map<number, { readonly claimed: Claimed; readonly is: 'claimed' | 'marked' | 'called' | 'looking' }>;
  readonly posted: { id: string; ts: string; at: number; expiresAt: number }[];
};

type Step = fc.AsyncCommand<Model, Real>;

const WORKERS = 3;
const worker = fc.nat({ max: WORKERS - 1 });
const claiming = ({ office: { delivery } }: Real, who: number) => ({
  ...{ now: delivery.now(), worker: `w${who}`, pace: delivery.pace },
});

function step(name: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    run: async (model, real) => {
      await run(model, real);
      await holds(real);
    },
    toString: () => name,
  };
}

const puts = fc.nat({ max: 2 }).map((hours) =>
  step(`put down, news for ${hours} h`, async (_, { office, ids }) => {
    const now = office.slack.clock.now();
    ids.push(await office.puts({ expiresAt: new Date(now.getTime() + hours * 3_600_000 + 60_000) }));
  }),
);
const claims = worker.map((who) =>
  step(`${who} claims`, async (_, real) => {
    const claimed = real.hands.has(who) ? null : await claim(real.office.delivery.db, claiming(real, who));
    if (claimed !== null) real.hands.set(who, { claimed, is: 'claimed' });
  }),
);
const marks = worker.map((who) =>
  step(`${who} marks`, async (_, real) => {
    const hand = real.hands.get(who);
    if (hand?.is !== 'claimed') return;
    const attempt = await mark(real.office.delivery.db, hand.claimed, { text: 'x', blocks: [] }, claiming(real, who));
    if (attempt === null) real.hands.delete(who);
    else real.hands.set(who, { ...hand, is: 'marked' });
  }),
);
/** The call follows the mark at once, as the check between them makes sure of; what is lost is its answer, or the process. */
const calls = fc
  .tuple(
    worker,
    fc.constantFrom('answered', 'lost after', 'lost before', 'dies after', 'dies before', 'refused', 'wait'),
  )
  .map(([who, answer]) =>
    step(`${who} marks and calls: ${answer}`, async (_, real) => {
      const hand = real.hands.get(who);
      const { db, pace } = real.office.delivery;
      if (hand?.is !== 'claimed') return;
      const attempt = await mark(db, hand.claimed, { text: 'x', blocks: [] }, claiming(real, who));
      real.hands.delete(who);
      if (attempt === null) return;
      const now = real.office.slack.clock.now();
      const { id, expiresAt } = hand.claimed.message;
      const isPosted = ['answered', 'lost after', 'dies after'].includes(answer);
      const ts = `${real.posted.length + 1}.000001`;
      if (isPosted) real.posted.push({ id, ts, at: now.getTime(), expiresAt: expiresAt.getTime() });
      if (answer === 'answered') await settleSent(db, id, { channel: WEST, ts }, now);
      if (answer.startsWith('lost'))
        await settle(db, hand.claimed, { is: 'unknown', ms: pace.quiet, error: 'lost' }, now);
      if (answer === 'refused') await settle(db, hand.claimed, { is: 'failed', error: 'no' }, now);
      if (answer === 'wait')
        await settle(db, hand.claimed, { is: 'retry', ms: 30_000, error: 'wait', counts: false }, now);
    }),
  );
const crashes = worker.map((who) =>
  step(`${who} is killed`, async (_, { hands }) => {
    hands.delete(who);
  }),
);
const time = fc
  .constantFrom(1, 2, 15, 45, 70, 130, 1_200)
  .map((seconds) => step(`${seconds} s pass`, async (_, { office }) => office.passes(seconds)));
const sweeps = fc.constant(
  step('sweep', async (_, { office: { delivery } }) => sweep(delivery.db, delivery.now(), delivery.pace)),
);
const looks = worker.map((who) =>
  step(`${who} looks it up`, async (_, real) => {
    if (real.hands.has(who)) return;
    const { db } = real.office.delivery;
    const claimed = await claimUncertain(db, claiming(real, who));
    if (claimed === null) return;
    const found = real.posted.find(({ id }) => id === claimed.message.id);
    const now = real.office.delivery.now();
    if (found) await settleSent(db, found.id, { channel: WEST, ts: found.ts }, now);
    else await settleLook(db, claimed, { is: 'absent' }, now);
  }),
);

export const STEPS = [puts, claims, claims, calls, calls, marks, crashes, time, time, sweeps, looks];

/** What has to be true at every moment, whatever came before. */
export async function holds({ office, ids, posted }: Real): Promise<void> {
  for (const id of ids) {
    const mine = posted.filter((one) => one.id === id);
    if (mine.length > 1) throw new Error(`${id} was posted ${mine.length} times.`);
    const row = await office.message(id);
    if ((row.state === 'sent') !== (row.slackTs !== null))
      throw new Error(`${id} is ${row.state} with ts ${row.slackTs}.`);
    if (row.state === 'sent' && mine.length === 0) throw new Error(`${id} counts as sent and is not there.`);
    const [only] = mine;
    if (only !== undefined && only.at > only.expiresAt + office.delivery.pace.lease)
      throw new Error(`${id} was posted after it was no news any more.`);
  }
}
