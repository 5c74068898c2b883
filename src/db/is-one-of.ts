import { type SQL, sql } from 'drizzle-orm';

/** Whether a column holds one of these ids; of none, it never does. */
export function isOneOf(column: SQL, ids: readonly string[]): SQL {
  return sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`;
}
