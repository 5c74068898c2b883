import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../support/postgres.ts';

/** A folder that is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sideline-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export type Postgres = {
  /** The address of a new, empty database. */
  readonly fresh: (name: string) => Promise<string>;
};

/** A real server that is gone afterwards. */
export async function withPostgres<T>(work: (postgres: Postgres) => Promise<T>): Promise<T> {
  const server = await startPostgres();
  const fresh = async (name: string): Promise<string> => {
    const client = new Client({ connectionString: server.url('postgres') });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return server.url(name);
  };
  try {
    return await work({ fresh });
  } finally {
    await server.stop();
  }
}
