import { isObj, type Obj, objAt, objsAt, textAt } from './json.ts';
import type { ViewState } from './page-protocol.ts';

/** One element that keeps a value, and the block it stands in. */
export type Field = {
  readonly block: Obj;
  readonly blockId: string;
  readonly element: Obj;
  readonly actionId: string;
  readonly isInput: boolean;
};

/** What an element without a value has in `view.state`; types not listed keep no value. */
const EMPTY: { readonly [type: string]: Obj } = {
  plain_text_input: { value: null },
  number_input: { value: null },
  email_text_input: { value: null },
  url_text_input: { value: null },
  static_select: { selected_option: null },
  external_select: { selected_option: null },
  radio_buttons: { selected_option: null },
  checkboxes: { selected_options: [] },
  multi_static_select: { selected_options: [] },
  multi_external_select: { selected_options: [] },
  datepicker: { selected_date: null },
  timepicker: { selected_time: null },
  datetimepicker: { selected_date_time: null },
  users_select: { selected_user: null },
  multi_users_select: { selected_users: [] },
  conversations_select: { selected_conversation: null },
  multi_conversations_select: { selected_conversations: [] },
  channels_select: { selected_channel: null },
  multi_channels_select: { selected_channels: [] },
  file_input: { files: [] },
};

/** Where an element says what it starts with, by the key that holds its value. */
const INITIAL: { readonly [key: string]: string } = {
  value: 'initial_value',
  selected_option: 'initial_option',
  selected_options: 'initial_options',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
  selected_date_time: 'initial_date_time',
  selected_user: 'initial_user',
  selected_users: 'initial_users',
  selected_conversation: 'initial_conversation',
  selected_conversations: 'initial_conversations',
  selected_channel: 'initial_channel',
  selected_channels: 'initial_channels',
};

const WITH_ACTION_ID = new Set([...Object.keys(EMPTY), 'button', 'overflow']);

/** The key under which a value of this element is kept, such as `selected_option`; undefined for buttons. */
export function valueKey(element: Obj): string | undefined {
  return Object.keys(EMPTY[textAt(element, 'type')] ?? {})[0];
}

/** The elements of a block that can be used: its accessory, its input, its row of elements, the buttons of a card. */
export function elementsOf(block: Obj): readonly Obj[] {
  const row = textAt(block, 'type') === 'context' ? [] : [...objsAt(block, 'elements'), ...objsAt(block, 'actions')];
  return [...row, block.accessory, block.element].filter(isObj).filter(isInteractive);
}

function isInteractive(element: Obj): boolean {
  return WITH_ACTION_ID.has(textAt(element, 'type'));
}

/** All elements that keep a value, in the order in which they stand. */
export function fieldsOf(blocks: readonly Obj[]): readonly Field[] {
  return blocks.flatMap((block) =>
    elementsOf(block)
      .filter((element) => valueKey(element) !== undefined)
      .map((element) => ({
        block,
        blockId: textAt(block, 'block_id'),
        element,
        actionId: textAt(element, 'action_id'),
        isInput: block.type === 'input',
      })),
  );
}

/** The state a fresh view or message has. */
export function initialState(blocks: readonly Obj[]): ViewState {
  return stateOf(blocks, () => undefined);
}

/**
 * The state after blocks were replaced: what was typed stays where block_id, action_id and type are the same, as Slack
 * keeps it; everything else starts anew.
 */
export function keptState(blocks: readonly Obj[], before: ViewState): ViewState {
  return stateOf(blocks, (field) => {
    const value = before[field.blockId]?.[field.actionId];
    return value?.type === field.element.type ? value : undefined;
  });
}

function stateOf(blocks: readonly Obj[], kept: (field: Field) => Obj | undefined): ViewState {
  const state: { [blockId: string]: { [actionId: string]: Obj } } = {};
  for (const field of fieldsOf(blocks)) {
    const values = state[field.blockId] ?? {};
    values[field.actionId] = kept(field) ?? initialValue(field.element);
    state[field.blockId] = values;
  }
  return state;
}

function initialValue(element: Obj): Obj {
  const type = textAt(element, 'type');
  const key = valueKey(element) ?? '';
  const initial = element[INITIAL[key] ?? ''];
  return { type, ...EMPTY[type], ...(initial === undefined ? {} : { [key]: initial }) };
}

/** Blocks as Slack gives them back: ids filled in where the app gave none, text objects complete. */
export function filled(blocks: readonly Obj[], freshId: () => string): readonly Obj[] {
  return blocks.map((block) => {
    const ids = { block_id: textAt(block, 'block_id') || freshId() };
    return { ...completed(block, freshId), ...ids };
  });
}

export function completed(value: Obj, freshId: () => string): Obj {
  const filledIn = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner, freshId)]));
  const type = textAt(value, 'type');
  if (type === 'plain_text') return { emoji: true, ...filledIn };
  if (type === 'mrkdwn') return { verbatim: false, ...filledIn };
  return WITH_ACTION_ID.has(type) && textAt(value, 'action_id') === ''
    ? { ...filledIn, action_id: freshId() }
    : filledIn;
}

function deep(value: unknown, freshId: () => string): unknown {
  if (Array.isArray(value)) return value.map((inner) => deep(inner, freshId));
  return isObj(value) ? completed(value, freshId) : value;
}

/** The label of an input block, or what an accessory stands beside. */
export function labelOf({ block, element }: Pick<Field, 'block' | 'element'>): string {
  return textAt(objAt(block, 'label'), 'text') || textAt(objAt(element, 'placeholder'), 'text');
}
