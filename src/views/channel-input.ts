import type { InputBlock } from '@slack/types';
import { plain } from './blocks.ts';
import type { InputLook, SubmittedView } from './form.ts';
import { LIMITS } from './limits.ts';

/** One of the company's own channels; whether Sideline is in it is seen once it is chosen. */
export function channelInput(
  id: string,
  label: string,
  { initial, hint, isOptional = false }: Pick<InputLook, 'initial' | 'hint' | 'isOptional'>,
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, LIMITS.label),
    optional: isOptional,
    ...(hint ? { hint: plain(hint, LIMITS.hint) } : {}),
    element: {
      type: 'conversations_select',
      action_id: id,
      placeholder: plain('Choose a channel', LIMITS.placeholder),
      filter: { include: ['public', 'private'], exclude_bot_users: true, exclude_external_shared_channels: true },
      ...(initial ? { initial_conversation: initial } : {}),
    },
  };
}

export function pickedChannel({ state }: SubmittedView, id: string): string | null {
  const value: object = state.values[id]?.[id] ?? {};
  const picked: unknown = Reflect.get(value, 'selected_conversation');
  return typeof picked === 'string' && /^[CG][A-Z0-9]{2,40}$/.test(picked) ? picked : null;
}
