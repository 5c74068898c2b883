import { z } from 'zod';
import type { Message } from '../db/outbox.ts';
import { settingsOf } from '../db/people.ts';
import { lastSaid } from '../db/said.ts';
import { scheduleOf } from '../db/schedules.ts';
import type { RunFacts } from '../db/standings.ts';
import type { PersonId, TeamId, WorkspaceId } from '../domain/brand.ts';
import { dayIn, shortDay, timeIn } from '../domain/calendar.ts';
import { headOf, headPart, SECTIONS, type Section } from '../domain/digest.ts';
import { PACE } from '../domain/pace.ts';
import { context, type Spoken } from '../views/blocks.ts';
import { escaped } from '../views/limits.ts';
import { questionsFor } from './ask-manager.ts';
import type { Drawing } from './delivery.ts';
import type { Told } from './digest-scene.ts';
import { UNREADABLE } from './drawing.ts';
import type { Sources } from './numbers.ts';
import { attainedScene, type SceneAsked, sceneFor } from './scene.ts';
import { tellAttainment } from './tell-attainment.ts';
import { tellDiscipline } from './tell-discipline.ts';
import { tellReview } from './tell-review.ts';
import { tellSpread } from './tell-spread.ts';

/** What each section says; the questions are told to one manager, of one team. */
const TELLINGS = { discipline: tellDiscipline, review: tellReview };
const ATTAINED = { attainment: tellAttainment, spread: tellSpread };

const About = z.object({
  section: z.enum(SECTIONS),
  part: z.enum(['head', 'detail']),
  /** Of questions alone: about whom, and for whom. */
  team: z
    .uuid()
    .transform((id) => id as TeamId)
    .optional(),
  manager: z
    .uuid()
    .transform((id) => id as PersonId)
    .optional(),
});
const AboutPreview = About.extend({ schedule: z.uuid() });

/** Draws one message of a digest from how things stand as it is sent, and tells what its head says. */
export async function composeDigest(
  from: Sources,
  message: Message,
  { at, run }: { readonly at: Date; readonly run: RunFacts | null },
): Promise<Drawing> {
  const about = About.safeParse(message.about);
  if (!about.success) return UNREADABLE;
  const { section, part, team, manager } = about.data;
  if (run === null) return { is: 'nothing', why: 'deleted' };
  const { schedule, dueAt, settings, last } = run;
  if (!schedule.sections.includes(section)) return { is: 'nothing', why: 'taken out of its schedule' };
  const told = await tell(from, { schedule, settings, section, at, last, team, manager });
  if (told.is === 'nothing') return told;
  if (part === 'detail') return drawn(told.detail);
  const payload = withFirst(told.head, lateLine(dueAt, at, schedule.zone));
  return { is: 'drawn', payload, figures: { [headOf(message.part)]: told.figures } };
}

/** What a section would say now, for whoever tries it out. */
export async function composeSection(
  from: Sources,
  { workspace, schedule: id, section, at, team, manager }: Previewed,
): Promise<Told> {
  const { db } = from;
  const [schedule, settings] = await Promise.all([scheduleOf(db, workspace, id), settingsOf(db, workspace)]);
  if (schedule === null) return { is: 'nothing', why: 'deleted' };
  const asked = { key: id, workspace, schedule: id, part: headPart(section, schedule, team), notIn: null };
  const last = (await lastSaid(db, [asked])).get(asked.key) ?? null;
  const told = await tell(from, { schedule, settings, section, at, last, team, manager });
  return told.is === 'nothing' ? told : { ...told, head: withFirst(told.head, PREVIEW) };
}

export type Previewed = {
  readonly workspace: WorkspaceId;
  readonly schedule: string;
  readonly section: Section;
  readonly at: Date;
  /** Of questions alone: whose, and for whom. */
  readonly team?: TeamId | undefined;
  readonly manager?: PersonId | undefined;
};

const PREVIEW = 'Preview, for you alone';

export async function composePreview(from: Sources, message: Message, at: Date): Promise<Drawing> {
  const about = AboutPreview.safeParse(message.about);
  if (!about.success) return UNREADABLE;
  const told = await composeSection(from, { workspace: message.workspaceId, at, ...about.data });
  if (told.is === 'told') return drawn(about.data.part === 'head' ? told.head : told.detail);
  if (about.data.part === 'detail') return told;
  const line = `${PREVIEW}: nothing would be posted, as ${told.why}.`;
  return drawn({ text: escaped(line), blocks: [context(line)] });
}

type Asked = SceneAsked & {
  readonly team: TeamId | undefined;
  readonly manager: PersonId | undefined;
};

async function tell(from: Sources, { team, manager, ...asked }: Asked): Promise<Told> {
  const { section } = asked;
  if (section === 'attainment' || section === 'spread') {
    const scene = await attainedScene(from, asked);
    return scene === null ? GONE : ATTAINED[section](scene);
  }
  const scene = await sceneFor(from, asked);
  if (scene === null) return GONE;
  if (section !== 'questions') return TELLINGS[section](scene);
  if (team === undefined || manager === undefined) return { is: 'nothing', why: 'nobody manages the team' };
  return questionsFor(scene, team, manager);
}

const GONE = { is: 'nothing', why: 'its team is not there any more' } as const;

/** `Delayed: due 09:00, sent 12:47, numbers as of 12:47`, with the day where it is another; null where it is on time. */
function lateLine(dueAt: Date, at: Date, zone: string): string | null {
  if (at.getTime() - dueAt.getTime() <= PACE.late) return null;
  const [due, today] = [dayIn(zone, dueAt), dayIn(zone, at)];
  const on = due === today ? '' : `${shortDay(due, today)}, `;
  const sent = due === today ? timeIn(zone, at) : `${shortDay(today, today)}, ${timeIn(zone, at)}`;
  return `Delayed: due ${on}${timeIn(zone, dueAt)}, sent ${sent}, numbers as of ${timeIn(zone, at)}`;
}

function withFirst({ text, blocks }: Spoken, line: string | null): Spoken {
  if (line === null) return { text, blocks };
  return { text: `${escaped(line)}\n${text}`, blocks: [context(line), ...blocks] };
}

function drawn(spoken: Spoken | null): Drawing {
  if (spoken === null) return { is: 'nothing', why: 'the head says it all' };
  return { is: 'drawn', payload: { text: spoken.text, blocks: spoken.blocks } };
}
