import { type FocusEvent, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';

type Props = {
  readonly role: 'dialog' | 'alertdialog';
  readonly titleId: string;
  /** False while another dialog lies on top: kept with all that was typed, but out of sight. */
  readonly isOnTop: boolean;
  readonly className: string;
  readonly onEscape: () => void;
  readonly children: ReactNode;
};

/** Holds the focus while it is on top, takes it up where it was when it is again, and gives it back at the end. */
export function Dialog({ role, titleId, isOnTop, className, onEscape, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const noteFocus = useFocusKept(box, isOnTop);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onEscape();
    }
    if (event.key === 'Tab') goRound(event);
  };
  return (
    <div className="veil" hidden={!isOnTop}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its role is one of the two dialogs */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role is one of the two dialogs */}
      <div
        ref={box}
        role={role}
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        className={className}
        onKeyDown={onKeyDown}
        onFocus={noteFocus}
      >
        {children}
      </div>
    </div>
  );
}

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), textarea, select, [tabindex="0"]';

/** What takes the focus in a new dialog: what the view says, else its first field, else its mildest button. */
const FIRST = ['[data-focus] :is(input, textarea)', '.dialog-body :is(input, textarea)', '.dialog-first'];

function useFocusKept(box: RefObject<HTMLDivElement | null>, isOnTop: boolean) {
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!isOnTop) return;
    const before = document.activeElement;
    const found = FIRST.map((selector) => box.current?.querySelector<HTMLElement>(selector)).find((one) => one);
    const wanted = last.current?.isConnected ? last.current : found;
    (wanted ?? box.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [box, isOnTop]);
  // An updated view may have taken away what had the focus; lost, it would leave the dialog deaf to Escape and Tab.
  useEffect(() => {
    if (!isOnTop || document.activeElement !== document.body) return;
    (last.current?.isConnected ? last.current : box.current)?.focus();
  });
  return (event: FocusEvent<HTMLElement>) => {
    last.current = event.target;
  };
}

function goRound(event: KeyboardEvent<HTMLDivElement>) {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.offsetParent !== null && element.tabIndex >= 0,
  );
  const first = all.at(0);
  const last = all.at(-1);
  const isAtEdge = event.shiftKey
    ? document.activeElement === first || document.activeElement === event.currentTarget
    : document.activeElement === last;
  if (!isAtEdge) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
