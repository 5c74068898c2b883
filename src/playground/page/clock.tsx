import { type FormEvent, useEffect, useId, useState } from 'react';
import { Dialog } from './dialog.tsx';
import { Menu } from './menu.tsx';
import { useWorld } from './surface.tsx';
import { clockOf, instantOf, wallClock } from './time.ts';

/** The playground's clock, which Sideline goes by: shown as it runs, and moved by hand. */
export function Clock({ zone }: { readonly zone: string }) {
  const { gesture, screen } = useWorld();
  const now = useRunning();
  const [isPicking, setIsPicking] = useState(false);
  const move = (to: string) => void gesture({ kind: 'clock', to });
  const shown = clockOf(now, zone);
  // Whoever is elsewhere sees another time of day then.
  const where = zone === screen.zone ? undefined : `in ${cityOf(screen.zone)}`;
  const items = [
    { key: 'minutes', text: '+5 minutes', choose: () => move('plus-5-minutes') },
    { key: 'hour', text: '+1 hour', choose: () => move('plus-hour') },
    { key: 'tomorrow', text: 'Tomorrow', choose: () => move('tomorrow') },
    { key: 'monday', text: 'Monday 9:00', detail: where, choose: () => move('monday-9') },
    { key: 'pick', text: 'A day and time …', choose: () => setIsPicking(true) },
  ];
  return (
    <>
      <button
        type="button"
        className="clock jump"
        title={where === undefined ? MONDAY : `${MONDAY} ${where}`}
        onClick={() => move('monday-9')}
      >
        <span className="if-wide">{MONDAY}</span>
        <span className="if-narrow">→ Mon 9:00</span>
        <svg className="jump-sign" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M2 4l7 6-7 6zM9 4l7 6-7 6zM16 4h2v12h-2z" fill="currentColor" />
        </svg>
      </button>
      <Menu name="Move the clock" className="clock" items={items}>
        <span className="clock-sign" aria-hidden="true">
          ◷{' '}
        </span>
        <span>
          {shown.day}
          <span className="roomy"> {shown.year},</span>
        </span>{' '}
        <span>{shown.time}</span>
      </Menu>
      {isPicking ? (
        <PickTime
          start={wallClock(now, zone)}
          close={() => setIsPicking(false)}
          move={(wall) => move(instantOf(wall, zone))}
        />
      ) : null}
    </>
  );
}

const MONDAY = 'Go to Monday 9:00';

function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

const TICK_MS = 10_000;

function useRunning(): string {
  const { now } = useWorld().screen;
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const came = Date.now();
    const show = () => setShown(new Date(Date.parse(now) + Date.now() - came).toISOString());
    show();
    const timer = setInterval(show, TICK_MS);
    return () => clearInterval(timer);
  }, [now]);
  return shown;
}

type PickProps = { readonly start: string; readonly close: () => void; readonly move: (wall: string) => void };

function PickTime({ start, close, move }: PickProps) {
  const id = useId();
  const [wall, setWall] = useState(start);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wall !== '') move(wall);
    close();
  };
  return (
    <Dialog role="dialog" titleId={id} isOnTop className="dialog small" onEscape={close}>
      <form onSubmit={submit}>
        <header className="dialog-head">
          <h2 id={id}>Move the clock</h2>
        </header>
        <div className="dialog-body">
          <div className="field">
            <label htmlFor={`${id}-at`}>Day and time</label>
            <input
              id={`${id}-at`}
              type="datetime-local"
              className="control"
              value={wall}
              onChange={(event) => setWall(event.target.value)}
            />
          </div>
        </div>
        <footer className="dialog-foot">
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button primary">
            Move the clock
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
