import type { PersonId, TeamId, WorkspaceId } from './brand.ts';
import type { Day } from './calendar.ts';
import type { Beat } from './rhythm.ts';
import { FEWEST_UNNAMED, isOnes } from './unnamed.ts';

/** What is posted on a schedule, and to whom. Product, section 5. */

export const DIGEST_KINDS = ['weekly', 'quarter-review'] as const;
export type DigestKind = (typeof DIGEST_KINDS)[number];

/** Each is a message of its own with its detail in the thread; the questions go to the team's manager alone. */
export const SECTIONS = ['attainment', 'spread', 'discipline', 'questions', 'review'] as const;
export type Section = (typeof SECTIONS)[number];

export const SECTIONS_OF: { readonly [K in DigestKind]: readonly Section[] } = {
  weekly: ['attainment', 'spread', 'discipline', 'questions'],
  'quarter-review': ['review'],
};

/**
 * What a message of an occurrence is called: its section; of questions about one of many teams with that team, as they are kept apart from
 * the others'.
 */
export function headPart(section: Section, { team: only }: Pick<Schedule, 'team'>, team: string | null = null): string {
  return section === 'questions' && only === null ? `${section}:${team ?? ''}` : section;
}

/** What stands in a head's thread. */
export function detailPart(head: string): string {
  return `${head}${DETAIL}`;
}

const DETAIL = '-detail';

/** Null where a later version has named it. */
export function sectionOf(part: string): Section | null {
  const [name] = headOf(part).split(':');
  return SECTIONS.find((each) => each === name) ?? null;
}

export function isDetail(part: string): boolean {
  return part.endsWith(DETAIL);
}

export function headOf(part: string): string {
  return isDetail(part) ? part.slice(0, -DETAIL.length) : part;
}

/** `managers` read names; `team` reads none, and `team-named` those that its manager has agreed to show. */
export const READERS = ['managers', 'team', 'team-named'] as const;
export type Readers = (typeof READERS)[number];

/** Why a schedule rests: somebody paused it, or it cannot go on as it is. */
export const PAUSES = ['by-person', 'channel-unusable', 'channel-shared', 'unknown-zone'] as const;
export type Pause = (typeof PAUSES)[number];

/** What has become of one occurrence. `superseded`: a later one was due as well; `skipped`: there was nothing to say. */
export const RUN_OUTCOMES = ['planned', 'superseded', 'missed', 'skipped'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** Why an occurrence was not posted, where it is not what it had to say. */
export const RUN_REASONS = [
  'later_due',
  'catchup_window_passed',
  'period_taken',
  'not_reached',
  'nobody_to_ask',
  'brought',
  'superseded',
  'schedule_paused',
  'schedule_deleted',
  'channel_changed',
  'other_channel',
  'other_manager',
] as const;
export type RunReason = (typeof RUN_REASONS)[number];

export type Schedule = Beat & {
  readonly id: string;
  readonly workspace: WorkspaceId;
  /** Null: the whole workspace. */
  readonly team: TeamId | null;
  /** Null: direct messages alone. */
  readonly channel: string | null;
  /** As it was called when it was chosen, without the `#`. */
  readonly channelName: string | null;
  readonly kind: DigestKind;
  readonly sections: readonly Section[];
  readonly readers: Readers;
  /** Null while it runs. */
  readonly pause: Pause | null;
  readonly nextSlot: Day;
  readonly nextDueAt: Date;
  readonly version: number;
  readonly createdBy: PersonId;
};

/** How much of each rep a channel may read. */
export type Sight = 'names' | 'no-names' | 'totals';

export function sightOf(readers: Readers, reps: number): Sight {
  if (readers !== 'team') return 'names';
  return reps < FEWEST_UNNAMED ? 'totals' : 'no-names';
}

/** Of what stands against a quota. `nothing`: where just one person has one, the totals are that person's. */
export function quotaSightOf(
  readers: Readers,
  { shown, holders }: { readonly shown: number; readonly holders: number },
): Sight | 'nothing' {
  const sight = sightOf(readers, Math.min(shown, holders));
  return sight !== 'names' && isOnes(holders) ? 'nothing' : sight;
}

/** Why nothing is said then. */
export const ONES = 'only one person has a quota';
