import { useCallback, useRef, useState } from 'react';
import type { Screen } from '../page-protocol.ts';
import type { Notice } from './notices.tsx';

const MOST_AT_ONCE = 3;

/** Notices of the server and of the page itself, without those from before one came and those dismissed. */
export function useNotices(screen: Screen) {
  const old = useRef(new Map<string, ReadonlySet<number>>());
  if (!old.current.has(screen.me)) old.current.set(screen.me, new Set(screen.notices.map(({ id }) => id)));
  const [own, setOwn] = useState<readonly (Notice & { readonly place: string })[]>([]);
  const place = `${screen.me} ${screen.open}`;
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const notify = useCallback(
    (text: string) => setOwn((before) => [...before, { key: `own ${before.length}`, text, place }]),
    [place],
  );
  const theirs = screen.notices
    .filter(({ id }) => !old.current.get(screen.me)?.has(id))
    .map(({ id, text }) => ({ key: `${screen.me} ${id}`, text }));
  // What the page itself says is about where it was said.
  const here = own.filter((notice) => notice.place === place);
  const notices = [...theirs, ...here].filter(({ key }) => !dismissed.has(key)).slice(-MOST_AT_ONCE);
  const dismissNotice = useCallback((key: string) => setDismissed((before) => new Set([...before, key])), []);
  return { notices, notify, dismissNotice };
}
