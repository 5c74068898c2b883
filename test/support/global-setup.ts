import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { connect } from '../../src/db/connect.ts';
import { migrate } from '../../src/db/migrate.ts';
import * as schema from '../../src/db/schema.ts';
import { quiet } from './log.ts';
import { startPostgres } from './postgres.ts';

export const TEMPLATE = 'sideline_template';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A tar of a migrated PGlite: opened in a quarter of the time that making one takes. */
    pglite: string;
    /** The address of the server's own database, or why there is none. */
    postgres: { readonly is: 'running'; readonly url: string } | { readonly is: 'missing'; readonly why: string };
  }
}

/** Both databases, migrated once for all test files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'sideline-'));
  const [stopPostgres] = await Promise.all([setUpPostgres(project), setUpPglite(project, folder)]);
  return async () => {
    await stopPostgres();
    await rm(folder, { recursive: true });
  };
}

async function setUpPglite(project: TestProject, folder: string): Promise<void> {
  const lite = await PGlite.create();
  await migrate(drizzle(lite, { schema, casing: 'snake_case' }));
  const file = join(folder, 'template.tar');
  await writeFile(file, await (await lite.dumpDataDir('none')).bytes());
  await lite.close();
  project.provide('pglite', file);
}

async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  try {
    const server = await startPostgres();
    const client = new Client({ connectionString: server.url('postgres') });
    await client.connect();
    await client.query(`create database ${TEMPLATE}`);
    await client.end();
    const template = await connect({ is: 'postgres', url: server.url(TEMPLATE) }, quiet);
    await template.close();
    project.provide('postgres', { is: 'running', url: server.url('postgres') });
    return server.stop;
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    project.provide('postgres', { is: 'missing', why });
    return async () => {};
  }
}
