import type { ModalView } from '@slack/types';
import { scheduleFile, scheduleList } from '../db/digest-pages.ts';
import type { Schedule } from '../domain/digest.ts';
import type { ListedTeam, ScheduleFile, ScheduleOutcome } from '../domain/schedule-file.ts';
import type { Line } from '../views/blocks.ts';
import { digestsPage, schedulePage } from '../views/digest-page.ts';
import { changedLines, channelWarnings, digestRefusal, goneDigest, unknownChannel } from '../views/digest-refusals.ts';
import { digestLine } from '../views/digest-words.ts';
import type { Moments } from '../views/look.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';
import { errorCode } from './error-code.ts';

export function momentsOf({ now, by }: Asked): Moments {
  return { now, zone: by.zone };
}

type Listed = { readonly said?: readonly Line[]; readonly page?: number; readonly team?: ListedTeam | null };

export async function pageOfDigests(
  { db }: Deps,
  asked: Asked,
  { said = [], page = 0, team = null }: Listed = {},
): Promise<ModalView> {
  return digestsPage(await scheduleList(db, asked.by, { page, team }), { ...momentsOf(asked), said });
}

export function fileOf({ db }: Deps, { by }: Asked, schedule: string, page = 0): Promise<ScheduleFile | null> {
  return scheduleFile(db, by, { schedule, page });
}

type Shown = { readonly said?: readonly Line[]; readonly page?: number | undefined };

/** A schedule as it stands, below what was just done, with what is worth knowing of its channel now. */
export async function pageOfSchedule(
  deps: Deps,
  asked: Asked,
  schedule: string,
  { said = [], page }: Shown = {},
): Promise<ModalView> {
  const file = await fileOf(deps, asked, schedule, page);
  if (file === null) return goneDigest(said);
  const warnings = await warningsOf(asked, file.schedule);
  return schedulePage(file, { ...momentsOf(asked), said, warnings });
}

/** A page is worth drawing without them: most often it follows something that was done. */
async function warningsOf(asked: Asked, { channel, channelName, readers }: Schedule): Promise<readonly string[]> {
  if (channel === null) return [];
  const found = await asked.findChannel(channel).catch((error: unknown) => {
    asked.note('A digest’s channel could not be looked up.', { code: errorCode(error) });
    return null;
  });
  if (found === null) return [unknownChannel(channelName ?? channel)];
  if ('problem' in found) return [`#${channelName ?? channel}: ${found.problem}.`];
  return channelWarnings({ ...found, hasGuests: await asked.hasGuests(channel) }, readers);
}

/** What follows a press: the schedule's page below what was done, or below why it was not. */
export async function followed(
  deps: Deps,
  asked: Asked,
  outcome: ScheduleOutcome,
  { schedule, done, same }: { readonly schedule: string; readonly done?: readonly Line[]; readonly same: Line },
): Promise<ModalView> {
  if (outcome.is === 'done')
    return pageOfSchedule(deps, asked, schedule, { said: done ?? outcome.events.map(digestLine) });
  if (outcome.is === 'same') return pageOfSchedule(deps, asked, schedule, { said: [same] });
  if (outcome.is === 'refused' && outcome.why === 'field') return goneDigest();
  asked.note('A change of a digest was refused.', { code: outcome.is === 'gone' ? 'gone' : outcome.why });
  const look = await asked.look();
  if (outcome.is === 'refused' && outcome.why === 'changed')
    return pageOfSchedule(deps, asked, schedule, {
      said: [...changedLines(outcome, look), 'Nothing of yours was done.'],
    });
  return digestRefusal(outcome, look);
}
