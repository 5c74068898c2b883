import { useId, useState } from 'react';
import type { PageCall } from '../page-protocol.ts';
import { zoneOf } from './conversation.tsx';
import { useWorld } from './surface.tsx';
import { secondOf } from './time.ts';

/** The last calls of the app that post messages or look for them, and what this Slack answered: the newest first. */
export function CallList() {
  const { screen } = useWorld();
  const id = useId();
  const [isFailedOnly, setIsFailedOnly] = useState(false);
  const failed = screen.calls.filter(({ hasFailed }) => hasFailed);
  const shown = isFailedOnly ? failed : screen.calls;
  return (
    <section className="calls-part" aria-labelledby={id}>
      <h3 id={id}>Last calls of {screen.app}</h3>
      {screen.calls.length === 0 ? (
        <p className="calls-none">None yet. It posts when a deal is won, and what is due when the clock is moved.</p>
      ) : (
        <>
          <p>{summary(screen.calls)}</p>
          <label className="failed-only">
            <input type="checkbox" checked={isFailedOnly} onChange={() => setIsFailedOnly(!isFailedOnly)} />
            Failed ones only ({failed.length} of {screen.calls.length})
          </label>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard as well */}
          <ol className="calls" aria-labelledby={id} tabIndex={0}>
            {shown.map((call) => (
              <OneCall key={call.id} call={call} zone={zoneOf(screen)} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** Such as: 14 messages: 13 stand there once, 1 not yet. */
function summary(calls: readonly PageCall[]): string {
  const messages = calls.filter(({ id, message }) => message === id);
  if (messages.length === 0) return '';
  const once = messages.filter(({ copies }) => copies === 1).length;
  const none = messages.filter(({ copies }) => copies === 0).length;
  const more = messages.length - once - none;
  const said = [`${once} ${once === 1 ? 'stands' : 'stand'} there once`, `${none} not yet`, `${more} more than once`];
  const shown = said.filter((_, nth) => [once, none, more][nth] !== 0);
  return `${messages.length === 1 ? '1 message' : `${messages.length} messages`}: ${shown.join(', ')}.`;
}

function OneCall({ call, zone }: { readonly call: PageCall; readonly zone: string }) {
  const { id, at, is, where, isReply, text, message, effect, answer, hasFailed, copies } = call;
  const what = is === 'look' ? 'Reads' : message === null || message === id ? 'Posts to' : 'Posts again to';
  const place = isReply ? 'a thread in ' : is === 'look' ? 'the history of ' : '';
  return (
    <li className={hasFailed ? 'call failed' : 'call'}>
      <p>
        <time dateTime={at}>{secondOf(at, zone)}</time> {what} {place}
        <b>{where}</b>
        {is === 'look' ? null : <q>{firstWords(text)}</q>}
      </p>
      <p className="outcome">
        {hasFailed ? <b className="failed-mark">✗ failed</b> : null}
        {is === 'look' ? null : <span className={`effect ${effect}`}>{EFFECTS[effect]}</span>}
        <span>
          answered: <code>{answer}</code>
        </span>
        {message === null ? null : <span>{standing(copies)}</span>}
      </p>
    </li>
  );
}

const EFFECTS = { now: 'posted', later: 'posted later', never: 'not posted' } as const;

const MOST = 60;

function firstWords(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > MOST ? `${line.slice(0, MOST).trimEnd()} …` : line;
}

function standing(copies: number): string {
  if (copies === 0) return 'not there yet';
  return copies === 1 ? '✓ there once' : `there ${copies} times`;
}
