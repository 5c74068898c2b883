import type { PersonId, SlackUserId, WorkspaceId } from './brand.ts';

/** Who asks, by Slack's signed payload; texts, metadata and button values never say so. */
export type Speaker = {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly user: SlackUserId;
  readonly name: string;
  /** The person's own zone in Slack. */
  readonly zone: string;
  readonly isAdmin: boolean;
  /** Slack's own admins and owners, who may set up until an admin is named. */
  readonly isSlackAdmin: boolean;
};

/** A change that a person makes: by whom, when, once per key, and as of which version of the deal. */
export type Gesture = {
  readonly by: Speaker;
  readonly at: Date;
  /** What Slack may deliver twice carries the same key each time. */
  readonly key: string;
  /** The version that the person had before their eyes; null where the rule itself merges. */
  readonly seen: number | null;
};
