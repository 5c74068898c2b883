import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import type { Log } from '../log.ts';
import type { Opened } from './connect.ts';
import { explainedFolder, holdFolder } from './data-folder.ts';
import * as schema from './schema.ts';

/** The Postgres inside of PGlite 0.5; a folder of another one cannot be opened by it. */
const INSIDE = '18';

/** The database in a folder of this machine, held by this process alone. */
export async function openEmbedded(folder: string, log: Log): Promise<Opened> {
  const [{ PGlite }, { drizzle }, hold] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    holdFolder(folder, log),
  ]);
  const explained = (error: unknown) => explainedFolder(folder, error);
  const home = join(folder, 'database');
  // A first start that is cut off leaves a database that neither opens nor holds anything: it is begun anew.
  const unfinished = join(folder, 'database.unfinished');
  try {
    if (existsSync(unfinished)) await rm(home, { recursive: true, force: true });
    if (!existsSync(home)) await writeFile(unfinished, '');
    await mkdir(home, { recursive: true });
    await requireVersion(home);
    const lite = await PGlite.create(home);
    return {
      db: drizzle(lite, { schema, casing: 'snake_case' }),
      check: () => rm(unfinished, { force: true }),
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

async function requireVersion(home: string): Promise<void> {
  const file = join(home, 'PG_VERSION');
  if (!existsSync(file)) return;
  const version = (await readFile(file, 'utf8')).trim();
  if (version === INSIDE) return;
  throw new CannotStart(`${home} was made by Postgres ${version}, and this version of Sideline reads ${INSIDE}.`);
}
