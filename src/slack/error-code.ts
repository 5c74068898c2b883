/** Slack's own word for what went wrong, such as `expired_trigger_id`; empty where the error is not Slack's. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('data' in error)) return '';
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('error' in data)) return '';
  return typeof data.error === 'string' && /^[a-z0-9_]{1,64}$/.test(data.error) ? data.error : 'unreadable';
}

/** What opens a view is good for three seconds and for one view. Slack has two spellings. */
export function isTriggerGone(error: unknown): boolean {
  return [
    'expired_trigger_id',
    'exchanged_trigger_id',
    'invalid_trigger_id',
    'trigger_expired',
    'trigger_exchanged',
  ].includes(errorCode(error));
}
