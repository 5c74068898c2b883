import type { RespondFn } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { namesOf } from '../db/people.ts';
import { type Day, dayIn, finishedQuarters } from '../domain/calendar.ts';
import type { Settings } from '../domain/settings.ts';
import type { Gesture, Speaker } from '../domain/speaker.ts';
import type { Fields } from '../log.ts';
import { spoken } from '../views/blocks.ts';
import { ids } from '../views/ids.ts';
import type { Look } from '../views/look.ts';
import { sorryView, tooLateBlocks, waitingView } from '../views/sorry.ts';
import { type Channel, channelOf, hasGuests as guestsIn } from './channel.ts';
import type { Deps } from './deps.ts';
import type { SlackUser } from './directory.ts';
import { errorCode, isTriggerGone } from './error-code.ts';

/** One gesture in a handler's hands: who, when, and the ways in which it can be answered. */
export type Asked = {
  readonly by: Speaker;
  readonly settings: Settings;
  readonly isSetUp: boolean;
  readonly now: Date;
  /** In the workspace's zone. */
  readonly today: Day;
  readonly gesture: (seen: number | null) => Gesture;
  /** A line in the log about this gesture, with who made it. */
  readonly note: (what: string, fields?: Pick<Fields, 'deal' | 'code'>) => void;
  readonly look: () => Promise<Look>;
  /** What Slack says of somebody who was picked in a form. Throws Slack's error. */
  readonly findUser: (user: string) => Promise<SlackUser>;
  /** A channel that was picked in a form, or why it will not do. */
  readonly findChannel: (channel: string) => Promise<Channel | { readonly problem: string }>;
  /** Whether guests read a channel; null where Slack does not say, which is no reason for anything else to fail. */
  readonly hasGuests: (channel: string) => Promise<boolean | null>;
  /** An answer for the asker alone: in the channel, in place of the message that was clicked, or as a modal where there is neither. */
  readonly say: (blocks: readonly KnownBlock[], how?: 'replace') => Promise<void>;
  /** Whether it came from a modal: an answer then belongs there. */
  readonly isInModal: boolean;
  /** A modal: opened, put in place of an outcome, or pushed over a form so that nothing typed is lost. */
  readonly show: (view: () => Promise<ModalView>) => Promise<void>;
};

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

export type Known = { readonly by: Speaker; readonly settings: Settings; readonly isSetUp: boolean };

export function asked(
  deps: Deps,
  client: WebClient,
  { known, origin, key, gesture }: { known: Known; origin: Origin; key: string; gesture: string },
): Asked {
  const now = deps.now();
  const { by, settings } = known;
  const today = dayIn(settings.zone, now);
  const show = showing(deps, client, origin);
  return {
    ...known,
    now,
    today,
    gesture: (seen) => ({ by, at: now, key, seen }),
    note: (what, fields = {}) => deps.log.info(what, { gesture, workspace: by.workspace, user: by.user, ...fields }),
    look: () => lookOf(deps, known, now),
    findUser: (user) => deps.directory.find(client, by.workspace, user),
    findChannel: (channel) => channelOf(client, channel),
    hasGuests: (channel) =>
      guestsIn(client, channel, (user) => deps.directory.find(client, by.workspace, user)).catch(() => null),
    isInModal: origin.view !== null,
    show,
    say: async (blocks, how) => {
      if (origin.respond === null) return show(async () => messageView(blocks));
      await origin.respond({
        response_type: 'ephemeral',
        replace_original: how === 'replace',
        text: spoken(blocks),
        blocks: [...blocks],
        unfurl_links: false,
      });
    },
  };
}

/** Product, section 6, usual time in a stage; the running quarter counts as well. */
const USUAL_QUARTERS = 4;

async function lookOf({ db, usual: usualDays }: Deps, { by, settings }: Known, now: Date): Promise<Look> {
  const today = dayIn(settings.zone, now);
  const since = finishedQuarters(today, USUAL_QUARTERS, settings.fiscalYearStart).at(-1)?.from ?? today;
  const [names, usual] = await Promise.all([namesOf(db, by.workspace), usualDays(by.workspace, since)]);
  return { settings, now, zone: by.zone, me: by.person, names, usual };
}

function messageView(blocks: readonly KnownBlock[]): ModalView {
  return { ...waitingView(), callback_id: ids.done, blocks: [...blocks] };
}

/** A trigger lives three seconds: what is not drawn by then gets a modal to wait in. */
const PATIENCE_MS = 1_500;

function showing(deps: Deps, client: WebClient, origin: Origin): Asked['show'] {
  const { view } = origin;
  return async (draw) => {
    const drawn = draw();
    const isReplaced = view !== null && (await givesPlace(view, drawn));
    if (isReplaced) return update(client, { view_id: view.id, hash: view.hash }, drawn, draw);
    await put(deps, client, origin, drawn, draw);
  };
}

/** Opens what is drawn in time, and otherwise a view to wait in, which it then replaces. */
async function put(
  { log }: Deps,
  client: WebClient,
  { view, triggerId, respond }: Origin,
  drawn: Promise<ModalView>,
  draw: () => Promise<ModalView>,
): Promise<void> {
  const inTime = await Promise.race([drawn, later(PATIENCE_MS)]);
  try {
    const at = { trigger_id: triggerId ?? '', view: inTime ?? waitingView() };
    const opened = await (view === null ? client.views.open(at) : client.views.push(at));
    const id = opened.view?.id;
    if (inTime === null && id !== undefined) await fill(client, id, drawn, draw);
  } catch (error) {
    if (!isTriggerGone(error) || respond === null) throw error;
    const blocks = tooLateBlocks();
    await respond({ response_type: 'ephemeral', replace_original: false, text: spoken(blocks), blocks });
    log.warn('A trigger had gone by the time the view was drawn.', { code: errorCode(error) });
  }
}

/** What could not be drawn leaves nobody in front of “One moment …”; the error goes on to the floor, which logs and tells it. */
async function fill(
  client: WebClient,
  id: string,
  drawn: Promise<ModalView>,
  again: () => Promise<ModalView>,
): Promise<void> {
  try {
    await update(client, { view_id: id }, drawn, again);
  } catch (error) {
    await client.views.update({ view_id: id, view: sorryView(tooLateBlocks()) }).catch(() => {});
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
