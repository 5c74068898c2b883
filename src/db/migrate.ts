import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { desc, sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { bigint, pgSchema, serial, text } from 'drizzle-orm/pg-core';
import { errorCode } from '../cannot-start.ts';
import type { Db } from './connect.ts';

/** From src/db and from dist/db alike. */
const FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Any number that nothing else in the database locks: "side" on a telephone's keys. */
const LOCK = 7433;
const UNDEFINED_TABLE = '42P01';

/** The table that drizzle's own migrator keeps, so that either can go on where the other stopped. */
const drizzle = pgSchema('drizzle');
const applied = drizzle.table('__drizzle_migrations', {
  id: serial('id').primaryKey(),
  hash: text('hash').notNull(),
  createdAt: bigint('created_at', { mode: 'number' }),
});

/**
 * Brings the database up to this version, all or nothing, and says how many steps that took. Instances that start
 * together wait for the first. drizzle's own migrator takes no lock, and makes its table before any could be taken.
 */
export async function migrate(db: Db): Promise<number> {
  const newest = await newestMigration();
  if ((await appliedUpTo(db)) >= newest) return 0;
  return db.transaction(async (tx) => {
    // The pool's limits are for people who wait; others' migrations and a big table may take longer.
    await tx.execute(sql`set local lock_timeout = 0`);
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(sql`create table if not exists drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
    return applyAfter(tx, await newestIn(tx));
  });
}

async function applyAfter(tx: Db, upTo: number): Promise<number> {
  const due = readMigrationFiles({ migrationsFolder: FOLDER }).filter(({ folderMillis }) => folderMillis > upTo);
  for (const { sql: statements, hash, folderMillis } of due) {
    for (const statement of statements) await tx.execute(sql.raw(statement));
    await tx.insert(applied).values({ hash, createdAt: folderMillis });
  }
  return due.length;
}

/** Reads the list only: at most starts nothing is to do, and the files themselves need not be read. */
async function newestMigration(): Promise<number> {
  const journal: { entries: { when: number }[] } = JSON.parse(await readFile(`${FOLDER}/meta/_journal.json`, 'utf8'));
  return Math.max(0, ...journal.entries.map(({ when }) => when));
}

async function appliedUpTo(db: Db): Promise<number> {
  try {
    return await newestIn(db);
  } catch (error) {
    if (errorCode(error) === UNDEFINED_TABLE) return 0;
    throw error;
  }
}

async function newestIn(db: Db): Promise<number> {
  const [newest] = await db.select({ at: applied.createdAt }).from(applied).orderBy(desc(applied.createdAt)).limit(1);
  return newest?.at ?? 0;
}
