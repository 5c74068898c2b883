import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  const [stopPostgres] = await Promise.all([setUpPostgres(project), setUpPglite(project)]);
  return stopPostgres;
}

/** Kept from run to run, as long as it is made of the same: making it takes longer than most test files. */
async function setUpPglite(project: TestProject): Promise<void> {
  const folder = 'node_modules/.cache/sideline';
  const file = join(folder, `${await contents()}.tar`);
  project.provide('pglite', file);
  if (existsSync(file)) return;
  const lite = await PGlite.create();
  await migrate(drizzle(lite, { schema, casing: 'snake_case' }));
  const tar = await (await lite.dumpDataDir('none')).bytes();
  await lite.close();
  await mkdir(folder, { recursive: true });
  const outdated = await readdir(folder);
  // Two runs may make it at once; neither may read the half of it.
  await writeFile(`${file}.${process.pid}`, tar);
  await rename(`${file}.${process.pid}`, file);
  for (const name of outdated) await rm(join(folder, name), { force: true });
}

async function contents(): Promise<string> {
  const hash = createHash('sha256').update(await readFile('node_modules/@electric-sql/pglite/package.json'));
  for (const name of (await readdir('migrations', { recursive: true })).sort()) {
    if (name.includes('.')) hash.update(name).update(await readFile(join('migrations', name)));
  }
  return hash.digest('hex').slice(0, 16);
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
