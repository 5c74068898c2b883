import { type Field, labelOf, valueKey } from '../../src/playground/elements.ts';
import { type Obj, objAt, objsAt, textAt } from '../../src/playground/json.ts';
import type { Workspace } from '../../src/playground/workspace.ts';

/** What a person puts in a field: text, an option by its text, several of them, or nothing. */
export type Typed = string | number | readonly string[] | null;

/**
 * The state of a field after that was typed or chosen. `offered` is what an external select has found: the one option,
 * or the one of exactly that text, is taken.
 */
export function fieldValue(field: Field, typed: Typed, workspace: Workspace, offered: readonly Obj[] = []): Obj {
  const { element } = field;
  const key = valueKey(element) ?? '';
  return { type: element.type, [key]: chosen(field, key, typed, workspace, offered) };
}

function chosen(field: Field, key: string, typed: Typed, workspace: Workspace, offered: readonly Obj[]): unknown {
  const texts = typed === null ? [] : [typed].flat().map(String);
  const [first] = texts;
  switch (key) {
    case 'selected_option':
      return first === undefined ? null : optionOf(field, first, offered);
    case 'selected_options':
      return texts.map((text) => optionOf(field, text, offered));
    case 'selected_user':
    case 'selected_conversation':
    case 'selected_channel':
      return first === undefined ? null : idOf(first, workspace);
    case 'selected_users':
    case 'selected_conversations':
    case 'selected_channels':
      return texts.map((text) => idOf(text, workspace));
    case 'selected_date_time':
      return typed === null ? null : Number(typed);
    default:
      return first === undefined || first === '' ? null : first;
  }
}

function optionOf(field: Field, text: string, offered: readonly Obj[]): Obj {
  const { element } = field;
  const own = [
    ...objsAt(element, 'options'),
    ...objsAt(element, 'option_groups').flatMap((one) => objsAt(one, 'options')),
  ];
  const options = [...own, ...offered];
  const option = options.find((one) => textAt(objAt(one, 'text'), 'text') === text);
  if (option !== undefined) return option;
  if (offered.length === 1 && offered[0] !== undefined) return offered[0];
  const texts = options.map((one) => `“${textAt(objAt(one, 'text'), 'text')}”`);
  throw new Error(`“${labelOf(field)}” has no option “${text}”, but: ${texts.join(', ')}`);
}

/** A person by handle or name, a conversation by name with or without its #. */
function idOf(text: string, { people, conversations }: Workspace): string {
  const name = text.replace(/^[@#]/, '');
  const person = [...people.values()].find((one) => one.handle === name || one.name === name);
  const conversation = [...conversations.values()].find((one) => one.name === name && one.kind !== 'app');
  const found = person ?? conversation;
  if (found === undefined) throw new Error(`There is no person or channel “${text}”`);
  return found.id;
}
