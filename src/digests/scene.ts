import type { Said } from '../db/said.ts';
import type { RepAttained, TeamAttained } from '../domain/attainments.ts';
import { addDays, type Day, dayIn, type FiscalQuarter, fiscalQuarter, quarterBefore } from '../domain/calendar.ts';
import type { Schedule, Section } from '../domain/digest.ts';
import type { AttainmentFacts } from '../domain/number-facts.ts';
import type { Settings } from '../domain/settings.ts';
import type { AttainedSeen, DigestScene } from './digest-scene.ts';
import type { NumbersAt, Sources } from './numbers.ts';

/** For how many days of a quarter a digest leads with the one that has ended. Product, section 5. */
const FIRST_WEEK = 7;

export type SceneAsked = {
  readonly schedule: Schedule;
  readonly settings: Settings;
  readonly section: Section;
  readonly at: Date;
  /** What was last said of it; null the first time. */
  readonly last: Said | null;
};

/** Null where the schedule's team is not there any more. */
export function sceneFor(from: Sources, asked: SceneAsked): Promise<DigestScene | null> {
  return sceneFrom(from, from.numbers, asked);
}

/** The same of what attainment and spread are made of. */
export function attainedScene(from: Sources, asked: SceneAsked): Promise<DigestScene<AttainedSeen> | null> {
  return sceneFrom(from, from.attained, asked);
}

async function sceneFrom<F extends AttainmentFacts, R extends RepAttained, T extends TeamAttained>(
  { db, numbers: all }: Sources,
  numbers: NumbersAt<F, R, T>,
  { schedule, settings, section, at, last }: SceneAsked,
) {
  const today = dayIn(settings.zone, at);
  const quarter = fiscalQuarter(today, settings.fiscalYearStart);
  // A review is about the quarter that has ended, however late it is posted.
  const leadsWithEnded = section === 'review' || today < addDays(quarter.from, FIRST_WEEK);
  const asked = { schedule, settings, today, at };
  const current = await seen(numbers, { ...asked, quarter });
  const before = quarterBefore(quarter, settings.fiscalYearStart);
  const ended = leadsWithEnded ? await seen(numbers, { ...asked, quarter: before }) : null;
  if (current === null) return null;
  const { team: id } = schedule;
  const team = current.cards.teams.find((each) => each.id === id);
  return {
    ...{ db, numbers: all, schedule, settings, at, today, quarter, ended, current, last },
    teamName: team?.name ?? 'All teams',
  };
}

/** A quarter's numbers as of a day, and of whom the schedule is about; null where its team is not there any more. */
export async function seen<F, R extends RepAttained, T>(
  numbers: NumbersAt<F, R, T>,
  {
    schedule: { workspace, team: id },
    settings,
    today,
    at,
    quarter,
  }: {
    readonly schedule: Schedule;
    readonly settings: Settings;
    readonly today: Day;
    readonly at: Date;
    readonly quarter: FiscalQuarter;
  },
) {
  const { facts, cards, at: of } = await numbers({ workspace, settings, today, quarter }, at);
  if (id === null) return { facts, cards, at: of, team: cards.workspace, reps: cards.reps };
  const team = cards.teams.find((each) => each.id === id);
  return team === undefined ? null : { facts, cards, at: of, team, reps: cards.reps.filter((rep) => rep.team === id) };
}
