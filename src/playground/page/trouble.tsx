import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { WAYS, type WayId } from '../ways.ts';
import { CallList } from './calls.tsx';
import { useWorld } from './surface.tsx';
import { SwitchOff, TroubleText } from './trouble-strip.tsx';

const GROUPS = [...new Set(WAYS.map(({ group }) => group))];
const POSTS = [
  { key: '1', text: 'the next post' },
  { key: '3', text: 'the next 3 posts' },
  { key: 'all', text: 'all posts, until switched off' },
];

/** For whoever drives the playground: makes Slack fail when the app posts, and shows how the app copes. */
export function TroublePane({ close }: { readonly close: () => void }) {
  const { screen } = useWorld();
  const button = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLElement>(null);
  useEffect(() => button.current?.focus(), []);
  const isOn = screen.trouble !== null;
  // What was pressed is gone with the state it belonged to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the state that changes what there is
  useEffect(() => {
    if (document.activeElement === document.body) body.current?.focus();
  }, [isOn]);
  return (
    <aside
      className="thread trouble"
      aria-label="Make Slack fail"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <header className="pane-head">
        <h2>Make Slack fail</h2>
        <button ref={button} type="button" className="icon" aria-label="Close Make Slack fail" onClick={close}>
          ×
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard as well */}
      <section ref={body} className="trouble-body" aria-label="Failing, and the last calls" tabIndex={0}>
        {isOn ? <Now /> : <Switch />}
        <Later />
        <CallList />
      </section>
    </aside>
  );
}

function Switch() {
  const { gesture, screen } = useWorld();
  const [way, setWay] = useState<WayId>('reset-after');
  const [posts, setPosts] = useState('1');
  const isCounted = way !== 'unreachable';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void gesture({ kind: 'trouble', way, posts: isCounted && posts !== 'all' ? Number(posts) : null });
  };
  return (
    <form className="trouble-form" onSubmit={submit}>
      <p>Only what {screen.app} posts by itself meets it; this page goes on.</p>
      <Choice label="Slack …" value={way} isFixed={false} choose={(key) => setWay(wayOf(key))}>
        {GROUPS.map((group) => (
          <optgroup key={group} label={group}>
            {WAYS.filter((one) => one.group === group).map((one) => (
              <option key={one.id} value={one.id}>
                {one.text}
              </option>
            ))}
          </optgroup>
        ))}
      </Choice>
      <Choice label="… at" value={isCounted ? posts : 'all'} isFixed={!isCounted} choose={setPosts}>
        {POSTS.map(({ key, text }) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </Choice>
      <button type="submit" className="button danger">
        Make Slack fail
      </button>
    </form>
  );
}

function wayOf(key: string): WayId {
  return WAYS.find(({ id }) => id === key)?.id ?? 'unreachable';
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly isFixed: boolean;
  readonly choose: (key: string) => void;
  readonly children: ReactNode;
};

function Choice({ label, value, isFixed, choose, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="control"
        value={value}
        disabled={isFixed}
        onChange={({ target }) => choose(target.value)}
      >
        {children}
      </select>
    </div>
  );
}

function Now() {
  return (
    <div className="trouble-form">
      <p className="trouble-now" role="status">
        <b>Slack fails.</b> It <TroubleText />.
      </p>
      <SwitchOff />
    </div>
  );
}

/** What was not answered is looked for after a while only, and nobody wants to sit through that. */
function Later() {
  const { gesture } = useWorld();
  return (
    <p className="trouble-later">
      Without an answer, an app has to wait before it looks whether its message stands there.
      <button type="button" className="link" onClick={() => void gesture({ kind: 'clock', to: 'plus-5-minutes' })}>
        Move the clock on by 5 minutes
      </button>
    </p>
  );
}
