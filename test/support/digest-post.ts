import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db } from '../../src/db/connect.ts';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import type { Message } from '../../src/db/outbox.ts';
import { digestRun, digestSchedule } from '../../src/db/schedule-schema.ts';
import { standingsOf } from '../../src/db/standings.ts';
import { composing } from '../../src/digests/compose.ts';
import type { Drawing } from '../../src/digests/delivery.ts';
import type { Payload } from '../../src/digests/slack-port.ts';
import type { PersonId, TeamId, WorkspaceId } from '../../src/domain/brand.ts';
import { dayIn } from '../../src/domain/calendar.ts';
import { type Readers, SECTIONS, type Section } from '../../src/domain/digest.ts';

export type Posted = { readonly head: Drawing; readonly detail: Drawing; readonly run: string };

export type Noticeboard = {
  readonly schedule: string;
  /** Draws a section's head and detail as of a moment; the head counts as sent unless said. */
  readonly posts: (
    section: Section,
    at: Date,
    but?: { readonly dueAt?: Date; readonly isSent?: boolean },
  ) => Promise<Posted>;
};

/** A schedule that posts to a channel, and what comes of its messages without a Slack. */
export async function aNoticeboard(
  db: Db,
  {
    workspace,
    team,
    by,
    readers = 'managers',
  }: {
    readonly workspace: WorkspaceId;
    readonly team: TeamId | null;
    readonly by: PersonId;
    readonly readers?: Readers;
  },
): Promise<Noticeboard> {
  const channel = `C${randomUUID()}`;
  const [schedule] = await db
    .insert(digestSchedule)
    .values({
      ...{ workspaceId: workspace, teamId: team, channelId: channel, channelName: 'sales', kind: 'weekly' as const },
      ...{ rhythm: 'weekly' as const, weekday: 1, zone: 'Europe/Berlin', localTime: '09:00', readers },
      ...{ sections: [...SECTIONS], createdById: by, nextSlot: dayIn('UTC', new Date(0)), nextDueAt: new Date(0) },
    })
    .returning();
  if (schedule === undefined) throw new Error('The schedule was not stored.');
  const compose = composing(db);
  const draw = async (message: Message, at: Date): Promise<Drawing> => {
    const standing = (await standingsOf(db, [message])).get(message.id);
    if (standing?.is !== 'stands') throw new Error(`It is not to be posted: ${standing?.is}`);
    return compose(message, at, standing.run);
  };
  return {
    schedule: schedule.id,
    posts: async (section, at, { dueAt = at, isSent = true } = {}) => {
      const run = randomUUID();
      await db.insert(digestRun).values({
        ...{ id: run, workspaceId: workspace, scheduleId: schedule.id, dueAt, outcome: 'planned' as const },
        ...{ plannedBy: 'test', plannedAt: at },
      });
      const put = async (part: string) => {
        const [message] = await db
          .insert(outboxMessage)
          .values({
            ...{ dedupeKey: randomUUID(), workspaceId: workspace, channelId: channel, kind: 'digest', runId: run },
            ...{ part: part === 'head' ? section : `${section}-detail`, about: { run, section, part } },
            ...{ dueAt, notBefore: dueAt, expiresAt: new Date(dueAt.getTime() + 1e9), createdAt: at },
          })
          .returning();
        if (message === undefined) throw new Error('The message was not stored.');
        return message;
      };
      const heading = await put('head');
      const head = await draw(heading, at);
      if (isSent && head.is === 'drawn')
        await db
          .update(outboxMessage)
          .set({ state: 'sent', slackTs: '1.0', dataAsOf: at })
          .where(eq(outboxMessage.id, heading.id));
      if (head.is === 'drawn' && head.figures !== undefined)
        await db.update(digestRun).set({ figures: head.figures }).where(eq(digestRun.id, run));
      return { head, detail: await draw(await put('detail'), at), run };
    },
  };
}

/** Throws where there was nothing to draw. */
export function drawnIn(drawing: Drawing): Payload {
  if (drawing.is !== 'drawn') throw new Error(`Nothing was drawn: ${JSON.stringify(drawing)}`);
  return drawing.payload;
}

/** All that a payload shows, in one text. */
export function shownIn(drawing: Drawing): string {
  return JSON.stringify(drawnIn(drawing).blocks);
}
