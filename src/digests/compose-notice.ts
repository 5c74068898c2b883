import { z } from 'zod';
import type { Db } from '../db/connect.ts';
import { noticedSchedule, teamNameOf } from '../db/noticed.ts';
import type { Message } from '../db/outbox.ts';
import { dayIn, isZone, shortDay } from '../domain/calendar.ts';
import { PAUSES } from '../domain/digest.ts';
import { isPerson } from '../domain/schedule-file.ts';
import { type Place, restsBlocks, unsureBlocks, winsUntoldBlocks } from '../views/digest-notices.ts';
import type { Drawing } from './delivery.ts';
import { drawn, UNREADABLE } from './drawing.ts';

const AboutPause = z.strictObject({ schedule: z.uuid(), pause: z.enum(PAUSES), code: z.string().nullable() });
const AboutUnsure = z.strictObject({ schedule: z.uuid(), run: z.uuid() });
const AboutUntold = z.strictObject({ team: z.uuid(), code: z.string() });
/** To a digest's manager: it rests, why, and what to do. */
export async function composePaused(db: Db, message: Message): Promise<Drawing> {
  const about = AboutPause.safeParse(message.about);
  if (!about.success) return UNREADABLE;
  const { schedule, pause, code } = about.data;
  const found = await noticedSchedule(db, message.workspaceId, schedule);
  if (found === null) return { is: 'nothing', why: 'schedule_deleted' };
  if (found.pause !== pause) return { is: 'nothing', why: 'not_paused' };
  return drawn(restsBlocks(found, { pause, code }));
}

/** To a digest's manager: one of which nobody can tell whether it arrived. */
export async function composeUnsure(db: Db, message: Message, at: Date): Promise<Drawing> {
  const about = AboutUnsure.safeParse(message.about);
  if (!about.success) return UNREADABLE;
  const { schedule, run } = about.data;
  const found = await noticedSchedule(db, message.workspaceId, schedule, run);
  if (found === null) return { is: 'nothing', why: 'schedule_deleted' };
  if (found.unconfirmedIn.length === 0 || found.dueAt === null) return { is: 'nothing', why: 'settled' };
  const zone = isZone(found.zone) ? found.zone : 'UTC';
  const today = dayIn(zone, at);
  const places = found.unconfirmedIn.map((channel) => placeOf(channel, message.channelId));
  return drawn(unsureBlocks(found, shortDay(dayIn(zone, found.dueAt), today), places));
}

function placeOf(channel: string, reader: string): Place {
  if (!isPerson(channel)) return 'channel';
  return channel === reader ? 'yours' : 'others';
}

/** To a team's manager: its wins have no channel any more that they can be told in. */
export async function composeUntold(db: Db, message: Message): Promise<Drawing> {
  const about = AboutUntold.safeParse(message.about);
  if (!about.success) return UNREADABLE;
  const name = await teamNameOf(db, message.workspaceId, about.data.team);
  return name === null ? { is: 'nothing', why: 'team_gone' } : drawn(winsUntoldBlocks(name, about.data.code));
}
