import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { CannotStart } from '../../src/cannot-start.ts';
import { type Connection, connect } from '../../src/db/connect.ts';
import type { Log } from '../../src/log.ts';
import { eachDatabase, newPostgresDatabase, postgresMissing } from '../support/databases.ts';
import { keptLog, quiet } from '../support/log.ts';
import { startPostgres } from '../support/postgres.ts';

describe.each(eachDatabase())('$name', ({ open }) => {
  const db = open();

  test('has the tables of this version, and nothing in them', async () => {
    const { rows } = await db().execute<{ count: number }>(sql`select count(*)::int as count from workspace`);

    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe('a real Postgres', () => {
  beforeEach((context) => {
    const missing = postgresMissing();
    if (missing !== null) context.skip(missing);
  });

  test('is migrated once by several instances that start together (O4)', async () => {
    const url = await newPostgresDatabase('bare');
    const { log, lines } = keptLog();

    await Promise.all(Array.from({ length: 4 }, () => connected(url, log)));

    expect(lines.filter((line) => line.includes('brought up to this version'))).toHaveLength(1);
    const { db } = await connected(url, quiet);
    const { rows } = await db.execute<{ twice: number }>(sql`
      select count(*)::int as twice from drizzle.__drizzle_migrations group by hash having count(*) > 1`);
    expect(rows).toEqual([]);
  });

  test('that is away at the start is waited for (O4)', async () => {
    const server = await startPostgres();
    onTestFinished(server.stop);
    await server.kill();
    const { log, warned } = warnings();

    const connecting = connect({ is: 'postgres', url: server.url('postgres') }, log);
    await warned(2);
    await server.start();
    const { ping, close } = await connecting;

    await ping();
    await close();
  });

  test('that is away at the start is not waited for once the process is asked to stop', async () => {
    const stopped = new AbortController();
    const { log, warned } = warnings();

    const connecting = connect({ is: 'postgres', url: 'postgres://localhost:1/nowhere' }, log, stopped.signal);
    await warned(1);
    stopped.abort();

    await expect(connecting).rejects.toThrow('Stopped while the database was away.');
  });

  test.each([
    ['no such database', (url: string) => url.replace(/\/test_\w+/, '/missing'), /there is no such database/],
    ['no such user', (url: string) => url.replace('postgres@', 'stranger@'), /its user may not connect/],
  ])('is refused at the start: %s', async (_what, changed, said) => {
    const refused = connect({ is: 'postgres', url: changed(await newPostgresDatabase()) }, quiet);

    await expect(refused).rejects.toBeInstanceOf(CannotStart);
    await expect(refused).rejects.toThrow(said);
  });

  test('older than 14 is refused with its version', async () => {
    const url = await newPostgresDatabase('bare');
    await asAdmin(url, [
      'create schema old',
      "create function old.current_setting(text) returns text language sql return case $1 when 'server_version' then '13.9' else '130009' end",
      `alter database ${new URL(url).pathname.slice(1)} set search_path = old, pg_catalog`,
    ]);

    await expect(connect({ is: 'postgres', url }, quiet)).rejects.toThrow(
      'DATABASE_URL is Postgres 13.9; Sideline needs 14 or later.',
    );
  });
});

describe('a connection that the server ends (O3)', () => {
  beforeEach((context) => {
    const missing = postgresMissing();
    if (missing !== null) context.skip(missing);
  });

  test('while nobody uses it is replaced', async () => {
    const url = await newPostgresDatabase();
    const { log, warned } = warnings();
    const { ping } = await connected(url, log);

    await endConnections(url);
    await warned(1);

    await ping();
  });

  test('under a query fails that query, and no other', async () => {
    const url = await newPostgresDatabase();
    const { db, ping } = await connected(url, quiet);
    const query = db.execute(sql`select pg_sleep(60)`).then(
      () => 'answered',
      () => 'failed',
    );
    await until(
      url,
      "select 1 from pg_stat_activity where datname = current_database() and query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()",
    );

    await endConnections(url);

    expect(await query).toBe('failed');
    await ping();
  });

  test('within a transaction, between two queries, undoes it, and the process lives', async () => {
    const url = await newPostgresDatabase();
    const { log, warned } = warnings();
    const { db } = await connected(url, log);
    await db.execute(sql`create table written (n int)`);

    const transaction = db.transaction(async (tx) => {
      await tx.execute(sql`insert into written values (1)`);
      await endConnections(url);
      await warned(1);
      await tx.execute(sql`insert into written values (2)`);
    });

    await expect(transaction).rejects.toThrow();
    const { rows } = await db.execute(sql`select n from written`);
    expect(rows).toEqual([]);
  });
});

async function connected(url: string, log: Log): Promise<Connection> {
  const connection = await connect({ is: 'postgres', url }, log);
  onTestFinished(connection.close);
  return connection;
}

/** A log, and a promise for the moment of its nth warning. */
function warnings(): { readonly log: Log; readonly warned: (count: number) => Promise<void> } {
  let count = 0;
  const waiting: (() => void)[] = [];
  const warn = () => {
    count += 1;
    for (const look of waiting) look();
  };
  const warned = (wanted: number) =>
    new Promise<void>((resolve) => {
      const look = () => count >= wanted && resolve();
      waiting.push(look);
      look();
    });
  return { log: { ...quiet, warn }, warned };
}

async function asAdmin(url: string, statements: readonly string[]): Promise<number> {
  const client = new Client({ connectionString: url, application_name: 'a test' });
  await client.connect();
  let rows = 0;
  for (const statement of statements) rows = (await client.query(statement)).rowCount ?? 0;
  await client.end();
  return rows;
}

async function endConnections(url: string): Promise<void> {
  const theirs = "datname = current_database() and application_name = 'sideline'";
  await asAdmin(url, [`select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${theirs}`]);
}

async function until(url: string, query: string): Promise<void> {
  while ((await asAdmin(url, [query])) === 0);
}
