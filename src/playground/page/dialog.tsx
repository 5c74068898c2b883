import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';

type Props = {
  readonly role: 'dialog' | 'alertdialog';
  readonly titleId: string;
  /** False while another dialog lies on top: kept with all that was typed, but out of sight. */
  readonly isOnTop: boolean;
  readonly className: string;
  readonly onEscape: () => void;
  readonly children: ReactNode;
};

/** Holds the focus while it is on top, and gives it back to where it was. */
export function Dialog({ role, titleId, isOnTop, className, onEscape, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useFocusKept(box, isOnTop);
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
      >
        {children}
      </div>
    </div>
  );
}

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), textarea, select, [tabindex="0"]';

function useFocusKept(box: RefObject<HTMLDivElement | null>, isOnTop: boolean) {
  useEffect(() => {
    if (!isOnTop) return;
    const before = document.activeElement;
    if (box.current?.contains(before)) return;
    const wanted = box.current?.querySelector<HTMLElement>(
      '[data-focus] .control, .dialog-body .control, .dialog-first',
    );
    (wanted ?? box.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [box, isOnTop]);
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
