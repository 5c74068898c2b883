import type { PersonId, TeamId } from './brand.ts';
import type { Figure, Judged } from './figure.ts';
import type { Consistency, Open } from './metrics.ts';
import type { NumberFacts, Qualified } from './number-facts.ts';
import { isShown, repNumbers } from './rep-numbers.ts';
import type { Sales } from './sales.ts';
import { sceneOf } from './scorecard-scene.ts';
import type { Spread } from './spread.ts';
import { teamNumbers } from './team-numbers.ts';

/** What a rep's, a team's and the workspace's numbers have in common. Amounts in minor units. Product, section 6. */
export type Numbers = {
  readonly won: number;
  /** Effective, in minor units; n is the people who have one. */
  readonly quota: Figure;
  /** n is the wins and minuses that the won amount adds up from. */
  readonly attainment: Figure;
  readonly pace: Judged<'on-pace' | 'behind'>;
  readonly forecast: Figure;
  /** Live deals that the forecast leaves out. */
  readonly leftOut: LeftOut;
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

export type RepNumbers = Numbers & {
  readonly person: PersonId;
  readonly name: string;
  /** The one they are on, or were on last. */
  readonly team: TeamId | null;
};

export type TeamNumbers = Numbers & {
  /** Of people without an effective quota: beside the attainment, not in it. */
  readonly wonWithoutQuota: number;
  /** People with an effective quota; of these, at 80 % and on pace for it. */
  readonly reps: { readonly counted: number; readonly atGoal: number; readonly onPace: number };
  readonly spread: Spread;
};

export type Scorecards = {
  readonly reps: readonly RepNumbers[];
  readonly teams: readonly (TeamNumbers & { readonly id: TeamId; readonly name: string })[];
  readonly workspace: TeamNumbers;
};

/** Everybody's numbers at once: each from the same rows, so that reps add up to their team. */
export function scorecards(facts: NumberFacts): Scorecards {
  const scene = sceneOf(facts);
  const reps = facts.people.filter(({ id }) => isShown(scene, id)).map((person) => repNumbers(scene, person));
  return {
    reps,
    teams: facts.teams.map(({ id, name }) => ({ id, name, ...teamNumbers(scene, id, reps) })),
    workspace: teamNumbers(scene, 'all', reps),
  };
}
