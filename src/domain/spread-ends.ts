import type { PersonId, TeamId } from './brand.ts';
import { compared, type Fraction } from './fraction.ts';
import type { AttainmentFacts } from './number-facts.ts';
import { attainmentScene } from './scorecard-scene.ts';
import { comparable, soldBy } from './spread.ts';

/** What the spread is taken between: one of today's reps, in their full ones of the last four finished quarters. */
export type Earner = {
  readonly person: PersonId;
  readonly quarters: number;
  /** Won a quarter, in minor units. */
  readonly perQuarter: Fraction;
  readonly attained: Fraction;
  readonly deals: { readonly won: number; readonly closed: number };
};

/** All of them, those who bring in least first. */
export function earners(facts: AttainmentFacts, team: TeamId | 'all'): readonly Earner[] {
  const { repsOn, spreadRep } = attainmentScene(facts);
  return comparable(repsOn(team).map(spreadRep))
    .map((rep): Earner => {
      const { person, full, perQuarter, attained } = rep;
      const { won, lost } = soldBy(rep);
      return { person, quarters: full.length, perQuarter, attained, deals: { won, closed: won + lost } };
    })
    .sort((a, b) => compared(a.perQuarter, b.perQuarter));
}
