import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesTeam } from '../support/sales-team.ts';

/** As a driver and drizzle wrap it. */
function inTheWay(code: string): Error {
  return new Error('Failed query', { cause: Object.assign(new Error('deadlock detected'), { code }) });
}

describe.each(eachDatabase())('a transaction on $name', ({ open }) => {
  const db = open();

  test.each(['40P01', '40001', '55P03'])('C18 is tried three times where another is in its way (%s)', async (code) => {
    let tries = 0;
    const failing = inTransaction(db(), async () => {
      tries += 1;
      throw inTheWay(code);
    });

    await expect(failing).rejects.toThrow('Failed query');
    expect(tries).toBe(3);
  });

  test('is tried once where it is wrong itself', async () => {
    let tries = 0;
    const failing = inTransaction(db(), async (tx) => {
      tries += 1;
      await tx.execute(sql`select 1 / 0`);
    });

    await expect(failing).rejects.toThrow();
    expect(tries).toBe(1);
  });

  test('C18 keeps nothing of the tries that failed', async () => {
    const { workspace } = await aSalesTeam(db());
    let tries = 0;

    await inTransaction(db(), async (tx) => {
      tries += 1;
      await tx.execute(sql`update workspace set capacity = capacity + 1 where id = ${workspace}`);
      if (tries < 3) throw inTheWay('40P01');
    });

    const { rows } = await db().execute(sql`select capacity from workspace where id = ${workspace}`);
    expect(rows).toEqual([{ capacity: 21 }]);
  });
});

/** PGlite runs one transaction at a time. */
const CONCURRENT = eachDatabase().filter(({ name }) => name !== 'PGlite');

describe.each(CONCURRENT)('two transactions on $name', ({ open }) => {
  const db = open();

  test('C18 that wait for each other both finish', async () => {
    const [one, two] = [(await aSalesTeam(db())).workspace, (await aSalesTeam(db())).workspace];
    const both = meeting(2);
    let tries = 0;
    const running: Promise<void>[] = [];
    const crossing = (first: string, second: string) => {
      let isAgain = false;
      return inTransaction(db(), async (tx) => {
        tries += 1;
        // The one that went on gets the row when it wakes; on a busy machine the other would be back before, and in its way.
        if (isAgain) await Promise.race(running);
        isAgain = true;
        await counted(tx, first);
        await both();
        await counted(tx, second);
      });
    };

    running.push(crossing(one, two), crossing(two, one));
    await Promise.all(running);

    const { rows } = await db().execute(sql`select capacity from workspace where id in (${one}, ${two})`);
    expect(rows).toEqual([{ capacity: 22 }, { capacity: 22 }]);
    expect(tries).toBe(3);
  });
});

async function counted(tx: Db, workspace: string): Promise<void> {
  await tx.execute(sql`update workspace set capacity = capacity + 1 where id = ${workspace}`);
}

/** Resolves for all once so many have come; for whoever comes later at once. */
function meeting(size: number): () => Promise<void> {
  let come = 0;
  let open = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come >= size) open();
    return all;
  };
}
