import { type Books, booksOf, grouped, once, onceOf } from './against.ts';
import type { PersonId, TeamId } from './brand.ts';
import type { Day, FiscalQuarter } from './calendar.ts';
import {
  added,
  type Closed,
  type ClosedCounts,
  type ClosedSum,
  NO_COUNTS,
  NONE_CLOSED,
  ratioFrom,
  type Sums,
} from './closed.ts';
import type { Fraction } from './fraction.ts';
import { likely } from './metrics.ts';
import type {
  AttainmentFacts,
  ClosedCountRow,
  MisledRow,
  NumberFacts,
  OpenRow,
  PersonRow,
  QualifiedRow,
} from './number-facts.ts';
import type { SpreadRep } from './spread.ts';
import type { Stage } from './stages.ts';
import { isOn } from './stays.ts';
import { type Elapsed, elapsed } from './working-days.ts';

export type Whose = PersonId | TeamId | 'all';

/** What numbers look things up in. */
export type AttainmentScene = {
  readonly facts: AttainmentFacts;
  readonly books: Books;
  readonly lastFour: readonly FiscalQuarter[];
  readonly closed: (whose: Whose, quarters: readonly FiscalQuarter[]) => ClosedCounts;
  readonly open: (person: PersonId) => readonly OpenRow[];
  /** Of people who are on a team today, or were on it last. */
  readonly openOf: (team: TeamId | 'all') => readonly OpenRow[];
  /** What a person's live deals may bring in this quarter, not in lowest terms; null where too few deals have closed to say. */
  readonly coming: (person: PersonId) => Fraction | null;
  readonly spreadRep: (person: PersonRow) => SpreadRep;
  /** The team that a person is on today, or was on last. */
  readonly teamOf: (person: PersonId) => TeamId | null;
  /** Of `all`: whether they are a rep today. */
  readonly isOnTeam: (person: PersonId, team: TeamId | 'all') => boolean;
  /** Those of whom that is so. */
  readonly repsOn: (team: TeamId | 'all') => readonly PersonRow[];
  /** How much of the quarter is over. */
  readonly elapsed: Elapsed;
  readonly isOver: boolean;
};

/** The same for all numbers there are. */
export type Scene = Omit<AttainmentScene, 'facts' | 'closed'> & {
  readonly facts: NumberFacts;
  readonly closed: (whose: Whose, quarters: readonly FiscalQuarter[]) => Closed;
  readonly qualified: (person: PersonId) => readonly QualifiedRow[];
  readonly misled: (person: PersonId) => readonly MisledRow[];
};

/** Set once for its facts, however many ask. */
export const sceneOf = onceOf((facts: NumberFacts): Scene => {
  const qualified = grouped(facts.qualified, ({ person }) => person);
  const misled = grouped(facts.misled, ({ person }) => person);
  return {
    ...attainmentScene(facts),
    facts,
    closed: closedOf(facts.closed, NONE_CLOSED),
    qualified: (person) => qualified.get(person) ?? [],
    misled: (person) => misled.get(person) ?? [],
  };
});

/** The same of fewer facts. */
export const attainmentScene = onceOf((facts: AttainmentFacts): AttainmentScene => {
  const books = booksOf(facts);
  const lastFour = facts.finished.slice(0, 4);
  const closed = closedOf(facts.closed, NO_COUNTS);
  const openPeople = grouped(facts.open, ({ person }) => person);
  const open = (person: PersonId) => openPeople.get(person) ?? [];
  const { teamOf, isOnTeam } = whereabouts(facts, books);
  const openTeams = grouped([...openPeople.keys()], teamOf);
  const reps = facts.people.filter(({ id }) => isOnTeam(id, 'all'));
  const repTeams = grouped(reps, ({ id }) => teamOf(id));
  const ratios = ratiosOf((whose) => closed(whose, lastFour));
  return {
    ...{ facts, books, lastFour, closed, open, teamOf, isOnTeam },
    openOf: (team) => (team === 'all' ? facts.open : (openTeams.get(team) ?? []).flatMap(open)),
    repsOn: (team) => (team === 'all' ? reps : (repTeams.get(team) ?? [])),
    coming: once((person) => likely(open(person), ratios(teamOf(person)))),
    spreadRep: once((person) => spreadRep({ facts, books, lastFour, closed }, person)),
    elapsed: elapsed(facts.quarter, facts.today, facts.holidays),
    isOver: facts.today > facts.quarter.to,
  };
});

function whereabouts(facts: AttainmentFacts, { staysOf }: Books): Pick<AttainmentScene, 'teamOf' | 'isOnTeam'> {
  const haveDeals = once((rows: 'won' | 'closed' | 'open') => new Set(facts[rows].map(({ person }) => person)));
  // Whoever opened a deal is a rep, on no team too; a manager who never did is none.
  const isAlone = (person: PersonId) =>
    facts.closers.has(person) || (['won', 'closed', 'open'] as const).some((rows) => haveDeals(rows).has(person));
  const of = once((person: PersonId) => {
    const stays = staysOf(person);
    const today = stays.find((stay) => isOn(stay, facts.today));
    const isToday = stays.length === 0 ? isAlone(person) : today !== undefined;
    return { team: (today ?? stays.at(-1))?.team ?? null, isToday };
  });
  return {
    teamOf: (person) => of(person).team,
    isOnTeam: (person, team) => {
      const { team: their, isToday } = of(person);
      return isToday && (team === 'all' || their === team);
    },
  };
}

function closedOf<S extends ClosedSum>(
  all: readonly (Sums<S> & Pick<ClosedCountRow, 'person' | 'team' | 'from'>)[],
  nothing: Sums<S>,
): (whose: Whose, quarters: readonly FiscalQuarter[]) => Sums<S> {
  const people = grouped(all, ({ person }) => person);
  const teams = grouped(all, ({ team }) => team);
  const sumsIn = (rows: typeof all, quarters: readonly Day[]): Sums<S> => {
    const within = rows.filter(({ from }) => quarters.includes(from));
    // A person's quarter is one row as a rule, which has its sums already.
    return (within.length === 1 && within[0]) || added(within, nothing);
  };
  const ofMany = once((whose: TeamId | 'all') => {
    const rows = whose === 'all' ? all : (teams.get(whose) ?? []);
    return once((quarters: string) => sumsIn(rows, quarters.split(' ') as Day[]));
  });
  return (whose, quarters) => {
    const days = quarters.map(({ from }) => from);
    const theirs = people.get(whose as PersonId);
    return theirs === undefined ? ofMany(whose as TeamId | 'all')(days.join(' ')) : sumsIn(theirs, days);
  };
}

function spreadRep(
  { facts, books, lastFour, closed }: Pick<AttainmentScene, 'facts' | 'books' | 'lastFour' | 'closed'>,
  { id, name }: PersonRow,
): SpreadRep {
  const full = lastFour.flatMap((quarter) => {
    const { won, quota } = books.ofRep(id, quarter);
    return quota.isFull ? [{ won, quota: quota.amount, closed: closed(id, [quarter]) }] : [];
  });
  return { person: id, name, full, toDate: books.ofRep(id, facts.quarter).won };
}

/** The team's, under ten closed deals the workspace's; reckoned once a team and stage. */
function ratiosOf(closed: (whose: Whose) => ClosedCounts): (team: TeamId | null) => (stage: Stage) => Fraction | null {
  const of = once((whose: Whose) => once((stage: Stage) => ratioFrom(stage, closed(whose))));
  return (team) => {
    const own = team === null ? null : of(team);
    return (stage) => own?.(stage) ?? of('all')(stage);
  };
}
