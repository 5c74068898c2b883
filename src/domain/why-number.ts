import type { Tally } from './against.ts';
import type { PersonId, TeamId } from './brand.ts';
import { type FiscalQuarter, laterDay } from './calendar.ts';
import type { NumberFacts } from './number-facts.ts';
import type { Numbers, RepNumbers, scorecards, TeamNumbers } from './scorecard.ts';
import { type Scene, sceneOf } from './scorecard-scene.ts';
import { FEWEST_UNNAMED, isOnes } from './unnamed.ts';

/** The numbers that can be asked about, in the order in which they are shown. Product, section 6. */
export const WHY_NUMBERS = [
  'won',
  'quota',
  'attainment',
  'pace',
  'forecast',
  'consistency',
  'deal-size',
  'sales-cycle',
  'closing-ratio',
  'coverage',
  'required-coverage',
  'spread',
  'explained',
  'live-deals',
  'usual-times',
  'calibration',
] as const;
export type WhyNumber = (typeof WHY_NUMBERS)[number];

/** They compare people, so that nobody has one alone. */
const OF_TEAMS: readonly WhyNumber[] = ['spread', 'explained'];

/** Whose numbers; `totals`: those of a team for somebody who does not lead it. */
export type WhyWhose =
  | { readonly is: 'rep'; readonly person: PersonId }
  | { readonly is: 'team'; readonly team: TeamId | 'all'; readonly reads: 'names' | 'totals' };

/** One rep's or team's numbers with all that they are reckoned from. */
export type WhySeen = {
  readonly facts: NumberFacts;
  readonly scene: Scene;
  readonly whose: WhyWhose;
  readonly numbers: Numbers;
  /** Null of a rep. */
  readonly team: TeamNumbers | null;
};

export function numbersFor({ is }: WhyWhose): readonly WhyNumber[] {
  return is === 'team' ? WHY_NUMBERS : WHY_NUMBERS.filter((number) => !OF_TEAMS.includes(number));
}

/** What somebody may ask about: the whole, and by name the people in their sight. */
export type WhySight = {
  readonly me: PersonId;
  readonly team: TeamId | 'all';
  readonly reads: 'names' | 'totals';
  /** Teams whose people's figures they may see; an admin's are all. */
  readonly leads: readonly TeamId[] | 'all';
};

/** Reps whose own figures somebody may see: their own, and those of the teams in their charge. Product, section 2. */
export function repsInSight(
  { reps }: ReturnType<typeof scorecards>,
  { me, team, leads }: WhySight,
): readonly RepNumbers[] {
  return reps.filter((rep) => {
    if (rep.person === me) return true;
    if (team !== 'all' && rep.team !== team) return false;
    return leads === 'all' || (rep.team !== null && leads.includes(rep.team));
  });
}

/** Null where somebody asks for what is not in their sight, or for what is not there. */
export function whySeen(
  facts: NumberFacts,
  cards: ReturnType<typeof scorecards>,
  { sight, who }: { readonly sight: WhySight; readonly who: PersonId | null },
): WhySeen | null {
  const scene = sceneOf(facts);
  if (who === null) {
    const { team: id, reads } = sight;
    const team = id === 'all' ? cards.workspace : cards.teams.find((each) => each.id === id);
    return team === undefined ? null : { facts, scene, whose: { is: 'team', team: id, reads }, numbers: team, team };
  }
  const rep = repsInSight(cards, sight).find(({ person }) => person === who);
  return rep === undefined ? null : { facts, scene, whose: { is: 'rep', person: who }, numbers: rep, team: null };
}

/**
 * Why a team's number is kept from somebody who does not lead it: it is one person's alone; so few are compared that it points at
 * them; it is about how people work, and for who leads them.
 */
export type Withheld = 'one-person' | 'few-reps' | 'for-the-manager';

const BY_QUOTA: readonly WhyNumber[] = ['quota', 'attainment', 'pace', 'forecast', 'consistency', 'coverage'];

export function withheld({ facts, scene, whose, team }: WhySeen, number: WhyNumber, me: PersonId): Withheld | null {
  if (whose.is === 'rep' || whose.reads === 'names') return null;
  if (number === 'explained' || number === 'calibration') return 'for-the-manager';
  if (number === 'spread') return (team?.spread.n ?? 0) < FEWEST_UNNAMED ? 'few-reps' : null;
  if (!BY_QUOTA.includes(number)) return null;
  const quarters = number === 'consistency' ? scene.lastFour : [facts.quarter];
  const isOthers = quarters.some((quarter) => {
    const { people } = tallyIn(scene, whose, quarter);
    return isOnes(people.length) && people[0] !== me;
  });
  return isOthers ? 'one-person' : null;
}

/** Won and quota of a rep or a team in one of the quarters that the facts know. */
export function tallyIn({ books }: Scene, whose: WhyWhose, quarter: FiscalQuarter): Tally {
  if (whose.is === 'team') return whose.team === 'all' ? books.ofAll(quarter) : books.ofTeam(whose.team, quarter);
  const { quota, ...tally } = books.ofRep(whose.person, quarter);
  return { ...tally, against: { won: tally.won, quota: quota.amount } };
}

/** Whose live deals count in a forecast and in coverage: of a team, those of its people who have a quota. */
export function ownersAhead({ facts, scene, whose }: WhySeen): readonly PersonId[] {
  if (whose.is === 'rep') return [whose.person];
  const { people } = tallyIn(scene, whose, facts.quarter);
  return whose.team === 'all' ? people : people.filter((person) => scene.teamOf(person) === whose.team);
}

/** Whose live deals a rep's or a team's are; null: everybody's. */
export function ownersOfLive({ facts, scene, whose }: WhySeen): readonly PersonId[] | null {
  if (whose.is === 'rep') return [whose.person];
  if (whose.team === 'all') return null;
  return facts.people.map(({ id }) => id).filter((person) => scene.teamOf(person) === whose.team);
}

/** The days of the quarter in which live deals still count as coming. */
export function ahead({ quarter, today }: Pick<NumberFacts, 'quarter' | 'today'>) {
  return { from: laterDay(today, quarter.from), to: quarter.to };
}
