import type { Answer } from '../../src/playground/delivery.ts';
import { type Field, valueKey } from '../../src/playground/elements.ts';
import { type Obj, objAt, objsAt, textAt } from '../../src/playground/json.ts';
import type { Gesture } from '../../src/playground/page-protocol.ts';
import type { StandIn } from '../../src/playground/stand-in.ts';
import type { View } from '../../src/playground/view.ts';
import type { Message } from '../../src/playground/workspace.ts';
import { fieldValue, type Typed } from './field-value.ts';
import { OnScreen, type Source, type Where } from './on-screen.ts';
import { readable } from './visible-text.ts';

/**
 * A person at Slack's client. Each gesture resolves once the app has done with it. `idle` says when that is; without it,
 * something must show, and nothing may move for a moment.
 */
export class PersonDriver {
  readonly id: string;
  readonly #slack: StandIn;
  readonly #idle: (() => Promise<void>) | undefined;
  readonly #screen: OnScreen;

  constructor(slack: StandIn, handle: string, idle?: () => Promise<void>) {
    this.id = slack.person(handle).id;
    this.#slack = slack;
    this.#idle = idle;
    this.#screen = new OnScreen(slack.workspace, this.id);
  }

  /** Sends a message or a slash command; in the conversation with the app, unless a channel is named. */
  async types(text: string, { in: name }: { readonly in?: string } = {}): Promise<void> {
    const kind = text.startsWith('/') ? 'command' : 'message';
    await this.#do({ as: this.id, kind, channel: this.#screen.channel(name), text });
  }

  /** Runs a global shortcut by the name it has in the menu. */
  async shortcut(name: string): Promise<void> {
    const known = this.#slack.manifest.features?.shortcuts ?? [];
    const found = known.find((one) => one.name === name);
    if (found === undefined) throw new Error(`No shortcut “${name}”, but: ${known.map((one) => one.name).join(', ')}`);
    await this.#do({ as: this.id, kind: 'shortcut', callbackId: found.callback_id });
  }

  async opensHome(): Promise<void> {
    await this.#do({ as: this.id, kind: 'read-home' });
  }

  /** The newest thing on the screen that is no modal: a message, an ephemeral answer, or a notice of Slack's. */
  sees(): string {
    return this.#screen.newest();
  }

  /** What a screen reader and the notification say of the newest message. */
  hears(): string {
    return readable(this.lastMessage().text, this.#slack.workspace);
  }

  /** The newest message as it is stored, for its blocks. */
  lastMessage(): Message {
    const message = this.#screen.messages().at(-1);
    if (message === undefined) throw new Error('There is no message yet');
    return message;
  }

  /** Messages of the app in its conversation with this person, the oldest first. */
  dms(): readonly string[] {
    const { botUserId } = this.#slack.workspace.cast.app;
    const isDm = ({ channel, user, onlyFor }: Message) =>
      channel === this.#screen.channel(undefined) && user === botUserId && onlyFor === null;
    return this.#screen
      .messages()
      .filter(isDm)
      .map((message) => this.#screen.text(message));
  }

  /** Messages of a channel that this person sees, the last changed last. */
  reads(name: string): readonly string[] {
    const channel = this.#screen.channel(name);
    const there = this.#screen.messages().filter((message) => message.channel === channel);
    return there.map((message) => this.#screen.text(message));
  }

  /** The text of the view on top. */
  modal(): string {
    return this.#screen.modal();
  }

  hasModal(): boolean {
    return this.#screen.views().length > 0;
  }

  /** The view on top as the stand-in keeps it. */
  view(): View {
    return this.#screen.top();
  }

  home(): string {
    return this.#screen.home();
  }

  /** Fills fields of the view on top, by label. What dispatches its action does so. */
  async fills(values: { readonly [label: string]: Typed }, where: Where = {}): Promise<void> {
    for (const [label, typed] of Object.entries(values)) await this.#fill(this.#screen.field(label, where), typed);
  }

  /** Presses Enter in a text field that dispatches its action. */
  async enters(label: string, where: Where = {}): Promise<void> {
    const { blockId, actionId } = this.#screen.field(label, where);
    const value = this.view().state[blockId]?.[actionId] ?? {};
    await this.#act({ view: this.view().id }, blockId, { ...value, action_id: actionId });
  }

  /** A button or an option of an overflow menu: in the view on top, else in the newest message that has it, else in Home. */
  async clicks(text: string, where: Where = {}): Promise<void> {
    const { source, block, element } = this.#screen.button(text, where);
    const option = objsAt(element, 'options').find((one) => textAt(objAt(one, 'text'), 'text') === text);
    const choice = option === undefined ? {} : { selected_option: option };
    await this.#act(source.from, textAt(block, 'block_id'), { action_id: element.action_id, ...choice });
  }

  /** Chooses in a menu that stands outside a form: the one with the placeholder `from`, or the only one. */
  async chooses(text: string, { from, ...where }: Where & { readonly from?: string } = {}): Promise<void> {
    const { source, field } = this.#screen.menu(from, where);
    const value = await this.#value(source.from, field, text);
    await this.#act(source.from, field.blockId, { ...value, action_id: field.actionId });
  }

  /** Sends the view on top; `times` is how often the same payload arrives, at once. No answers if Slack held it back. */
  async submits({ times = 1 }: { readonly times?: number } = {}): Promise<readonly Answer[]> {
    if (times > 1) this.#slack.faults.repeat(times);
    const before = new Set(this.#slack.delivered);
    await this.#do({ as: this.id, kind: 'submit', view: this.view().id, state: {} });
    const sent = this.#mine('view_submission').filter((one) => !before.has(one));
    return Promise.all(sent.flatMap(({ answers }) => answers));
  }

  /** Cancel; with `all`, the x. */
  async closes({ all = false }: { readonly all?: boolean } = {}): Promise<void> {
    await this.#do({ as: this.id, kind: 'close', view: this.view().id, all });
  }

  /** This person's last payload reaches the app once more, the same to the byte; the view stays as it is. */
  async replays(): Promise<Answer> {
    const last = this.#mine().at(-1);
    if (last === undefined) throw new Error('Nothing was sent yet');
    const before = this.#slack.workspace.changes;
    const answer = await last.again();
    await this.#settled(before);
    return answer;
  }

  /** Resolves once `text` is on the screen: for what comes by itself. */
  async waitsFor(text: string, milliseconds = 5_000): Promise<void> {
    const isThere = () => this.#screen.all().includes(text);
    if (isThere()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`“${text}” did not come within ${milliseconds} ms. On the screen:\n${this.#screen.all()}`));
      }, milliseconds);
      const stop = this.#slack.workspace.onChange(() => {
        if (!isThere()) return;
        clearTimeout(timer);
        stop();
        resolve();
      });
    });
  }

  async #fill(field: Field, typed: Typed): Promise<void> {
    const from = { view: this.view().id };
    const value = await this.#value(from, field, typed);
    this.#slack.type(from.view, { [field.blockId]: { [field.actionId]: value } });
    if (dispatches(field)) await this.#act(from, field.blockId, { ...value, action_id: field.actionId });
  }

  /** What the field then holds; an external select is asked for what fits the text. */
  async #value(from: Source['from'], field: Field, typed: Typed): Promise<Obj> {
    const { workspace } = this.#slack;
    const { element, blockId, actionId } = field;
    if (typed === null || !textAt(element, 'type').includes('external_select'))
      return fieldValue(field, typed, workspace);
    const value = [typed].flat().join(' ');
    const offered = await this.#slack.askOptions({ as: this.id, from, blockId, actionId, value });
    if (!offered.ok) throw new Error(offered.error);
    return fieldValue(field, typed, workspace, offered.options);
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

  #mine(type?: string): StandIn['delivered'] {
    return this.#slack.delivered.filter(({ parcel: { payload } }) => {
      const user = textAt(payload, 'user_id') || textAt(objAt(payload, 'user'), 'id');
      return user === this.id && (type === undefined || payload.type === type);
    });
  }
}

/** Whether Slack tells the app at once that this field has changed. */
function dispatches({ isInput, block, element }: Field): boolean {
  if (!isInput) return true;
  if (block.dispatch_action !== true) return false;
  if (valueKey(element) !== 'value') return true;
  const on = objAt(element, 'dispatch_action_config').trigger_actions_on;
  return Array.isArray(on) && on.includes('on_character_entered');
}
