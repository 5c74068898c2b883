import type { PersonId, SlackUserId, TeamId } from './brand.ts';
import type { Day } from './calendar.ts';
import type { Ramp } from './quota.ts';
import type { Settings } from './settings.ts';
import type { SetupEvent, Span } from './setup.ts';

/** The setup as it is read and shown; `seen` is the number of the last change that whoever looks has before their eyes. */

/** How many teams, members or people stand on one page. */
export const SETUP_PAGE = 20;

/** `number` counts from 0, and is the last page where more was asked for than there is. */
export type Page<T> = { readonly rows: readonly T[]; readonly number: number; readonly all: number };

export type TeamSummary = {
  readonly id: TeamId;
  readonly name: string;
  readonly managerName: string | null;
  /** On the team today. */
  readonly people: number;
  /** Basis points; null: the workspace's. */
  readonly discountLimit: number | null;
};

export type Overview = {
  readonly seen: number;
  readonly settings: Settings;
  readonly teams: Page<TeamSummary>;
  readonly admins: readonly Admin[];
  /** Known by name only. */
  readonly unlinked: number;
};

export type Member = Span & { readonly membership: string; readonly name: string; readonly isByNameOnly: boolean };
export type Manager = { readonly name: string; readonly user: SlackUserId | null };
export type TeamFile = {
  readonly seen: number;
  readonly id: TeamId;
  readonly name: string;
  readonly manager: Manager | null;
  readonly discountLimit: number | null;
  /** The channel that hears of the team's wins; null: none does. */
  readonly wins: { readonly channel: string | null; readonly showsAmount: boolean };
  /** Those who are on the team or will be, then those who left. */
  readonly members: Page<Member>;
};

export type MemberFile = Span & {
  readonly seen: number;
  readonly team: TeamId;
  readonly teamName: string;
  readonly name: string;
};

export type Holiday = { readonly day: Day; readonly name: string };
/** Coming ones first, then those gone by, the latest first. */
export type HolidayList = Page<Holiday>;

export type RampLine = Ramp & { readonly id: number; readonly name: string };
/** A team's ramps, and who on it may get one. */
export type RampFile = {
  readonly team: TeamId;
  readonly teamName: string;
  readonly ramps: Page<RampLine>;
  readonly people: readonly { readonly person: PersonId; readonly name: string }[];
};

export type Unlinked = { readonly person: PersonId; readonly name: string; readonly teams: readonly string[] };

export type UnlinkedFile = { readonly seen: number; readonly person: PersonId; readonly name: string };

export type Admin = { readonly person: PersonId; readonly user: string; readonly name: string };

/** One row of the setup's history as it is shown. */
export type SetupRow = SetupEvent & { readonly at: Date; readonly by: PersonId | null };

export type SetupField =
  | 'currency'
  | 'name'
  | 'people'
  | 'joinedOn'
  | 'leftOn'
  | 'admins'
  | 'slackUser'
  | 'holiday'
  | 'rampFrom';
export type FieldRefusal = { readonly is: 'refused'; readonly why: 'field'; readonly field: SetupField } & (
  | {
      readonly problem:
        | 'other-units'
        | 'taken'
        | 'coincides'
        | 'before-joined'
        | 'none'
        | 'off-already'
        | 'ramp-already';
    }
  | { readonly problem: 'on-team' | 'stands-for-another'; readonly name: string }
);
export type NotAdmin = { readonly is: 'refused'; readonly why: 'not-admin'; readonly admins: readonly string[] };
