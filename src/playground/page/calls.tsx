import { useId } from 'react';
import type { PageCall } from '../page-protocol.ts';
import { zoneOf } from './conversation.tsx';
import { useWorld } from './surface.tsx';
import { secondOf } from './time.ts';

/** The last calls of the app that post messages or look for them, and what this Slack answered. */
export function CallList() {
  const { screen } = useWorld();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>Last calls of {screen.app}</h3>
      {screen.calls.length === 0 ? (
        <p className="calls-none">None yet. It posts when a deal is won, and what is due when the clock is moved.</p>
      ) : (
        <ol className="calls">
          {screen.calls.map((call) => (
            <OneCall key={call.id} call={call} zone={zoneOf(screen)} />
          ))}
        </ol>
      )}
    </section>
  );
}

function OneCall({ call, zone }: { readonly call: PageCall; readonly zone: string }) {
  const { at, is, where, isReply, text, isAgain, copies } = call;
  const what = is === 'look' ? 'Reads the history:' : isAgain ? 'Posts again to' : 'Posts to';
  return (
    <li className="call">
      <p>
        <time dateTime={at}>{secondOf(at, zone)}</time> {what} {isReply ? 'a thread in ' : ''}
        <b>{where}</b>
        {is === 'look' ? null : <q>{firstWords(text)}</q>}
      </p>
      <p>
        {is === 'look' ? null : <span className={`effect ${call.effect}`}>{EFFECTS[call.effect]}</span>}
        answered: <code>{call.answer}</code>
      </p>
      {copies === null ? null : <p>{standing(copies)}</p>}
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
  if (copies === 0) return 'The message does not stand there yet.';
  return copies === 1 ? '✓ The message stands there once.' : `The message stands there ${copies} times.`;
}
