import { afterEach, describe, expect, test } from 'vitest';
import { PersonDriver } from '../support/person.ts';
import { buttons, noteForm, section, type TinyWorkspace, textField, tinyWorkspace } from './tiny-app.ts';

let tiny: TinyWorkspace;
afterEach(() => tiny.close());

describe.each(['socket', 'http'] as const)('a Bolt app reached by %s', (way) => {
  test('a command opens a form, and what was written comes back', async () => {
    tiny = await tinyWorkspace(way);
    tiny.app.command('/note', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: noteForm({ private_metadata: command.text }) });
    });
    tiny.app.view('note', async ({ ack, client, body, view }) => {
      await ack();
      const text = `${view.private_metadata}: ${view.state.values.text?.text?.value}`;
      await client.chat.postMessage({ channel: body.user.id, text });
    });
    const ben = tiny.person('ben');

    await ben.types('/note R&D <x> @ana #sales-west');
    expect(ben.modal()).toBe('Note\nText: \n[ Save ]');
    await ben.fills({ Text: 'a price' });
    await ben.submits();

    expect(ben.hasModal()).toBe(false);
    expect(ben.sees()).toBe('R&D <x> @Ana Silva #sales-west: a price');
    expect(ben.dms()).toEqual([ben.sees()]);
  });

  test('an error shows in its field, and the corrected form is accepted', async () => {
    tiny = await tinyWorkspace(way);
    tiny.app.shortcut('new_note', async ({ ack, client, shortcut }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: noteForm() });
    });
    tiny.app.view('note', async ({ ack, view }) => {
      const isLong = (view.state.values.text?.text?.value ?? '').length > 3;
      await (isLong ? ack() : ack({ response_action: 'errors', errors: { text: 'More, please' } }));
    });
    const ben = tiny.person('ben');

    await ben.shortcut('New note');
    await ben.submits();
    expect(ben.modal()).toContain('! Please complete this required field.');
    await ben.fills({ Text: 'abc' });
    await ben.submits();
    expect(ben.modal()).toContain('! More, please');
    await ben.fills({ Text: 'abcd' });
    await ben.submits();

    expect(ben.hasModal()).toBe(false);
  });

  test('a button in an ephemeral answer replaces it, seen by nobody else', async () => {
    tiny = await tinyWorkspace(way);
    tiny.app.command('/note', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'Two notes', blocks: [section('*Two* notes'), buttons('Open', 'Drop')] });
    });
    tiny.app.action('drop', async ({ ack, respond, body }) => {
      await ack();
      await respond({ text: `<@${body.user.id}> dropped it`, replace_original: true });
    });
    const [ben, ana] = [tiny.person('ben'), tiny.person('ana')];

    await ben.types('/note', { in: 'sales-west' });
    expect(ben.sees()).toBe('*Two* notes\n[ Open ]\n[ Drop ]');
    expect(ben.hears()).toBe('Two notes');
    await ben.clicks('Drop');

    expect(ben.reads('sales-west')).toEqual(['@Ben Okafor dropped it']);
    expect(ana.reads('sales-west')).toEqual([]);
  });

  test('a button in a form pushes a view, and the form under it keeps what was typed', async () => {
    tiny = await tinyWorkspace(way);
    const form = noteForm({ blocks: [textField('text', 'Text'), buttons('Open')] });
    tiny.app.command('/note', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: form });
    });
    tiny.app.action({ type: 'block_actions', action_id: 'open' }, async ({ ack, client, body }) => {
      await ack();
      const view = { ...noteForm({ title: { type: 'plain_text', text: 'On top' } }), blocks: [section('Above')] };
      await client.views.push({ trigger_id: body.trigger_id, view });
      await client.views.update({
        view_id: body.view?.id ?? '',
        view: { ...form, blocks: [...form.blocks, section('new')] },
      });
    });
    const ben = tiny.person('ben');

    await ben.types('/note');
    await ben.fills({ Text: 'kept' });
    await ben.clicks('Open');
    expect(ben.modal()).toContain('On top\nAbove');
    await ben.closes();

    expect(ben.modal()).toBe('Note\nText: kept\n[ Open ]\nnew\n[ Save ]');
  });

  test('a command that nobody listens for says so', async () => {
    tiny = await tinyWorkspace(way);
    tiny.app.error(async () => undefined);
    const ben = tiny.person('ben');

    await ben.types('/nothing');

    expect(ben.sees()).toBe('“/nothing” is not a valid command.');
  });

  test('an app sees who it is and whom it deals with', async () => {
    tiny = await tinyWorkspace(way);
    const { client } = tiny.app;

    expect(await client.auth.test()).toMatchObject({ team: 'Larkfield', bot_id: 'B0SIDELINE', user_id: 'U0SIDELINE' });
    expect((await client.users.info({ user: 'U0GUS' })).user).toMatchObject({
      is_restricted: true,
      tz: 'America/New_York',
    });
    expect((await client.users.info({ user: 'U0ADA' })).user).toMatchObject({
      is_admin: true,
      tz_offset: expect.any(Number),
    });
    await expect(client.users.info({ user: 'U0NOBODY' })).rejects.toThrow('user_not_found');
  });
});

test('the same signed request reaches the app once more, and it answers again', async () => {
  tiny = await tinyWorkspace('http');
  const triggers: string[] = [];
  tiny.app.command('/note', async ({ ack, command }) => {
    triggers.push(command.trigger_id);
    await ack('Noted');
  });
  const ben = tiny.person('ben');

  await ben.types('/note');
  const again = await ben.replays();

  expect(again).toEqual({ is: 'acknowledged', body: { text: 'Noted' } });
  expect(new Set(triggers).size).toBe(1);
  expect(ben.sees()).toBe('Noted');
});

test('an app that cannot be asked is done when nothing moves any more', async () => {
  tiny = await tinyWorkspace();
  tiny.app.command('/note', async ({ ack, client, command }) => {
    await ack();
    const { view } = await client.views.open({
      trigger_id: command.trigger_id,
      view: noteForm({ blocks: [section('Wait')] }),
    });
    await client.views.update({ view_id: view?.id ?? '', view: noteForm() });
  });
  const ben = new PersonDriver(tiny.slack, 'ben');

  await ben.types('/note');

  expect(ben.modal()).toContain('Text');
});
