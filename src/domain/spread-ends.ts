import type { PersonId, TeamId } from './brand.ts';
import { compared, type Fraction, fraction, over, total } from './fraction.ts';
import type { AttainmentFacts } from './number-facts.ts';
import { attainmentScene } from './scorecard-scene.ts';
import { FEWEST_QUARTERS } from './spread.ts';

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
  const { books, lastFour, closed, isOnTeam } = attainmentScene(facts);
  return facts.people
    .filter(({ id }) => isOnTeam(id, team))
    .flatMap(({ id }) => {
      const full = lastFour
        .map((quarter) => ({ quarter, ...books.ofRep(id, quarter) }))
        .filter(({ quota }) => quota.isFull);
      if (full.length < FEWEST_QUARTERS) return [];
      const won = full.reduce((all, each) => all + each.won, 0);
      const deals = closed(
        id,
        full.map(({ quarter }) => quarter),
      );
      return [
        {
          ...{ person: id, quarters: full.length, perQuarter: fraction(won, full.length) },
          attained: over(fraction(won), total(full.map(({ quota }) => quota.amount))),
          deals: { won: deals.won, closed: deals.won + deals.lost },
        },
      ];
    })
    .sort((a, b) => compared(a.perQuarter, b.perQuarter));
}
