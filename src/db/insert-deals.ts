import { getTableColumns, type SQL, type SQLChunk, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Deal } from '../domain/deal.ts';
import type { DealEvent } from '../domain/decision.ts';
import type { Money } from '../domain/money.ts';
import type { Db } from './connect.ts';
import { dealRow, partRows } from './deal-rows.ts';
import * as table from './schema.ts';

/** A row of history that was made elsewhere, or earlier: it brings its own author and time. */
export type DatedEvent = DealEvent & { readonly at: Date; readonly by: PersonId | null; readonly version: number };

export type GivenCredit = {
  readonly person: PersonId;
  readonly team: TeamId | null;
  readonly amount: Money;
  readonly on: Day;
  readonly at: Date;
};

export type NewDeal = {
  readonly deal: Deal;
  /** In their order, which history keeps whatever their times. */
  readonly events: readonly DatedEvent[];
  readonly credits: readonly GivenCredit[];
};

/** Statements that the database answers well within its time limit, and that need little memory. */
const BATCH = 1_000;

/**
 * Writes deals that are not in the database yet, by the thousand: their rows, all of their parts, history and credit as
 * given. It asks no rule and no right, and so is for what was decided elsewhere: an import, or sample data. `currency`
 * is the workspace's. Call it in a transaction; a deal that is there already, or an external id that is taken, throws.
 * `onProgress` hears how many of the deals have been written so far.
 */
export async function insertDeals(
  tx: Db,
  { workspace, currency }: { readonly workspace: WorkspaceId; readonly currency: string },
  deals: readonly NewDeal[],
  onProgress: (written: number) => void = () => {},
): Promise<void> {
  for (let from = 0; from < deals.length; from += BATCH) {
    const batch = deals.slice(from, from + BATCH);
    const parts = batch.map(({ deal }) => partRows(deal, workspace));
    await insertRows(
      tx,
      table.deal,
      batch.map(({ deal }) => dealRow(deal, workspace, currency)),
    );
    await insertRows(tx, table.dealAnswer, flat(parts, 'answers'));
    await insertRows(tx, table.dealProof, flat(parts, 'proofs'));
    await insertRows(tx, table.dealProposal, flat(parts, 'proposals'));
    await insertRows(tx, table.dealLedger, flat(parts, 'ledger'));
    await insertRows(tx, table.dealStint, flat(parts, 'stints'));
    await insertRows(tx, table.dealOwner, flat(parts, 'owners'));
    await insertRows(
      tx,
      table.dealEvent,
      batch.flatMap((each) => eventRows(each, workspace)),
    );
    await insertRows(
      tx,
      table.credit,
      batch.flatMap((each) => creditRows(each, workspace)),
    );
    onProgress(from + batch.length);
  }
}

type Parts = ReturnType<typeof partRows>;

function flat<P extends keyof Parts>(parts: readonly Parts[], part: P): readonly Parts[P][number][] {
  return parts.flatMap((each) => each[part] as Parts[P][number][]);
}

function eventRows({ deal, events }: NewDeal, workspaceId: WorkspaceId) {
  return events.map(({ kind, from, to, reason, at, by, version }) => {
    const owner = ownerBefore(deal, at);
    return {
      ...{ dealId: deal.id, workspaceId, version, at, byId: by, forId: by !== null && by !== owner ? owner : null },
      ...{ kind, before: from, after: to, reason },
    };
  });
}

/** Whose deal it was when something was done to it: in the moment of a handing over still the old owner's. */
function ownerBefore({ owners, owner }: Deal, at: Date): PersonId {
  return (owners.findLast(({ since }) => since < at) ?? owners[0])?.person ?? owner;
}

function creditRows({ deal, credits }: NewDeal, workspaceId: WorkspaceId) {
  return credits.map(({ person, team, amount, on, at }) => ({
    ...{ workspaceId, dealId: deal.id, personId: person, teamId: team, amount, creditedOn: on, at },
  }));
}

/**
 * One statement with one parameter a column, however many rows: one with a parameter a cell takes drizzle longer to write
 * than the database to run. All rows have the same fields.
 */
export async function insertRows(tx: Db, into: PgTable, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.entries(getTableColumns(into)).filter(([key]) => key in first);
  const names = columns.map(([key]) => sql.identifier(toSnakeCase(key)));
  const cast = columns.map(([, column], at) => sql`${names[at]}::${sql.raw(column.getSQLType())}`);
  const arrays = columns.map(([key, column]) => sql`${columnText(rows, key, column.getSQLType() === 'jsonb')}::text[]`);
  await tx.execute(
    sql`insert into ${into} (${list(names)}) select ${list(cast)} from unnest(${list(arrays)}) as r (${list(names)})`,
  );
}

function list(parts: readonly SQLChunk[]): SQL {
  return sql.join([...parts], sql`, `);
}

/** All values of a column as one array in Postgres' own writing, which both drivers pass on as it is. */
function columnText(rows: readonly object[], key: string, isJson: boolean): string {
  const values = rows.map((row): unknown => Reflect.get(row, key));
  return arrayText(isJson ? values.map((value) => JSON.stringify(value)) : values);
}

function arrayText(values: readonly unknown[]): string {
  return `{${values.map(elementText).join(',')}}`;
}

function elementText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = value instanceof Date ? value.toISOString() : Array.isArray(value) ? arrayText(value) : String(value);
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
