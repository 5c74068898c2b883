import { deliveredProofs, discountsFirst } from '../db/concerns.ts';
import { liveRows } from '../db/discipline.ts';
import { usualDaysFrom } from '../domain/discipline.ts';
import { sceneOf } from '../domain/scorecard-scene.ts';
import { concerns } from '../domain/team-advice.ts';
import { questionsMessage } from '../views/questions.ts';
import type { Questions, Told } from './digest-scene.ts';
import { tongueOf } from './tongue.ts';

/** Up to three questions for a team's 1:1s. They concern people: they go to the manager alone, and never into a channel. */
export const questionsFor: Questions = async (scene, team, manager) => {
  const { db, schedule, settings, at, today, quarter, current } = scene;
  const { facts, cards } = current;
  const known = sceneOf(facts);
  const people = facts.people.filter(({ id }) => id !== manager && known.isOnTeam(id, team));
  if (people.length === 0) return { is: 'nothing', why: 'nobody is on the team today' };
  const owners = people.map(({ id }) => id);
  const pipeline = { workspace: schedule.workspace, owners, zone: settings.zone, today, at };
  const [rows, delivered, discounts] = await Promise.all([
    liveRows(db, pipeline),
    deliveredProofs(db, pipeline),
    discountsFirst(db, pipeline),
  ]);
  const found = concerns({
    ...{ rows, delivered, discounts, today, quarter, capacity: settings.capacity },
    reps: people.map(({ id, name }) => ({
      ...{ person: id, name, numbers: cards.reps.find(({ person }) => person === id) ?? null },
    })),
    team: cards.teams.find(({ id }) => id === team) ?? null,
    usual: usualDaysFrom(facts.usualTimes),
  });
  if (found.length === 0) return { is: 'nothing', why: 'no rule found anything to ask' };
  const teamName = facts.teams.find(({ id }) => id === team)?.name ?? '';
  const head = questionsMessage(found, { settings, today, teamName, nameOf: tongueOf(scene).nameOf });
  const figures = found.map(({ is, person, deal }) => ({ is, person, deal: deal.id }));
  return { is: 'told', head, detail: null, figures } satisfies Told;
};
