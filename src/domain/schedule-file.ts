import type { TeamId } from './brand.ts';
import type { Day } from './calendar.ts';
import type { DigestKind, Readers, RunOutcome, Schedule, Section } from './digest.ts';
import { PACE } from './pace.ts';
import type { SetupEvent } from './setup.ts';
import type { Page, SetupRow } from './setup-file.ts';

/** Schedules of digests as they are read, shown and changed. */

/** How many occurrences stand on one page of a schedule. */
export const RUNS_PAGE = 10;

/** What has become of an occurrence's messages, details in a thread apart. */
export type Messages = {
  readonly sent: number;
  readonly waiting: number;
  /** Slack gave no answer, and they are being looked for. */
  readonly looking: number;
  /** Nobody but a person can say whether they arrived. */
  readonly unconfirmed: number;
  readonly failed: number;
  readonly expired: number;
  /** The first that was sent. */
  readonly sentAt: Date | null;
  /** Slack's code for one that failed. */
  readonly error: string | null;
};

export type RunLine = {
  readonly id: string;
  /** A date of the schedule's own calendar; null where somebody had it posted now. */
  readonly slot: Day | null;
  readonly dueAt: Date;
  readonly outcome: RunOutcome;
  readonly reason: string | null;
  /** Who had it posted now. */
  readonly askedBy: string | null;
  readonly messages: Messages;
};

/** What an occurrence came to. */
export type Came =
  | { readonly is: 'sent'; readonly at: Date; readonly isLate: boolean; readonly missing: number }
  | { readonly is: 'waiting' | 'looking' | 'unconfirmed' | 'expired' | 'cancelled' }
  | { readonly is: 'failed'; readonly error: string | null }
  | { readonly is: 'missed' | 'skipped' | 'superseded'; readonly reason: string | null };

export function cameOf({ outcome, reason, dueAt, messages }: RunLine): Came {
  if (outcome !== 'planned') return { is: outcome, reason };
  const { sent, sentAt, waiting, looking, unconfirmed, failed, expired, error } = messages;
  if (sent > 0 && sentAt !== null) {
    const isLate = sentAt.getTime() - dueAt.getTime() > PACE.late;
    return { is: 'sent', at: sentAt, isLate, missing: failed + expired };
  }
  if (unconfirmed > 0) return { is: 'unconfirmed' };
  if (looking > 0) return { is: 'looking' };
  if (waiting > 0) return { is: 'waiting' };
  if (failed > 0) return { is: 'failed', error };
  return { is: expired > 0 ? 'expired' : 'cancelled' };
}

/** A message of which nobody but a person can say whether it arrived. */
export type Unsure = {
  readonly message: string;
  /** A section's name, with `-detail` for what stands in its thread. */
  readonly part: string;
  readonly dueAt: Date;
  /** By direct message, and not in the channel. */
  readonly isDirect: boolean;
};

/** What was meant for a channel that the schedule has left would be drawn for other readers now, and is not sent again. */
export function isStillItsPlace(channel: string, now: string | null): boolean {
  return channel === now || isPerson(channel);
}

/** Where a message goes: to a person, by whose own id direct messages are put down, or in a channel. */
export function isPerson(channel: string): boolean {
  return /^[UW]/.test(channel);
}

export type ScheduleLine = {
  readonly schedule: Schedule;
  /** Null: all teams. */
  readonly teamName: string | null;
  readonly lastSentAt: Date | null;
  /** The last few occurrences, the latest first. */
  readonly runs: readonly RunLine[];
  /** A few of them, the oldest first. */
  readonly unsure: readonly Unsure[];
};

/** `team`: the only one that is shown; null: all that the asker leads. */
export type ScheduleList = {
  readonly team: ListedTeam | null;
  readonly schedules: Page<ScheduleLine>;
};

export type ListedTeam = { readonly id: TeamId; readonly name: string };

export type ScheduleFile = ScheduleLine & { readonly page: Page<RunLine> };

/** For whom somebody may have digests posted. */
export type Led = {
  /** In the order of their names, as many as a menu takes. */
  readonly teams: readonly ListedTeam[];
  readonly isMore: boolean;
  /** Admins alone. */
  readonly mayAll: boolean;
};

/** What a form says. The channel is as Slack says that it is called. */
export type TypedSchedule = {
  readonly kind: DigestKind;
  readonly sections: readonly Section[];
  readonly channel: { readonly id: string; readonly name: string } | null;
  /** 1 is Monday; of a weekly one alone. */
  readonly weekday: number | null;
  readonly time: string;
  readonly zone: string;
  readonly readers: Readers;
};

/** What stands in the way of one, and in which field it is said. */
export type ScheduleProblem = 'empty-team' | 'taken';

export type ScheduleRefusal =
  | { readonly is: 'gone' }
  | { readonly is: 'refused'; readonly why: 'not-theirs' }
  /** Nothing was written: this is what others did to it after the person had looked. */
  | { readonly is: 'refused'; readonly why: 'changed'; readonly since: readonly SetupRow[] };

export type ScheduleOutcome =
  /** `isRepeat`: Slack delivered it again, and nothing was done a second time. */
  | {
      readonly is: 'done';
      readonly schedule: string;
      readonly events: readonly SetupEvent[];
      readonly isRepeat: boolean;
    }
  | { readonly is: 'same'; readonly schedule: string }
  | { readonly is: 'refused'; readonly why: 'field'; readonly problem: ScheduleProblem }
  | ScheduleRefusal;
