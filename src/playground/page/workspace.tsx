import { useCallback, useState } from 'react';
import type { Screen } from '../page-protocol.ts';
import { Confirm } from './confirm.tsx';
import { Conversation } from './conversation.tsx';
import { Modal } from './modal.tsx';
import { Notices } from './notices.tsx';
import type { Where } from './server.ts';
import { Sidebar } from './sidebar.tsx';
import { NamesContext, WorldContext } from './surface.tsx';
import { Thread } from './thread.tsx';
import { TroublePane } from './trouble.tsx';
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

/** One at a time has room beside the conversation, or over it on a phone. */
type Beside = { readonly is: 'nothing' | 'trouble' } | { readonly is: 'thread'; readonly ts: string };

function useBeside() {
  const [beside, setBeside] = useState<Beside>({ is: 'nothing' });
  return {
    beside,
    shut: () => setBeside({ is: 'nothing' }),
    openThread: useCallback((ts: string) => setBeside({ is: 'thread', ts }), []),
    openTrouble: () => setBeside({ is: 'trouble' }),
  };
}

function Panes({ screen, isCovered, go }: PanesProps) {
  const [isDrawerOpen, setIsDrawerOpen] = useState(false);
  const { beside, shut, openThread, openTrouble } = useBeside();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const drafts = useDrafts(screen.me);
  const hints = useHints();
  const noteFocus = useFocusGivenBack(isCovered);
  useFocusInDrawer(isDrawerOpen);
  const move = (where: Where) => {
    if (beside.is === 'thread') shut();
    setIsDrawerOpen(false);
    go(where);
  };
  const withoutDrawer = (then: () => void) => () => {
    setIsDrawerOpen(false);
    then();
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
        showHints={withoutDrawer(hints.show)}
        showTrouble={withoutDrawer(openTrouble)}
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
        openThread={openThread}
        showTrouble={openTrouble}
        {...seen}
      />
      {beside.is === 'thread' ? <Thread key={beside.ts} ts={beside.ts} drafts={drafts} close={shut} {...seen} /> : null}
      {beside.is === 'trouble' ? <TroublePane close={shut} /> : null}
    </div>
  );
}
