import type { KeyboardEvent } from 'react';

/** What the keys do in a field that has a list to choose from. */
export type ListKeys = {
  readonly down?: () => void;
  readonly up?: () => void;
  readonly enter?: () => void;
  readonly tab?: () => void;
  readonly escape?: () => void;
};

const NAMES: { readonly [key: string]: keyof ListKeys } = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  Enter: 'enter',
  Tab: 'tab',
  Escape: 'escape',
};

/** A key that means something here goes no further: Escape shuts the list, not the form around it. */
export function press(event: KeyboardEvent, keys: ListKeys): void {
  const name = NAMES[event.key];
  const pressed = name === undefined ? undefined : keys[name];
  const isModified = event.shiftKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing;
  if (pressed === undefined || isModified) return;
  event.preventDefault();
  event.stopPropagation();
  pressed();
}
