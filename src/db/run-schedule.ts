import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { detailPart, type Schedule, SECTIONS, type Section } from '../domain/digest.ts';
import { isStillItsPlace, type ScheduleOutcome } from '../domain/schedule-file.ts';
import type { Gesture } from '../domain/speaker.ts';
import { changeSchedule, type ScheduleAsIs, type ScheduleDecision, scheduleEvent } from './change-schedule.ts';
import type { Db } from './connect.ts';
import { standsAlready } from './next-slot.ts';
import { type EnqueuedPart, enqueueParts } from './outbox.ts';
import { closeSchedule, pauseSchedule, resumeSchedule } from './pause-schedule.ts';
import { postNow } from './post-now.ts';
import { itArrived, sendAgain, unsettledOf } from './settle-digest.ts';

/** What people do with a schedule besides changing it, each with the right asked for and once for each gesture. */

export function pauseByPerson(db: Db, gesture: Gesture, id: string): Promise<ScheduleOutcome> {
  return changeSchedule(db, gesture, id, async (tx, before) => {
    const touch = { pause: 'by-person', seen: null, now: gesture.at } as const;
    return decided(await pauseSchedule(tx, before.schedule, touch), 'digest-paused', before);
  });
}

/** Whether its channel will do again is for the caller to know. */
export function resumeByPerson(db: Db, gesture: Gesture, id: string): Promise<ScheduleOutcome> {
  return changeSchedule(db, gesture, id, async (tx, before) => {
    const outcome = await resumeSchedule(tx, before.schedule, { seen: null, now: gesture.at });
    return decided(outcome, 'digest-resumed', before);
  });
}

export function removeSchedule(db: Db, gesture: Gesture, id: string): Promise<ScheduleOutcome> {
  return changeSchedule(db, gesture, id, async (tx, before) => {
    const outcome = await closeSchedule(tx, before.schedule, { seen: null, now: gesture.at });
    return decided(outcome, 'digest-removed', before);
  });
}

function decided(
  outcome: Awaited<ReturnType<typeof pauseSchedule>>,
  what: 'digest-paused' | 'digest-resumed' | 'digest-removed',
  before: ScheduleAsIs,
): ScheduleDecision {
  if (outcome === 'done') return { is: 'changed', events: [scheduleEvent(what, before)] };
  return outcome === 'gone' ? { is: 'gone' } : { is: 'same' };
}

/** Asked whether none stands, it is `same` where this period's stands already, and nothing is posted. The schedule stays as it is. */
export function postByPerson(
  db: Db,
  gesture: Gesture,
  id: string,
  once: 'if-none-stands' | 'again',
): Promise<ScheduleOutcome> {
  return changeSchedule(db, gesture, id, async (tx, before): Promise<ScheduleDecision> => {
    const { schedule } = before;
    if (once === 'if-none-stands' && (await standsAlready(tx, schedule, gesture.at))) return { is: 'same' };
    // The gesture's own key is written with the history.
    const posted = await postNow(tx, { ...gesture, key: `${gesture.key}:post` }, id);
    if (posted !== 'done') return { is: 'gone' };
    return { is: 'changed', events: [scheduleEvent('digest-posted', before, { version: schedule.version })] };
  });
}

/** Longer than this nobody waits for it. */
const PREVIEW_MS = 15 * 60_000;

/** What would be posted now, to the asker alone. Nothing of the schedule changes. `same`: it has nothing but questions, and nobody to ask them of. */
export function previewForMe(db: Db, gesture: Gesture, id: string): Promise<ScheduleOutcome> {
  return changeSchedule(db, gesture, id, async (tx, { schedule }): Promise<ScheduleDecision> => {
    const managed = schedule.sections.includes('questions') ? await managedTeams(tx, schedule) : [];
    const previewed = SECTIONS.filter((section) => schedule.sections.includes(section)).flatMap(
      (section): Previewed[] =>
        section === 'questions' ? managed.map((asked) => ({ section, asked })) : [{ section, asked: {} }],
    );
    if (previewed.length === 0) return { is: 'same' };
    const heads = previewed.map((each, order) => previewOf(gesture, id, { ...each, order }));
    const details = heads.map((each, index) => ({
      ...each,
      ...{ id: randomUUID(), key: detailPart(each.key), part: detailPart(each.part), afterId: each.id },
      ...{ about: { ...each.about, part: 'detail' }, order: heads.length + index },
    }));
    await enqueueParts(tx, [...heads, ...details]);
    return { is: 'changed', events: [] };
  });
}

/** `asked`: of questions, whose and by whom. */
type Previewed = {
  readonly section: Section;
  readonly asked: { readonly team: string; readonly manager: string } | object;
};

/** Who looks at a preview for all teams has seen what it looks like after so many. */
const MOST_PREVIEWED = 3;

async function managedTeams(
  tx: Db,
  { workspace, team }: Schedule,
): Promise<readonly { team: string; manager: string }[]> {
  const { rows } = await tx.execute(sql`
    select t.id as team, t.manager_id as manager from team t
    where t.workspace_id = ${workspace} and t.manager_id is not null and (${team}::uuid is null or t.id = ${team}::uuid)
    order by t.name_folded, t.id limit ${MOST_PREVIEWED}`);
  return rows as { team: string; manager: string }[];
}

function previewOf(
  { by, at, key }: Gesture,
  schedule: string,
  { section, asked, order }: Previewed & { readonly order: number },
): EnqueuedPart {
  return {
    ...{ id: randomUUID(), key: `preview:${key}:${section}:${order}`, workspace: by.workspace, channel: by.user },
    ...{ kind: 'digest_preview', run: null, part: section, afterId: null, order },
    about: { schedule, section, part: 'head', ...asked },
    ...{ dueAt: at, expiresAt: new Date(at.getTime() + PREVIEW_MS) },
  };
}

export type Settling = { readonly message: string; readonly says: 'not-there' | 'arrived' };

/** A person says whether a message arrived of which nobody else can; one that is settled meanwhile is `same`. */
export function settleByPerson(
  db: Db,
  gesture: Gesture,
  id: string,
  { message, says }: Settling,
): Promise<ScheduleOutcome> {
  const { workspace, person } = gesture.by;
  return changeSchedule(db, gesture, id, async (tx, { schedule }): Promise<ScheduleDecision> => {
    const unsettled = (await unsettledOf(tx, { workspace, schedules: [id] })).get(id) ?? [];
    const isOpen = unsettled.some((each) => each.id === message && isStillItsPlace(each.channel, schedule.channel));
    if (!isOpen) return { is: 'same' };
    const outcome =
      says === 'arrived'
        ? await itArrived(tx, workspace, message, { by: person, now: gesture.at })
        : await sendAgain(tx, workspace, message, gesture.at);
    return outcome === 'done' ? { is: 'changed', events: [] } : { is: 'same' };
  });
}
