import type { RespondFn } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { spoken } from '../views/blocks.ts';
import { ids } from '../views/ids.ts';
import { sorryView, waitingView } from '../views/sorry.ts';
import type { Deps } from './deps.ts';
import { errorCode, isTriggerGone } from './error-code.ts';

/** As far as a payload says where it came from and how to answer. */
export type Origin = {
  readonly triggerId: string | undefined;
  readonly respond: RespondFn | null;
  readonly view: OriginView | null;
};
/** `depth` as `depthOf` counts it. */
export type OriginView = {
  readonly id: string;
  readonly hash: string;
  readonly callback_id: string;
  readonly depth: number;
};

/** Slack takes no further view over this one. */
export const DEEPEST = 3;

/** A trigger lives three seconds: what is not drawn by then gets a modal to wait in. */
const PATIENCE_MS = 1_500;

/** A modal: opened, put in place of an outcome, or pushed over a form. `late` is said where none could be drawn in time. */
export function showing(
  deps: Deps,
  client: WebClient,
  origin: Origin,
  late: KnownBlock[],
): (draw: () => Promise<ModalView>) => Promise<void> {
  const { view } = origin;
  return async (draw) => {
    const drawn = draw();
    const isReplaced = view !== null && (await givesPlace(view, drawn));
    if (isReplaced) return update(client, { view_id: view.id, hash: view.hash }, drawn, draw);
    await put(deps, client, { ...origin, late }, drawn, draw);
  };
}

/** Opens what is drawn in time, and otherwise a view to wait in, which it then replaces. */
async function put(
  { log }: Deps,
  client: WebClient,
  { view, triggerId, respond, late }: Origin & { readonly late: KnownBlock[] },
  drawn: Promise<ModalView>,
  draw: () => Promise<ModalView>,
): Promise<void> {
  const inTime = await Promise.race([drawn, later(PATIENCE_MS)]);
  try {
    const at = { trigger_id: triggerId ?? '', view: inTime ?? waitingView() };
    const opened = await (view === null ? client.views.open(at) : client.views.push(at));
    const id = opened.view?.id;
    if (inTime === null && id !== undefined) await fill(client, { id, late }, drawn, draw);
  } catch (error) {
    if (!isTriggerGone(error) || respond === null) throw error;
    await respond({ response_type: 'ephemeral', replace_original: false, text: spoken(late), blocks: late });
    log.warn('A trigger had gone by the time the view was drawn.', { code: errorCode(error) });
  }
}

/** What could not be drawn leaves nobody in front of “One moment …”; the error goes on to the floor, which logs and tells it. */
async function fill(
  client: WebClient,
  { id, late }: { readonly id: string; readonly late: KnownBlock[] },
  drawn: Promise<ModalView>,
  again: () => Promise<ModalView>,
): Promise<void> {
  try {
    await update(client, { view_id: id }, drawn, again);
  } catch (error) {
    await client.views.update({ view_id: id, view: sorryView(late) }).catch(() => {});
    throw error;
  }
}

/**
 * An outcome, or a page of the setup, gives its place to whatever follows, but stays below numbers that are explained; these give theirs
 * to each other alone, and a refusal to what is not a form: the form below it stays in reach. Where nothing can be put on top any more,
 * whatever is there has to.
 */
async function givesPlace({ callback_id: callbackId, depth }: OriginView, next: Promise<ModalView>): Promise<boolean> {
  if (depth >= DEEPEST) return true;
  if (callbackId === ids.whyPage || callbackId === ids.setupHome) {
    const isWhy = (await next).callback_id === ids.whyPage;
    return callbackId === ids.whyPage ? isWhy : !isWhy;
  }
  if (callbackId === ids.done) return true;
  return callbackId === ids.held && (await next).submit === undefined;
}

/** Once more without the hash where somebody else updated the view meanwhile; a view that was closed needs nothing. */
async function update(
  client: WebClient,
  at: { view_id: string; hash?: string },
  drawn: Promise<ModalView>,
  again: () => Promise<ModalView>,
): Promise<void> {
  try {
    await client.views.update({ ...at, view: await drawn });
  } catch (error) {
    if (errorCode(error) === 'not_found') return;
    if (errorCode(error) !== 'hash_conflict') throw error;
    await client.views.update({ view_id: at.view_id, view: await again() }).catch((second: unknown) => {
      if (errorCode(second) !== 'hash_conflict' && errorCode(second) !== 'not_found') throw second;
    });
  }
}

function later(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null).unref());
}
