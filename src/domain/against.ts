import type { PersonId, TeamId } from './brand.ts';
import type { Day, FiscalQuarter } from './calendar.ts';
import { type Fraction, isPositive, total } from './fraction.ts';
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
  /** Wins and minuses of these people. */
  readonly entriesAgainst: number;
  readonly people: readonly PersonId[];
};

export type RepTally = Tally & { readonly quota: EffectiveQuota };

/** Won and quota by person, team and workspace, of any of the quarters in the facts. */
export type Books = {
  readonly staysOf: (person: PersonId) => readonly Stay[];
  readonly spansOf: (person: PersonId) => readonly Span[];
  readonly ofRep: (person: PersonId, quarter: FiscalQuarter) => RepTally;
  /** Of their days on a team alone. */
  readonly ofMember: (person: PersonId, team: TeamId, quarter: FiscalQuarter) => Tally;
  readonly ofTeam: (team: TeamId, quarter: FiscalQuarter) => Tally;
  readonly ofAll: (quarter: FiscalQuarter) => Tally;
  readonly usualOf: (team: TeamId | 'all') => Usual | null;
};

/** What the books are kept from. */
export type BookFacts = Pick<
  NumberFacts,
  'people' | 'memberships' | 'quotas' | 'ramps' | 'holidays' | 'won' | 'wonBefore' | 'finished'
>;

export function booksOf(facts: BookFacts): Books {
  const bookOf = bookFor(facts);
  const members = membersOf(facts);
  const ofRep = (person: PersonId, quarter: FiscalQuarter): RepTally => {
    const { won, spans, tallies, quotaOn } = bookOf(person);
    const known = tallies.get(quarter.from);
    if (known !== undefined) return known;
    const quota = quotaOn(spans, quarter);
    const tally = tallyOf(person, won(quarter), quota);
    tallies.set(quarter.from, tally);
    return tally;
  };
  const ofMember = (person: PersonId, team: TeamId, quarter: FiscalQuarter): Tally => {
    const { won, stays, quotaOn } = bookOf(person);
    const on = stays.filter((stay) => stay.team === team);
    const rows = won(quarter);
    const isAllTheirTime = on.length === 1 && stays.length === 1;
    if (isAllTheirTime && rows.every((row) => row.team === team)) return ofRep(person, quarter);
    return tallyOf(
      person,
      rows.filter((row) => row.team === team),
      isAllTheirTime ? ofRep(person, quarter).quota : quotaOn(on, quarter),
    );
  };
  return {
    staysOf: (person) => bookOf(person).stays,
    spansOf: (person) => bookOf(person).spans,
    ...{ ofRep, ofMember },
    ofTeam: (team, quarter) => allOf([...(members.get(team) ?? [])].map((person) => ofMember(person, team, quarter))),
    ofAll: (quarter) => allOf(facts.people.map(({ id }) => ofRep(id, quarter))),
    usualOf: usualOf(facts),
  };
}

/** All that is known of one person, found by one look: it is asked for some dozen times. */
type Book = {
  readonly stays: readonly Stay[];
  readonly spans: readonly Span[];
  readonly won: (quarter: FiscalQuarter) => readonly WonRow[];
  /** Those reckoned so far, by quarter. */
  readonly tallies: Map<Day, RepTally>;
  readonly quotaOn: (spans: readonly Span[], quarter: FiscalQuarter) => EffectiveQuota;
};

function bookFor({ quotas, ramps, holidays, ...facts }: BookFacts): (person: PersonId) => Book {
  const memberships = grouped(facts.memberships, ({ person }) => person);
  const won = grouped(facts.won, ({ person }) => person);
  return once((person) => {
    const theirs = memberships.get(person) ?? [];
    const rows = quotas.get(person) ?? [];
    const theirRamps = ramps.get(person) ?? [];
    const wins = won.get(person) ?? [];
    return {
      stays: stays(theirs),
      spans: theirs.length === 0 ? ALL_ALONG : repSpans(theirs),
      won: (quarter) => wins.filter(({ from }) => from === quarter.from),
      tallies: new Map(),
      quotaOn: (spans, quarter) => effectiveQuota({ rows, ramps: theirRamps, spans }, quarter, holidays),
    };
  });
}

function tallyOf(person: PersonId, rows: readonly WonRow[], quota: EffectiveQuota): RepTally {
  let won = 0;
  let entries = 0;
  for (const row of rows) {
    won += row.amount;
    entries += row.entries;
  }
  const counts = isPositive(quota.amount);
  const against = { won: counts ? won : 0, quota: quota.amount };
  return { won, entries, against, entriesAgainst: counts ? entries : 0, people: counts ? [person] : NOBODY, quota };
}

const NOBODY: readonly PersonId[] = [];

/** Sum ÷ sum: never a mean of ratios. */
function allOf(tallies: readonly Tally[]): Tally {
  let won = 0;
  let entries = 0;
  let wonAgainst = 0;
  let entriesAgainst = 0;
  const quotas: Fraction[] = [];
  const people: PersonId[] = [];
  for (const tally of tallies) {
    won += tally.won;
    entries += tally.entries;
    wonAgainst += tally.against.won;
    entriesAgainst += tally.entriesAgainst;
    if (tally.people.length === 0) continue;
    quotas.push(tally.against.quota);
    for (const person of tally.people) people.push(person);
  }
  return { won, entries, against: { won: wonAgainst, quota: total(quotas) }, entriesAgainst, people };
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

/** Null where its first win lies within the last four finished quarters, so that it has fewer than four. */
function usualOf({ won, wonBefore, finished }: BookFacts): Books['usualOf'] {
  const teams = grouped(won, ({ team }) => team);
  const lastFour = new Set(finished.slice(0, 4).map(({ from }) => from));
  const fourth = finished[3];
  return once((team) => {
    const rows = team === 'all' ? won : (teams.get(team) ?? []);
    const hadWon = team === 'all' ? wonBefore.size > 0 : wonBefore.has(team);
    if (fourth === undefined || !(hadWon || rows.some(({ from }) => from === fourth.from))) return null;
    let byNow = 0;
    let all = 0;
    for (const row of rows) {
      if (!lastFour.has(row.from)) continue;
      byNow += row.byNow;
      all += row.amount;
    }
    return { byNow, all };
  });
}

/** Reckoned when it is first asked for, and never again. */
export function once<K, V>(reckon: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as V;
    const value = reckon(key);
    known.set(key, value);
    return value;
  };
}

/** The same for objects that come and go: what was reckoned of one is forgotten with it. */
export function onceOf<K extends object, V>(reckon: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const found = known.get(key) ?? { value: reckon(key) };
    known.set(key, found);
    return found.value;
  };
}

export function grouped<T, K>(rows: readonly T[], key: (row: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const of = key(row);
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [row]);
    else group.push(row);
  }
  return groups;
}
