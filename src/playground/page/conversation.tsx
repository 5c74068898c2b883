import { useEffect, useState } from 'react';
import type { PageConversation, Screen } from '../page-protocol.ts';
import { Clock } from './clock.tsx';
import { Composer } from './composer.tsx';
import { Home } from './home.tsx';
import { Messages } from './messages.tsx';
import { SIGNS } from './sidebar.tsx';
import { useWorld } from './surface.tsx';
import { TroubleStrip } from './trouble-strip.tsx';
import type { Hints } from './use-page.ts';
import { Welcome } from './welcome.tsx';

export type Drafts = {
  readonly of: (place: string) => string;
  readonly write: (place: string, text: string) => void;
};

type Props = {
  readonly drafts: Drafts;
  readonly isDrawerOpen: boolean;
  readonly openDrawer: () => void;
  readonly hints: Hints;
  readonly actAs: (person: string) => void;
  readonly openThread: (ts: string) => void;
  readonly showTrouble: () => void;
  readonly dismissed: ReadonlySet<string>;
  readonly dismiss: (ts: string) => void;
};

/** The conversation that is open: its header with the clock, its messages, and the composer. */
export function Conversation(props: Props) {
  const { screen } = useWorld();
  const [tab, setTab] = useState<'home' | 'messages'>('messages');
  const { drafts } = props;
  const open = screen.conversations.find(({ id }) => id === screen.open);
  const wish = useWish(drafts);
  const prepare = (as: string, text: string) => {
    setTab('messages');
    wish(as, text);
    if (as !== screen.me) props.actAs(as);
  };
  const isHome = open?.kind === 'app' && tab === 'home';
  const label = open === undefined ? 'Nowhere' : titled(open);
  return (
    <main className="conversation-pane">
      <Head open={open} {...props} />
      <TroubleStrip />
      {open?.kind === 'app' ? <Tabs tab={tab} setTab={setTab} /> : null}
      {isHome ? <Home key={screen.me} /> : <Log {...props} label={label} />}
      {props.hints.areShown ? <Welcome prepare={prepare} hints={props.hints} showTrouble={props.showTrouble} /> : null}
      {isHome ? null : (
        <Composer
          label={`Message ${label}`}
          channel={screen.open}
          threadTs={null}
          draft={drafts.of(screen.open)}
          write={(text) => drafts.write(screen.open, text)}
        />
      )}
    </main>
  );
}

type HeadProps = Pick<Props, 'isDrawerOpen' | 'openDrawer'> & { readonly open: PageConversation | undefined };

function Head({ open, isDrawerOpen, openDrawer }: HeadProps) {
  const { screen } = useWorld();
  const unread = screen.conversations.reduce((sum, one) => sum + (one.id === screen.open ? 0 : one.unread), 0);
  return (
    <header className="pane-head">
      <button
        type="button"
        className={unread > 0 ? 'icon burger unread' : 'icon burger'}
        aria-label={unread > 0 ? `Conversations, ${unread} unread` : 'Conversations'}
        aria-expanded={isDrawerOpen}
        aria-controls="sidebar"
        onClick={openDrawer}
      >
        ☰
      </button>
      <h1>
        {open === undefined ? null : <span aria-hidden="true">{SIGNS[open.kind]} </span>}
        {open?.name ?? 'No conversation'}
      </h1>
      <Clock zone={zoneOf(screen)} />
    </header>
  );
}

/** Puts a text into the composer as soon as one is the person it is meant for, wherever they then are. */
function useWish({ write }: Drafts): (as: string, text: string) => void {
  const { me, open } = useWorld().screen;
  const [wish, setWish] = useState<{ readonly as: string; readonly text: string } | null>(null);
  useEffect(() => {
    if (wish === null || wish.as !== me) return;
    write(open, wish.text);
    setWish(null);
    document.querySelector<HTMLElement>('.conversation-pane textarea')?.focus();
  }, [wish, me, open, write]);
  return (as, text) => setWish({ as, text });
}

export function zoneOf(screen: Screen): string {
  return screen.people.find(({ id }) => id === screen.me)?.zone ?? 'UTC';
}

function titled({ kind, name }: PageConversation): string {
  return kind === 'channel' || kind === 'private' ? `#${name}` : name;
}

function Log({ label, openThread, dismissed, dismiss }: Props & { readonly label: string }) {
  const { screen } = useWorld();
  const shown = screen.messages.filter(
    ({ ts, threadTs }) => (threadTs === null || threadTs === ts) && !dismissed.has(ts),
  );
  return (
    <Messages
      key={`${screen.me} ${screen.open}`}
      label={`Messages in ${label}`}
      messages={shown}
      channel={screen.open}
      zone={zoneOf(screen)}
      empty={`Nothing here yet. Type / below to see what ${screen.app} can do.`}
      openThread={openThread}
      dismiss={dismiss}
    />
  );
}

type TabsProps = { readonly tab: 'home' | 'messages'; readonly setTab: (tab: 'home' | 'messages') => void };

function Tabs({ tab, setTab }: TabsProps) {
  return (
    <nav className="tabs" aria-label="App">
      {(['home', 'messages'] as const).map((name) => (
        <button key={name} type="button" aria-current={tab === name ? 'page' : undefined} onClick={() => setTab(name)}>
          {name === 'home' ? 'Home' : 'Messages'}
        </button>
      ))}
    </nav>
  );
}
