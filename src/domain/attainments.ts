import type { PersonId, TeamId } from './brand.ts';
import type { Figure, Judged } from './figure.ts';
import type { AttainmentFacts } from './number-facts.ts';
import { isShown, repAttained } from './rep-numbers.ts';
import type { LeftOut } from './scorecard.ts';
import { attainmentScene } from './scorecard-scene.ts';
import type { Spread } from './spread.ts';
import { teamAttained } from './team-numbers.ts';

/** What was won against what was to be won. Amounts in minor units. Product, section 6. */
export type Attained = {
  readonly won: number;
  /** Effective, in minor units; n is the people who have one. */
  readonly quota: Figure;
  /** n is the wins and minuses that the won amount adds up from. */
  readonly attainment: Figure;
  readonly pace: Judged<'on-pace' | 'behind'>;
  readonly forecast: Figure;
  /** Live deals that the forecast leaves out. */
  readonly leftOut: LeftOut;
  /** Quarters at 80 % or more of the last four finished ones with a quota. */
  readonly consistency: Figure;
};

export type RepAttained = Attained & {
  readonly person: PersonId;
  readonly name: string;
  /** The one they are on, or were on last. */
  readonly team: TeamId | null;
};

export type TeamAttained = Attained & {
  /** Of people without an effective quota: beside the attainment, not in it. */
  readonly wonWithoutQuota: number;
  /** People with an effective quota; of these, at 80 % and on pace for it. */
  readonly reps: { readonly counted: number; readonly atGoal: number; readonly onPace: number };
  readonly spread: Spread;
};

export type Attainments = {
  readonly reps: readonly RepAttained[];
  readonly teams: readonly (TeamAttained & { readonly id: TeamId; readonly name: string })[];
  readonly workspace: TeamAttained;
};

/** What the digests of attainment and of spread say, for everybody at once: the same numbers as in `scorecards`, from fewer facts. */
export function attainments(facts: AttainmentFacts): Attainments {
  const scene = attainmentScene(facts);
  const reps = facts.people.filter(({ id }) => isShown(scene, id)).map((person) => repAttained(scene, person));
  const byPerson = new Map(reps.map((rep) => [rep.person, rep]));
  return {
    reps,
    teams: facts.teams.map(({ id, name }) => ({ id, name, ...teamAttained(scene, id, byPerson) })),
    workspace: teamAttained(scene, 'all', byPerson),
  };
}
