import type { PersonId, TeamId } from './brand.ts';
import type { Day, FiscalQuarter } from './calendar.ts';
import type { Closed, ClosedCounts } from './closed.ts';
import type { Open } from './metrics.ts';
import type { QuotaRow, Ramp } from './quota.ts';
import type { Stage } from './stages.ts';
import type { Membership } from './stays.ts';
import type { Holidays } from './working-days.ts';

/** For which quarter, seen from the morning of which day: its own wins count, as a working day it is not finished yet. */
export type Period = {
  readonly quarter: FiscalQuarter;
  readonly today: Day;
  /** Finished before today, the latest first: four for all but the streak, which goes on into those before. */
  readonly finished: readonly FiscalQuarter[];
  readonly holidays: Holidays;
};

/** How many quarters a streak is followed back. */
export const QUARTERS_BACK = 12;

export type PersonRow = { readonly id: PersonId; readonly name: string };
export type TeamFacts = { readonly id: TeamId; readonly name: string };

export type Roster = {
  readonly people: readonly PersonRow[];
  readonly teams: readonly TeamFacts[];
  readonly memberships: readonly Membership[];
  readonly quotas: ReadonlyMap<PersonId, readonly QuotaRow[]>;
  readonly ramps: ReadonlyMap<PersonId, readonly Ramp[]>;
};

/** Credit of one person in one quarter, which `from` tells, to the team of its day; minuses from reopenings in it. */
export type WonRow = {
  readonly person: PersonId;
  readonly team: TeamId | null;
  readonly from: Day;
  readonly amount: number;
  /** Of it, until as great a share of its working days was over as of the period's quarter today. */
  readonly byNow: number;
  /** Wins and minuses that it adds up from. */
  readonly entries: number;
};

/** Of one person in one quarter, for the team of the closing day. */
type Closer = { readonly person: PersonId; readonly team: TeamId | null; readonly from: Day };
export type ClosedCountRow = ClosedCounts & Closer;
export type ClosedRow = Closed & Closer;

/** Of deals won: final amount in minor units, days from opened to closed less parked ones. Halves are exact. */
export type Median = { readonly size: number | null; readonly cycle: number | null };
export const NO_MEDIAN: Median = { size: null, cycle: null };
export type Medians = {
  readonly people: ReadonlyMap<PersonId, Median>;
  readonly teams: ReadonlyMap<TeamId, Median>;
  readonly workspace: Median;
};

export type OpenRow = Open & { readonly person: PersonId };

/** Of the deals sales-qualified in the period: what has become of them. */
export type Qualified = { readonly won: number; readonly lost: number; readonly open: number };
export type QualifiedRow = Qualified & { readonly person: PersonId };

/** Lost past the gate for a reason that a question covers; of these, where the prospect had said so. */
export type MisledRow = {
  readonly person: PersonId;
  readonly team: TeamId | null;
  readonly lost: number;
  readonly misled: number;
};

/** Whole days in a stage that three quarters of won deals needed at most; `n` of them, and what counts where n is under ten. */
export type UsualTime = { readonly stage: Stage; readonly days: number; readonly n: number };

/** What all numbers have in common, for everybody in a workspace at once. */
type Shared = Period &
  Roster & {
    readonly won: readonly WonRow[];
    /** Teams that had won something before the last four finished quarters; null for people on no team. */
    readonly wonBefore: ReadonlySet<TeamId | null>;
    readonly open: readonly OpenRow[];
    /** Who closed a deal in the quarter to date. */
    readonly closers: ReadonlySet<PersonId>;
    /** Owners of deals that were live today and have been closed since: where today is a past day. */
    readonly closedSince: ReadonlySet<PersonId>;
  };

/**
 * What attainment, pace, forecast, consistency and spread are made of: `won` and `finished` go back four quarters, and `closed` are those
 * of these four.
 */
export type AttainmentFacts = Shared & { readonly closed: readonly ClosedCountRow[] };

/** All that numbers are made of; `won` and `finished` go back `QUARTERS_BACK`. */
export type NumberFacts = Shared & {
  readonly closed: readonly ClosedRow[];
  readonly medians: { readonly quarter: Medians; readonly lastFour: Medians };
  readonly qualified: readonly QualifiedRow[];
  readonly misled: readonly MisledRow[];
  readonly usualTimes: readonly UsualTime[];
};
