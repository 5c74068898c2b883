import type { Option } from '@slack/types';
import { useEffect, useState } from 'react';
import type { Gesture, OptionsAsked, Screen } from '../page-protocol.ts';

/** Who looks, and at what; null leaves the choice to the server. */
export type Where = { readonly as: string | null; readonly open: string | null };

export type Stream = { readonly screen: Screen | null; readonly isConnected: boolean };

export function useScreen({ as, open }: Where): Stream {
  const [stream, setStream] = useState<Stream>({ screen: null, isConnected: true });
  useEffect(() => {
    const query = new URLSearchParams();
    if (as !== null) query.set('as', as);
    if (open !== null) query.set('in', open);
    const events = new EventSource(`/playground/screen?${query}`);
    events.onmessage = ({ data }) => {
      const next: Screen = JSON.parse(data);
      setStream(({ screen }) => ({ screen: steady(screen, next), isConnected: true }));
    };
    events.onerror = () => setStream(({ screen }) => ({ screen, isConnected: false }));
    return () => events.close();
  }, [as, open]);
  return stream;
}

/** What did not change stays the same object, so that only the rest is drawn again. */
function steady(before: Screen | null, after: Screen): Screen {
  if (before === null) return after;
  const known = new Map(before.messages.map((message) => [message.ts, message]));
  const messages = after.messages.map((message) => sameOr(known.get(message.ts), message));
  return { ...after, messages, names: sameOr(before.names, after.names) };
}

function sameOr<T>(before: T | undefined, after: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

/** Null when it went through, otherwise what stood in the way. */
export async function send(gesture: Gesture): Promise<string | null> {
  const answer = await post('/playground/gestures', gesture);
  return answer.ok ? null : answer.error;
}

export type OptionGroup = { readonly label: { readonly text: string } | null; readonly options: readonly Option[] };

/** Options that the app gave without groups come as one group without a label. */
export async function askOptions(asked: OptionsAsked): Promise<readonly OptionGroup[] | { readonly error: string }> {
  const answer = await post('/playground/options', asked);
  if (!answer.ok) return { error: answer.error };
  const { groups = [], options = [] } = answer;
  return groups.length > 0 ? groups : options.length > 0 ? [{ label: null, options }] : [];
}

type Answer =
  | { readonly ok: true; readonly options?: readonly Option[]; readonly groups?: readonly OptionGroup[] }
  | { readonly ok: false; readonly error: string };

async function post(path: string, body: unknown): Promise<Answer> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return await response.json();
  } catch {
    return { ok: false, error: 'The playground cannot be reached. Is it still running?' };
  }
}
