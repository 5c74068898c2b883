import type { Screen } from '../page-protocol.ts';
import { useWorld } from './surface.tsx';

type Props = {
  /** Writes a text into the composer of a person, ready to be sent. */
  readonly prepare: (as: string, text: string) => void;
  readonly dismiss: () => void;
  readonly showTrouble: () => void;
};

/** Four lines for a first visit; each can be read and done, or done by its button. */
export function Welcome({ prepare, dismiss, showTrouble }: Props) {
  const { screen, gesture } = useWorld();
  const rep = firstRep(screen);
  return (
    <section className={screen.messages.length > 0 ? 'welcome over-talk' : 'welcome'} aria-label="What to try">
      <div className="welcome-head">
        <p>
          <b>{screen.app} in a pretend Slack.</b> Nothing here leaves your computer.
        </p>
        <button type="button" className="icon" aria-label="Dismiss what to try" onClick={dismiss}>
          ×
        </button>
      </div>
      <ol>
        <li>
          {rep === undefined ? null : (
            <button type="button" className="link" onClick={() => prepare(rep.id, '/deal')}>
              Act as {rep.name}
            </button>
          )}
          <span>
            and type <code>/deal</code> to see their deals
          </span>
        </li>
        <li>
          <button type="button" className="link" onClick={() => prepare(screen.me, '/deal new')}>
            Open a deal
          </button>
          <span>
            with <code>/deal new</code>
          </span>
        </li>
        <li>
          <button type="button" className="link" onClick={() => void gesture({ kind: 'clock', to: 'monday-9' })}>
            Move the clock
          </button>
          <span>to Monday at nine, when what is due comes into the channels</span>
        </li>
        <li>
          <button type="button" className="link" onClick={showTrouble}>
            Make Slack fail
          </button>
          <span>meanwhile, and see that each message comes once all the same</span>
        </li>
      </ol>
    </section>
  );
}

function firstRep(screen: Screen) {
  return screen.people.find(({ role }) => /\brep\b/i.test(role)) ?? screen.people[0];
}
