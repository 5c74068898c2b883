import { type FocusEvent, useEffect, useRef, useState } from 'react';
import type { Drafts } from './conversation.tsx';

/** What is being typed, by person and place. */
export function useDrafts(me: string): Drafts {
  const [drafts, setDrafts] = useState<{ readonly [place: string]: string }>({});
  return {
    of: (place) => drafts[`${me} ${place}`] ?? '',
    write: (place, text) => setDrafts((before) => ({ ...before, [`${me} ${place}`]: text })),
  };
}

const HINTS_SEEN = 'sideline-hints-seen';

export type Hints = {
  readonly areShown: boolean;
  /** Then they take their room whatever has been said. */
  readonly areAskedFor: boolean;
  readonly show: () => void;
  /** They were asked for no longer. */
  readonly fold: () => void;
  readonly dismiss: () => void;
};

/** The lines of a first visit, until they are dismissed. */
export function useHints(): Hints {
  const [stand, setStand] = useState<'there' | 'asked for' | 'dismissed'>(() =>
    localStorage.getItem(HINTS_SEEN) === null ? 'there' : 'dismissed',
  );
  const areShown = stand !== 'dismissed';
  useEffect(() => {
    if (areShown) localStorage.removeItem(HINTS_SEEN);
    else localStorage.setItem(HINTS_SEEN, 'yes');
  }, [areShown]);
  return {
    areShown,
    areAskedFor: stand === 'asked for',
    show: () => setStand('asked for'),
    fold: () => setStand('there'),
    dismiss: () => setStand('dismissed'),
  };
}

/** After the last dialog the focus goes back to where it was, or to the composer if that is gone. */
export function useFocusGivenBack(isCovered: boolean) {
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (isCovered || last.current === null || document.activeElement !== document.body) return;
    const composer = document.querySelector<HTMLElement>('.conversation-pane textarea');
    (last.current.isConnected ? last.current : composer)?.focus();
  }, [isCovered]);
  return (event: FocusEvent<HTMLElement>) => {
    last.current = event.target;
  };
}

/** The drawer takes the focus when it opens, and leaves it at its button. */
export function useFocusInDrawer(isOpen: boolean) {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (isOpen === wasOpen.current) return;
    wasOpen.current = isOpen;
    document.querySelector<HTMLElement>(isOpen ? '.sidebar .me' : '.burger')?.focus();
  }, [isOpen]);
}
