import { useState } from 'react';
import type { Screen } from '../page-protocol.ts';
import { Confirm } from './confirm.tsx';
import { Conversation } from './conversation.tsx';
import { Modal } from './modal.tsx';
import { Notices } from './notices.tsx';
import type { Where } from './server.ts';
import { Sidebar } from './sidebar.tsx';
import { NamesContext, WorldContext } from './surface.tsx';
import { Thread } from './thread.tsx';
import { useDrafts, useFocusGivenBack, useFocusInDrawer, useHints } from './use-page.ts';
import { useWorldOf } from './use-world.ts';

type Props = { readonly screen: Screen; readonly isConnected: boolean; readonly go: (where: Where) => void };

/** The panes, and over them the views, the questions and the notices. */
export function Workspace({ screen, isConnected, go }: Props) {
  const { world, asked, notices, dismissNotice } = useWorldOf(screen);
  const isCovered = screen.views.length > 0 || asked !== null;
  return (
    <WorldContext value={world}>
      <NamesContext value={screen.names}>
        <Panes screen={screen} go={go} isCovered={isCovered} />
        {screen.views.map((view, index) => (
          <Modal key={view.id} view={view} isOnTop={index === screen.views.length - 1 && asked === null} />
        ))}
        {asked === null ? null : <Confirm {...asked} />}
        {isConnected ? null : (
          <p className="offline" role="alert">
            Connection lost; trying again …
          </p>
        )}
        <Notices notices={notices} dismiss={dismissNotice} />
      </NamesContext>
    </WorldContext>
  );
}

type PanesProps = {
  readonly screen: Screen;
  readonly isCovered: boolean;
  readonly go: (where: Where) => void;
};

function Panes({ screen, isCovered, go }: PanesProps) {
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const [thread, setThread] = useState<string | null>(null);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const drafts = useDrafts(screen.me);
  const hints = useHints();
  const noteFocus = useFocusGivenBack(isCovered);
  useFocusInDrawer(isDrawerOpen);
  const move = (where: Where) => {
    setThread(null);
    setIsDrawerOpen(false);
    go(where);
  };
  const actAs = (as: string) => move({ as, open: null });
  const seen = { dismissed, dismiss: (ts: string) => setDismissed(new Set([...dismissed, ts])) };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes where the focus was
    <div className="page" inert={isCovered} onFocus={noteFocus}>
      <Sidebar
        screen={screen}
        isOpen={isDrawerOpen}
        close={() => setIsDrawerOpen(false)}
        actAs={actAs}
        open={(open) => move({ as: screen.me, open })}
        showHints={() => {
          setIsDrawerOpen(false);
          hints.show();
        }}
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
  );
}
