import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { PageCommand } from '../page-protocol.ts';
import { CommandList, completions } from './command-list.tsx';
import { type ListKeys, press } from './list-keys.ts';
import { Menu } from './menu.tsx';
import { useWorld } from './surface.tsx';

type Props = {
  readonly label: string;
  readonly channel: string;
  readonly threadTs: string | null;
  readonly draft: string;
  readonly write: (text: string) => void;
};

export function Composer({ label, channel, threadTs, draft, write }: Props) {
  const { screen, gesture, notify } = useWorld();
  const field = useGrowing(draft);
  const list = useId();
  const [at, setAt] = useState(0);
  const [isListShut, setIsListShut] = useState(false);
  const found = threadTs !== null || isListShut ? [] : completions(screen.commands, draft);
  const typed = threadTs === null ? screen.commands.find(({ command }) => draft.startsWith(`${command} `)) : undefined;
  const complete = ({ command }: PageCommand) => {
    write(`${command} `);
    setAt(0);
    field.current?.focus();
  };
  const sendDraft = () => {
    const text = draft.trim();
    if (text === '') return;
    if (threadTs !== null && text.startsWith('/'))
      return notify(`${text.split(' ')[0]} is not supported in threads. Sorry!`);
    write('');
    setAt(0);
    if (threadTs === null && text.startsWith('/')) void gesture({ kind: 'command', channel, text });
    else void gesture({ kind: 'message', channel, text, ...(threadTs === null ? {} : { threadTs }) });
  };
  const chosen = found[at];
  const step = (by: number) => setAt((at + by + found.length) % found.length);
  const keys: ListKeys =
    chosen === undefined
      ? { enter: sendDraft }
      : {
          enter: () => (chosen.command === draft ? sendDraft() : complete(chosen)),
          tab: () => complete(chosen),
          escape: () => setIsListShut(true),
          down: () => step(1),
          up: () => step(-1),
        };
  return (
    <div className="composer">
      {found.length > 0 ? <CommandList id={list} commands={found} at={at} app={screen.app} choose={complete} /> : null}
      {typed === undefined ? null : (
        <p className="usage">
          <b>{typed.command}</b> {typed.usageHint} <span>{typed.description}</span>
        </p>
      )}
      <div className="composer-box">
        {threadTs === null ? <Shortcuts /> : null}
        <textarea
          ref={field}
          rows={1}
          aria-label={label}
          placeholder={label}
          aria-autocomplete="list"
          aria-controls={found.length > 0 ? list : undefined}
          aria-activedescendant={found.length > 0 ? `${list}-${at}` : undefined}
          value={draft}
          onChange={(event) => {
            write(event.target.value);
            setAt(0);
            setIsListShut(false);
          }}
          onKeyDown={(event) => press(event, keys)}
        />
        <button type="button" className="send" aria-label="Send" disabled={draft.trim() === ''} onClick={sendDraft}>
          <span aria-hidden="true">➤</span>
        </button>
      </div>
    </div>
  );
}

/** A text field as high as its text. */
function useGrowing(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text makes the height
  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);
  return field;
}

function Shortcuts() {
  const { screen, gesture } = useWorld();
  const items = screen.shortcuts.map(({ callbackId, name, description }) => ({
    key: callbackId,
    text: name,
    detail: description,
    choose: () => void gesture({ kind: 'shortcut', callbackId }),
  }));
  if (items.length === 0) return null;
  return (
    <Menu name="Shortcuts" className="icon plus" items={items}>
      <span aria-hidden="true">+</span>
    </Menu>
  );
}
