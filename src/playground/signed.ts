import { createHmac } from 'node:crypto';
import { ACK_MS, type Answer, type Line, type Parcel, type Sent } from './delivery.ts';
import { parsed } from './json.ts';

/** The way to an app that is reached by signed requests over HTTP. */
export function signedLine(url: string, signingSecret: string): Line {
  return {
    send(parcel: Parcel): Sent {
      const { body, type } = written(parcel);
      const headers = { ...signature(body, signingSecret), ...retryHeaders(parcel), 'content-type': type };
      const again = () => post(url, body, headers);
      return { answer: again(), again };
    },
  };
}

/** The headers by which an app knows that a body is Slack's. */
export function signature(body: string, secret: string, at: number = Date.now()): { readonly [name: string]: string } {
  const seconds = Math.floor(at / 1000);
  const hash = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': `v0=${hash}` };
}

function written({ kind, payload }: Parcel): { readonly body: string; readonly type: string } {
  const form = 'application/x-www-form-urlencoded';
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  if (kind === 'interactive')
    return { body: String(new URLSearchParams({ payload: JSON.stringify(payload) })), type: form };
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return { body: String(new URLSearchParams(fields)), type: form };
}

function retryHeaders({ retry }: Parcel): { readonly [name: string]: string } {
  if (retry === undefined) return {};
  return { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': 'http_timeout' };
}

async function post(url: string, body: string, headers: { readonly [name: string]: string }): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(ACK_MS);
    const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'error' });
    const text = await response.text();
    if (response.status !== 200) return { is: 'failed', why: 'http_service_error' };
    return { is: 'acknowledged', body: parsed(text) ?? (text === '' ? {} : { text }) };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return { is: 'failed', why: isLate ? 'operation_timeout' : 'dispatch_failed' };
  }
}
