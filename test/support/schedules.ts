import { randomUUID } from 'node:crypto';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../src/db/connect.ts';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { digestRun, digestSchedule } from '../../src/db/schedule-schema.ts';
import { scheduleOf } from '../../src/db/schedules.ts';
import * as table from '../../src/db/schema.ts';
import type { PersonId, SlackUserId, TeamId, WorkspaceId } from '../../src/domain/brand.ts';
import { dayIn } from '../../src/domain/calendar.ts';
import type { Schedule } from '../../src/domain/digest.ts';
import { type Beat, dueAt } from '../../src/domain/rhythm.ts';
import { firstSettings } from '../../src/domain/settings.ts';
import type { Speaker } from '../../src/domain/speaker.ts';

/** A team with a manager in Slack, in a workspace of its own unless said. */
export type Desk = {
  readonly workspace: WorkspaceId;
  readonly team: TeamId;
  readonly manager: PersonId;
  readonly user: SlackUserId;
  readonly by: Speaker;
};

export async function aTeam(db: Db, says: { workspace?: WorkspaceId; user?: string } = {}): Promise<Desk> {
  const workspace = says.workspace ?? (`T${randomUUID()}` as WorkspaceId);
  const user = (says.user ?? `U${randomUUID()}`) as SlackUserId;
  await db
    .insert(table.workspace)
    .values({ id: workspace, ...firstSettings('Europe/Berlin') })
    .onConflictDoNothing();
  const [person] = await db
    .insert(table.person)
    .values({ workspaceId: workspace, slackUserId: user, name: 'Dana' })
    .returning();
  if (person === undefined) throw new Error('The manager was not stored.');
  const name = `West ${randomUUID()}`;
  const [team] = await db
    .insert(table.team)
    .values({ workspaceId: workspace, name, nameFolded: name.toLowerCase(), managerId: person.id })
    .returning();
  if (team === undefined) throw new Error('The team was not stored.');
  const by = { workspace, person: person.id, user, name: 'Dana', zone: 'Europe/Berlin', isAdmin: false } as const;
  return { workspace, team: team.id, manager: person.id, user, by: { ...by, isSlackAdmin: false } };
}

export type ScheduleSays = Partial<Omit<typeof digestSchedule.$inferInsert, 'id'>> & Partial<Pick<Beat, 'time'>>;

/** A weekly digest of a team, Mondays at 09:00 in Berlin, in its first slot from `from` on. */
export async function aSchedule(
  db: Db,
  { workspace, team, manager }: Desk,
  from: Date,
  { time = '09:00', ...but }: ScheduleSays = {},
): Promise<Schedule> {
  const zone = but.zone ?? 'Europe/Berlin';
  const nextSlot = but.nextSlot ?? dayIn('Europe/Berlin', from);
  const nextDueAt = but.nextDueAt ?? dueAt(nextSlot, { time, zone });
  const [row] = await db
    .insert(digestSchedule)
    .values({
      ...{ workspaceId: workspace, teamId: team, createdById: manager, kind: 'weekly', rhythm: 'weekly', weekday: 1 },
      ...{ channelId: `C${randomUUID()}`, channelName: 'sales-west', sections: ['attainment'], readers: 'team' },
      ...{ zone, localTime: time, nextSlot, nextDueAt },
      ...but,
    })
    .returning({ id: digestSchedule.id });
  return stored(db, workspace, row?.id ?? '');
}

export async function stored(db: Db, workspace: WorkspaceId, id: string): Promise<Schedule> {
  const schedule = await scheduleOf(db, workspace, id);
  if (schedule === null) throw new Error(`There is no schedule ${id}.`);
  return schedule;
}

export async function runsOf(db: Db, { workspace, id }: Pick<Schedule, 'workspace' | 'id'>) {
  return db
    .select()
    .from(digestRun)
    .where(and(eq(digestRun.workspaceId, workspace), eq(digestRun.scheduleId, id)))
    .orderBy(asc(digestRun.dueAt), asc(digestRun.slot));
}

/** The messages of a schedule's runs, heads first, in the order in which they are to go out. */
export async function messagesOf(db: Db, { workspace, id }: Pick<Schedule, 'workspace' | 'id'>) {
  const rows = await db
    .select({ message: outboxMessage })
    .from(outboxMessage)
    .innerJoin(digestRun, eq(digestRun.id, outboxMessage.runId))
    .where(and(eq(digestRun.workspaceId, workspace), eq(digestRun.scheduleId, id)))
    .orderBy(
      asc(digestRun.dueAt),
      sql`${outboxMessage.afterId} is not null`,
      asc(outboxMessage.notBefore),
      asc(outboxMessage.part),
    );
  return rows.map(({ message }) => message);
}
