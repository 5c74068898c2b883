import type { NumberInput, PlainTextInput } from '@slack/types';
import type { KeyboardEvent } from 'react';
import { type Placed, tied, useValue } from './placed.ts';

type Dispatching = Pick<PlainTextInput, 'dispatch_action_config'>;

/** When a text goes to the app, if its block dispatches at all: on Enter unless it says otherwise. */
function dispatchesOn(element: Dispatching, moment: 'on_enter_pressed' | 'on_character_entered'): boolean {
  return (element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']).includes(moment);
}

function useText(placed: Placed<PlainTextInput | NumberInput>) {
  const { element, field } = placed;
  const { value, type, choose, act } = useValue(placed);
  const typed = String(value.value ?? '');
  const write = (text: string) => {
    const next = { value: text === '' ? null : text };
    if (field?.dispatches && dispatchesOn(element, 'on_character_entered')) choose(next);
    else type(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!field?.dispatches || !dispatchesOn(element, 'on_enter_pressed')) return;
    event.preventDefault();
    act({ value: typed });
  };
  return { typed, write, onKeyDown };
}

export function TextControl(placed: Placed<PlainTextInput>) {
  const { element, field } = placed;
  const { typed, write, onKeyDown } = useText(placed);
  const shared = {
    className: 'control',
    ...tied(field, element.placeholder?.text ?? 'Text'),
    placeholder: element.placeholder?.text,
    value: typed,
    onKeyDown,
    autoComplete: 'off',
  };
  return (
    <>
      {element.multiline ? (
        <textarea {...shared} rows={4} onChange={(event) => write(event.target.value)} />
      ) : (
        <input {...shared} type="text" onChange={(event) => write(event.target.value)} />
      )}
      {element.max_length === undefined ? null : <Left typed={typed} most={element.max_length} />}
    </>
  );
}

/** As Slack does, counts only when the end is near. */
function Left({ typed, most }: { readonly typed: string; readonly most: number }) {
  const left = most - typed.length;
  if (left > most / 5) return null;
  return <small className={left < 0 ? 'count over' : 'count'}>{left} characters left</small>;
}

export function NumberControl(placed: Placed<NumberInput>) {
  const { element, field } = placed;
  const { typed, write, onKeyDown } = useText(placed);
  return (
    <input
      type="text"
      inputMode={element.is_decimal_allowed ? 'decimal' : 'numeric'}
      className="control"
      {...tied(field, element.placeholder?.text ?? 'Number')}
      placeholder={element.placeholder?.text}
      value={typed}
      onKeyDown={onKeyDown}
      onChange={(event) => write(event.target.value)}
      autoComplete="off"
    />
  );
}
