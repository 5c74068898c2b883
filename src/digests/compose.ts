import { z } from 'zod';
import { returnedDeal, wonFacts } from '../db/announced.ts';
import type { Db } from '../db/connect.ts';
import type { Message } from '../db/outbox.ts';
import { settingsOf } from '../db/people.ts';
import type { DealId, PersonId, TeamId } from '../domain/brand.ts';
import { dayIn, parseDay, shortDay, timeIn } from '../domain/calendar.ts';
import { formatMoney } from '../domain/money.ts';
import { PACE } from '../domain/pace.ts';
import { backBlocks, wonBlocks } from '../views/announcements.ts';
import { composeDigest, composePreview } from './compose-digest.ts';
import { composePaused, composeUnsure, composeUntold } from './compose-notice.ts';
import type { Draw, Drawing } from './delivery.ts';
import { drawn, UNREADABLE } from './drawing.ts';
import { sourcesOf } from './numbers.ts';

const id = <T>() => z.uuid().transform((text) => text as T);
const AboutWin = z.strictObject({
  deal: id<DealId>(),
  version: z.int(),
  team: id<TeamId>(),
  person: id<PersonId>(),
});
const AboutReturn = z.strictObject({ deal: id<DealId>(), until: z.string() });

/** Draws each kind of message from how things stand at the moment it is sent, or says that there is nothing to say any more. */
export function composing(db: Db): Draw {
  const sources = sourcesOf(db);
  return async (message, at, run) => {
    switch (message.kind) {
      case 'deal_won':
        return won(db, message, at);
      case 'parked_back':
        return back(db, message, at);
      case 'digest':
        return composeDigest(sources, message, { at, run });
      case 'schedule_paused':
        return composePaused(db, message);
      case 'digest_unsure':
        return composeUnsure(db, message, at);
      case 'wins_untold':
        return composeUntold(db, message);
      case 'digest_preview':
        return composePreview(sources, message, at);
      default:
        return { is: 'not-mine' };
    }
  };
}

async function won(db: Db, message: Message, at: Date): Promise<Drawing> {
  const about = AboutWin.safeParse(message.about);
  if (!about.success) return UNREADABLE;
  const { workspaceId: workspace, channelId, dueAt } = message;
  const facts = await wonFacts(db, workspace, about.data);
  if (facts === null) return { is: 'nothing', why: 'reopened' };
  if (facts.channel !== channelId) return { is: 'nothing', why: 'other_channel' };
  const settings = await settingsOf(db, workspace);
  const isLate = at.getTime() - dueAt.getTime() > PACE.late;
  const amount = facts.amount === null ? null : formatMoney(facts.amount, settings);
  return drawn(
    wonBlocks({ who: facts.who, deal: facts, amount, late: isLate ? when(dueAt, at, settings.zone) : null }),
  );
}

/** `at 09:00`, `on 16 Nov at 09:00`: in the workspace's zone, as a channel has none. */
function when(then: Date, now: Date, zone: string): string {
  const [day, today] = [dayIn(zone, then), dayIn(zone, now)];
  const time = `at ${timeIn(zone, then)}`;
  return day === today ? time : `on ${shortDay(day, today)} ${time}`;
}

async function back(db: Db, message: Message, at: Date): Promise<Drawing> {
  const about = AboutReturn.safeParse(message.about);
  const until = about.success ? parseDay(about.data.until) : null;
  if (!about.success || until === null) return UNREADABLE;
  const found = await returnedDeal(db, message.workspaceId, about.data.deal);
  if (found === null) return { is: 'nothing', why: 'not_live' };
  if (found.owner !== message.channelId) return { is: 'nothing', why: 'handed_over' };
  const settings = await settingsOf(db, message.workspaceId);
  return drawn(backBlocks(found.deal, { until, today: dayIn(settings.zone, at) }));
}
