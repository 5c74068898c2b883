/** What the delivery of messages asks of Slack. Nothing here throws: what went wrong is a value, because all depends on which. */
export type SlackPort = {
  readonly post: (message: Post) => Promise<Called<Posted>>;
  /** A page of a channel's own messages by this app, or of a thread's replies where `thread` is set, back to `oldest`. */
  readonly history: (asked: HistoryAsked) => Promise<Called<HistoryPage>>;
  /** The direct message with a person. */
  readonly openDirect: (user: string) => Promise<Called<{ readonly channel: string }>>;
  /** How a channel stands that something is to be posted in. */
  readonly channel: (id: string) => Promise<Called<ChannelSeen>>;
  readonly remove: (at: Posted) => Promise<Called<object>>;
};

export type Payload = { readonly text: string; readonly blocks: readonly object[] };
export type Post = Payload & {
  readonly channel: string;
  readonly thread: string | null;
  /** The delivery's id, by which the message can be found again. */
  readonly delivery: string;
};
export type Posted = { readonly channel: string; readonly ts: string };

export type ChannelSeen = {
  readonly isMember: boolean;
  readonly isArchived: boolean;
  /** With another company, or about to be. */
  readonly isShared: boolean;
};

export type HistoryAsked = {
  readonly channel: string;
  readonly thread: string | null;
  readonly oldest: Date;
  readonly cursor: string | null;
};
export type HistoryPage = {
  readonly messages: readonly { readonly ts: string; readonly delivery: string }[];
  /** Null on the last page. */
  readonly next: string | null;
};

export type Called<T> = { readonly is: 'ok'; readonly value: T } | { readonly is: 'failed'; readonly failure: Failure };

/** What came back instead of an answer, as far as it can be told apart at all. */
export type Failure =
  /** `code` is null where it is not one of Slack's words, and may be a whole page of HTML. */
  | { readonly is: 'refused'; readonly code: string | null }
  /** Seconds; null where Slack did not say, or said nonsense. */
  | { readonly is: 'rate-limited'; readonly retryAfter: number | null }
  | { readonly is: 'http'; readonly status: number }
  /** Codes of Node and of its HTTP client, of all that was tried; empty where there are none. */
  | { readonly is: 'no-answer'; readonly codes: readonly string[] };
