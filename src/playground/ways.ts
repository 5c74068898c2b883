import type { Fault } from './faults.ts';

const TOLD_NOTHING = 'Posted, but the app is not told';
const NOT_POSTED = 'Not posted, and the app is not told';
const TOLD_NO = 'Not posted, and the app is told';

/** The ways in which this Slack can fail when an app posts a message; null is no call's, as nothing listens any more. */
export const WAYS = [
  {
    id: 'reset-after',
    group: TOLD_NOTHING,
    text: 'resets the connection after posting',
    fault: { is: 'reset', when: 'after' },
  },
  { id: 'late', group: TOLD_NOTHING, text: 'posts, and answers after 20 seconds', fault: { is: 'late', seconds: 20 } },
  {
    id: 'http-after',
    group: TOLD_NOTHING,
    text: 'posts, and answers HTTP 500',
    fault: { is: 'http', status: 500, when: 'after' },
  },
  {
    id: 'error-after',
    group: TOLD_NOTHING,
    text: 'posts, and answers internal_error',
    fault: { is: 'error', error: 'internal_error', when: 'after' },
  },
  { id: 'cut', group: TOLD_NOTHING, text: 'posts, and breaks off within the answer', fault: { is: 'cut' } },
  {
    id: 'late-effect',
    group: TOLD_NOTHING,
    text: 'does not answer, and posts after a minute',
    fault: { is: 'late-effect', seconds: 60 },
  },
  {
    id: 'reset-before',
    group: NOT_POSTED,
    text: 'resets the connection before posting',
    fault: { is: 'reset', when: 'before' },
  },
  { id: 'hang', group: NOT_POSTED, text: 'never answers', fault: { is: 'hang', when: 'before' } },
  { id: 'http-before', group: NOT_POSTED, text: 'answers HTTP 500', fault: { is: 'http', status: 500 } },
  {
    id: 'error-before',
    group: NOT_POSTED,
    text: 'answers internal_error',
    fault: { is: 'error', error: 'internal_error' },
  },
  { id: 'html', group: NOT_POSTED, text: 'answers with a page of HTML', fault: { is: 'html' } },
  {
    id: 'rate-limited',
    group: TOLD_NO,
    text: 'asks to wait for 30 seconds (HTTP 429)',
    fault: { is: 'rate-limited', retryAfter: 30 },
  },
  { id: 'unreachable', group: TOLD_NO, text: 'cannot be reached', fault: null },
] as const satisfies readonly {
  readonly id: string;
  readonly group: string;
  readonly text: string;
  readonly fault: Fault | null;
}[];

export type WayId = (typeof WAYS)[number]['id'];
