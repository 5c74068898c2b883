import type { Db } from '../../src/db/connect.ts';
import type { DigestScene, Seen } from '../../src/digests/digest-scene.ts';
import type { PersonId, TeamId, WorkspaceId } from '../../src/domain/brand.ts';
import { type Day, dayIn, type FiscalQuarter, finishedQuarters, fiscalQuarter } from '../../src/domain/calendar.ts';
import { NONE_CLOSED } from '../../src/domain/closed.ts';
import type { Readers } from '../../src/domain/digest.ts';
import { NO_MEDIAN, type NumberFacts, QUARTERS_BACK } from '../../src/domain/number-facts.ts';
import { scorecards } from '../../src/domain/scorecard.ts';
import { money, someSettings, ZONE } from './builders.ts';

/** Monday 16 November 2026, 09:00 in Berlin: 32 of 66 working days of the fourth quarter are finished. */
export const MONDAY = new Date('2026-11-16T08:00:00Z');

export type SceneRep = {
  readonly name: string;
  /** Minor units a full quarter, in each of the quarters; null for none. */
  readonly quota: number | null;
  readonly won: number;
  /** The last four quarters, the latest first: wins, losses past the gate, and the size of a win. */
  readonly past?: readonly { readonly won: number; readonly lost: number; readonly size: number }[];
};

export const TEAM = '00000000-0000-4000-8000-0000000000aa' as TeamId;

export function personAt(index: number): PersonId {
  return `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}` as PersonId;
}

/** A scene of one team that needs no database, as nothing was said before. */
export function aDigestScene(
  reps: readonly SceneRep[],
  { readers = 'managers', teamName = 'West', at = MONDAY, currency = 'EUR' }: SceneSays = {},
): DigestScene {
  const settings = someSettings({ currency });
  const today = dayIn(ZONE, at);
  const quarter = fiscalQuarter(today, 1);
  const current = seenIn(factsOf(reps, { quarter, today, teamName }), at);
  return {
    // Nothing is asked of it the first time.
    db: null as unknown as Db,
    numbers: async () => {
      throw new Error('There are no other quarters.');
    },
    schedule: {
      ...{ id: '00000000-0000-4000-8000-0000000000bb', workspace: 'T1' as WorkspaceId, team: TEAM, channel: 'C1' },
      ...{ channelName: 'sales', kind: 'weekly', rhythm: 'weekly', weekday: 1, time: '09:00', zone: ZONE },
      ...{ sections: ['attainment', 'spread'], readers, pause: null, nextSlot: today, nextDueAt: at, version: 1 },
      createdBy: personAt(0),
    },
    ...{ settings, at, today, quarter, ended: null, current, teamName, last: null },
  };
}

type SceneSays = {
  readonly readers?: Readers;
  readonly teamName?: string;
  readonly at?: Date;
  readonly currency?: string;
};

function seenIn(facts: NumberFacts, at: Date): Seen {
  const cards = scorecards(facts);
  const team = cards.teams.find(({ id }) => id === TEAM);
  if (team === undefined) throw new Error('There is no team.');
  return { facts, cards, at, team, reps: cards.reps.filter((rep) => rep.team === TEAM) };
}

function factsOf(
  reps: readonly SceneRep[],
  { quarter, today, teamName }: { readonly quarter: FiscalQuarter; readonly today: Day; readonly teamName: string },
): NumberFacts {
  const finished = finishedQuarters(today, QUARTERS_BACK, 1);
  const people = reps
    .map(({ name }, index) => ({ id: personAt(index), name }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  const quartered = reps.flatMap((rep, index) => [
    { person: personAt(index), from: quarter.from, amount: rep.won, closed: NONE_CLOSED },
    ...(rep.past ?? []).flatMap(({ won, lost, size }, back) => {
      const from = finished[back]?.from;
      const closed = { ...NONE_CLOSED, won, lost, wonAmount: won * size };
      return from === undefined ? [] : [{ person: personAt(index), from, amount: won * size, closed }];
    }),
  ]);
  const quotasOf = ({ quota, past = [] }: SceneRep) => {
    const froms = [quarter, ...finished.slice(0, past.length)].map(({ from }) => from).reverse();
    return quota === null ? [] : froms.map((startsOn) => ({ startsOn, amount: money(quota) }));
  };
  const team = TEAM;
  const none = { quarter: new Map(), teams: new Map(), people: new Map(), workspace: NO_MEDIAN };
  const later = { wonBefore: new Set<TeamId | null>(), closers: new Set<PersonId>() };
  return {
    ...{ quarter, today, finished, holidays: new Set<Day>(), people, teams: [{ id: TEAM, name: teamName }], ...later },
    memberships: reps.map((_, index) => ({
      ...{ id: `m${index}`, person: personAt(index), team, joinedOn: null, leftOn: null },
    })),
    quotas: new Map(reps.map((rep, index) => [personAt(index), quotasOf(rep)])),
    ramps: new Map(),
    won: quartered
      .filter(({ amount }) => amount !== 0)
      .map(({ person, from, amount }) => ({ person, team, from, amount, byNow: 0, entries: 1 })),
    closed: quartered.map(({ person, from, closed }) => ({ ...closed, person, team, from })),
    medians: { quarter: none, lastFour: none },
    ...{ open: [], closedSince: new Set<PersonId>(), qualified: [], misled: [], usualTimes: [] },
  };
}
