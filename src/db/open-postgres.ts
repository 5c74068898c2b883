import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { CannotStart, errorCode } from '../cannot-start.ts';
import type { Log } from '../log.ts';
import type { Opened } from './connect.ts';
import * as schema from './schema.ts';

const OLDEST_VERSION = 14;

/** A pool that outlives whatever happens to its connections. Nothing is asked of the server yet. */
export function openPostgres(url: string, log: Log): Opened {
  const pool = new Pool({
    connectionString: url,
    application_name: 'sideline',
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 15_000,
    lock_timeout: 3_000,
    keepAlive: true,
  });
  // A connection that ends while nobody waits for it has no other way to say so, and would end the process. The pool
  // hears of idle ones only: https://github.com/drizzle-team/drizzle-orm/issues/3908
  const lost = (error: Error) => log.warn('A connection to the database was lost.', { code: errorCode(error) });
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return {
    db: drizzle(pool, { schema, casing: 'snake_case' }),
    check: () => requireVersion(pool),
    isAway,
    explained,
    close: () => pool.end(),
  };
}

async function requireVersion(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  );
  const [version] = rows;
  if (version !== undefined && version.number >= OLDEST_VERSION * 10_000) return;
  throw new CannotStart(`DATABASE_URL is Postgres ${version?.name}; Sideline needs ${OLDEST_VERSION} or later.`);
}

/** Node's words for a server that cannot be reached, and Postgres' for starting, stopping or full. */
const AWAY =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|E(HOST|NET)UNREACH|57P0[123]|53300|08(000|003|006|001))$/;
/** pg gives these no code. */
const AWAY_IN_WORDS = /timeout|Connection terminated|connection is closed/i;

function isAway(error: unknown): boolean {
  const code = errorCode(error);
  return code === '' ? AWAY_IN_WORDS.test(deepest(error).message) : AWAY.test(code);
}

const EXPLAINED: { readonly [code: string]: string } = {
  '28P01': 'its password is not accepted',
  '28000': 'its user may not connect',
  '3D000': 'there is no such database; create it first',
  '42501': 'its user may not create tables; grant it that, or run the migrations as one who may',
  '08P01':
    'the server does not speak as Postgres does; of PgBouncer, set ignore_startup_parameters = statement_timeout,lock_timeout,idle_in_transaction_session_timeout',
};

function explained(error: unknown): unknown {
  if (error instanceof CannotStart) return error;
  const why = EXPLAINED[errorCode(error)] ?? inWords(deepest(error).message);
  return why === null ? error : new CannotStart(`DATABASE_URL cannot be used: ${why}.`, { cause: error });
}

function inWords(message: string): string | null {
  if (/SASL|password must be/i.test(message)) return 'the server asks for a password, and it has none';
  if (/SSL|certificate|self.signed/i.test(message)) return 'the server and its sslmode do not agree on encryption';
  return null;
}

function deepest(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(typeof error);
  return error.cause instanceof Error ? deepest(error.cause) : error;
}
