import type { FiscalQuarter } from './calendar.ts';
import type { Figure, Judged } from './figure.ts';
import type { Fraction } from './fraction.ts';
import type { Against } from './metrics.ts';
import type { UsualTime } from './number-facts.ts';
import type { QuotaPart } from './quota.ts';
import type { Sales } from './sales.ts';
import type { Numbers } from './scorecard.ts';
import type { Explained, Spread } from './spread.ts';
import type { Stage } from './stages.ts';
import type { Elapsed } from './working-days.ts';

export type NamedQuota = { readonly name: string; readonly quota: Fraction };

/** Live deals of one stage in a forecast; `ratio` null where too few have closed to say. */
export type StagePart = {
  readonly stage: Stage;
  readonly deals: number;
  /** In minor units. */
  readonly amount: number;
  readonly ratio: Fraction | null;
  readonly ratioOf: 'team' | 'workspace';
  readonly likely: Fraction | null;
};

export type QuarterPart = Against & { readonly quarter: FiscalQuarter };

export type RepQuarters = { readonly name: string; readonly perQuarter: Fraction; readonly quarters: number };

/** What a number is made of, as far as whoever asks may see it. Amounts in minor units. */
export type Reckoning =
  | { readonly of: 'won'; readonly won: number; readonly entries: number }
  | {
      readonly of: 'quota';
      /** Working days of the quarter. */
      readonly days: number;
      /** Of one person. */
      readonly parts: readonly QuotaPart[];
      /** Of a team, by name; null where names are not the asker's to read. */
      readonly people: readonly NamedQuota[] | null;
    }
  | { readonly of: 'attainment'; readonly against: Against; readonly wonWithoutQuota: number }
  | {
      readonly of: 'pace';
      readonly attained: Fraction | null;
      readonly elapsed: Elapsed;
      /** What the team usually has by now; null where the share of working days gone counts. */
      readonly usual: Fraction | null;
    }
  | {
      readonly of: 'forecast';
      readonly against: Against;
      readonly stages: readonly StagePart[];
      readonly leftOut: Numbers['leftOut'];
    }
  | { readonly of: 'consistency'; readonly quarters: readonly QuarterPart[]; readonly streak: number }
  | { readonly of: 'deal-size' | 'sales-cycle'; readonly quarter: Sales; readonly lastFour: Sales }
  | { readonly of: 'closing-ratio'; readonly quarter: Sales; readonly lastFour: Sales; readonly won: number }
  | {
      readonly of: 'coverage';
      readonly against: Against;
      readonly toGo: Fraction;
      readonly deals: number;
      readonly amount: number;
      /** Expected, and not sales-qualified. */
      readonly unqualified: number;
      readonly leftOut: Numbers['leftOut'];
    }
  | {
      readonly of: 'required-coverage';
      readonly own: Judged<string>;
      readonly required: Figure;
      readonly inheritedLosses: number;
    }
  | {
      readonly of: 'spread';
      readonly spread: Spread;
      /** Null where names are not the asker's to read. */
      readonly reps: readonly RepQuarters[] | null;
      readonly apart: readonly string[];
    }
  | { readonly of: 'explained'; readonly explained: Explained; readonly worst: string; readonly best: string }
  | { readonly of: 'live-deals'; readonly live: number }
  | { readonly of: 'usual-times'; readonly times: readonly UsualTime[] }
  | {
      readonly of: 'calibration';
      readonly figure: Figure;
      /** Lost past the gate for a reason that no question covers. */
      readonly others: number;
    };
