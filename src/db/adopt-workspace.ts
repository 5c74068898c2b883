import { sql } from 'drizzle-orm';
import type { WorkspaceId } from '../domain/brand.ts';
import type { Db } from './connect.ts';
import { inTransaction } from './transaction.ts';

/** Deals that came from a file before any Slack was connected; the first workspace that connects takes them over. */
export const UNCLAIMED = 'UNCLAIMED' as WorkspaceId;

/** Whether rows that waited for a workspace are this one's now. Nothing happens where it has rows of its own already. */
export function adoptWorkspace(db: Db, workspace: WorkspaceId): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.execute<{ id: WorkspaceId }>(
      sql`select id from workspace where id in (${UNCLAIMED}, ${workspace}) for update`,
    );
    if (rows.length !== 1 || rows[0]?.id !== UNCLAIMED) return false;
    // References carry their workspace: all of them change within this transaction, so they are looked at when it ends.
    await tx.execute(DEFERRABLE);
    await tx.execute(sql`set constraints all deferred`);
    await tx.execute(sql`update workspace set id = ${workspace} where id = ${UNCLAIMED}`);
    for (const { name } of (await tx.execute<{ name: string }>(TABLES)).rows) {
      await tx.execute(
        sql`update ${sql.identifier(name)} set workspace_id = ${workspace} where workspace_id = ${UNCLAIMED}`,
      );
    }
    return true;
  });
}

const TABLES = sql`
  select table_name as name from information_schema.columns
  where table_schema = current_schema() and column_name = 'workspace_id'`;

const DEFERRABLE = sql`
  do $$ declare key record; begin
    for key in select conrelid::regclass as of_table, conname as name from pg_constraint
      where contype = 'f' and not condeferrable and connamespace = current_schema()::regnamespace
    loop execute format('alter table %s alter constraint %I deferrable', key.of_table, key.name); end loop;
  end $$`;
