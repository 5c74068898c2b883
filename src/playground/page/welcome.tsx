import type { Screen } from '../page-protocol.ts';
import { useWorld } from './surface.tsx';
import type { Hints } from './use-page.ts';

type Props = {
  /** Writes a text into the composer of a person, ready to be sent. */
  readonly prepare: (as: string, text: string) => void;
  readonly hints: Hints;
  readonly showTrouble: () => void;
};

/** Of a conversation that has more messages the room is needed for them. */
const MOST_BESIDE = 3;

/** Four lines for a first visit; each can be read and done, or done by its button. In a longer talk they fold into one. */
export function Welcome({ prepare, hints, showTrouble }: Props) {
  const { screen } = useWorld();
  const isFolded = !hints.areAskedFor && screen.messages.length > MOST_BESIDE;
  const isOverTalk = !hints.areAskedFor && screen.messages.length > 0;
  const look = isFolded ? 'welcome over-talk folded' : isOverTalk ? 'welcome over-talk' : 'welcome';
  return (
    <section className={look} aria-label="What to try">
      <div className="welcome-head">
        {isFolded ? (
          <button type="button" className="link" aria-expanded="false" onClick={hints.show}>
            Show what to try
          </button>
        ) : (
          <p>
            <b>{screen.app} in a pretend Slack.</b> Nothing here leaves your computer.
          </p>
        )}
        <button type="button" className="icon" aria-label="Dismiss what to try" onClick={hints.dismiss}>
          ×
        </button>
      </div>
      {isFolded ? null : (
        <Steps
          prepare={(as, text) => {
            hints.fold();
            prepare(as, text);
          }}
          showTrouble={showTrouble}
        />
      )}
    </section>
  );
}

function Steps({ prepare, showTrouble }: Pick<Props, 'prepare' | 'showTrouble'>) {
  const { screen, gesture } = useWorld();
  const rep = whoIs(screen, /\brep\b/i);
  const manager = whoIs(screen, /\bmanager\b/i);
  return (
    <ol>
      {rep === undefined ? null : (
        <li>
          <button type="button" className="link" onClick={() => prepare(rep.id, '/deal')}>
            Act as {rep.name}
          </button>
          <span>
            and send <code>/deal</code>: the deals of a rep; <code>/deal new</code> opens another one
          </span>
        </li>
      )}
      {manager === undefined ? null : (
        <li>
          <button type="button" className="link" onClick={() => prepare(manager.id, '/coach digest')}>
            Act as {manager.name}
          </button>
          <span>
            and send <code>/coach digest</code>: what is posted each week; <code>/coach quota</code> is for quotas
          </span>
        </li>
      )}
      <li>
        <button type="button" className="link" onClick={() => void gesture({ kind: 'clock', to: 'monday-9' })}>
          Go to Monday 9:00
        </button>
        <span>and the week’s digests come into their channels</span>
      </li>
      <li>
        <button type="button" className="link" onClick={showTrouble}>
          Make Slack fail
        </button>
        <span>and go to the next Monday: each message comes once all the same</span>
      </li>
    </ol>
  );
}

function whoIs(screen: Screen, role: RegExp) {
  return screen.people.find((person) => role.test(person.role));
}
