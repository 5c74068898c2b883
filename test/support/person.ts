import type { Answer } from '../../src/playground/delivery.ts';
import { elementsOf, type Field, fieldsOf, labelOf, valueKey } from '../../src/playground/elements.ts';
import { type Obj, objAt, objsAt, textAt } from '../../src/playground/json.ts';
import type { Gesture } from '../../src/playground/page-protocol.ts';
import type { StandIn } from '../../src/playground/stand-in.ts';
import { blocksOf, type View } from '../../src/playground/view.ts';
import { appConversationId, type Message } from '../../src/playground/workspace.ts';
import { fieldValue, type Typed } from './field-value.ts';
import { blocksText, blockText, readable, viewText } from './visible-text.ts';

export type Where = {
  /** Counted from 1; the first if not given. */
  readonly nth?: number;
  /** Text in the same block, or in the one above. */
  readonly near?: string;
};

type Source = { readonly from: Extract<Gesture, { kind: 'action' }>['from']; readonly blocks: readonly Obj[] };
type Target = { readonly source: Source; readonly block: Obj; readonly above: Obj | undefined; readonly element: Obj };

/**
 * A person at Slack's client. Each gesture resolves once the app has done with it. `idle` says when that is; without it,
 * something must show, and nothing may move for a moment.
 */
export class PersonDriver {
  readonly id: string;
  readonly #slack: StandIn;
  readonly #idle: (() => Promise<void>) | undefined;

  constructor(slack: StandIn, handle: string, idle?: () => Promise<void>) {
    this.id = slack.person(handle).id;
    this.#slack = slack;
    this.#idle = idle;
  }

  /** Sends a message or a slash command; in the conversation with the app, unless a channel is named. */
  async types(text: string, { in: name }: { readonly in?: string } = {}): Promise<void> {
    const channel = name === undefined ? appConversationId(this) : this.#channel(name);
    const kind = text.startsWith('/') ? 'command' : 'message';
    await this.#do({ as: this.id, kind, channel, text });
  }

  async shortcut(name: string): Promise<void> {
    const known = this.#slack.manifest.features?.shortcuts ?? [];
    const shortcut = known.find((one) => one.name === name);
    if (shortcut === undefined)
      throw new Error(`No shortcut “${name}”, but: ${known.map((one) => one.name).join(', ')}`);
    await this.#do({ as: this.id, kind: 'shortcut', callbackId: shortcut.callback_id });
  }

  async opensHome(): Promise<void> {
    await this.#do({ as: this.id, kind: 'read-home' });
  }

  /** The newest thing on the screen that is no modal: a message, an ephemeral answer, or a notice of Slack's. */
  sees(): string {
    const message = this.#visible().at(-1);
    const notice = this.#slack.workspace.notices.get(this.id)?.at(-1);
    if (notice !== undefined && notice.id > (message?.seq ?? 0)) return notice.text;
    return message === undefined ? '' : this.#text(message);
  }

  /** What a screen reader and the notification say of the newest message. */
  hears(): string {
    return readable(this.#visible().at(-1)?.text ?? '', this.#slack.workspace);
  }

  /** The newest message as it is stored, for its blocks. */
  lastMessage(): Message {
    const message = this.#visible().at(-1);
    if (message === undefined) throw new Error('There is no message yet');
    return message;
  }

  /** Messages of the app in its conversation with this person, the oldest first. */
  dms(): readonly string[] {
    const { messages, cast } = this.#slack.workspace;
    const mine = messages.filter(
      ({ channel, user }) => channel === appConversationId(this) && user === cast.app.botUserId,
    );
    return mine.filter(({ onlyFor }) => onlyFor === null).map((message) => this.#text(message));
  }

  /** Messages of a channel that this person sees, the oldest first. */
  reads(name: string): readonly string[] {
    const channel = this.#channel(name);
    return this.#visible()
      .filter((message) => message.channel === channel)
      .map((message) => this.#text(message));
  }

  /** The text of the view on top. */
  modal(): string {
    return viewText(this.view(), this.#slack.workspace);
  }

  hasModal(): boolean {
    return this.#views().length > 0;
  }

  home(): string {
    const home = this.#slack.workspace.homes.get(this.id);
    return home === undefined ? '' : blocksText(blocksOf(home.body), this.#slack.workspace);
  }

  /** The view on top as the stand-in keeps it. */
  view(): View {
    const view = this.#views().at(-1);
    if (view === undefined) throw new Error(`No modal is open. On the screen:\n${this.sees()}`);
    return view;
  }

  /** Fills fields of the view on top, by label. What dispatches its action does so. */
  async fills(values: { readonly [label: string]: Typed }): Promise<void> {
    for (const [label, typed] of Object.entries(values)) await this.#fill(label, typed);
  }

  /** Presses Enter in a text field that dispatches its action. */
  async enters(label: string): Promise<void> {
    const view = this.view();
    const field = this.#field(view, label);
    const value = view.state[field.blockId]?.[field.actionId] ?? {};
    await this.#act({ view: view.id }, field.blockId, { ...value, action_id: field.actionId });
  }

  /** A button, or an option of an overflow menu: in the view on top, else in the newest message that has it, else in Home. */
  async clicks(text: string, where: Where = {}): Promise<void> {
    const { source, block, element } = this.#find(where, `button “${text}”`, (one) => clickable(one).includes(text));
    const option = objsAt(element, 'options').find((one) => textAt(objAt(one, 'text'), 'text') === text);
    const action = { action_id: element.action_id, ...(option === undefined ? {} : { selected_option: option }) };
    await this.#act(source.from, textAt(block, 'block_id'), action);
  }

  /** Chooses in a menu that stands outside a form: found by its placeholder, or as the only one. */
  async chooses(text: string, where: Where & { readonly from?: string } = {}): Promise<void> {
    const isWanted = (one: Obj) => where.from === undefined || textAt(objAt(one, 'placeholder'), 'text') === where.from;
    const target = this.#find(where, `menu for “${text}”`, (one) => valueKey(one) !== undefined && isWanted(one));
    const { source, block, element } = target;
    const [field] = fieldsOf([block]).filter((one) => one.element === element);
    if (field === undefined) throw new Error('Nothing can be chosen there');
    const value = fieldValue(field, text, this.#slack.workspace, await this.#offered(source.from, field, text));
    await this.#act(source.from, field.blockId, { ...value, action_id: field.actionId });
  }

  /** Sends the view on top; `times` is how often the same payload arrives, at once. */
  async submits({ times = 1 }: { readonly times?: number } = {}): Promise<readonly Answer[]> {
    if (times > 1) this.#slack.faults.repeat(times);
    const before = this.#slack.delivered.at(-1);
    await this.#do({ as: this.id, kind: 'submit', view: this.view().id, state: {} });
    const sent = this.#slack.delivered.at(-1);
    return sent === before || sent === undefined ? [] : Promise.all(sent.answers);
  }

  /** Cancel; with `all`, the x. */
  async closes({ all = false }: { readonly all?: boolean } = {}): Promise<void> {
    await this.#do({ as: this.id, kind: 'close', view: this.view().id, all });
  }

  /** The last payload reaches the app once more, the same to the byte. */
  async replays(): Promise<Answer> {
    const last = this.#slack.delivered.at(-1);
    if (last === undefined) throw new Error('Nothing was sent yet');
    const answer = await last.again();
    await this.#settled(this.#slack.workspace.changes - 1);
    return answer;
  }

  /** Resolves once `text` is on the screen: for what comes by itself. */
  async waitsFor(text: string, milliseconds = 5_000): Promise<void> {
    const { workspace } = this.#slack;
    const isThere = () => this.#screen().includes(text);
    if (isThere()) return;
    await new Promise<void>((resolve, reject) => {
      const late = () =>
        reject(new Error(`“${text}” did not come within ${milliseconds} ms. On the screen:\n${this.#screen()}`));
      const timer = setTimeout(late, milliseconds);
      const stop = workspace.onChange(() => {
        if (!isThere()) return;
        clearTimeout(timer);
        stop();
        resolve();
      });
    });
  }

  async #fill(label: string, typed: Typed): Promise<void> {
    const view = this.view();
    const field = this.#field(view, label);
    const from = { view: view.id };
    const offered = typed === null ? [] : await this.#offered(from, field, [typed].flat().join(' '));
    const value = fieldValue(field, typed, this.#slack.workspace, offered);
    this.#slack.type(view.id, { [field.blockId]: { [field.actionId]: value } });
    if (dispatches(field)) await this.#act(from, field.blockId, { ...value, action_id: field.actionId });
  }

  async #offered(from: Source['from'], { element, blockId, actionId }: Field, typed: string): Promise<readonly Obj[]> {
    if (!textAt(element, 'type').includes('external_select')) return [];
    const answer = await this.#slack.askOptions({ as: this.id, from, blockId, actionId, value: typed });
    if (!answer.ok) throw new Error(answer.error);
    return answer.options ?? [];
  }

  #field(view: View, label: string): Field {
    const fields = fieldsOf(blocksOf(view.body));
    const field = fields.find((one) => labelOf(one) === label);
    if (field !== undefined) return field;
    throw new Error(
      `No field “${label}”, but: ${fields.map((one) => `“${labelOf(one)}”`).join(', ')}\n${this.modal()}`,
    );
  }

  #find({ nth = 1, near }: Where, what: string, isWanted: (element: Obj) => boolean): Target {
    const isNear = ({ block, above }: Target) =>
      near === undefined || [block, above].some((one) => one && blockText(one, this.#slack.workspace).includes(near));
    const targets = this.#sources().flatMap(targetsIn);
    const found = targets.filter((target) => isWanted(target.element) && isNear(target))[nth - 1];
    if (found !== undefined) return found;
    const place = near === undefined ? '' : ` near “${near}”`;
    throw new Error(`No ${what}${place}${nth === 1 ? '' : ` (number ${nth})`} on the screen:\n${this.#screen()}`);
  }

  /** What can be clicked: a modal hides all else. */
  #sources(): readonly Source[] {
    const view = this.#views().at(-1);
    if (view !== undefined) return [{ from: { view: view.id }, blocks: blocksOf(view.body) }];
    const home = this.#slack.workspace.homes.get(this.id);
    const messages = this.#visible().map(({ ts, channel, blocks }) => ({ from: { message: ts, channel }, blocks }));
    return [
      ...messages.reverse(),
      ...(home === undefined ? [] : [{ from: { view: home.id }, blocks: blocksOf(home.body) }]),
    ];
  }

  async #act(from: Source['from'], blockId: string, action: Obj): Promise<void> {
    await this.#do({ as: this.id, kind: 'action', from, blockId, action, state: {} });
  }

  async #do(gesture: Gesture): Promise<void> {
    const before = this.#slack.workspace.changes;
    const outcome = await this.#slack.perform(gesture);
    if (!outcome.ok) throw new Error(outcome.error);
    await this.#settled(before);
  }

  async #settled(before: number): Promise<void> {
    if (this.#idle !== undefined) await this.#idle();
    else await this.#slack.settled(before);
  }

  #views(): readonly View[] {
    return this.#slack.workspace.stacks.get(this.id) ?? [];
  }

  /** By the moment of their last change, the newest last. */
  #visible(): readonly Message[] & Message[] {
    const { messages, conversations } = this.#slack.workspace;
    const isMine = ({ channel, onlyFor }: Message) =>
      conversations.get(channel)?.members.includes(this.id) === true && (onlyFor === null || onlyFor === this.id);
    return messages.filter(isMine).sort((a, b) => a.seq - b.seq);
  }

  #text({ text, blocks }: Message): string {
    const { workspace } = this.#slack;
    return blocks.length === 0 ? readable(text, workspace) : blocksText(blocks, workspace);
  }

  #screen(): string {
    if (this.hasModal()) return this.modal();
    return [
      ...this.#visible()
        .slice(-5)
        .map((message) => this.#text(message)),
      this.sees(),
      this.home(),
    ].join('\n---\n');
  }

  #channel(name: string): string {
    const { conversations } = this.#slack.workspace;
    const found = [...conversations.values()].find((one) => one.name === name && one.kind !== 'app');
    if (found === undefined) throw new Error(`There is no channel ${name}`);
    return found.id;
  }
}

function targetsIn(source: Source): readonly Target[] {
  return source.blocks.flatMap((block, at) => {
    const above = block.type === 'actions' ? source.blocks[at - 1] : undefined;
    return elementsOf(block).map((element) => ({ source, block, above, element }));
  });
}

function clickable(element: Obj): readonly string[] {
  if (element.type === 'button') return [textAt(objAt(element, 'text'), 'text')];
  if (element.type !== 'overflow') return [];
  return objsAt(element, 'options').map((option) => textAt(objAt(option, 'text'), 'text'));
}

/** Whether Slack tells the app at once that this field has changed. */
function dispatches({ isInput, block, element }: Field): boolean {
  if (!isInput) return true;
  if (block.dispatch_action !== true) return false;
  if (valueKey(element) !== 'value') return true;
  const on = objAt(element, 'dispatch_action_config').trigger_actions_on;
  return Array.isArray(on) && on.includes('on_character_entered');
}
