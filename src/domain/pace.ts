/** How fast messages go out, and how long is waited for what. Milliseconds, unless a name says otherwise. Reliability, section 9. */
export type Pace = {
  readonly tick: number;
  /** How long a worker that found nothing to send waits before it looks again. */
  readonly idle: number;
  /** Until a call of Slack's counts as unanswered. */
  readonly timeout: number;
  /** For how long a claimed message is nobody else's. */
  readonly lease: number;
  /** What has to be left of the lease when the mark is made. */
  readonly markMargin: number;
  /** What may pass between the mark and the call: more means that the process stood still, and its lease may be over. */
  readonly markToCall: number;
  /** How long Slack may take until an accepted message shows in a history. */
  readonly quiet: number;
  /** How much earlier than its first call a message is looked for, as two clocks may differ. */
  readonly lookBack: number;
  /** Pauses between looks that failed grow from the first to the second. */
  readonly lookAgain: readonly [number, number];
  /** How long an unknown outcome is looked for before a person has to say. */
  readonly lookFor: number;
  /** Pauses after refusals grow up to this. */
  readonly backoff: number;
  /** Pauses while Slack cannot be reached grow from the first to the second. */
  readonly breaker: readonly [number, number];
  /** Between two messages to one channel: Slack allows about one a second. */
  readonly spacing: number;
  /** Where Slack does not say for how long it wants to be left alone, and where it does not know the app's token. */
  readonly gate: number;
  /** From when on a message says that it is late. */
  readonly late: number;
  /** A tick older than this means that the clock has stopped. */
  readonly tickAge: number;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export const PACE: Pace = checkedPace({
  tick: 20 * SECOND,
  idle: SECOND,
  timeout: 15 * SECOND,
  lease: MINUTE,
  markMargin: 20 * SECOND,
  markToCall: 5 * SECOND,
  quiet: 2 * MINUTE,
  lookBack: 2 * MINUTE,
  lookAgain: [30 * SECOND, 10 * MINUTE],
  lookFor: 24 * HOUR,
  backoff: 5 * MINUTE,
  breaker: [2 * SECOND, MINUTE],
  spacing: 1_100,
  gate: MINUTE,
  late: 10 * MINUTE,
  tickAge: 90 * SECOND,
});

/** Refuses what could let one message go out twice: a lease that may end while its call is still under way. */
export function checkedPace(pace: Pace): Pace {
  const { lease, timeout, markMargin, markToCall } = pace;
  if (markMargin < timeout + markToCall)
    throw new Error(
      `A call may outlast its lease: ${markMargin} ms are left at the mark, ${timeout + markToCall} needed.`,
    );
  if (lease < timeout + 2 * markMargin)
    throw new Error(
      `A lease of ${lease} ms is too short for a call of ${timeout} ms and a margin of ${markMargin} ms.`,
    );
  return pace;
}

/** The attempt's pause, doubled each time from `first` up to `most`. */
export function growing([first, most]: readonly [number, number], attempt: number): number {
  return Math.min(most, first * 2 ** Math.min(attempt, 30));
}
