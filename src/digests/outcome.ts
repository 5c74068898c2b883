import type { Failure } from './slack-port.ts';

/** What a call that did not succeed says about the message: the table of reliability, section 4.6. */
export type Outcome =
  /** Not sent: Slack wants to be left alone for so many seconds. */
  | { readonly is: 'wait'; readonly seconds: number | null; readonly code: string }
  /** Not sent: there was no way to Slack. */
  | { readonly is: 'unreachable'; readonly code: string }
  /** It may stand in the channel, or not. */
  | { readonly is: 'unknown'; readonly code: string }
  /** Not sent, nor will any other to this channel or person be. */
  | { readonly is: 'channel'; readonly code: string }
  /** Not sent: what it was to reply to is not there any more. */
  | { readonly is: 'thread'; readonly code: string }
  /** Not sent, nor will any other be until somebody mends the installation. */
  | { readonly is: 'account'; readonly code: string }
  /** Not sent: Slack does not take what was drawn. */
  | { readonly is: 'drawing'; readonly code: string }
  /** Not sent, for a reason that is not in the table. */
  | { readonly is: 'refused'; readonly code: string };

export function outcomeOf(failure: Failure): Outcome {
  switch (failure.is) {
    case 'rate-limited':
      return { is: 'wait', seconds: failure.retryAfter, code: 'ratelimited' };
    case 'http':
      return httpOutcome(failure.status);
    case 'no-answer':
      return noAnswer(failure.codes);
    case 'refused':
      return failure.code === null ? { is: 'unknown', code: 'unreadable' } : refusedOutcome(failure.code);
  }
}

function httpOutcome(status: number): Outcome {
  const code = `http_${status}`;
  if (status === 429) return { is: 'wait', seconds: null, code };
  // Slack answers 200 to all it understands: another status is some machine's in between, before or after it was done.
  return status >= 500 ? { is: 'unknown', code } : { is: 'refused', code };
}

/** Nothing was sent yet when these happen. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** One address that was reached is enough to not know. */
function noAnswer(codes: readonly string[]): Outcome {
  const [first = 'no_answer'] = codes;
  const isBefore = codes.length > 0 && codes.every((code) => BEFORE_SENDING.has(code));
  return { is: isBefore ? 'unreachable' : 'unknown', code: first.toLowerCase() };
}

const BY_CODE: readonly (readonly [Outcome['is'], readonly RegExp[]])[] = [
  ['wait', [/^rate_?limited$/, /^message_limit_exceeded$/]],
  ['unknown', [/^internal_error$/, /^fatal_error$/, /^service_unavailable$/, /^request_timeout$/]],
  [
    'channel',
    [
      /^(channel|user)_not_found$/,
      /^not_in_channel$/,
      /^no_permission$/,
      /^is_(archived|inactive)$/,
      /^restricted_action/,
      /^messages_tab_disabled$/,
      /^user_disabled$/,
      /^cannot_dm_bot$/,
    ],
  ],
  ['thread', [/^thread_not_found$/]],
  [
    'account',
    [
      /^(invalid_auth|not_authed|account_inactive|missing_scope|not_allowed_token_type)$/,
      /^token_(revoked|expired)$/,
      /^(team_access_not_granted|app_access_restricted|ekm_access_denied|org_login_required)$/,
    ],
  ],
  [
    'drawing',
    [/^invalid_blocks/, /^msg_(blocks_)?too_long$/, /^no_text$/, /^metadata_too_large$/, /^invalid_metadata/],
  ],
];

function refusedOutcome(code: string): Outcome {
  const [is = 'refused'] = BY_CODE.find(([, shapes]) => shapes.some((shape) => shape.test(code))) ?? [];
  return is === 'wait' ? { is, seconds: null, code } : { is, code };
}

/** Of a message that Slack did not take as it was drawn: it goes out once more, as plain text. */
export function isAboutDrawing(code: string | null): boolean {
  return code !== null && refusedOutcome(code).is === 'drawing';
}
