import type { Db } from '../db/connect.ts';
import type { Said } from '../db/said.ts';
import type { RepAttained, TeamAttained } from '../domain/attainments.ts';
import type { PersonId, TeamId } from '../domain/brand.ts';
import type { Day, FiscalQuarter } from '../domain/calendar.ts';
import type { Schedule } from '../domain/digest.ts';
import type { AttainmentFacts, NumberFacts } from '../domain/number-facts.ts';
import type { RepNumbers, Scorecards, TeamNumbers } from '../domain/scorecard.ts';
import type { Settings } from '../domain/settings.ts';
import type { Spoken } from '../views/blocks.ts';
import type { Sources } from './numbers.ts';

/** All that a section of a digest is made of; amounts in minor units. */
export type DigestScene<S extends AttainedSeen = Seen> = {
  readonly db: Db;
  /** Of other quarters than these. */
  readonly numbers: Sources['numbers'];
  readonly schedule: Schedule;
  readonly settings: Settings;
  /** The moment by which it is drawn, and its day in the workspace's zone. */
  readonly at: Date;
  readonly today: Day;
  /** The fiscal quarter that today lies in. */
  readonly quarter: FiscalQuarter;
  /** In a quarter's first week the one that has ended, which is then what the digest leads with; null in all others. */
  readonly ended: S | null;
  /** The current quarter to date. */
  readonly current: S;
  /** The team's name, or the workspace's as `All teams`. */
  readonly teamName: string;
  /** What was last said by this schedule in this section; null the first time. */
  readonly last: Said | null;
};

/** What a quarter's attainment and spread are made of, and out of them whom the schedule is about. */
export type AttainedSeen = {
  readonly facts: AttainmentFacts;
  /** The moment that they are of: what was entered later is not in them. */
  readonly at: Date;
  /** The team's own numbers, or the whole workspace's. */
  readonly team: TeamAttained;
  /** Its reps in the quarter, in the order of their names. */
  readonly reps: readonly RepAttained[];
};

/** All of a quarter's numbers as of a day. */
export type Seen = AttainedSeen & {
  readonly facts: NumberFacts;
  readonly cards: Scorecards;
  readonly team: TeamNumbers;
  readonly reps: readonly RepNumbers[];
};

/** One section, ready to be posted: the head fits a phone's screen, the detail follows in its thread. */
export type Told =
  | {
      readonly is: 'told';
      readonly head: Spoken;
      /** Null where the head says it all. */
      readonly detail: Spoken | null;
      /** What is kept of it, by person id, for the next time and for corrections; JSON. */
      readonly figures: unknown;
    }
  /** An empty digest is not posted, and recorded as such, with the reason in a few words. */
  | { readonly is: 'nothing'; readonly why: string };

export type Telling<S extends AttainedSeen = Seen> = (scene: DigestScene<S>) => Promise<Told>;

/** Questions for 1:1s concern one team and go to its manager. */
export type Questions = (scene: DigestScene, team: TeamId, manager: PersonId) => Promise<Told>;
