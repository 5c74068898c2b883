import type { ConfirmationDialog } from '@slack/types';
import type { Json } from '../../page-protocol.ts';
import { useSurface, useWorld } from '../surface.tsx';

/** The input block around an element; null where the element stands in an actions block or beside a section. */
export type Field = {
  readonly label: string;
  readonly inputId: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly isRequired: boolean;
  /** Its changes go to the app at once, as those outside of input blocks do. */
  readonly dispatches: boolean;
};

export type Placed<E> = { readonly blockId: string; readonly element: E; readonly field: Field | null };

type Acting = { readonly type: string; readonly action_id?: string; readonly confirm?: ConfirmationDialog };

export type Value = {
  readonly value: Json;
  /** Keeps the value, and sends it as an action where the element acts at once. */
  readonly choose: (value: Json) => void;
  /** Keeps the value and says nothing: while one still types. */
  readonly type: (value: Json) => void;
  /** Sends an action for what is kept already. */
  readonly act: (action: Json) => void;
};

export function useValue({ blockId, element, field }: Placed<Acting>): Value {
  const { from, set, state } = useSurface();
  const { gesture, isSure } = useWorld();
  const actionId = element.action_id ?? '';
  const send = (action: Json, now = state) =>
    void gesture({
      kind: 'action',
      from,
      blockId,
      action: { type: element.type, action_id: actionId, ...action },
      state: now,
    });
  const choose = async (value: Json) => {
    if (!(await isSure(element.confirm))) return;
    const next = set(blockId, actionId, { type: element.type, ...value });
    if (field === null || field.dispatches) send(value, next);
  };
  return {
    value: state[blockId]?.[actionId] ?? {},
    choose: (value) => void choose(value),
    type: (value) => void set(blockId, actionId, { type: element.type, ...value }),
    act: send,
  };
}

/** What ties a control to its field: label, hint and error; outside of a field the control names itself. */
export function tied(field: Field | null, name: string) {
  if (field === null) return { 'aria-label': name };
  return {
    id: field.inputId,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.isInvalid,
    'aria-required': field.isRequired,
  };
}
