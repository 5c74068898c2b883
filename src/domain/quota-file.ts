import type { PersonId, TeamId } from './brand.ts';
import type { Day, FiscalQuarter } from './calendar.ts';
import type { Figure } from './figure.ts';
import type { Money } from './money.ts';
import type { QuotaRow } from './quota.ts';
import type { Page } from './setup-file.ts';

/** A row as it was set: by whom (null: by a file), when, and why. */
export type SetQuota = QuotaRow & { readonly by: string | null; readonly at: Date; readonly reason: string };

export type QuotaMember = {
  readonly person: PersonId;
  readonly name: string;
  /** Of the quarter, in the order in which they hold; those that another for the same day replaced are left out. */
  readonly rows: readonly SetQuota[];
  /** The quarter before: won in minor units, the effective quota and what came of it. */
  readonly last: { readonly won: number; readonly quota: Figure; readonly attainment: Figure };
};

/** The quotas of a team for a fiscal quarter, a page of its people at a time. */
export type QuotaFile = {
  readonly team: TeamId;
  readonly teamName: string;
  readonly quarter: FiscalQuarter;
  /** The last row that anybody looking has before their eyes. */
  readonly seen: number;
  readonly members: Page<QuotaMember>;
};

/** What is typed for one person; the amount is a full quarter's. */
export type TypedQuota = { readonly person: PersonId; readonly amount: Money };

export type QuotaChange = {
  readonly team: TeamId;
  readonly quarter: FiscalQuarter;
  readonly from: Day;
  readonly reason: string;
  readonly typed: readonly TypedQuota[];
};

export type QuotaOutcome =
  /** `isRepeat`: Slack delivered it again, and nothing was done a second time. */
  | { readonly is: 'done'; readonly names: readonly string[]; readonly isRepeat: boolean }
  | { readonly is: 'same' }
  | { readonly is: 'gone' }
  | { readonly is: 'refused'; readonly why: 'not-theirs' }
  /** On another team, or on none, on the day from which it would hold. */
  | { readonly is: 'refused'; readonly why: 'not-on-team'; readonly people: readonly PersonId[] }
  /** Nothing was written: these were set by others after the person had looked. */
  | {
      readonly is: 'refused';
      readonly why: 'changed';
      readonly since: readonly (SetQuota & { readonly name: string })[];
    };
