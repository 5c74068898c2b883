import { openAsBlob } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { inject } from 'vitest';
import type { Connection, Db } from '../../src/db/connect.ts';
import * as schema from '../../src/db/schema.ts';

type Embedded = { readonly lite: PGlite; readonly shape: string };

/** Not in use at the moment. A start takes a second and 200 MB, emptying one some milliseconds. */
const idle: Embedded[] = [];

/** An embedded database of one's own, migrated and empty. Closing it leaves it to whoever comes next in this process. */
export async function embeddedDatabase(): Promise<Pick<Connection, 'db' | 'close'>> {
  const own = (await emptied(idle.pop())) ?? (await started());
  const db = drizzle(own.lite, { schema, casing: 'snake_case' }) as Db;
  let isOpen = true;
  const close = async () => {
    if (isOpen) idle.push(own);
    isOpen = false;
  };
  return { db, close };
}

async function started(): Promise<Embedded> {
  const lite = await PGlite.create({ loadDataDir: await openAsBlob(inject('pglite')) });
  return { lite, shape: await shapeOf(lite) };
}

/** As it was made: no rows, sequences at their start, nothing that a session has set. None that was built on is given on. */
async function emptied(used: Embedded | undefined): Promise<Embedded | null> {
  if (used === undefined) return null;
  const { lite, shape } = used;
  await lite.exec('discard all');
  if ((await shapeOf(lite)) !== shape) {
    await lite.close();
    return null;
  }
  const { rows } = await lite.query<{ names: string }>(
    "select string_agg(format('%I.%I', schemaname, tablename), ', ') as names from pg_tables where schemaname = 'public'",
  );
  await lite.exec(`truncate ${rows[0]?.names} restart identity cascade`);
  return used;
}

/** Changes with every table, index, function or trigger that a test has made and left there. */
async function shapeOf(lite: PGlite): Promise<string> {
  const { rows } = await lite.query<{ shape: string }>(
    "select concat_ws(' ', (select count(*) from pg_class), (select count(*) from pg_proc), (select count(*) from pg_trigger)) as shape",
  );
  return rows[0]?.shape ?? '';
}
