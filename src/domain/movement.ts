import type { DealId, PersonId, TeamId } from './brand.ts';
import type { Day } from './calendar.ts';

/** A row of the ledger of credit and when it was entered; below zero where a win was reopened. Minor units. */
export type Entered = {
  readonly deal: DealId;
  readonly person: PersonId;
  readonly team: TeamId | null;
  readonly company: string;
  readonly amount: number;
  readonly on: Day;
  readonly at: Date;
  /** Whose gesture it was; null where a file brought it. */
  readonly by: string | null;
};

export type QuotaSet = {
  readonly person: PersonId;
  readonly startsOn: Day;
  readonly amount: number;
  readonly at: Date;
  readonly by: string | null;
};

/** What was said of somebody in a quarter: won in minor units, attainment in whole percent, rounded down; null without a quota. */
export type Attained = { readonly won: number; readonly percent: number | null };

export type Moved = { readonly person: PersonId; readonly from: number | null; readonly to: number | null };

export type Movement = {
  /** The largest first, and what was taken back last. */
  readonly entered: readonly Entered[];
  /** Whose attainment moved, and none of these tells why: another quota, a ramp. */
  readonly moved: readonly Moved[];
  /** False where nothing was said of this quarter before, so that nobody can be said to have stood still. */
  readonly isCompared: boolean;
};

/** What has come about since the last digest. A win that was reopened within that time is none. */
export function movement({
  before,
  now,
  entered,
}: {
  readonly before: ReadonlyMap<PersonId, Attained> | null;
  readonly now: ReadonlyMap<PersonId, Attained>;
  readonly entered: readonly Entered[];
}): Movement {
  const standing = netted(entered.filter(({ person }) => now.has(person)));
  const named = new Set(standing.map(({ person }) => person));
  const moved = [...now].flatMap(([person, { percent }]): readonly Moved[] => {
    const was = before?.get(person);
    const hasMoved = was !== undefined && was.percent !== percent && !named.has(person);
    return hasMoved ? [{ person, from: was.percent, to: percent }] : [];
  });
  return { entered: standing, moved, isCompared: before !== null };
}

function netted(entered: readonly Entered[]): readonly Entered[] {
  const deals = new Map<string, Entered>();
  for (const row of entered) {
    const key = `${row.deal} ${row.person}`;
    const other = deals.get(key);
    const latest = other === undefined || row.at > other.at ? row : other;
    deals.set(key, { ...latest, amount: row.amount + (other?.amount ?? 0) });
  }
  return [...deals.values()]
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => b.amount - a.amount || (a.deal < b.deal ? -1 : 1));
}
