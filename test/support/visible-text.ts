import { fieldsOf, valueKey } from '../../src/playground/elements.ts';
import { isObj, type Obj, objAt, objsAt, textAt } from '../../src/playground/json.ts';
import type { ViewState } from '../../src/playground/page-protocol.ts';
import { blocksOf, type View } from '../../src/playground/view.ts';
import type { Workspace } from '../../src/playground/workspace.ts';

/** What a person reads: marks become names and links, entities become the characters they stand for. */
export function readable(mrkdwn: string, { people, conversations }: Workspace): string {
  return mrkdwn
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${people.get(id)?.name ?? id}`)
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `#${conversations.get(id)?.name ?? id}`)
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<(?:https?:|mailto:|slack:)[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<((?:https?|mailto|slack):[^|>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** All text of blocks, a line for each part; buttons stand in brackets. */
export function blocksText(blocks: readonly Obj[], workspace: Workspace): string {
  return blocks
    .map((block) => blockText(block, workspace))
    .filter((text) => text !== '')
    .join('\n');
}

export function blockText(block: Obj, workspace: Workspace): string {
  return parts(block, workspace).join('\n');
}

/** A view with what stands in its fields, its options, hints and errors. */
export function viewText(view: View, workspace: Workspace): string {
  const { body, errors } = view;
  const blocks = blocksOf(body).flatMap((block) => {
    const error = errors[textAt(block, 'block_id')];
    const text = parts(block, workspace, view.state);
    return error === undefined ? text : [...text, `! ${error}`];
  });
  const buttons = ['close', 'submit'].map((key) => textAt(objAt(body, key), 'text')).filter((text) => text !== '');
  return [textAt(objAt(body, 'title'), 'text'), ...blocks, ...buttons.map((text) => `[ ${text} ]`)].join('\n');
}

/** Keys of a block that hold what nobody sees, or what is written out by itself. */
const UNSEEN = new Set([
  'type',
  'block_id',
  'action_id',
  'value',
  'url',
  'confirm',
  'accessibility_label',
  'image_url',
]);

function parts(value: unknown, workspace: Workspace, state: ViewState = {}): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => parts(inner, workspace, state));
  if (!isObj(value)) return [];
  const type = textAt(value, 'type');
  const text = textAt(value, 'text');
  if (type === 'plain_text' || type === 'raw_text') return [text];
  if (type === 'mrkdwn') return [readable(text, workspace)];
  if (type === 'button') return [`[ ${textAt(objAt(value, 'text'), 'text')} ]`];
  if (type === 'rich_text_section' || type === 'rich_text_preformatted' || type === 'rich_text_quote') {
    return [
      objsAt(value, 'elements')
        .map((run) => runText(run, workspace))
        .join(''),
    ];
  }
  if (type === 'data_visualization') return chartText(value);
  const field = fieldsOf([value]).filter(({ isInput }) => isInput);
  if (field[0] !== undefined) return inputText(value, field[0].element, workspace, state);
  const alt = textAt(value, 'alt_text');
  const own = typeof value.text === 'string' ? [text] : [];
  const inner = Object.entries(value).filter(([key]) => !UNSEEN.has(key) && !key.startsWith('initial_'));
  return [...(alt === '' ? [] : [`(${alt})`]), ...own, ...inner.flatMap(([, each]) => parts(each, workspace, state))];
}

function runText(run: Obj, workspace: Workspace): string {
  const { people, conversations } = workspace;
  const id = textAt(run, 'user_id') || textAt(run, 'channel_id');
  if (id !== '') return people.get(id)?.name ?? conversations.get(id)?.name ?? id;
  if (run.type === 'emoji') return `:${textAt(run, 'name')}:`;
  return textAt(run, 'text') || textAt(run, 'url');
}

function chartText(block: Obj): readonly string[] {
  const chart = objAt(block, 'chart');
  const points = [...objsAt(chart, 'series').flatMap((series) => objsAt(series, 'data')), ...objsAt(chart, 'segments')];
  return [textAt(block, 'title'), ...points.map((point) => `${textAt(point, 'label')} ${String(point.value)}`)];
}

function inputText(block: Obj, element: Obj, workspace: Workspace, state: ViewState): readonly string[] {
  const label = textAt(objAt(block, 'label'), 'text') + (block.optional === true ? ' (optional)' : '');
  const kept = state[textAt(block, 'block_id')]?.[textAt(element, 'action_id')];
  const value = kept?.[valueKey(element) ?? ''];
  const options = [
    ...objsAt(element, 'options'),
    ...objsAt(element, 'option_groups').flatMap((one) => objsAt(one, 'options')),
  ];
  const offered = options.map((option) => parts([option.text, option.description], workspace).join(', '));
  const hint = parts(block.hint, workspace);
  const shown = valueText(value, workspace);
  return [`${label}: ${shown}`, ...(offered.length === 0 ? [] : [`  (${offered.join(' / ')})`]), ...hint];
}

function valueText(value: unknown, workspace: Workspace): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => valueText(one, workspace)).join(', ');
  if (isObj(value)) return textAt(objAt(value, 'text'), 'text');
  const text = String(value);
  return workspace.people.get(text)?.name ?? workspace.conversations.get(text)?.name ?? text;
}
