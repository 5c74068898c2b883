import { randomBytes, randomUUID } from 'node:crypto';
import type { App, BlockAction, RespondFn, SlashCommand, ViewResponseAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { SubmittedView } from '../views/form.ts';
import {
  brokenBlocks,
  busyBlocks,
  notForYouBlocks,
  savedBlocks,
  sorryView,
  tooLateBlocks,
  unknownBlocks,
  waitingView,
} from '../views/sorry.ts';
import { AfterSaving } from './after-saving.ts';
import { type Asked, asked } from './asked.ts';
import { asTyped } from './command-line.ts';
import { deliver } from './deliver.ts';
import type { Deps } from './deps.ts';
import { errorCode, isTriggerGone } from './error-code.ts';
import { chosenValue, depthOf, printOf, signedBy } from './payload.ts';
import { DEEPEST, type Origin } from './show.ts';
import { type Introduced, introduced, type Signed } from './speaker.ts';

/**
 * The only doors through which Slack comes in: each acknowledges in time, learns from the signed payload who asks, refuses strangers,
 * and answers whatever breaks. A handler behind them never sees an unknown person.
 */

export type Command = Asked & { readonly words: string };
export type Press = Asked & {
  readonly value: string;
  readonly view: Origin['view'];
  /** The modal's own, where a menu in it has no room for more than what was chosen; empty outside of one. */
  readonly metadata: string;
};
export type Submission = Asked & { readonly view: SubmittedView & { readonly id: string; readonly depth: number } };
/** What a submission may answer: field errors, a view in its place or over it; undefined closes the modal. */
export type Answer = ViewResponseAction | undefined;

export function onCommand(app: App, deps: Deps, command: string, handle: (asked: Command) => Promise<void>): void {
  app.command(command, async ({ ack, body, client, respond }) => {
    await ack();
    const { team_id: team, user_id: user, trigger_id: triggerId } = body;
    const origin = { triggerId, respond: checked(deps, respond, body), view: null };
    const words = asTyped(body.text ?? '');
    enqueue(
      deps,
      client,
      { gesture: command, signed: { team, user }, origin, key: `cmd:${team}:${triggerId}` },
      (known) => handle({ ...known, words }),
    );
  });
}

export function onPress(app: App, deps: Deps, actionId: string, handle: (asked: Press) => Promise<void>): void {
  app.action<BlockAction>(
    { type: 'block_actions', action_id: actionId },
    async ({ ack, action, body, client, respond }) => {
      await ack();
      const signed = signedBy(body);
      const view = body.view
        ? { id: body.view.id, hash: body.view.hash, callback_id: body.view.callback_id, depth: depthOf(body.view) }
        : null;
      const origin = { triggerId: body.trigger_id, respond: view === null ? checked(deps, respond, body) : null, view };
      const moment = action.action_ts ?? body.trigger_id;
      const key = `act:${signed.team}:${moment}:${signed.user}:${actionId}`;
      enqueue(deps, client, { gesture: actionId, signed, origin, key }, (known) =>
        handle({ ...known, value: chosenValue(action), view, metadata: body.view?.private_metadata ?? '' }),
      );
    },
  );
}

export function onShortcut(app: App, deps: Deps, callbackId: string, handle: (asked: Asked) => Promise<void>): void {
  app.shortcut({ type: 'shortcut', callback_id: callbackId }, async ({ ack, body, client }) => {
    await ack();
    const signed = signedBy(body);
    const origin = { triggerId: body.trigger_id, respond: null, view: null };
    enqueue(
      deps,
      client,
      { gesture: callbackId, signed, origin, key: `cut:${signed.team}:${body.trigger_id}` },
      handle,
    );
  });
}

/** Slack waits three seconds for what a submission answers; a slow one gets a view to wait in, over the form. */
const SUBMISSION_MS = 2_000;

export function onSubmit(
  app: App,
  deps: Deps,
  callbackId: string,
  handle: (asked: Submission) => Promise<Answer>,
): void {
  app.view({ type: 'view_submission', callback_id: callbackId }, async ({ ack, body, client, view }) => {
    const signed = signedBy(body);
    const depth = depthOf(view);
    const origin = {
      triggerId: undefined,
      respond: null,
      view: { id: view.id, hash: view.hash, callback_id: callbackId, depth },
    };
    const state = view.state ?? { values: {} };
    const key = `view:${signed.team}:${view.id}:${view.hash ?? printOf([callbackId, view.private_metadata, state])}`;
    const door = { gesture: callbackId, signed, origin, key };
    const submission = {
      id: view.id,
      depth,
      private_metadata: view.private_metadata ?? '',
      blocks: view.blocks ?? [],
      state,
    };
    const answered = guarded(deps, client, door, async (known) => handle({ ...known, view: submission }));
    deps.track(answered);
    const answer = await Promise.race([answered, slow()]);
    if (answer !== 'slow') return void (await ack(answer));
    // One of its own each time: Slack takes no second view of the same name, and a form may be sent again after a slow refusal.
    const externalId = `late ${randomUUID()}`;
    await ack(over(depth, { ...waitingView(), external_id: externalId }));
    const settled = answered.then((late) => settleLate(client, externalId, late));
    deps.track(settled);
    await settled;
  });
}

/** Over a form that has no room for another view on top, the outcome takes the form's own place. */
export function over(depth: number, view: ModalView): Answer {
  return depth >= DEEPEST ? { response_action: 'update', view } : { response_action: 'push', view };
}

function slow(): Promise<'slow'> {
  return new Promise((resolve) => setTimeout(resolve, SUBMISSION_MS, 'slow').unref());
}

async function settleLate(client: WebClient, externalId: string, answer: Answer): Promise<void> {
  const view = answer !== undefined && 'view' in answer ? answer.view : sorryView(lateBlocks(answer));
  await client.views.update({ external_id: externalId, view }).catch((error: unknown) => {
    if (errorCode(error) !== 'not_found') throw error;
  });
}

function lateBlocks(answer: Answer): KnownBlock[] {
  const errors = answer !== undefined && 'errors' in answer ? Object.values(answer.errors ?? {}) : [];
  const lines = errors.length > 0 ? ['Something in the form needs another look:', ...errors.map(String)] : ['Saved.'];
  return [{ type: 'section', text: { type: 'plain_text', text: lines.join('\n') } }];
}

type Door = { readonly gesture: string; readonly signed: Signed; readonly origin: Origin; readonly key: string };

function enqueue(deps: Deps, client: WebClient, door: Door, handle: (known: Asked) => Promise<void>): void {
  const isTaken = deps.queue.run(async () => {
    await guarded(deps, client, door, async (known) => void (await handle(known)));
  });
  if (isTaken) return;
  const isTold = deps.turnedAway.run(async () => void (await tell(deps, client, door, busyBlocks())));
  if (!isTold) deps.log.warn('A gesture was turned away, and nobody could be told.', { gesture: door.gesture });
}

/** The one error floor: what no handler foresaw is logged with a short reference, and the person is told it. */
async function guarded(
  deps: Deps,
  client: WebClient,
  door: Door,
  handle: (known: Asked) => Promise<Answer>,
): Promise<Answer> {
  const { signed, gesture } = door;
  const facts = { gesture, workspace: signed.team, user: signed.user };
  let who: Introduced;
  try {
    who = await introduced(deps, client, signed);
  } catch (error) {
    const reference = logged(deps, error, 'A gesture’s author could not be looked up.', facts);
    return tell(deps, client, door, errorCode(error) === '' ? brokenBlocks(reference) : unknownBlocks(reference));
  }
  if (who.is === 'refused') {
    deps.log.info('A gesture of somebody outside was refused.', { ...facts, code: who.standing });
    return tell(deps, client, door, notForYouBlocks(who.standing));
  }
  try {
    return await handle(asked(deps, client, { ...door, known: who }));
  } catch (error) {
    const reference = logged(deps, error, 'A gesture failed.', facts);
    return tell(deps, client, door, sorryBlocks(error, reference));
  }
}

function sorryBlocks(error: unknown, reference: string): KnownBlock[] {
  if (error instanceof AfterSaving) return savedBlocks(reference);
  return isTriggerGone(error) ? tooLateBlocks() : brokenBlocks(reference);
}

function logged(
  { log }: Deps,
  error: unknown,
  what: string,
  facts: { gesture: string; workspace: string; user: string },
): string {
  const reference = randomBytes(2).toString('hex').toUpperCase();
  log.error(what, { ...facts, reference, error });
  return reference;
}

/** A submission is answered itself; anything else gets its answer by the way it came. */
async function tell(
  deps: Deps,
  client: WebClient,
  { origin, key, signed }: Door,
  blocks: KnownBlock[],
): Promise<Answer> {
  if (key.startsWith('view:')) return over(origin.view?.depth ?? 1, sorryView(blocks));
  await deliver(deps, client, { origin, user: signed.user }, blocks);
  return undefined;
}

/** Slack sends an answer's address with the payload; only Slack's own, or the stand-in's, is ever written to. */
function checked({ mayAnswerTo, log }: Deps, respond: RespondFn, body: SlashCommand | BlockAction): RespondFn | null {
  if (typeof body.response_url !== 'string' || body.response_url === '') return null;
  if (mayAnswerTo(body.response_url)) return respond;
  log.warn('An answer’s address is not Slack’s, and was not used.');
  return null;
}
