import type { Attained, RepAttained, TeamAttained } from './attainments.ts';
import type { TeamId } from './brand.ts';
import type { Figure } from './figure.ts';
import type { Consistency, Open } from './metrics.ts';
import type { NumberFacts, Qualified } from './number-facts.ts';
import { isShown, repNumbers } from './rep-numbers.ts';
import type { Sales } from './sales.ts';
import { sceneOf } from './scorecard-scene.ts';
import { teamNumbers } from './team-numbers.ts';

/** What a rep's, a team's and the workspace's numbers have in common. Amounts in minor units. Product, section 6. */
export type Numbers = Attained & {
  readonly consistency: Consistency;
  readonly quarter: Sales;
  readonly lastFour: Sales;
  readonly qualified: Qualified;
  readonly coverage: Figure;
  readonly requiredCoverage: Figure;
  readonly liveDeals: number;
  readonly calibration: Figure;
};

export type LeftOut = Pick<Open, 'unpriced' | 'undated' | 'overdue'>;

export type RepNumbers = Numbers & RepAttained;

export type TeamNumbers = Numbers & TeamAttained;

export type Scorecards = {
  readonly reps: readonly RepNumbers[];
  readonly teams: readonly (TeamNumbers & { readonly id: TeamId; readonly name: string })[];
  readonly workspace: TeamNumbers;
};

/** Everybody's numbers at once: each from the same rows, so that reps add up to their team. */
export function scorecards(facts: NumberFacts): Scorecards {
  const scene = sceneOf(facts);
  const reps = facts.people.filter(({ id }) => isShown(scene, id)).map((person) => repNumbers(scene, person));
  const byPerson = new Map(reps.map((rep) => [rep.person, rep]));
  return {
    reps,
    teams: facts.teams.map(({ id, name }) => ({ id, name, ...teamNumbers(scene, id, byPerson) })),
    workspace: teamNumbers(scene, 'all', byPerson),
  };
}
