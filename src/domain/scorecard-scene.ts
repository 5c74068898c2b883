import { type Books, booksOf, grouped } from './against.ts';
import type { PersonId, TeamId } from './brand.ts';
import type { FiscalQuarter } from './calendar.ts';
import { allClosed, type Closed, ratioFrom } from './closed.ts';
import type { Fraction } from './fraction.ts';
import { likely } from './metrics.ts';
import type { NumberFacts, OpenRow } from './number-facts.ts';
import type { Stage } from './stages.ts';
import { isOn } from './stays.ts';

export type Whose = PersonId | TeamId | 'all';

/** What all numbers look things up in. */
export type Scene = {
  readonly facts: NumberFacts;
  readonly books: Books;
  readonly lastFour: readonly FiscalQuarter[];
  readonly closed: (whose: Whose, quarters: readonly FiscalQuarter[]) => Closed;
  readonly open: (person: PersonId) => readonly OpenRow[];
  /** What a person's live deals may bring in this quarter; null where too few deals have closed to say. */
  readonly coming: (person: PersonId) => Fraction | null;
  /** The team that a person is on today, or was on last. */
  readonly teamOf: (person: PersonId) => TeamId | null;
  /** Of `all`: whether they are a rep today. */
  readonly isOnTeam: (person: PersonId, team: TeamId | 'all') => boolean;
  readonly isOver: boolean;
};

export function sceneOf(facts: NumberFacts): Scene {
  const books = booksOf(facts);
  const lastFour = facts.finished.slice(0, 4);
  const closed = closedOf(facts);
  const openRows = grouped(facts.open, ({ person }) => person);
  const open = (person: PersonId) => openRows.get(person) ?? [];
  const stayToday = (person: PersonId) => books.staysOf(person).find((stay) => isOn(stay, facts.today));
  const teamOf = (person: PersonId) => (stayToday(person) ?? books.staysOf(person).at(-1))?.team ?? null;
  // Whoever opened a deal is a rep, on no team too; a manager who never did is none.
  const alone = new Set([...facts.won, ...facts.closed, ...facts.open].map(({ person }) => person));
  const ratios = ratiosOf((whose) => closed(whose, lastFour));
  return {
    ...{ facts, books, lastFour, closed, open, teamOf },
    coming: (person) => likely(open(person), ratios(teamOf(person))),
    isOnTeam: (person, team) => {
      if (team !== 'all') return stayToday(person)?.team === team;
      return books.staysOf(person).length === 0 ? alone.has(person) : stayToday(person) !== undefined;
    },
    isOver: facts.today > facts.quarter.to,
  };
}

function closedOf(facts: NumberFacts): Scene['closed'] {
  const people = grouped(facts.closed, ({ person }) => person);
  const teams = grouped(facts.closed, ({ team }) => team);
  const rowsOf = (whose: Whose) =>
    whose === 'all' ? facts.closed : (people.get(whose as PersonId) ?? teams.get(whose as TeamId) ?? []);
  const added = new Map<string, Closed>();
  return (whose, quarters) => {
    const key = `${whose} ${quarters.map((quarter) => quarter.from).join(' ')}`;
    const known = added.get(key);
    if (known !== undefined) return known;
    const from = new Set(quarters.map((quarter) => quarter.from));
    const closed = allClosed(rowsOf(whose).filter((row) => from.has(row.from)));
    added.set(key, closed);
    return closed;
  };
}

/** The team's, under ten closed deals the workspace's; reckoned once a team and stage. */
function ratiosOf(closed: (whose: Whose) => Closed): (team: TeamId | null) => (stage: Stage) => Fraction | null {
  const reckoned = new Map<string, Fraction | null>();
  const from = (whose: Whose, stage: Stage): Fraction | null => {
    const key = `${stage} ${whose}`;
    const known = reckoned.get(key);
    const ratio = known === undefined ? ratioFrom(stage, closed(whose)) : known;
    reckoned.set(key, ratio);
    return ratio;
  };
  return (team) => (stage) => (team === null ? null : from(team, stage)) ?? from('all', stage);
}
