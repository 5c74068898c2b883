import type { PersonId, TeamId } from './brand.ts';
import type { Day, FiscalQuarter } from './calendar.ts';
import { isAbove, plus, ZERO } from './fraction.ts';
import type { Against, Usual } from './metrics.ts';
import type { NumberFacts, WonRow } from './number-facts.ts';
import { type EffectiveQuota, effectiveQuota } from './quota.ts';
import type { Span } from './setup.ts';
import { ALL_ALONG, type Membership, repSpans, type Stay, stays } from './stays.ts';

/** What a person, a team or all won in a quarter, and what of it stands against a quota. */
export type Tally = {
  readonly won: number;
  /** Wins and minuses that it adds up from. */
  readonly entries: number;
  /** Of people with an effective quota above 0: attainment is reckoned by these alone. */
  readonly against: Against;
  readonly people: readonly PersonId[];
};

export type RepTally = Tally & { readonly quota: EffectiveQuota };

/** Won and quota by person, team and workspace, of any of the quarters in the facts. */
export type Books = {
  readonly staysOf: (person: PersonId) => readonly Stay[];
  readonly spansOf: (person: PersonId) => readonly Span[];
  readonly ofRep: (person: PersonId, quarter: FiscalQuarter) => RepTally;
  readonly ofTeam: (team: TeamId, quarter: FiscalQuarter) => Tally;
  readonly ofAll: (quarter: FiscalQuarter) => Tally;
  readonly usualOf: (team: TeamId | 'all') => Usual | null;
};

/** What the books are kept from. */
export type BookFacts = Pick<
  NumberFacts,
  'people' | 'memberships' | 'quotas' | 'ramps' | 'holidays' | 'won' | 'finished'
>;

export function booksOf(facts: BookFacts): Books {
  const won = wonByQuarter(facts.won);
  const memberships = grouped(facts.memberships, ({ person }) => person);
  const stayed = new Map([...memberships].map(([person, list]) => [person, stays(list)]));
  const spans = new Map([...memberships].map(([person, list]) => [person, repSpans(list)]));
  const staysOf = (person: PersonId) => stayed.get(person) ?? [];
  const spansOf = (person: PersonId) => spans.get(person) ?? ALL_ALONG;
  const quotaOf = (person: PersonId, quarter: FiscalQuarter, on: readonly Span[]) => {
    const rows = facts.quotas.get(person) ?? [];
    return effectiveQuota({ rows, ramps: facts.ramps.get(person) ?? [], spans: on }, quarter, facts.holidays);
  };
  const reckoned = new Map<string, RepTally>();
  const ofRep = (person: PersonId, quarter: FiscalQuarter): RepTally => {
    const key = `${quarter.from} ${person}`;
    const known = reckoned.get(key);
    if (known !== undefined) return known;
    const quota = quotaOf(person, quarter, spansOf(person));
    const tally = { ...tallyOf(person, won.get(quarter.from)?.get(person) ?? [], quota), quota };
    reckoned.set(key, tally);
    return tally;
  };
  const members = membersOf(facts);
  const usual = new Map<TeamId | 'all', Usual | null>();
  return {
    ...{ staysOf, spansOf, ofRep },
    ofTeam: (team, quarter) =>
      allOf(
        [...(members.get(team) ?? [])].map((person) => {
          const rows = won.get(quarter.from)?.get(person) ?? [];
          const on = staysOf(person).filter((stay) => stay.team === team);
          return tallyOf(
            person,
            rows.filter((row) => row.team === team),
            quotaOf(person, quarter, on),
          );
        }),
      ),
    ofAll: (quarter) => allOf(facts.people.map(({ id }) => ofRep(id, quarter))),
    usualOf: (team) => {
      const known = usual.get(team);
      if (known !== undefined) return known;
      const found = usualOf(facts, team);
      usual.set(team, found);
      return found;
    },
  };
}

function tallyOf(person: PersonId, rows: readonly WonRow[], quota: EffectiveQuota): Tally {
  let won = 0;
  let entries = 0;
  for (const row of rows) {
    won += row.amount;
    entries += row.entries;
  }
  const counts = isAbove(quota.amount, ZERO);
  return { won, entries, against: { won: counts ? won : 0, quota: quota.amount }, people: counts ? [person] : [] };
}

/** Sum ÷ sum: never a mean of ratios. */
function allOf(tallies: readonly Tally[]): Tally {
  let won = 0;
  let entries = 0;
  let wonAgainst = 0;
  let quota = ZERO;
  for (const tally of tallies) {
    won += tally.won;
    entries += tally.entries;
    wonAgainst += tally.against.won;
    if (tally.people.length > 0) quota = plus(quota, tally.against.quota);
  }
  return { won, entries, against: { won: wonAgainst, quota }, people: tallies.flatMap(({ people }) => people) };
}

/** Who has ever been on a team, or won something for it. */
function membersOf({ memberships, won }: BookFacts): ReadonlyMap<TeamId, ReadonlySet<PersonId>> {
  const members = new Map<TeamId, Set<PersonId>>();
  const add = (team: TeamId | null, person: PersonId): void => {
    if (team !== null) members.set(team, (members.get(team) ?? new Set()).add(person));
  };
  for (const { team, person } of memberships as readonly Membership[]) add(team, person);
  for (const { team, person } of won) add(team, person);
  return members;
}

function wonByQuarter(rows: readonly WonRow[]): ReadonlyMap<Day, ReadonlyMap<PersonId, readonly WonRow[]>> {
  const quarters = grouped(rows, ({ from }) => from);
  return new Map([...quarters].map(([from, list]) => [from, grouped(list, ({ person }) => person)]));
}

/** Null where its first win lies within the last four finished quarters, so that it has fewer than four. */
function usualOf({ won, finished }: BookFacts, team: TeamId | 'all'): Usual | null {
  const rows = team === 'all' ? won : won.filter((row) => row.team === team);
  const fourth = finished[3];
  if (fourth === undefined || !rows.some(({ from }) => from <= fourth.from)) return null;
  const lastFour = new Set(finished.slice(0, 4).map(({ from }) => from));
  let byNow = 0;
  let all = 0;
  for (const row of rows) {
    if (!lastFour.has(row.from)) continue;
    byNow += row.byNow;
    all += row.amount;
  }
  return { byNow, all };
}

export function grouped<T, K>(rows: readonly T[], key: (row: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}
