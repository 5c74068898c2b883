import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

export type MenuItem = {
  readonly key: string;
  readonly text: string;
  readonly detail?: string | undefined;
  /** Given for items of which one is chosen. */
  readonly isChosen?: boolean;
  readonly choose: () => void;
};

type Props = {
  readonly name: string;
  readonly className: string;
  readonly items: readonly MenuItem[];
  readonly children: ReactNode;
};

/** A button that opens a list of things to do: arrow keys move, Enter chooses, Escape closes. */
export function Menu({ name, className, items, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  const choose = (item: MenuItem) => {
    close();
    item.choose();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus went elsewhere
    <div
      ref={root}
      className="menu"
      onBlur={(event) => {
        if (!root.current?.contains(event.relatedTarget)) setIsOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setIsOpen(true);
        }}
      >
        {children}
        <span className="unseen"> {name}</span>
      </button>
      {isOpen ? <Items name={name} items={items} choose={choose} close={close} /> : null}
    </div>
  );
}

type ItemsProps = {
  readonly name: string;
  readonly items: readonly MenuItem[];
  readonly choose: (item: MenuItem) => void;
  readonly close: () => void;
};

function Items({ name, items, choose, close }: ItemsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first =
      list.current?.querySelector<HTMLElement>('[aria-checked=true]') ?? list.current?.querySelector('button');
    first?.focus();
    list.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + steps[event.key] + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div ref={list} className="menu-items" role="menu" tabIndex={-1} aria-label={name} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          {...(item.isChosen === undefined
            ? { role: 'menuitem' }
            : { role: 'menuitemradio', 'aria-checked': item.isChosen })}
          tabIndex={-1}
          onClick={() => choose(item)}
        >
          <span>{item.text}</span>
          {item.detail === undefined ? null : <small>{item.detail}</small>}
        </button>
      ))}
    </div>
  );
}
