import { sql } from 'drizzle-orm';
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import { DIGEST_KINDS, PAUSES, READERS, RUN_OUTCOMES, type Section } from '../domain/digest.ts';
import { person, team, workspace } from './schema.ts';

const instant = () => timestamp({ withTimezone: true });

/** What is posted when and where. Marked as deleted, never taken away: its runs are what keeps a digest from going out twice. */
export const digestSchedule = pgTable(
  'digest_schedule',
  {
    id: uuid().primaryKey().defaultRandom(),
    workspaceId: text()
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspace.id),
    /** Null: the whole workspace. */
    teamId: uuid().$type<TeamId>(),
    /** Null: direct messages alone. */
    channelId: text(),
    channelName: text(),
    kind: text({ enum: DIGEST_KINDS }).notNull(),
    rhythm: text({ enum: ['weekly', 'quarter-start', 'daily'] }).notNull(),
    /** 1 is Monday; of a weekly one alone. */
    weekday: smallint(),
    zone: text().notNull(),
    /** `HH:mm`, in its zone. */
    localTime: text().notNull(),
    sections: text().array().notNull().$type<Section[]>(),
    readers: text({ enum: READERS }).notNull(),
    /** Null while it runs. */
    pause: text({ enum: PAUSES }),
    pausedAt: instant(),
    deletedAt: instant(),
    /** The only cursor: the next date of the zone's calendar, and the instant that it comes to. Both move with a plan. */
    nextSlot: date({ mode: 'string' }).notNull().$type<Day>(),
    nextDueAt: instant().notNull(),
    version: integer().notNull().default(1),
    createdById: uuid().notNull().$type<PersonId>(),
  },
  (table) => [
    unique('schedule_in_workspace').on(table.workspaceId, table.id),
    uniqueIndex('digest_schedule_once')
      .on(
        table.workspaceId,
        sql`coalesce(${table.teamId}::text, '')`,
        sql`coalesce(${table.channelId}, '')`,
        table.kind,
      )
      .where(sql`${table.deletedAt} is null`),
    index('digest_schedule_due').on(table.nextDueAt).where(sql`${table.pause} is null and ${table.deletedAt} is null`),
    foreignKey({
      name: 'schedule_team',
      columns: [table.workspaceId, table.teamId],
      foreignColumns: [team.workspaceId, team.id],
    }),
    foreignKey({
      name: 'schedule_creator',
      columns: [table.workspaceId, table.createdById],
      foreignColumns: [person.workspaceId, person.id],
    }),
    check('schedule_weekday', sql`(${table.rhythm} = 'weekly') = (${table.weekday} is not null)`),
    check('schedule_weekday_known', sql`${table.weekday} between 1 and 7`),
    check('schedule_time', sql`${table.localTime} ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`),
  ],
);

/** One occurrence of a schedule, whatever has become of it. Kept for as long as its messages' keys are. */
export const digestRun = pgTable(
  'digest_run',
  {
    id: uuid().primaryKey().defaultRandom(),
    workspaceId: text().notNull().$type<WorkspaceId>(),
    scheduleId: uuid().notNull(),
    /** A date of the schedule's own calendar; null where somebody had it posted now. */
    slot: date({ mode: 'string' }).$type<Day>(),
    /** What it may be posted once for: `2026-W47`, `2026-Q3`; null where somebody had it posted now. */
    period: text(),
    /** What was said, by section and person, to tell what has moved and what has to be corrected. */
    figures: jsonb().$type<{ [section: string]: unknown }>(),
    dueAt: instant().notNull(),
    /** By how much later than due it was planned. */
    latenessSeconds: integer().notNull().default(0),
    outcome: text({ enum: RUN_OUTCOMES }).notNull(),
    reason: text(),
    plannedBy: text().notNull(),
    plannedAt: instant().notNull(),
    /** Who had it posted now. */
    askedById: uuid().$type<PersonId>(),
  },
  (table) => [
    unique('run_in_workspace').on(table.workspaceId, table.id),
    unique('digest_run_by_slot').on(table.scheduleId, table.slot),
    uniqueIndex('digest_run_once').on(table.scheduleId, table.period).where(sql`${table.outcome} = 'planned'`),
    index('digest_run_of_schedule').on(table.scheduleId, table.plannedAt),
    foreignKey({
      name: 'run_of_schedule',
      columns: [table.workspaceId, table.scheduleId],
      foreignColumns: [digestSchedule.workspaceId, digestSchedule.id],
    }),
    foreignKey({
      name: 'run_asked_by',
      columns: [table.workspaceId, table.askedById],
      foreignColumns: [person.workspaceId, person.id],
    }),
  ],
);
