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

/** The lines of a first visit, until they are dismissed. */
export function useHints() {
  const [areShown, setAreShown] = useState(() => localStorage.getItem(HINTS_SEEN) === null);
  useEffect(() => {
    if (areShown) localStorage.removeItem(HINTS_SEEN);
    else localStorage.setItem(HINTS_SEEN, 'yes');
  }, [areShown]);
  return { areShown, show: () => setAreShown(true), dismiss: () => setAreShown(false) };
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
