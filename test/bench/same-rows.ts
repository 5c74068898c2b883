import { sql } from 'drizzle-orm';
import type { Db } from '../../src/db/connect.ts';
import type { BareDatabase } from './bare-database.ts';

/** A table's rows, each value as Postgres writes it. */
export type TableRows = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
};

const BATCH = 1_000;

/** Every row of every table that has any, parents before children; without columns that the database fills itself. */
export async function allRows(db: Db): Promise<readonly TableRows[]> {
  const found: TableRows[] = [];
  for (const table of TABLES) {
    const { rows: named } = await db.execute(sql`
      select column_name from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and is_identity = 'NO' order by ordinal_position`);
    const columns = named.map((each) => String(each.column_name));
    const texts = columns.map((column) => sql`${sql.identifier(column)}::text as ${sql.identifier(column)}`);
    const { rows } = await db.execute(sql`select ${sql.join(texts, sql`, `)} from ${sql.identifier(table)}`);
    const values = rows.map((each) => columns.map((column) => (each[column] ?? null) as string | null));
    if (values.length > 0) found.push({ table, columns, rows: values });
  }
  return found;
}

const TABLES = [
  'workspace',
  'person',
  'team',
  'membership',
  'deal',
  'deal_answer',
  'deal_proof',
  'deal_proposal',
].concat(['deal_ledger', 'deal_stint', 'deal_owner', 'deal_event', 'credit']);

/** The floor: one prepared `insert … values` of a thousand rows at a time, all in one transaction. */
export async function insertPrepared(database: BareDatabase, tables: readonly TableRows[]): Promise<void> {
  await database.run('begin');
  for (const { table, columns, rows } of tables) {
    const whole = rows.length - (rows.length % BATCH);
    if (whole > 0) {
      const insert = await database.prepare(table, insertText(table, columns, BATCH));
      for (let from = 0; from < whole; from += BATCH) await insert(rows.slice(from, from + BATCH).flat());
    }
    if (whole === rows.length) continue;
    const rest = await database.prepare(`${table}_rest`, insertText(table, columns, rows.length - whole));
    await rest(rows.slice(whole).flat());
  }
  await database.run('commit');
}

function insertText(table: string, columns: readonly string[], count: number): string {
  const row = (number: number) => columns.map((_, column) => `$${number * columns.length + column + 1}`).join(', ');
  const values = Array.from({ length: count }, (_, number) => `(${row(number)})`);
  return `insert into ${table} (${columns.join(', ')}) values ${values.join(', ')}`;
}
