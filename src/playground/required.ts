import { type Field, fieldsOf, valueKey } from './elements.ts';
import { type Obj, textAt } from './json.ts';
import { blocksOf, type View } from './view.ts';

/** What Slack's own client asks for before it sends a submission, by block_id. */
export function hintsAt(view: View): { readonly [blockId: string]: string } {
  const hints: { [blockId: string]: string } = {};
  for (const field of fieldsOf(blocksOf(view.body))) {
    const value = view.state[field.blockId]?.[field.actionId]?.[valueKey(field.element) ?? ''];
    const hint = field.isInput ? hintAt(field, value) : undefined;
    if (hint !== undefined) hints[field.blockId] = hint;
  }
  return hints;
}

function hintAt({ block, element }: Field, value: unknown): string | undefined {
  if (isEmpty(value)) return block.optional === true ? undefined : 'Please complete this required field.';
  if (typeof value !== 'string') return undefined;
  switch (element.type) {
    case 'plain_text_input':
      return lengthHint(element, value);
    case 'number_input':
      return numberHint(element, value);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return /^https?:\/\/\S+$/.test(value) ? undefined : 'Please enter a valid URL.';
    default:
      return undefined;
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function lengthHint(element: Obj, value: string): string | undefined {
  const [least, most] = [Number(element.min_length ?? 0), Number(element.max_length ?? 3_000)];
  if (value.length < least) return `Please enter at least ${least} characters.`;
  return value.length > most ? `Please enter no more than ${most} characters.` : undefined;
}

function numberHint(element: Obj, value: string): string | undefined {
  const isNumber = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!isNumber.test(value)) return 'Please enter a valid number.';
  const [least, most] = [textAt(element, 'min_value'), textAt(element, 'max_value')];
  if (least !== '' && Number(value) < Number(least)) return `Please enter a number that is at least ${least}.`;
  return most !== '' && Number(value) > Number(most) ? `Please enter a number that is at most ${most}.` : undefined;
}
