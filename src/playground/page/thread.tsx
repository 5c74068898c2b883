import { useEffect, useRef } from 'react';
import { Composer } from './composer.tsx';
import { type Drafts, zoneOf } from './conversation.tsx';
import { Messages } from './messages.tsx';
import { useWorld } from './surface.tsx';

type Props = {
  readonly ts: string;
  readonly drafts: Drafts;
  readonly close: () => void;
  readonly dismissed: ReadonlySet<string>;
  readonly dismiss: (ts: string) => void;
};

/** A message and its replies, beside the conversation; over it at a phone's width. */
export function Thread({ ts, drafts, close, dismissed, dismiss }: Props) {
  const { screen } = useWorld();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const shown = screen.messages.filter(
    (message) => (message.ts === ts || message.threadTs === ts) && !dismissed.has(message.ts),
  );
  const place = `${screen.open} ${ts}`;
  return (
    <aside
      className="thread"
      aria-label="Thread"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <header className="pane-head">
        <h2>Thread</h2>
        <button ref={button} type="button" className="icon" aria-label="Close thread" onClick={close}>
          ×
        </button>
      </header>
      <Messages
        label="Replies"
        messages={shown}
        channel={screen.open}
        zone={zoneOf(screen)}
        empty="This message is gone."
        openThread={null}
        dismiss={dismiss}
      />
      <Composer
        label="Reply"
        channel={screen.open}
        threadTs={ts}
        draft={drafts.of(place)}
        write={(text) => drafts.write(place, text)}
      />
    </aside>
  );
}
