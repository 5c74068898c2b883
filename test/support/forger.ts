import { randomUUID } from 'node:crypto';
import { type Obj, objAt, objsAt, textAt } from '../../src/playground/json.ts';
import { signature } from '../../src/playground/signed.ts';
import { appConversationId } from '../../src/playground/workspace.ts';
import type { Floor } from './sales-floor.ts';

/** A button of a card: what a payload says was pressed. */
export type Press = { readonly actionId: string; readonly value: string };
/** A form as it would be sent. */
export type Form = { readonly callbackId: string; readonly metadata: string; readonly values: Obj };

/** Payloads that Slack's own client would never send, properly signed: whoever asks for whatever. For a floor over HTTP. */
export class Forger {
  readonly #floor: Floor;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  /** What the person was told alone, in messages, since the command. */
  async command(handle: string, command: string, text: string, team = this.#team): Promise<readonly string[]> {
    const { id, channel, slack } = this.#who(handle);
    const fields = {
      ...{ command, text, team_id: team, user_id: id, channel_id: channel },
      ...{ trigger_id: slack.triggers.issue({ user: id, viewId: null }), response_url: this.#answerUrl(handle) },
    };
    return this.#told(handle, () => this.#post(String(new URLSearchParams(fields))));
  }

  async press(
    handle: string,
    { actionId, value }: Press,
    { type = 'button', team = this.#team } = {},
  ): Promise<readonly string[]> {
    const { id, channel, slack } = this.#who(handle);
    const chosen =
      type === 'button' ? { value } : { selected_option: { value, text: { type: 'plain_text', text: 'x' } } };
    const payload = {
      ...{ type: 'block_actions', team: { id: team }, user: { id }, channel: { id: channel } },
      container: { type: 'message', channel_id: channel, is_ephemeral: true },
      trigger_id: slack.triggers.issue({ user: id, viewId: null }),
      response_url: this.#answerUrl(handle),
      actions: [{ type, action_id: actionId, block_id: 'b', action_ts: randomUUID(), ...chosen }],
    };
    return this.#told(handle, () => this.#send(payload));
  }

  async shortcut(handle: string, callbackId: string): Promise<readonly string[]> {
    const { id, slack } = this.#who(handle);
    const trigger = slack.triggers.issue({ user: id, viewId: null });
    const payload = { type: 'shortcut', callback_id: callbackId, team: { id: this.#team }, user: { id } };
    return this.#told(handle, () => this.#send({ ...payload, trigger_id: trigger, action_ts: randomUUID() }));
  }

  /** What the app answers to a form's being sent, as text. */
  async submit(handle: string, { callbackId, metadata, values }: Form, team = this.#team): Promise<string> {
    const { id } = this.#who(handle);
    const view = {
      ...{ id: `V${randomUUID()}`, hash: randomUUID(), type: 'modal', callback_id: callbackId },
      ...{ private_metadata: metadata, state: { values }, root_view_id: null, previous_view_id: null },
    };
    const answer = await this.#send({ type: 'view_submission', team: { id: team }, user: { id }, view });
    await this.#floor.idle();
    return answer;
  }

  get #team(): string {
    return this.#floor.slack.workspace.cast.team.id;
  }

  #who(handle: string) {
    const { slack } = this.#floor;
    const { id } = slack.person(handle);
    return { id, slack, channel: appConversationId({ id }) };
  }

  #answerUrl(handle: string): string {
    const { id, channel, slack } = this.#who(handle);
    return slack.responseUrls.issue({ user: id, channel, ts: null }, slack.workspace);
  }

  #send(payload: Obj): Promise<string> {
    return this.#post(String(new URLSearchParams({ payload: JSON.stringify(payload) })));
  }

  async #post(body: string): Promise<string> {
    const headers = signature(body, this.#floor.slack.signingSecret);
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${this.#floor.url}/slack/events`, {
      method: 'POST',
      body,
      headers: { ...headers, ...type },
    });
    return response.text();
  }

  async #told(handle: string, send: () => Promise<string>): Promise<readonly string[]> {
    const { id, slack } = this.#who(handle);
    const { workspace } = slack;
    const before = new Set(workspace.messages.map(({ ts }) => ts));
    const views = workspace.stacks.get(id)?.length ?? 0;
    await send();
    await this.#floor.idle();
    const messages = workspace.messages.filter(({ ts, onlyFor }) => onlyFor === id && !before.has(ts));
    const shown = (workspace.stacks.get(id) ?? []).slice(views).map(({ body }) => body);
    return [...messages.map(({ blocks }) => blocks), ...shown].map(withoutIds);
  }
}

/** The stand-in gives blocks ids by chance, where the app gives none. */
function withoutIds(sent: unknown): string {
  return JSON.stringify(sent, (key, value) => (key === 'block_id' ? undefined : value));
}

/** All buttons with a value in what an app sent. */
export function buttonsIn(value: unknown): readonly Press[] {
  const blocks = typeof value === 'object' && value !== null ? objsAt({ blocks: value }, 'blocks') : [];
  return blocks
    .flatMap((block) => [...objsAt(block, 'elements'), objAt(block, 'accessory')])
    .filter((element) => element.type === 'button' && textAt(element, 'value') !== '')
    .map((element) => ({ actionId: textAt(element, 'action_id'), value: textAt(element, 'value') }));
}
