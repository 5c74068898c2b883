import { elementsOf } from './elements.ts';
import { type Obj, objAt, objsAt, textAt } from './json.ts';
import { BLOCKS, type Surface } from './limits/blocks.ts';
import { plain } from './limits/compositions.ts';
import { type Complaint, type Fields, flag, list, may, oneOf, shape, text } from './limits/rules.ts';

export type { Complaint };

/** Docs: 100 blocks in a view, 50 in a message. */
const MOST_IN_VIEW = 100;
const MOST_IN_MESSAGE = 50;

const anyView: Fields = {
  private_metadata: may(text(3_000, 0)),
  callback_id: may(text(255, 0)),
  external_id: may(text(255, 0)),
};
const homeView = shape({ ...anyView, type: oneOf('home'), blocks: list(BLOCKS.home, 0, MOST_IN_VIEW) });
const modalView = shape(
  {
    ...anyView,
    type: oneOf('modal'),
    title: plain(24),
    close: may(plain(24)),
    submit: may(plain(24)),
    clear_on_close: may(flag),
    notify_on_close: may(flag),
    submit_disabled: may(flag),
    blocks: list(BLOCKS.modal, 0, MOST_IN_VIEW),
  },
  (view, say) => {
    const hasInput = objsAt(view, 'blocks').some((block) => block.type === 'input');
    if (hasInput && view.submit === undefined) say('', 'missing required field: submit');
  },
);

/** What Slack has against a view; nothing for one that it takes. */
export function complaintsAboutView(view: Obj, type: string): readonly Complaint[] {
  const complaints: Complaint[] = [];
  if (view.type !== type) return [{ pointer: '/view/type', message: `must be ${type}` }];
  (type === 'home' ? homeView : modalView)(view, '/view', complaints);
  return complaints.length > 0 ? complaints : amongBlocks(objsAt(view, 'blocks'), '/view/blocks', 'modal');
}

/** What Slack has against the blocks of a message. */
export function complaintsAboutMessage(blocks: unknown): readonly Complaint[] {
  const complaints: Complaint[] = [];
  list(BLOCKS.message, 0, MOST_IN_MESSAGE)(blocks, '/blocks', complaints);
  if (complaints.length > 0) return complaints;
  const all = objsAt({ blocks }, 'blocks');
  return [...amongBlocks(all, '/blocks', 'message'), ...sums(all)];
}

/** A set of options as an app answers it to an external select. */
export function complaintsAboutOptions(select: Obj): readonly Complaint[] {
  return complaintsAboutMessage([{ type: 'actions', elements: [{ type: 'static_select', ...select }] }]);
}

function amongBlocks(blocks: readonly Obj[], at: string, surface: Surface): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const blockIds = blocks.map((block) => textAt(block, 'block_id'));
  const focused = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load === true);
  if (focused.length > 1) complaints.push({ pointer: at, message: 'only one element can be focused on load' });
  blocks.forEach((block, index) => {
    const pointer = `${at}/${index}`;
    if (isRepeated(blockIds, index))
      complaints.push({ pointer: `${pointer}/block_id`, message: 'block_id already exists' });
    const actionIds = elementsOf(block).map((element) => textAt(element, 'action_id'));
    const twice = actionIds.findIndex((_, nth) => isRepeated(actionIds, nth));
    if (twice >= 0)
      complaints.push({ pointer: `${pointer}/elements/${twice}/action_id`, message: 'action_id already exists' });
    if (surface === 'message' && objAt(block, 'element').type === 'file_input') {
      complaints.push({ pointer: `${pointer}/element`, message: 'unsupported type: file_input' });
    }
  });
  return complaints;
}

function isRepeated(ids: readonly string[], at: number): boolean {
  return ids[at] !== '' && ids.indexOf(ids[at] ?? '') < at;
}

/** Docs: over all blocks of one message. */
const SUMS: { readonly [type: string]: { readonly blocks: number; readonly characters: number } } = {
  table: { blocks: MOST_IN_MESSAGE, characters: 10_000 },
  data_table: { blocks: MOST_IN_MESSAGE, characters: 20_000 },
  markdown: { blocks: MOST_IN_MESSAGE, characters: 12_000 },
  data_visualization: { blocks: 2, characters: Number.POSITIVE_INFINITY },
};

function sums(blocks: readonly Obj[]): readonly Complaint[] {
  return Object.entries(SUMS).flatMap(([type, most]) => {
    const alike = blocks.filter((block) => block.type === type);
    if (alike.length > most.blocks)
      return [{ pointer: '/blocks', message: `no more than ${most.blocks} of ${type} allowed` }];
    const isLong = textLength(alike) > most.characters;
    return isLong
      ? [{ pointer: '/blocks', message: `no more than ${most.characters} characters in all of ${type}` }]
      : [];
  });
}

/** All characters of text in blocks. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + textLength(inner), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (key === 'text' && typeof inner === 'string' ? inner.length : textLength(inner)),
    0,
  );
}

export function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
