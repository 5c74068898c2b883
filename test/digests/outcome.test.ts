import { describe, expect, test } from 'vitest';
import { type Outcome, outcomeOf } from '../../src/digests/outcome.ts';
import type { Failure } from '../../src/digests/slack-port.ts';
import { checkedPace, growing, PACE } from '../../src/domain/pace.ts';

const refused = (code: string | null): Failure => ({ is: 'refused', code });
const noAnswer = (...codes: readonly string[]): Failure => ({ is: 'no-answer', codes });

const CASES: readonly (readonly [Outcome['is'], readonly Failure[]])[] = [
  [
    'wait',
    [
      { is: 'rate-limited', retryAfter: 30 },
      { is: 'http', status: 429 },
      ...['ratelimited', 'rate_limited', 'message_limit_exceeded'].map(refused),
    ],
  ],
  [
    'unreachable',
    [
      ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'].map((code) =>
        noAnswer(code),
      ),
      noAnswer('ECONNREFUSED', 'ENETUNREACH'),
    ],
  ],
  [
    'unknown',
    [
      noAnswer(),
      ...['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT'].map((code) =>
        noAnswer(code),
      ),
      noAnswer('ECONNREFUSED', 'ECONNRESET'),
      { is: 'http', status: 500 },
      { is: 'http', status: 504 },
      ...['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', null].map(refused),
    ],
  ],
  ['thread', [refused('thread_not_found')]],
  [
    'channel',
    [
      'channel_not_found',
      'not_in_channel',
      'is_archived',
      'restricted_action_read_only_channel',
      'messages_tab_disabled',
      'user_not_found',
      'user_disabled',
      'cannot_dm_bot',
    ].map(refused),
  ],
  [
    'account',
    [
      'invalid_auth',
      'not_authed',
      'account_inactive',
      'token_revoked',
      'token_expired',
      'missing_scope',
      'team_access_not_granted',
      'app_access_restricted',
    ].map(refused),
  ],
  [
    'drawing',
    [
      'invalid_blocks',
      'invalid_blocks_format',
      'msg_blocks_too_long',
      'no_text',
      'metadata_too_large',
      'invalid_metadata_format',
    ].map(refused),
  ],
  ['refused', [refused('a_word_of_tomorrow'), { is: 'http', status: 404 }]],
];

describe.each(CASES)('%s', (is, failures) => {
  test.each(failures.map((failure) => [JSON.stringify(failure), failure] as const))('%s', (_, failure) => {
    expect(outcomeOf(failure).is).toBe(is);
  });
});

test('whatever went wrong has a code that can stand in a row and a log line', () => {
  for (const failure of CASES.flatMap(([, failures]) => failures))
    expect(outcomeOf(failure).code).toMatch(/^[a-z0-9_]{1,64}$/);
});

describe('the pace', () => {
  test('a lease that could end while its call is under way is refused', () => {
    expect(() => checkedPace({ ...PACE, markMargin: 19_999 })).toThrow('A call may outlast its lease');
    expect(() => checkedPace({ ...PACE, lease: 54_999 })).toThrow('A lease of 54999 ms is too short');
    expect(checkedPace(PACE)).toBe(PACE);
  });

  test('pauses double from the first to the longest', () => {
    expect([0, 1, 2, 5, 1_000].map((attempt) => growing([2_000, 60_000], attempt))).toEqual([
      2_000, 4_000, 8_000, 60_000, 60_000,
    ]);
  });
});
