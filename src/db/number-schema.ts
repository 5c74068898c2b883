import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PersonId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Money } from '../domain/money.ts';
import { person, workspace } from './schema.ts';

/**
 * A full quarter's amount, from a day until the person's next row or the quarter's end. Rows are only added: of several for one day the last
 * one holds, and the others are its history.
 */
export const quota = pgTable(
  'quota',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: text().notNull().$type<WorkspaceId>(),
    personId: uuid().notNull().$type<PersonId>(),
    startsOn: date({ mode: 'string' }).notNull().$type<Day>(),
    amount: bigint({ mode: 'number' }).notNull().$type<Money>(),
    /** Null where a file brought it. */
    byId: uuid().$type<PersonId>(),
    at: timestamp({ withTimezone: true }).notNull(),
    reason: text().notNull(),
  },
  (table) => [
    index('quota_by_person_and_day').on(table.workspaceId, table.personId, table.startsOn),
    foreignKey({
      name: 'quota_person',
      columns: [table.workspaceId, table.personId],
      foreignColumns: [person.workspaceId, person.id],
    }),
    check('quota_above_zero', sql`${table.amount} > 0`),
  ],
);

/** A share of the quota for somebody who is new, from a day up to and with another; in basis points, above 0 and up to 10,000. */
export const ramp = pgTable(
  'ramp',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: text().notNull().$type<WorkspaceId>(),
    personId: uuid().notNull().$type<PersonId>(),
    startsOn: date({ mode: 'string' }).notNull().$type<Day>(),
    endsOn: date({ mode: 'string' }).notNull().$type<Day>(),
    share: integer().notNull(),
  },
  (table) => [
    index('ramp_by_person').on(table.workspaceId, table.personId),
    foreignKey({
      name: 'ramp_person',
      columns: [table.workspaceId, table.personId],
      foreignColumns: [person.workspaceId, person.id],
    }),
    check('ramp_share', sql`${table.share} > 0 and ${table.share} <= 10000`),
    check('ramp_in_order', sql`${table.startsOn} <= ${table.endsOn}`),
  ],
);

/** A weekday on which the workspace does not work. */
export const holiday = pgTable(
  'holiday',
  {
    workspaceId: text()
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspace.id),
    day: date({ mode: 'string' }).notNull().$type<Day>(),
    name: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.day] })],
);
