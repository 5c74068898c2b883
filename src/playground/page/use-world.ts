import type { ConfirmationDialog } from '@slack/types';
import { useMemo, useState } from 'react';
import type { Screen } from '../page-protocol.ts';
import { send } from './server.ts';
import type { World } from './surface.tsx';
import { useNotices } from './use-notices.ts';

type Asked = { readonly confirm: ConfirmationDialog; readonly answer: (isSure: boolean) => void };

/** What the parts of the page may ask for, and what they asked: a question to be sure, notices. */
export function useWorldOf(screen: Screen) {
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
