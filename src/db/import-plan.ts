import { randomUUID } from 'node:crypto';
import type { DealId, PersonId, TeamId } from '../domain/brand.ts';
import { type Day, startOf } from '../domain/calendar.ts';
import {
  type Difference,
  dealImported,
  differences,
  type ImportedDeal,
  type ImportedMember,
} from '../domain/imported.ts';
import { folded } from '../domain/text.ts';
import { byCrmName, type Known, type KnownMembership } from './import-known.ts';
import {
  type Ids,
  idOf,
  type NewPerson,
  type NewTeam,
  newMembers,
  newPeople,
  newTeams,
  type PeopleDifference,
  peopleDifferences,
} from './import-people.ts';
import type { NewDeal } from './insert-deals.ts';

export type ImportFile = { readonly deals: readonly ImportedDeal[]; readonly members: readonly ImportedMember[] };

/** What an import adds, and what it leaves alone: a value, for a dry run to show and for an import to write. */
export type ImportPlan = {
  readonly people: readonly NewPerson[];
  readonly teams: readonly NewTeam[];
  readonly members: readonly KnownMembership[];
  readonly deals: readonly NewDeal[];
  /** Deals of the file that were there before. */
  readonly known: number;
  readonly differences: readonly Difference[];
  readonly peopleDifferences: readonly PeopleDifference[];
  /** Owners of the file's deals who are on no team. */
  readonly withoutTeam: readonly string[];
};

/**
 * New deals go in where the CRM has them; of those that are there already nothing is changed, and what differs is said:
 * no import walks around a gate. People are found by the name that the CRM has for them, and made where there are none.
 */
export function importPlan(
  { deals, members }: ImportFile,
  known: Known,
  { now, zone }: { readonly now: Date; readonly zone: string },
): ImportPlan {
  const fresh = deals.filter(({ externalId }) => !known.deals.has(externalId));
  const names = [
    ...members.map(({ name }) => name),
    ...members.flatMap(({ manager }) => manager ?? []),
    ...fresh.map(({ owner }) => owner),
  ];
  const people = newPeople(names, known);
  const ids = new Map([...byCrmName(known.people), ...byCrmName(people)]);
  const teams = newTeams(members, known, ids);
  const joining = newMembers(members, [...known.teams, ...teams], { known, ids });
  const begins = startsIn(zone);
  const memberships = [...known.memberships, ...joining];
  return {
    ...{ people, teams, members: joining },
    deals: fresh.map((deal) => newDeal(deal, { owner: idOf(ids, deal.owner), now, startOf: begins, memberships })),
    known: deals.length - fresh.length,
    differences: allDifferences(deals, known, ids),
    peopleDifferences: peopleDifferences(members, { known, ids, teams, people }),
    withoutTeam: withoutTeam(deals, { ids, memberships, managers: managersOf(known, teams) }),
  };
}

type Placing = {
  readonly owner: PersonId;
  readonly now: Date;
  readonly startOf: (day: Day) => Date;
  readonly memberships: readonly KnownMembership[];
};

function newDeal(imported: ImportedDeal, { owner, now, startOf, memberships }: Placing): NewDeal {
  const { deal, event } = dealImported(randomUUID() as DealId, imported, { owner, now, startOf });
  const { placed } = imported;
  return {
    deal,
    events: [{ ...event, at: now, by: null, version: deal.version }],
    credits:
      placed.is === 'won'
        ? [
            {
              person: owner,
              team: teamOn(memberships, owner, placed.on),
              amount: placed.amount,
              on: placed.on,
              at: now,
            },
          ]
        : [],
  };
}

/** Thousands of deals were opened on the same few hundred days. */
function startsIn(zone: string): (day: Day) => Date {
  const known = new Map<Day, Date>();
  return (day) => {
    const start = known.get(day) ?? startOf(day, zone);
    known.set(day, start);
    return start;
  };
}

/** The team of that day; `memberships` begin with who joined last. */
function teamOn(memberships: readonly KnownMembership[], person: PersonId, day: Day): TeamId | null {
  const on = memberships.find(
    ({ personId, joinedOn, leftOn }) =>
      personId === person && (joinedOn === null || joinedOn <= day) && (leftOn === null || leftOn > day),
  );
  return on?.teamId ?? null;
}

function allDifferences(deals: readonly ImportedDeal[], known: Known, ids: Ids): readonly Difference[] {
  const names = new Map(known.people.map(({ id, name }) => [id, name]));
  return deals.flatMap((file) => {
    const here = known.deals.get(file.externalId);
    if (here === undefined) return [];
    const owner = names.get(here.owner) ?? '';
    return differences({ ...here, owner, isOwnedAsImported: ids.get(folded(file.owner)) === here.owner }, file);
  });
}

function managersOf(known: Known, teams: readonly NewTeam[]): ReadonlySet<PersonId | null> {
  return new Set([...known.teams, ...teams].map(({ managerId }) => managerId));
}

type Placement = {
  readonly ids: Ids;
  readonly memberships: readonly KnownMembership[];
  readonly managers: ReadonlySet<PersonId | null>;
};

function withoutTeam(deals: readonly ImportedDeal[], { ids, memberships, managers }: Placement): readonly string[] {
  const placed = new Set<PersonId | null>([...memberships.map(({ personId }) => personId), ...managers]);
  const missing = new Map<string, string>();
  for (const { owner } of deals) {
    const id = ids.get(folded(owner));
    if (id !== undefined && !placed.has(id)) missing.set(id, owner);
  }
  return [...missing.values()].sort((a, b) => a.localeCompare(b, 'en'));
}
