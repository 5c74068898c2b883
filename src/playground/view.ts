import { randomBytes } from 'node:crypto';
import type { Cast } from './cast.ts';
import { filled, initialState } from './elements.ts';
import { type Obj, objsAt, textAt } from './json.ts';
import type { ViewState } from './page-protocol.ts';

export type View = {
  readonly id: string;
  readonly hash: string;
  readonly user: string;
  /** What the app sent, with ids filled in. */
  readonly body: Obj;
  readonly state: ViewState;
  readonly rootId: string;
  readonly previousId: string | null;
  /** What the app, or Slack's own client, has against the last submission, by block_id. */
  readonly errors: { readonly [blockId: string]: string };
};

/** A view nobody has seen before. */
export function newView(user: string, sent: Obj, below: View | undefined): View {
  const body = bodyOf(sent);
  const id = `V${freshId(10)}`;
  const place = { rootId: below?.rootId ?? id, previousId: below?.id ?? null };
  return { id, hash: freshHash(), user, body, state: initialState(blocksOf(body)), errors: {}, ...place };
}

export function bodyOf(sent: Obj): Obj {
  return { ...sent, blocks: filled(objsAt(sent, 'blocks'), () => freshId(5)) };
}

export function blocksOf(body: Obj): readonly Obj[] {
  return objsAt(body, 'blocks');
}

/** The view as Slack tells it to the app, in an answer or a payload. */
export function toldView({ id, hash, body, state, rootId, previousId }: View, { team, app }: Cast): Obj {
  return {
    id,
    team_id: team.id,
    type: textAt(body, 'type'),
    blocks: body.blocks,
    private_metadata: textAt(body, 'private_metadata'),
    callback_id: textAt(body, 'callback_id'),
    state: { values: state },
    hash,
    title: body.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: body.clear_on_close ?? false,
    notify_on_close: body.notify_on_close ?? false,
    close: body.close ?? null,
    submit: body.submit ?? null,
    previous_view_id: previousId,
    root_view_id: rootId,
    app_id: app.id,
    external_id: textAt(body, 'external_id'),
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}

export function freshHash(): string {
  return `${Math.floor(Date.now() / 1000)}.${freshId(8)}`;
}

/** Letters and digits, as Slack's ids have them. */
export function freshId(length: number): string {
  const letters = randomBytes(length * 3)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, length);
  return letters.length === length ? letters : freshId(length);
}
