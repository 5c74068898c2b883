import type { InputBlock, KnownBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';
import { type Day, parseDay } from '../domain/calendar.ts';
import { cleanLine, cleanText, lengthOf } from '../domain/text.ts';
import { option, plain } from './blocks.ts';
import { cut, LIMITS, TYPED } from './limits.ts';

/** A submitted modal, as far as it is read; Slack's own type says less and promises more. */
export type SubmittedView = {
  readonly private_metadata: string;
  readonly blocks?: readonly { readonly block_id?: string }[];
  readonly state: { readonly values: { readonly [block: string]: { readonly [action: string]: StateValue } } };
};
type StateValue = {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_options?: readonly { readonly value: string }[];
  readonly selected_date?: string | null;
  readonly selected_user?: string | null;
  readonly selected_users?: readonly string[];
};

/** What a form says: a value, what is wrong by block, or that it is from another version and has to be opened anew. */
export type Read<T> =
  | { readonly is: 'read'; readonly value: T }
  | { readonly is: 'wrong'; readonly errors: Errors }
  | { readonly is: 'outdated' };
export type Errors = { readonly [block: string]: string };

export type InputLook = {
  readonly initial?: string | null;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
};

export function textInput(id: string, label: string, look: InputLook & { readonly isLong?: boolean } = {}): InputBlock {
  const { initial, placeholder, isLong = false } = look;
  return input(id, label, look, {
    type: 'plain_text_input',
    action_id: id,
    max_length: LIMITS.typed,
    multiline: isLong,
    ...(initial ? { initial_value: cut(initial, LIMITS.typed) } : {}),
    ...(placeholder ? { placeholder: plain(placeholder, LIMITS.placeholder) } : {}),
  });
}

export type Choice<T extends string = string> = readonly [value: T, words: string];

export function select(id: string, label: string, choices: readonly Choice[], look: InputLook = {}): InputBlock {
  const options = choices.map(([value, words]) => option(value, words)).slice(0, LIMITS.options);
  const initial = options.find(({ value }) => value === look.initial);
  return input(id, label, look, {
    type: 'static_select',
    action_id: id,
    options,
    ...(initial ? { initial_option: initial } : {}),
    placeholder: plain(look.placeholder ?? 'Choose', LIMITS.placeholder),
  });
}

export function radio(id: string, label: string, choices: readonly Choice[], look: InputLook = {}): InputBlock {
  const options = choices.map(([value, words]) => option(value, words));
  const initial = options.find(({ value }) => value === look.initial);
  return input(id, label, look, {
    type: 'radio_buttons',
    action_id: id,
    options,
    ...(initial ? { initial_option: initial } : {}),
  });
}

export function checkboxes(
  id: string,
  label: string,
  choices: readonly Choice[],
  chosen: readonly string[],
  look: InputLook = {},
): InputBlock {
  const options = choices.map(([value, words]) => option(value, words));
  return input(
    id,
    label,
    { ...look, isOptional: true },
    { type: 'checkboxes', action_id: id, options, ...initialOptions(options, chosen) },
  );
}

function initialOptions(
  options: PlainTextOption[],
  chosen: readonly string[],
): { initial_options?: PlainTextOption[] } {
  const initial = options.filter(({ value }) => value !== undefined && chosen.includes(value));
  return initial.length > 0 ? { initial_options: initial } : {};
}

export function dateInput(id: string, label: string, look: InputLook = {}): InputBlock {
  const { initial } = look;
  return input(id, label, look, { type: 'datepicker', action_id: id, ...(initial ? { initial_date: initial } : {}) });
}

export function userInput(id: string, label: string, look: InputLook = {}): InputBlock {
  const { initial } = look;
  const placeholder = plain(look.placeholder ?? 'Choose a person', LIMITS.placeholder);
  return input(id, label, look, {
    type: 'users_select',
    action_id: id,
    placeholder,
    ...(initial ? { initial_user: initial } : {}),
  });
}

export function usersInput(id: string, label: string, chosen: readonly string[], look: InputLook = {}): InputBlock {
  const placeholder = plain(look.placeholder ?? 'Choose people', LIMITS.placeholder);
  const initial = chosen.length > 0 ? { initial_users: [...chosen] } : {};
  return input(id, label, look, { type: 'multi_users_select', action_id: id, placeholder, ...initial });
}

function input(
  id: string,
  label: string,
  { hint, isOptional = false }: InputLook,
  element: InputBlock['element'],
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, LIMITS.label),
    element,
    optional: isOptional,
    ...(hint ? { hint: plain(hint, LIMITS.hint) } : {}),
  };
}

export type Modal = {
  readonly callbackId: string;
  readonly title: string;
  readonly metadata: string;
  readonly submit?: string;
  readonly close?: string;
};

export function modal({ callbackId, title, metadata, submit, close }: Modal, blocks: readonly KnownBlock[]): ModalView {
  const button = (words: string): PlainTextElement => plain(words, LIMITS.modalButton);
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: metadata,
    title: plain(title, LIMITS.modalTitle),
    close: button(close ?? 'Cancel'),
    ...(submit ? { submit: button(submit) } : {}),
    blocks: blocks.slice(0, LIMITS.modalBlocks),
  };
}

/** One line as typed, cleaned; empty where nothing was typed or the block is not there. */
export function typed(view: SubmittedView, id: string): string {
  return cleanLine(at(view, id)?.value ?? '');
}

export function typedText(view: SubmittedView, id: string): string {
  return cleanText(at(view, id)?.value ?? '');
}

/** One of the choices; null where none was chosen, or one that the form does not know. */
export function chosen<T extends string>(view: SubmittedView, id: string, choices: readonly T[]): T | null {
  const value = at(view, id)?.selected_option?.value;
  return choices.find((choice) => choice === value) ?? null;
}

export function chosenAll<T extends string>(view: SubmittedView, id: string, choices: readonly T[]): readonly T[] {
  const values = (at(view, id)?.selected_options ?? []).map(({ value }) => value);
  return choices.filter((choice) => values.includes(choice));
}

/** Null where none was picked; `impossible` where no calendar between 2000 and 2100 has it. */
export function pickedDay(view: SubmittedView, id: string): Day | null | 'impossible' {
  const text = at(view, id)?.selected_date;
  return text === null || text === undefined || text === '' ? null : (parseDay(text) ?? 'impossible');
}

export function pickedUser(view: SubmittedView, id: string): string | null {
  return at(view, id)?.selected_user ?? null;
}

export function pickedUsers(view: SubmittedView, id: string): readonly string[] {
  return at(view, id)?.selected_users ?? [];
}

/**
 * Whether the modal was drawn with these blocks: one from before a change of the form has to be opened anew. An input that stayed empty
 * may be left out of the state, so what was drawn is looked at as well.
 */
export function hasBlocks(view: SubmittedView, ids: readonly string[]): boolean {
  const isDrawn = (id: string): boolean => view.blocks?.some(({ block_id }) => block_id === id) ?? false;
  return ids.every((id) => Object.hasOwn(view.state.values, id) || isDrawn(id));
}

function at(view: SubmittedView, id: string): StateValue | undefined {
  const block = view.state.values[id];
  return block?.[id];
}

/** Collects what is wrong while a form is read. */
export function tooLong(text: string, limit: number = TYPED.name): string | null {
  return lengthOf(text) > limit || text.length > limit * 4 ? `At most ${limit} characters, please` : null;
}

export const NO_SUCH_DAY = 'A day between 2000 and 2100';
