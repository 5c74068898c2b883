import { z } from 'zod';
import { liveRows, touchedBetween } from '../db/discipline.ts';
import { type Day, dayIn, isoWeek } from '../domain/calendar.ts';
import { sightOf } from '../domain/digest.ts';
import { discipline, isStill, usualDaysFrom, weekUntil } from '../domain/discipline.ts';
import { sceneOf } from '../domain/scorecard-scene.ts';
import { sinceText } from '../views/attainment-words.ts';
import { type DisciplineLook, disciplineDetail, disciplineHead } from '../views/discipline-digest.ts';
import { whyButton } from '../views/why-button.ts';
import type { DigestScene, Telling, Told } from './digest-scene.ts';
import { tongueOf } from './tongue.ts';

/** What is kept of it for the next time. */
const Kept = z.object({ live: z.int(), past: z.int() });

/**
 * The pipeline as it stands, and what moved in it since the last one. Overrides of gates belong here as soon as the product has them:
 * a count in `Moves`, and their deals in the thread.
 */
export const tellDiscipline: Telling = async (scene) => {
  const { db, schedule, settings, at, today, current } = scene;
  const { workspace, team } = schedule;
  const known = sceneOf(current.facts);
  const everybody = current.facts.people.map(({ id }) => id);
  // Deals that somebody left behind are still their last team's.
  const owners = team === null ? ('all' as const) : everybody.filter((person) => known.teamOf(person) === team);
  const reps = new Set(known.repsOn(team ?? 'all').map(({ id }) => id));
  const week = weekUntil(at, scene.last?.at ?? null);
  const pipeline = { workspace, owners, zone: settings.zone, today, at };
  const [rows, touched] = await Promise.all([liveRows(db, pipeline), touchedBetween(db, pipeline, week)]);
  const usual = usualDaysFrom(current.facts.usualTimes);
  const found = discipline({
    ...{ rows, touched, reps, week, usual },
    capacity: settings.capacity,
    zone: settings.zone,
  });
  if (isStill(found)) return { is: 'nothing', why: 'no live deal, and nothing moved' };
  const look = lookOf(scene, reps.size);
  return {
    is: 'told',
    head: disciplineHead(found, look),
    detail: disciplineDetail(found, look),
    figures: { live: found.live, past: found.past.length } satisfies z.input<typeof Kept>,
  } satisfies Told;
};

function lookOf(scene: DigestScene, reps: number): DisciplineLook {
  const { schedule, settings, today, at, teamName, quarter, last } = scene;
  const sight = sightOf(schedule.readers, reps);
  return {
    ...{ settings, today, sight, reps },
    title: `${teamName} · week ${weekNumber(today)}`,
    nameOf: tongueOf(scene).nameOf,
    why: whyButton(schedule.team, quarter, today),
    since: last === null ? null : sinceText(last.at, at, schedule.zone),
    last: lastOf(last, schedule.zone),
  };
}

function weekNumber(day: Day): number {
  return Number(isoWeek(day).slice(-2));
}

function lastOf(last: DigestScene['last'], zone: string): DisciplineLook['last'] {
  const kept = Kept.safeParse(last?.figures);
  return last === null || !kept.success ? null : { on: dayIn(zone, last.at), ...kept.data };
}
