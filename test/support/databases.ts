import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { type Connection, connect, type Db } from '../../src/db/connect.ts';
import { embeddedDatabase } from './embedded.ts';
import { TEMPLATE } from './global-setup.ts';
import { quiet } from './log.ts';

/** `open` makes an empty, migrated database for the tests around it, and gives it to each of them. */
export type TestDatabase = { readonly name: string; readonly open: () => () => Db };

/**
 * PGlite and a real Postgres. One database a test file and one workspace a test: nothing to empty between them.
 *
 *     describe.each(eachDatabase())('deals on $name', ({ open }) => {
 *       const db = open();
 *       test('…', async () => { await changeDeal(db(), …); });
 *     });
 */
export function eachDatabase(): readonly TestDatabase[] {
  return [
    { name: 'PGlite', open: () => opened(embeddedDatabase, null) },
    { name: 'Postgres', open: () => opened(real, postgresMissing()) },
  ];
}

/** Why no real Postgres runs here, or null; for tests that need one: `ctx.skip(why)`. */
export function postgresMissing(): string | null {
  const postgres = inject('postgres');
  return postgres.is === 'missing' ? `no Postgres could be started (${postgres.why})` : null;
}

/** The address of a new database on the real Postgres, migrated or bare. */
export async function newPostgresDatabase(from: 'migrated' | 'bare' = 'migrated'): Promise<string> {
  const postgres = inject('postgres');
  if (postgres.is === 'missing') throw new Error(postgres.why);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`create database ${name} template ${from === 'migrated' ? TEMPLATE : 'template0'}`);
  await client.end();
  return postgres.url.replace('/postgres?', `/${name}?`);
}

type Own = Pick<Connection, 'db' | 'close'>;

function opened(make: () => Promise<Own>, missing: string | null): () => Db {
  let own: Own | null = null;
  if (missing === null) {
    beforeAll(async () => {
      own = await make();
    });
    afterAll(() => own?.close());
  } else {
    beforeEach((test) => test.skip(missing));
  }
  return () => {
    if (own === null) throw new Error('The database is there inside of tests and hooks only.');
    return own.db;
  };
}

async function real(): Promise<Own> {
  return connect({ is: 'postgres', url: await newPostgresDatabase() }, quiet);
}
