import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { larkfield } from '../../src/playground/cast.ts';
import type { Obj } from '../../src/playground/json.ts';
import { type StandIn, startStandIn } from '../../src/playground/stand-in.ts';
import { manifest, noteForm, section, textField } from './tiny-app.ts';

let slack: StandIn;
beforeEach(async () => {
  slack = await startStandIn({ cast: larkfield, manifest });
});
afterEach(() => slack.close());

/** A call as an app makes it, by form. */
async function call(method: string, args: Obj = {}, token: string = slack.botToken): Promise<Obj> {
  const fields = Object.entries(args).map(([key, value]): [string, string] => [
    key,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  const headers: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(slack.apiUrl + method, { method: 'POST', headers, body: new URLSearchParams(fields) });
  return JSON.parse(await response.text());
}

const trigger = (viewId: string | null = null) => slack.triggers.issue({ user: 'U0BEN', viewId });
const opened = async (view: ModalView = noteForm()) =>
  (await call('views.open', { trigger_id: trigger(), view })).view as Obj;

describe('who calls', () => {
  test('no token, a wrong one, and one of the wrong kind are told apart', async () => {
    expect(await call('auth.test', {}, '')).toEqual({ ok: false, error: 'not_authed' });
    expect(await call('auth.test', {}, 'xoxb-other')).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await call('apps.connections.open')).toEqual({ ok: false, error: 'not_allowed_token_type' });
    expect(await call('auth.test')).toMatchObject({ ok: true, user: 'tiny' });
  });

  test('a scope that the manifest does not ask for is missing', async () => {
    expect(await call('conversations.history', { channel: 'C0GENERAL' })).toMatchObject({
      error: 'missing_scope',
      needed: 'channels:history',
      provided: expect.stringContaining('chat:write'),
    });
  });

  test('an unknown method is named', async () => {
    expect(await call('chat.shout')).toMatchObject({ ok: false, error: 'unknown_method', req_method: 'chat.shout' });
  });
});

describe('triggers', () => {
  test('are good once', async () => {
    const id = trigger();

    expect(await call('views.open', { trigger_id: id, view: noteForm() })).toMatchObject({ ok: true });
    expect(await call('views.open', { trigger_id: id, view: noteForm() })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
  });

  test('grow too old, and cannot be made up', async () => {
    const id = trigger();
    slack.triggers.expire();

    expect(await call('views.open', { trigger_id: id, view: noteForm() })).toMatchObject({
      error: 'expired_trigger_id',
    });
    expect(await call('views.open', { trigger_id: '1.2.x', view: noteForm() })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  test('outlive a moved clock', async () => {
    const id = trigger();
    slack.clock.move('tomorrow', 'UTC');

    expect(await call('views.open', { trigger_id: id, view: noteForm() })).toMatchObject({ ok: true });
  });
});

describe('views', () => {
  test('lie on each other, three at most', async () => {
    const root = await opened();
    const second = await call('views.push', { trigger_id: trigger(String(root.id)), view: noteForm() });
    const third = await call('views.push', { trigger_id: trigger(String(root.id)), view: noteForm() });

    expect(second.view).toMatchObject({ root_view_id: root.id, previous_view_id: root.id });
    expect(third).toMatchObject({ ok: true });
    expect(await call('views.push', { trigger_id: trigger(String(root.id)), view: noteForm() })).toMatchObject({
      error: 'push_limit_reached',
    });
  });

  test('are updated only from the hash they have now', async () => {
    const { id, hash } = await opened();
    const update = { view_id: id, hash, view: noteForm() };

    expect(await call('views.update', update)).toMatchObject({ ok: true, view: { id } });
    expect(await call('views.update', update)).toMatchObject({ error: 'hash_conflict' });
    expect(await call('views.update', { view_id: id, view: noteForm() })).toMatchObject({ ok: true });
  });

  test('that are closed are not found', async () => {
    const { id } = await opened();
    await slack.perform({ as: 'U0BEN', kind: 'close', view: String(id), all: false });

    expect(await call('views.update', { view_id: id, view: noteForm() })).toMatchObject({ error: 'not_found' });
  });

  test('keep an external_id to themselves', async () => {
    await opened(noteForm({ external_id: 'mine' }));
    const again = { trigger_id: trigger(), view: noteForm({ external_id: 'mine' }) };

    expect(await call('views.open', again)).toMatchObject({ error: 'duplicate_external_id' });
    expect(await call('views.update', { external_id: 'mine', view: noteForm() })).toMatchObject({ ok: true });
  });

  test('keep what was typed where block_id and action_id stay', async () => {
    const { id } = await opened();
    slack.type(String(id), { text: { text: { type: 'plain_text_input', value: 'kept' } } });

    const same = await call('views.update', {
      view_id: id,
      view: noteForm({ blocks: [section('new'), textField('text', 'T')] }),
    });
    const other = await call('views.update', { view_id: id, view: noteForm({ blocks: [textField('other', 'Text')] }) });

    expect(same).toMatchObject({ view: { state: { values: { text: { text: { value: 'kept' } } } } } });
    expect(other).toMatchObject({ view: { state: { values: { other: { other: { value: null } } } } } });
  });

  test('say where they are wrong, and are not too large', async () => {
    const wrong = await call('views.open', { trigger_id: trigger(), view: noteForm({ callback_id: 'x'.repeat(256) }) });
    const text = 'x'.repeat(3_000);
    const large = await call('views.open', {
      trigger_id: trigger(),
      view: noteForm({ blocks: Array.from({ length: 99 }, () => section(text)) }),
    });

    expect(wrong).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 256 characters [json-pointer:/view/callback_id]'] },
    });
    expect(large).toMatchObject({ error: 'view_too_large' });
  });

  test('in the Home tab are published for a person, and wait for them', async () => {
    const view = { type: 'home', blocks: [section('Hello')] };
    const first = await call('views.publish', { user_id: 'U0BEN', view });

    expect(first).toMatchObject({ ok: true, view: { type: 'home' } });
    expect(await call('views.publish', { user_id: 'U0BEN', view, hash: 'old' })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await call('views.publish', { user_id: 'U0NOBODY', view })).toMatchObject({ error: 'invalid_arguments' });
  });
});

describe('messages', () => {
  test.each([
    ['C0RANDOM', 'not_in_channel'],
    ['C0OPSPRIVATE', 'channel_not_found'],
    ['C0SALES2025', 'is_archived'],
    ['C0NOWHERE', 'channel_not_found'],
    ['U0PIA', 'user_disabled'],
    ['U0STANDUP', 'cannot_dm_bot'],
  ])('to %s are refused: %s', async (channel, error) => {
    expect(await call('chat.postMessage', { channel, text: 'Hello' })).toEqual({ ok: false, error });
  });

  test('are posted, changed and taken back, by the app that wrote them', async () => {
    const { channel, ts } = await call('chat.postMessage', {
      channel: 'C0SALESWEST',
      text: 'One',
      blocks: [section('One')],
    });
    await slack.perform({ as: 'U0BEN', kind: 'message', channel: 'C0SALESWEST', text: 'Mine' });
    const bens = slack.workspace.messages.at(-1)?.ts;

    expect(await call('chat.update', { channel, ts, text: 'x'.repeat(4_001) })).toMatchObject({
      error: 'msg_too_long',
    });
    expect(await call('chat.update', { channel, ts, text: 'Two' })).toMatchObject({ ok: true, text: 'Two' });
    expect(slack.workspace.messages[0]).toMatchObject({ text: 'Two', blocks: [] });
    expect(await call('chat.update', { channel, ts: bens, text: 'No' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await call('chat.getPermalink', { channel, message_ts: ts })).toMatchObject({ ok: true });
    expect(await call('chat.delete', { channel, ts })).toMatchObject({ ok: true });
    expect(await call('chat.update', { channel, ts, text: 'Three' })).toMatchObject({ error: 'message_not_found' });
  });

  test('need something to say', async () => {
    expect(await call('chat.postMessage', { channel: 'C0SALESWEST' })).toEqual({ ok: false, error: 'no_text' });
    expect(await call('chat.postMessage', { channel: 'C0SALESWEST', blocks: [{ type: 'x' }] })).toMatchObject({
      error: 'invalid_blocks',
      errors: ['unsupported type: x [json-pointer:/blocks/0/type]'],
    });
  });

  test('for one person are seen by members only', async () => {
    const args = { channel: 'C0SALESWEST', text: 'Psst' };

    expect(await call('chat.postEphemeral', { ...args, user: 'U0BEN' })).toMatchObject({ ok: true });
    expect(await call('chat.postEphemeral', { ...args, user: 'U0DOV' })).toMatchObject({
      error: 'user_not_in_channel',
    });
  });
});

test('people and channels come in pages', async () => {
  const first = await call('users.list', { limit: 10 });
  const { next_cursor: cursor } = first.response_metadata as Obj;
  const second = await call('users.list', { limit: 10, cursor });

  expect([first.members, second.members]).toEqual([
    expect.toSatisfy((all) => all.length === 10),
    expect.toSatisfy((all) => all.length === 6),
  ]);
  expect(second).toMatchObject({ response_metadata: { next_cursor: '' } });
  expect(await call('users.list', { cursor: 'x' })).toMatchObject({ error: 'invalid_cursor' });
  expect(await call('conversations.info', { channel: 'C0SALESEAST' })).toMatchObject({
    channel: { is_member: true, is_ext_shared: true },
  });
  expect(await call('conversations.members', { channel: 'C0SALESMANAGERS' })).toMatchObject({
    members: ['U0DANA', 'U0MORI', 'U0ADA', 'U0SIDELINE'],
  });
  expect(await call('conversations.list', { types: 'private_channel' })).toMatchObject({
    channels: [{ id: 'C0SALESMANAGERS' }],
  });
  expect(await call('conversations.open', { users: 'U0BEN' })).toMatchObject({ channel: { id: 'D0BEN' } });
});

describe('response addresses', () => {
  const reply = (url: string, body: Obj) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  test('take five answers, and none when they are old', async () => {
    const to = () => slack.responseUrls.issue({ user: 'U0BEN', channel: 'C0RANDOM', ts: null }, slack.workspace);
    const [url, old] = [to(), to()];
    const statuses: number[] = [];
    for (let at = 0; at < 6; at++) statuses.push((await reply(url, { text: 'Hello' })).status);
    slack.responseUrls.expire();

    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(await (await reply(old, { text: 'Late' })).json()).toEqual({ ok: false, error: 'expired_url' });
    expect(slack.workspace.messages.every(({ onlyFor }) => onlyFor === 'U0BEN')).toBe(true);
  });

  test('post to all when told to, and refuse what a message would', async () => {
    const url = slack.responseUrls.issue({ user: 'U0BEN', channel: 'C0RANDOM', ts: null }, slack.workspace);

    expect((await reply(url, { text: 'All', response_type: 'in_channel' })).status).toBe(200);
    expect((await reply(url, { text: 'x', blocks: [{ type: 'x' }] })).status).toBe(400);
    expect(slack.workspace.messages).toMatchObject([{ onlyFor: null, channel: 'C0RANDOM' }]);
  });
});

describe('faults by switch', () => {
  test('a limit, an error, a broken server and a broken line, each as often as asked', async () => {
    slack.faults.next('users.info', { is: 'rate-limited', retryAfter: 7 });
    const limited = await fetch(`${slack.apiUrl}users.info`, { method: 'POST' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);

    slack.faults.next('users.info', { is: 'error', error: 'fatal_error' });
    expect(await call('users.info', { user: 'U0BEN' })).toMatchObject({ error: 'fatal_error' });

    const post = { channel: 'C0SALESWEST', text: 'Hello' };
    slack.faults.next('chat.postMessage', { is: 'reset', when: 'before' });
    await expect(call('chat.postMessage', post)).rejects.toThrow();
    expect(slack.workspace.messages).toHaveLength(0);
    slack.faults.next('chat.postMessage', { is: 'cut' });
    await expect(call('chat.postMessage', post)).rejects.toThrow();
    expect(slack.workspace.messages).toHaveLength(1);
    expect(await call('users.info', { user: 'U0BEN' })).toMatchObject({ ok: true });
  });
});
