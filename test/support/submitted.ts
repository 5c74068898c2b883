import type { ModalView } from '@slack/types';
import { fieldsOf, initialState, valueKey } from '../../src/playground/elements.ts';
import { isObj } from '../../src/playground/json.ts';
import { complaintsAboutView } from '../../src/playground/limits.ts';
import { blocksOf } from '../../src/playground/view.ts';
import type { SubmittedView } from '../../src/views/form.ts';

type Put = string | readonly string[] | null;

/** A form as Slack sends it: what it started with, and what was put into some fields, by block id; options by their value. */
export function submitted(form: ModalView, put: { readonly [block: string]: Put } = {}): SubmittedView {
  const blocks = blocksOf(plainView(form));
  const start = initialState(blocks);
  const typed = fieldsOf(blocks).flatMap(({ blockId, actionId, element }) => {
    const key = valueKey(element) ?? '';
    const value = put[blockId];
    return value === undefined ? [] : [[blockId, { [actionId]: { [key]: asKept(key, value) } }] as const];
  });
  const strays = Object.keys(put).filter((id) => start[id] === undefined);
  if (strays.length > 0) throw new Error(`The form has no field ${strays.join(', ')}`);
  return {
    private_metadata: form.private_metadata ?? '',
    state: { values: { ...start, ...Object.fromEntries(typed) } },
  };
}

/** The same without some of its fields: as a form of another version sends it. */
export function withoutFields(view: SubmittedView, ...ids: readonly string[]): SubmittedView {
  const kept = Object.entries(view.state.values).filter(([id]) => !ids.includes(id));
  return { ...view, state: { values: Object.fromEntries(kept) } };
}

/** What Slack would refuse about a view. */
export function complaintsAbout(view: ModalView): readonly unknown[] {
  return complaintsAboutView(plainView(view), 'modal');
}

function plainView(view: ModalView) {
  const plain: unknown = JSON.parse(JSON.stringify(view));
  if (!isObj(plain)) throw new Error('A view is an object.');
  return plain;
}

function asKept(key: string, value: Put): unknown {
  if (key === 'selected_option') return value === null ? null : { value };
  if (key === 'selected_options') return [value ?? []].flat().map((each) => ({ value: each }));
  return value;
}
