import { openAsBlob } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { inject } from 'vitest';
import type { Connection, Db } from '../../src/db/connect.ts';
import * as schema from '../../src/db/schema.ts';

/** Not in use at the moment. A start takes a second and 200 MB, emptying one some milliseconds. */
const idle: PGlite[] = [];

/** An embedded database of one's own, migrated and empty. Closing it leaves it to whoever comes next in this process. */
export async function embeddedDatabase(): Promise<Pick<Connection, 'db' | 'close'>> {
  const used = idle.pop();
  if (used !== undefined) await empty(used);
  const lite = used ?? (await PGlite.create({ loadDataDir: await openAsBlob(inject('pglite')) }));
  const db = drizzle(lite, { schema, casing: 'snake_case' }) as Db;
  let isOpen = true;
  const close = async () => {
    if (isOpen) idle.push(lite);
    isOpen = false;
  };
  return { db, close };
}

/** As it was made: no rows, sequences at their start, and nothing that a session has set. */
async function empty(lite: PGlite): Promise<void> {
  const { rows } = await lite.query<{ names: string }>(
    "select string_agg(format('%I.%I', schemaname, tablename), ', ') as names from pg_tables where schemaname = 'public'",
  );
  await lite.exec('discard all');
  await lite.exec(`truncate ${rows[0]?.names} restart identity cascade`);
}
