import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { importCommand } from '../../src/cli/import-command.ts';
import type { Environment } from '../../src/config.ts';
import { connect } from '../../src/db/connect.ts';
import { NOW } from './builders.ts';
import { quiet } from './log.ts';

export type Said = {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly progress: readonly string[];
};

/** What an operator has: a folder for files, and a database in it that the tests of one file share, as making one takes seconds. */
export type Desk = {
  readonly folder: (name: string) => string;
  readonly file: (name: string, text: string | Uint8Array) => Promise<string>;
  readonly runs: (argv: readonly string[], environment?: Environment) => Promise<Said>;
  readonly asked: (query: string) => Promise<readonly unknown[]>;
};

export const DATABASE = 'data';

export function aDesk(): Desk {
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sideline-import-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));
  const folder = (name: string): string => join(home, name);
  return {
    folder,
    file: async (name, text) => {
      await writeFile(folder(name), text);
      return folder(name);
    },
    runs: (argv, environment = {}) => run(argv, { SIDELINE_DATA: folder(DATABASE), ...environment }),
    asked: async (query) => {
      const { db, close } = await connect({ is: 'embedded', folder: folder(DATABASE) }, quiet);
      const { rows } = await db.execute(sql.raw(query));
      await close();
      return rows;
    },
  };
}

async function run(argv: readonly string[], environment: Environment): Promise<Said> {
  const said = { out: '', err: '', progress: [] as string[] };
  const code = await importCommand(argv, {
    environment,
    now: () => NOW,
    zone: 'Europe/Berlin',
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    progress: (text) => said.progress.push(text),
  });
  return { code, ...said };
}
