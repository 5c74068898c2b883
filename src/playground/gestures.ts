import type { Person } from './cast.ts';
import { entities, escapedCommandText } from './command-text.ts';
import type { Answer } from './delivery.ts';
import { elementsOf, initialState } from './elements.ts';
import { isObj, type Obj, textAt } from './json.ts';
import { contentOf } from './methods/chat.ts';
import type { Gesture } from './page-protocol.ts';
import * as payloads from './payloads.ts';
import { hintsAt } from './required.ts';
import type { Slack } from './slack.ts';
import { sourceOf, typed } from './source.ts';
import { answerSubmission } from './submission.ts';
import { blocksOf } from './view.ts';
import { changeView, clearViews, closeView, findView } from './view-stack.ts';
import { subscribed, visitHome } from './visits.ts';
import type { Conversation } from './workspace.ts';

/** Whether the gesture could be made at all; what the app said to it is on the screen. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: string };

const DONE: Outcome = { ok: true };

type GestureOf<K extends Gesture['kind']> = Extract<Gesture, { readonly kind: K }>;

/** Does what a person's hand does in Slack's client. Resolves once the app's acknowledgement has taken effect. */
export async function perform(slack: Slack, gesture: Gesture): Promise<Outcome> {
  const person = slack.workspace.people.get(gesture.as);
  if (person === undefined) return no(`There is nobody with the id ${gesture.as}`);
  switch (gesture.kind) {
    case 'message':
      return message(slack, person, gesture);
    case 'command':
      return command(slack, person, gesture);
    case 'shortcut':
      return shortcut(slack, person, gesture);
    case 'action':
      return action(slack, person, gesture);
    case 'submit':
      return submit(slack, person, gesture);
    case 'close':
      return close(slack, person, gesture);
    case 'clock':
      return clock(slack, gesture);
    case 'trouble':
      return trouble(slack, gesture);
    case 'read-home':
      await visitHome(slack, person);
      return DONE;
  }
}

function no(error: string): Outcome {
  return { ok: false, error };
}

async function message(slack: Slack, person: Person, gesture: GestureOf<'message'>): Promise<Outcome> {
  const { workspace, manifest } = slack;
  const where = joined(slack, person, gesture.channel);
  if (where === undefined) return no(`${person.name} is not in ${gesture.channel}`);
  const threadTs = gesture.threadTs ?? null;
  const posted = workspace.post({
    channel: where.id,
    user: person.id,
    text: entities(gesture.text),
    blocks: [],
    threadTs,
  });
  const event = where.kind === 'app' ? 'message.im' : where.kind === 'private' ? 'message.groups' : 'message.channels';
  if (!where.hasBot || !subscribed(manifest, event)) return DONE;
  const channelType = { app: 'im', private: 'group', channel: 'channel' }[where.kind];
  const told = {
    ...payloads.toldMessage(slack, posted),
    channel: where.id,
    channel_type: channelType,
    event_ts: posted.ts,
  };
  await slack.post.event(payloads.eventPayload(slack, told));
  return DONE;
}

async function command(slack: Slack, person: Person, gesture: GestureOf<'command'>): Promise<Outcome> {
  const { workspace, manifest } = slack;
  const where = joined(slack, person, gesture.channel);
  if (where === undefined) return no(`${person.name} is not in ${gesture.channel}`);
  const [, name = '', text = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(gesture.text.trim()) ?? [];
  const known = manifest.features?.slash_commands?.find((one) => one.command === name.toLowerCase());
  if (known === undefined) {
    workspace.notice(person.id, `“${name}” is not a valid command.`);
    return DONE;
  }
  const sent = known.should_escape === true ? escapedCommandText(text, workspace) : text;
  const payload = payloads.commandPayload(slack, person, where, known.command, sent);
  const answer = await slack.post.gesture({ kind: 'slash_commands', payload });
  if (answer.is === 'failed') {
    workspace.notice(person.id, `${known.command} failed with the error “${answer.why}”`);
  } else if (isObj(answer.body) && Object.keys(answer.body).length > 0) {
    commandAnswer(slack, person, where, known.command, answer.body);
  }
  return DONE;
}

/** An acknowledgement with a body is a message, seen by the one person unless it says otherwise. */
function commandAnswer(slack: Slack, person: Person, where: Conversation, name: string, body: Obj): void {
  const written = contentOf(body);
  if (written.is === 'wrong') {
    slack.workspace.notice(person.id, `${name} failed with the error “invalid_response”`);
    return;
  }
  const onlyFor = body.response_type === 'in_channel' ? null : person.id;
  slack.workspace.post({ channel: where.id, user: slack.workspace.cast.app.botUserId, ...written.content, onlyFor });
}

async function shortcut(slack: Slack, person: Person, { callbackId }: GestureOf<'shortcut'>): Promise<Outcome> {
  const known = slack.manifest.features?.shortcuts?.find(
    (one) => one.callback_id === callbackId && one.type === 'global',
  );
  if (known === undefined) return no(`There is no global shortcut “${callbackId}”`);
  const answer = await slack.post.gesture({
    kind: 'interactive',
    payload: payloads.shortcutPayload(slack, person, callbackId),
  });
  sayIfFailed(slack, person, answer, `“${known.name}” could not be run`);
  return DONE;
}

async function action(slack: Slack, person: Person, gesture: GestureOf<'action'>): Promise<Outcome> {
  const found = sourceOf(slack, person, gesture.from);
  if (found === undefined) return no('What was clicked is not there any more');
  const blocks = 'hash' in found ? blocksOf(found.body) : found.blocks;
  const actionId = textAt(gesture.action, 'action_id');
  const block = blocks.find((one) => one.block_id === gesture.blockId);
  const element = block && elementsOf(block).find((one) => one.action_id === actionId);
  if (element === undefined) return no(`There is no element ${actionId} in block ${gesture.blockId}`);
  const pressed = { ...gesture.action, type: element.type, block_id: gesture.blockId, ...buttonText(element) };
  const payload =
    'hash' in found
      ? payloads.viewActionPayload(slack, person, typed(slack.workspace, found, gesture.state), pressed)
      : payloads.messageActionPayload(slack, person, found, pressed, { ...initialState(blocks), ...gesture.state });
  const answer = await slack.post.gesture({ kind: 'interactive', payload });
  sayIfFailed(slack, person, answer, 'That did not get through to the app');
  return DONE;
}

/** A button says its own text and value; what the client claims about them does not count. */
function buttonText(element: Obj): Obj {
  if (element.type !== 'button') return {};
  const { text, value, style } = element;
  return { text, ...(value === undefined ? {} : { value }), ...(style === undefined ? {} : { style }) };
}

async function submit(slack: Slack, person: Person, gesture: GestureOf<'submit'>): Promise<Outcome> {
  const found = findView(slack.workspace, gesture.view);
  if (found === undefined || found.user !== person.id) return no('This view is not open any more');
  const view = typed(slack.workspace, found, gesture.state);
  const hints = hintsAt(view);
  changeView(slack.workspace, view, { errors: hints });
  if (Object.keys(hints).length > 0) return DONE;
  const payload = payloads.submissionPayload(slack, person, view);
  answerSubmission(slack, view.id, await slack.post.gesture({ kind: 'interactive', payload }));
  return DONE;
}

/** Cancel closes the view on top; the x closes all of them and tells of the root. */
async function close(slack: Slack, person: Person, { view: id, all }: GestureOf<'close'>): Promise<Outcome> {
  const view = findView(slack.workspace, id);
  if (view === undefined || view.user !== person.id) return no('This view is not open any more');
  const isCleared = all || view.body.clear_on_close === true;
  const told = isCleared ? (findView(slack.workspace, view.rootId) ?? view) : view;
  if (isCleared) clearViews(slack.workspace, view);
  else closeView(slack.workspace, view);
  if (told.body.notify_on_close !== true) return DONE;
  await slack.post.gesture({ kind: 'interactive', payload: payloads.closedPayload(slack, person, told, isCleared) });
  return DONE;
}

function clock(slack: Slack, { to }: GestureOf<'clock'>): Outcome {
  const { clock: moved, cast } = slack.workspace;
  if (!moved.move(to, cast.team.zone)) return no(`The clock cannot be set to ${to}: it never goes back`);
  slack.workspace.changed();
  return DONE;
}

function trouble({ workspace, trouble: switches }: Slack, { way, posts }: GestureOf<'trouble'>): Outcome {
  if (way === null) switches.end();
  else switches.begin(way, posts);
  workspace.changed();
  return DONE;
}

function joined({ workspace }: Slack, person: Person, channel: string): Conversation | undefined {
  const conversation = workspace.conversations.get(channel);
  return conversation?.members.includes(person.id) === true ? conversation : undefined;
}

function sayIfFailed({ workspace }: Slack, person: Person, answer: Answer, sentence: string): void {
  if (answer.is === 'failed') workspace.notice(person.id, `${sentence} (${answer.why})`);
}
