import { elementsOf, type Field, fieldsOf, labelOf } from '../../src/playground/elements.ts';
import { type Obj, objAt, objsAt, textAt } from '../../src/playground/json.ts';
import type { Gesture } from '../../src/playground/page-protocol.ts';
import { blocksOf, type View } from '../../src/playground/view.ts';
import { appConversationId, type Message, type Workspace } from '../../src/playground/workspace.ts';
import { blocksText, blockText, readable, viewText } from './visible-text.ts';

export type Where = {
  /** Counted from 1; the first if not given. */
  readonly nth?: number;
  /** Text in the same block; for a row of buttons or an input also in the block above. */
  readonly near?: string;
};

export type Source = { readonly from: Extract<Gesture, { kind: 'action' }>['from']; readonly blocks: readonly Obj[] };

/** An element that can be used, and what it stands in and under. */
export type Target = {
  readonly source: Source;
  readonly block: Obj;
  readonly above: Obj | undefined;
  readonly element: Obj;
};

/** What one person has before their eyes. */
export class OnScreen {
  readonly id: string;
  readonly #workspace: Workspace;

  constructor(workspace: Workspace, id: string) {
    this.#workspace = workspace;
    this.id = id;
  }

  /** All that can be read now; a modal hides what lies under it. */
  all(): string {
    if (this.views().length > 0) return this.modal();
    const last = this.messages().slice(-5);
    return [...last.map((message) => this.text(message)), this.newest(), this.home()].join('\n---\n');
  }

  /** The newest message, ephemeral answer or notice of Slack's. */
  newest(): string {
    const message = this.messages().at(-1);
    const notice = this.#workspace.notices.get(this.id)?.at(-1);
    if (notice !== undefined && notice.id > (message?.seq ?? 0)) return notice.text;
    return message === undefined ? '' : this.text(message);
  }

  modal(): string {
    return viewText(this.top(), this.#workspace);
  }

  home(): string {
    const home = this.#workspace.homes.get(this.id);
    return home === undefined ? '' : blocksText(blocksOf(home.body), this.#workspace);
  }

  views(): readonly View[] {
    return this.#workspace.stacks.get(this.id) ?? [];
  }

  top(): View {
    const view = this.views().at(-1);
    if (view === undefined) throw new Error(`No modal is open. On the screen:\n${this.all()}`);
    return view;
  }

  /** By the moment of their last change, the newest last. */
  messages(): readonly Message[] {
    const { messages, conversations } = this.#workspace;
    const isMine = ({ channel, onlyFor }: Message) =>
      conversations.get(channel)?.members.includes(this.id) === true && (onlyFor === null || onlyFor === this.id);
    return messages.filter(isMine).sort((a, b) => a.seq - b.seq);
  }

  text({ text, blocks }: Message): string {
    return blocks.length === 0 ? readable(text, this.#workspace) : blocksText(blocks, this.#workspace);
  }

  /** The id of a channel by its name; of the conversation with the app if there is none. */
  channel(name: string | undefined): string {
    if (name === undefined) return appConversationId(this);
    const all = [...this.#workspace.conversations.values()];
    const found = all.find((one) => one.name === name && one.kind !== 'app');
    if (found === undefined) throw new Error(`There is no channel ${name}`);
    return found.id;
  }

  /** The button or overflow option with this text. */
  button(text: string, where: Where): Target {
    return this.#find(where, `button “${text}”`, ({ element }) => clickable(element).includes(text));
  }

  /** A menu outside a form, by its placeholder where one is given. */
  menu(placeholder: string | undefined, where: Where): Target & { readonly field: Field } {
    const what = placeholder === undefined ? 'menu' : `menu “${placeholder}”`;
    const target = this.#find(where, what, ({ block, element }) => {
      const field = fieldIn(block, element);
      return (
        field !== undefined &&
        (placeholder === undefined || textAt(objAt(element, 'placeholder'), 'text') === placeholder)
      );
    });
    const field = fieldIn(target.block, target.element);
    if (field === undefined) throw new Error(`The ${what} takes no value`);
    return { ...target, field };
  }

  /** The field with this label in the view on top. */
  field(label: string, where: Where): Field {
    const isLabelled = ({ block, element }: Target) =>
      labelOf({ block, element }) === label && fieldIn(block, element) !== undefined;
    const { block, element } = this.#find(where, `field “${label}”`, isLabelled, [viewSource(this.top())]);
    const field = fieldIn(block, element);
    if (field === undefined) throw new Error(`“${label}” takes no value`);
    return field;
  }

  #find(
    { nth = 1, near }: Where,
    what: string,
    isWanted: (target: Target) => boolean,
    sources = this.#sources(),
  ): Target {
    const isNear = ({ block, above }: Target) =>
      near === undefined || [block, above].some((one) => one && blockText(one, this.#workspace).includes(near));
    const found = sources.flatMap(targetsIn).filter((target) => isWanted(target) && isNear(target))[nth - 1];
    if (found !== undefined) return found;
    const place = near === undefined ? '' : ` near “${near}”`;
    throw new Error(`No ${what}${place}${nth === 1 ? '' : ` (number ${nth})`} on the screen:\n${this.all()}`);
  }

  /** Where something can be clicked: in the view on top, else in messages, the newest first, else in Home. */
  #sources(): readonly Source[] {
    const view = this.views().at(-1);
    if (view !== undefined) return [viewSource(view)];
    const home = this.#workspace.homes.get(this.id);
    const messages = this.messages().map(({ ts, channel, blocks }) => ({ from: { message: ts, channel }, blocks }));
    return [...[...messages].reverse(), ...(home === undefined ? [] : [viewSource(home)])];
  }
}

function viewSource(view: View): Source {
  return { from: { view: view.id }, blocks: blocksOf(view.body) };
}

function targetsIn(source: Source): readonly Target[] {
  return source.blocks.flatMap((block, at) => {
    const isApart = block.type === 'actions' || block.type === 'input';
    const before = source.blocks.slice(0, at).findLast(({ type }) => type !== 'actions' && type !== 'divider');
    const above = isApart ? before : undefined;
    return elementsOf(block).map((element) => ({ source, block, above, element }));
  });
}

function fieldIn(block: Obj, element: Obj): Field | undefined {
  return fieldsOf([block]).find((field) => field.element === element);
}

function clickable(element: Obj): readonly string[] {
  if (element.type === 'button') return [textAt(objAt(element, 'text'), 'text')];
  if (element.type !== 'overflow') return [];
  return objsAt(element, 'options').map((option) => textAt(objAt(option, 'text'), 'text'));
}
