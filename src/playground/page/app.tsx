import type { ConfirmationDialog } from '@slack/types';
import { useEffect, useMemo, useState } from 'react';
import type { Screen } from '../page-protocol.ts';
import { Confirm } from './confirm.tsx';
import { Conversation, type Drafts } from './conversation.tsx';
import { Modal } from './modal.tsx';
import { Notices } from './notices.tsx';
import { send, useScreen, type Where } from './server.ts';
import { Sidebar } from './sidebar.tsx';
import { type World, WorldContext } from './surface.tsx';
import { Thread } from './thread.tsx';
import { useNotices } from './use-notices.ts';

export function App() {
  const [where, setWhere] = useState<Where>(whereFromAddress);
  const { screen, isConnected } = useScreen(where);
  const go = (next: Where) => {
    setWhere(next);
    history.replaceState(null, '', addressOf(next));
  };
  if (screen === null) {
    return (
      <p className="starting">
        {isConnected ? 'Opening the workspace …' : 'The playground cannot be reached. Is it still running?'}
      </p>
    );
  }
  return <Workspace screen={screen} isConnected={isConnected} go={go} />;
}

function whereFromAddress(): Where {
  const query = new URLSearchParams(location.search);
  return { as: query.get('as'), open: query.get('in') };
}

function addressOf({ as, open }: Where): string {
  const query = new URLSearchParams();
  if (as !== null) query.set('as', as);
  if (open !== null) query.set('in', open);
  return `?${query}`;
}

type Props = { readonly screen: Screen; readonly isConnected: boolean; readonly go: (where: Where) => void };

function Workspace({ screen, isConnected, go }: Props) {
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const [thread, setThread] = useState<string | null>(null);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const { world, asked, notices, dismissNotice } = useWorldOf(screen);
  const drafts = useDrafts(screen.me);
  const hints = useHints();
  const move = (where: Where) => {
    setThread(null);
    setIsDrawerOpen(false);
    go(where);
  };
  const actAs = (as: string) => move({ as, open: null });
  const seen = { dismissed, dismiss: (ts: string) => setDismissed(new Set([...dismissed, ts])) };
  return (
    <WorldContext value={world}>
      <div className="page" inert={screen.views.length > 0 || asked !== null}>
        <Sidebar
          screen={screen}
          isOpen={isDrawerOpen}
          close={() => setIsDrawerOpen(false)}
          actAs={actAs}
          open={(open) => move({ as: screen.me, open })}
          showHints={hints.show}
        />
        {isDrawerOpen ? (
          <button type="button" className="scrim" aria-label="Close" onClick={() => setIsDrawerOpen(false)} />
        ) : null}
        <Conversation
          drafts={drafts}
          isDrawerOpen={isDrawerOpen}
          openDrawer={() => setIsDrawerOpen(!isDrawerOpen)}
          hints={hints}
          actAs={actAs}
          openThread={setThread}
          {...seen}
        />
        {thread === null ? null : (
          <Thread key={thread} ts={thread} drafts={drafts} close={() => setThread(null)} {...seen} />
        )}
      </div>
      {screen.views.map((view, index) => (
        <Modal key={view.id} view={view} isOnTop={index === screen.views.length - 1} />
      ))}
      {asked === null ? null : <Confirm {...asked} />}
      {isConnected ? null : (
        <p className="offline" role="alert">
          Connection lost; trying again …
        </p>
      )}
      <Notices notices={notices} dismiss={dismissNotice} />
    </WorldContext>
  );
}

type Asked = { readonly confirm: ConfirmationDialog; readonly answer: (isSure: boolean) => void };

function useWorldOf(screen: Screen) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { notices, notify, dismissNotice } = useNotices(screen);
  const world = useMemo<World>(
    () => ({
      screen,
      notify,
      gesture: async (gesture) => {
        const error = await send({ ...gesture, as: screen.me });
        if (error !== null) notify(error);
        return error === null;
      },
      isSure: (confirm) =>
        confirm === undefined
          ? Promise.resolve(true)
          : new Promise((resolve) => {
              const answer = (isSure: boolean) => {
                setAsked(null);
                resolve(isSure);
              };
              setAsked({ confirm, answer });
            }),
    }),
    [screen, notify],
  );
  return { world, asked, notices, dismissNotice };
}

/** What is being typed, by person and place. */
function useDrafts(me: string): Drafts {
  const [drafts, setDrafts] = useState<{ readonly [place: string]: string }>({});
  return {
    of: (place) => drafts[`${me} ${place}`] ?? '',
    write: (place, text) => setDrafts((before) => ({ ...before, [`${me} ${place}`]: text })),
  };
}

const HINTS_SEEN = 'sideline-hints-seen';

function useHints() {
  const [areShown, setAreShown] = useState(() => localStorage.getItem(HINTS_SEEN) === null);
  useEffect(() => {
    if (areShown) localStorage.removeItem(HINTS_SEEN);
    else localStorage.setItem(HINTS_SEEN, 'yes');
  }, [areShown]);
  return { areShown, show: () => setAreShown(true), dismiss: () => setAreShown(false) };
}
