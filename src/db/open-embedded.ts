import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { CannotStart } from '../cannot-start.ts';
import type { Log } from '../log.ts';
import type { Opened } from './connect.ts';
import { explainedFolder, holdFolder } from './data-folder.ts';
import * as schema from './schema.ts';

/** The Postgres inside of PGlite 0.5; a folder of another one cannot be opened by it. */
const INSIDE = '18';
/** Postgres writes its log in files of 16 MB, and needs one more now and then. */
const LEAST_SPACE = 2 * 16 * 1024 * 1024;

/** The database in a folder of this machine, held by this process alone. */
export async function openEmbedded(folder: string, log: Log): Promise<Opened> {
  const [{ PGlite }, { drizzle }, hold] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    holdFolder(folder, log),
  ]);
  const explained = (error: unknown) => explainedFolder(folder, error);
  try {
    const lite = await inFolder(folder, (home) => PGlite.create(home));
    endWhenBroken(lite);
    return {
      db: drizzle(lite, { schema, casing: 'snake_case' }),
      check: async () => {},
      isAway: () => false,
      explained,
      close: async () => {
        await lite.close();
        await hold.release();
      },
    };
  } catch (error) {
    await hold.release();
    throw explained(error);
  }
}

/** A first start that is cut off leaves a database that neither opens nor holds anything: it is begun anew. */
async function inFolder(folder: string, create: (home: string) => Promise<PGlite>): Promise<PGlite> {
  const home = join(folder, 'database');
  const unfinished = join(folder, 'database.unfinished');
  if (existsSync(unfinished)) await rm(home, { recursive: true, force: true });
  if (!existsSync(home)) await writeFile(unfinished, '');
  await mkdir(home, { recursive: true });
  await requireVersion(home);
  try {
    const lite = await create(home);
    await rm(unfinished, { force: true });
    return lite;
  } catch (error) {
    throw await whyNotOpened(folder, error);
  }
}

/** PGlite says of a start on a full disk no more than that it failed. */
async function whyNotOpened(folder: string, error: unknown): Promise<unknown> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= LEAST_SPACE) return error;
  return new CannotStart(
    `The database's folder ${folder} (SIDELINE_DATA) cannot be used: its disk is full (32 MB must be free).`,
    { cause: error },
  );
}

/**
 * When the database cannot write its own log, as on a full disk, it gives up ("PANIC"), and whatever is asked of it
 * after that, a rollback too, never comes back and holds up the whole process. So nothing is asked any more: the process
 * ends, and its next start finds what was acknowledged.
 */
function endWhenBroken(lite: PGlite): void {
  const ask = lite.execProtocolStream.bind(lite);
  lite.execProtocolStream = async (message, options) => {
    try {
      return await ask(message, options);
    } catch (error) {
      if (!(error instanceof Error) || Reflect.get(error, 'severity') !== 'PANIC') throw error;
      // Where nobody catches it: the floor for what was not foreseen logs it and ends the process.
      setImmediate(() => {
        throw new Error('The embedded database has given up.', { cause: error });
      });
      return new Promise(() => {});
    }
  };
}

async function requireVersion(home: string): Promise<void> {
  const file = join(home, 'PG_VERSION');
  if (!existsSync(file)) return;
  const version = (await readFile(file, 'utf8')).trim();
  if (version === INSIDE) return;
  throw new CannotStart(`${home} was made by Postgres ${version}, and this version of Sideline reads ${INSIDE}.`);
}
