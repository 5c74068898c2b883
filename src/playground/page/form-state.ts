import type { ActionsBlockElement, InputBlockElement, KnownBlock, Option, SectionBlockAccessory } from '@slack/types';
import type { Json, ViewState } from '../page-protocol.ts';

export type BlockElement = ActionsBlockElement | InputBlockElement | SectionBlockAccessory;

/** Blocks come as Slack's JSON; this is the one place where their shape is believed. */
export function asBlocks(blocks: unknown): readonly KnownBlock[] {
  return Array.isArray(blocks) ? (blocks as KnownBlock[]) : [];
}

export function elementsOf(block: KnownBlock): readonly BlockElement[] {
  if (block.type === 'actions') return block.elements;
  if (block.type === 'input') return [block.element];
  return block.type === 'section' && block.accessory !== undefined ? [block.accessory] : [];
}

/**
 * The state of a surface after its blocks came anew: what was typed or chosen stays where block_id and action_id
 * stayed, the rest starts from its initial value.
 */
export function stateOf(blocks: readonly KnownBlock[], kept: ViewState, conversation: string): ViewState {
  const state: Record<string, Record<string, Json>> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const initial = initialValue(element, conversation);
      if (initial === null || block.block_id === undefined) continue;
      const ofBlock = state[block.block_id] ?? {};
      state[block.block_id] = ofBlock;
      const actionId = actionIdOf(element);
      ofBlock[actionId] = kept[block.block_id]?.[actionId] ?? initial;
    }
  }
  return state;
}

export function actionIdOf(element: BlockElement): string {
  return 'action_id' in element ? (element.action_id ?? '') : '';
}

/** The state an element starts with; null for those that hold none, such as buttons. */
function initialValue(element: BlockElement, conversation: string): Json | null {
  const { type } = element;
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'conversations_select': {
      const fallback = element.default_to_current_conversation === true ? conversation : null;
      return { type, selected_conversation: element.initial_conversation ?? fallback };
    }
    default:
      return null;
  }
}

/** The chosen options of a state, whichever way its element keeps them. */
export function chosenOptions(value: Json | undefined): readonly Option[] {
  if (Array.isArray(value?.selected_options)) return value.selected_options;
  return value?.selected_option ? [value.selected_option as Option] : [];
}
