import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sweep } from '../../src/db/sweep-outbox.ts';
import { eachDatabase } from '../support/databases.ts';
import { postOffice } from '../support/post-office.ts';
import { type Real, STEPS } from './any-order.ts';

const RUNS = { PGlite: 30, Postgres: 15 } as const;
const SEED = 20261116;

describe.each(eachDatabase())('messages on $name', ({ name, open }) => {
  const db = open();

  test('whatever happens in whatever order, none is posted twice, and none is lost', async () => {
    const office = await postOffice(db());
    await fc.assert(
      fc.asyncProperty(fc.commands(STEPS, { maxCommands: 40, size: 'max' }), async (steps) => {
        await office.empties();
        const real: Real = { office, ids: [], hands: new Map(), posted: [] };
        await fc.asyncModelRun(() => ({ model: {}, real }), steps);

        const ends = await atRest(real);
        expect(ends.filter((end) => end === 'lost')).toEqual([]);
      }),
      { numRuns: RUNS[name as keyof typeof RUNS], seed: SEED },
    );
  });
});

/** Everybody is dead, and one process takes up what is left: each message ends, and says truly whether it is there. */
async function atRest({ office, ids, posted }: Real): Promise<readonly string[]> {
  const { delivery, passes } = office;
  const slack = {
    ...delivery.slack,
    post: async ({ channel, delivery: id }: { channel: string; delivery: string }) => {
      const ts = `${posted.length + 1}.000001`;
      posted.push({ id, ts, at: 0, expiresAt: 0 });
      return { is: 'ok', value: { channel, ts } } as const;
    },
    history: async () => ({
      ...{ is: 'ok' as const, value: { messages: posted.map(({ id, ts }) => ({ delivery: id, ts })), next: null } },
    }),
  };
  for (let turn = 0; turn < 8; turn += 1) {
    await office.works(office.another({ slack }));
    passes(turn < 6 ? 61 : 8_000);
    await sweep(delivery.db, delivery.now(), delivery.pace);
  }
  return Promise.all(
    ids.map(async (id) => {
      const { state } = await office.message(id);
      const count = posted.filter((one) => one.id === id).length;
      const isTrue = state === 'sent' ? count === 1 : count === 0 && ['expired', 'failed'].includes(state);
      return isTrue ? state : 'lost';
    }),
  );
}
