import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { CannotStart, errorCode } from '../cannot-start.ts';
import type { DatabaseSettings } from '../config.ts';
import type { Log } from '../log.ts';
import { migrate } from './migrate.ts';
import type * as schema from './schema.ts';

/** What both drivers answer a written query with, and no more: each has further fields that the other lacks. */
type Rows<Row> = { readonly rows: Row[] };
interface Answer extends PgQueryResultHKT {
  type: Rows<this['row']>;
}

/** Postgres or the embedded database, a transaction of either included: no query needs to know which. */
export type Db = PgDatabase<Answer, typeof schema>;

export type Connection = {
  readonly db: Db;
  /** Asks the database one thing; throws when it cannot answer. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What both drivers come down to. `isAway` tells a database that may come back from one that never will. */
export type Opened = {
  readonly db: Db;
  readonly close: () => Promise<void>;
  readonly check: () => Promise<void>;
  readonly isAway: (error: unknown) => boolean;
  readonly explained: (error: unknown) => unknown;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * A migrated database. One that is away is waited for, until `stopped`; what an operator has to mend is thrown as
 * CannotStart.
 */
export async function connect(settings: DatabaseSettings, log: Log, stopped?: AbortSignal): Promise<Connection> {
  const { db, close, check, isAway, explained } = await open(settings, log);
  const prepare = async () => {
    await check();
    const count = await migrate(db);
    if (count > 0) log.info('The database was brought up to this version.', { count });
  };
  try {
    await untilThere(prepare, isAway, log, stopped);
  } catch (error) {
    await close();
    throw explained(error);
  }
  return { db, ping: async () => void (await db.execute(sql`select 1`)), close };
}

async function untilThere(
  prepare: () => Promise<void>,
  isAway: Opened['isAway'],
  log: Log,
  stopped?: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await prepare();
    } catch (error) {
      if (!isAway(error)) throw error;
      if (stopped?.aborted) throw new CannotStart('Stopped while the database was away.', { cause: error });
      const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
      log.warn('The database is away; trying again.', { attempt, ms, code: errorCode(error) });
      await pause(ms, undefined, stopped === undefined ? {} : { signal: stopped }).catch(() => {});
    }
  }
}

/** Loads one driver only: the other would cost a start half a second. */
async function open(settings: DatabaseSettings, log: Log): Promise<Opened> {
  if (settings.is === 'postgres') return (await import('./open-postgres.ts')).openPostgres(settings.url, log);
  return (await import('./open-embedded.ts')).openEmbedded(settings.folder, log);
}
