import type { ViewResponseAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buttons, noteForm, section, type TinyWorkspace, textField, tinyWorkspace } from './tiny-app.ts';

let tiny: TinyWorkspace;
beforeEach(async () => {
  tiny = await tinyWorkspace();
});
afterEach(() => tiny.close());

/** `/note` opens this form. */
function opens(view: ModalView): void {
  tiny.app.command('/note', async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view });
  });
}

describe('fields', () => {
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  const now = { text: plain('Now'), value: 'now' };
  const options = [now, { text: plain('Later'), value: 'later' }];
  const field = (
    label: string,
    element: Extract<KnownBlock, { type: 'input' }>['element'],
    optional = true,
  ): KnownBlock => ({
    type: 'input',
    block_id: label,
    label: plain(label),
    element: { action_id: 'a', ...element },
    optional,
  });

  test('of every kind are filled by their label, and reach the app in its shape', async () => {
    const seen: unknown[] = [];
    opens(
      noteForm({
        blocks: [
          field('Text', { type: 'plain_text_input' }),
          field('Number', { type: 'number_input', is_decimal_allowed: true }),
          field('When', { type: 'static_select', options, initial_option: now }),
          field('Whether', { type: 'radio_buttons', options }),
          field('Which', { type: 'checkboxes', options }),
          field('All', { type: 'multi_static_select', options }),
          field('Day', { type: 'datepicker', initial_date: '2026-11-16' }),
          field('Hour', { type: 'timepicker' }),
          field('Who', { type: 'users_select' }),
          field('Where', { type: 'conversations_select' }),
          field('Deal', { type: 'external_select', min_query_length: 0 }),
          field('Left', { type: 'plain_text_input' }),
        ],
      }),
    );
    tiny.app.options('a', async ({ ack, payload }) => {
      await ack({ options: [{ text: plain(`${payload.value} AG`), value: 'acme' }] });
    });
    tiny.app.view('note', async ({ ack, view }) => {
      seen.push(Object.entries(view.state.values).map(([label, values]) => [label, values.a]));
      await ack();
    });
    const ben = tiny.person('ben');

    await ben.types('/note');
    await ben.fills({
      Text: 'a',
      Number: '1.5',
      When: 'Later',
      Whether: 'Now',
      Which: ['Now', 'Later'],
      All: ['Later'],
    });
    await ben
      .fills({ Day: '2026-12-01', Hour: '09:30', Who: 'ana', Where: '#sales-west', Deal: 'Acme AG' })
      .catch(() => undefined);
    await ben.fills({ Deal: 'Acme' }).catch(() => undefined);
    await ben.submits();

    expect(Object.fromEntries(seen[0] as [])).toMatchObject({
      Text: { type: 'plain_text_input', value: 'a' },
      Number: { value: '1.5' },
      When: { selected_option: { text: { type: 'plain_text', text: 'Later', emoji: true }, value: 'later' } },
      Whether: { selected_option: { value: 'now' } },
      Which: { selected_options: [{ value: 'now' }, { value: 'later' }] },
      All: { type: 'multi_static_select', selected_options: [{ value: 'later' }] },
      Day: { selected_date: '2026-12-01' },
      Hour: { selected_time: '09:30' },
      Who: { selected_user: 'U0ANA' },
      Where: { selected_conversation: 'C0SALESWEST' },
      Deal: { selected_option: { text: { text: 'Acme AG' }, value: 'acme' } },
      Left: { value: null },
    });
  });

  test('that are not there are named with those that are', async () => {
    opens(noteForm());
    const ben = tiny.person('ben');
    await ben.types('/note');

    await expect(ben.fills({ Titel: 'x' })).rejects.toThrow('No field “Titel” on the screen:\nNote\nText: ');
    await expect(ben.clicks('Delete')).rejects.toThrow('No button “Delete” on the screen:\nNote\nText: ');
  });

  test('with a wrong number are held back by Slack itself', async () => {
    opens(
      noteForm({ blocks: [field('Places', { type: 'number_input', is_decimal_allowed: false, max_value: '20' })] }),
    );
    const ben = tiny.person('ben');
    await ben.types('/note');

    await ben.fills({ Places: '21' });
    expect(await ben.submits()).toEqual([]);

    expect(ben.modal()).toContain('! Please enter a number that is at most 20.');
  });

  test('that dispatch tell the app at once what was chosen', async () => {
    opens(
      noteForm({
        blocks: [{ ...field('When', { type: 'static_select', options }), dispatch_action: true } as KnownBlock],
      }),
    );
    tiny.app.action({ type: 'block_actions', action_id: 'a' }, async ({ ack, client, body, action }) => {
      await ack();
      const chosen = action.type === 'static_select' ? action.selected_option?.value : '';
      const { id = '', hash = '' } = body.view ?? {};
      await client.views.update({ view_id: id, hash, view: noteForm({ blocks: [section(`You chose ${chosen}`)] }) });
    });
    const ben = tiny.person('ben');

    await ben.types('/note');
    await ben.fills({ When: 'Later' });

    expect(ben.modal()).toContain('You chose later');
  });
});

describe('a submission is answered', () => {
  const answers = (answer: unknown) => {
    tiny.app.view('note', async ({ ack }) => ack(answer as ViewResponseAction));
  };

  test.each([
    [
      'with errors for a block that is none',
      { response_action: 'errors', errors: { other: 'x' } },
      'which is no input block',
    ],
    ['with no errors at all', { response_action: 'errors', errors: {} }, 'at least one block'],
    ['with a word nobody knows', { response_action: 'shut' }, 'unknown response_action shut'],
    [
      'with a view that breaks a limit',
      { response_action: 'update', view: noteForm({ callback_id: 'x'.repeat(256) }) },
      '/view/callback_id',
    ],
  ])('%s: the form stays, and Slack says there was trouble', async (_, answer, why) => {
    opens(noteForm());
    answers(answer);
    const ben = tiny.person('ben');

    await ben.types('/note');
    await ben.fills({ Text: 'kept' });
    await ben.submits();

    expect(ben.sees()).toContain('We had some trouble connecting. Try again?');
    expect(ben.sees()).toContain(why);
    expect(ben.modal()).toContain('Text: kept');
  });

  test('by a view on top, and then by clearing all', async () => {
    opens(noteForm());
    tiny.app.view('note', async ({ ack }) => {
      await ack({
        response_action: 'push',
        view: noteForm({ callback_id: 'held', title: { type: 'plain_text', text: 'Held' } }),
      });
    });
    tiny.app.view('held', async ({ ack }) => ack({ response_action: 'clear' }));
    const ben = tiny.person('ben');

    await ben.types('/note');
    await ben.fills({ Text: 'x' });
    await ben.submits();
    expect(ben.modal()).toContain('Held');
    await ben.fills({ Text: 'y' });
    await ben.submits();

    expect(ben.hasModal()).toBe(false);
  });

  test('as often as it arrives', async () => {
    opens(noteForm());
    answers({ response_action: 'errors', errors: { text: 'No' } });
    const ben = tiny.person('ben');
    await ben.types('/note');
    await ben.fills({ Text: 'x' });

    const three = await ben.submits({ times: 3 });
    const again = await ben.replays();

    expect(three).toHaveLength(3);
    expect([...three, again]).toEqual(
      Array(4).fill({ is: 'acknowledged', body: { response_action: 'errors', errors: { text: 'No' } } }),
    );
  });

  test('not at all: Slack says so after three seconds', async () => {
    opens(noteForm());
    tiny.app.error(async () => undefined);
    tiny.app.view('note', async () => undefined);
    const ben = tiny.person('ben');
    await ben.types('/note');
    await ben.fills({ Text: 'x' });

    await ben.submits();

    expect(ben.sees()).toBe('We had some trouble connecting. Try again? (operation_timeout)');
  });
});

describe('closing', () => {
  test.each([
    [false, 'note', false],
    [true, 'root', true],
  ])('with the x %s tells of the %s', async (all, callbackId, isCleared) => {
    const told: unknown[] = [];
    const form = noteForm({ notify_on_close: true });
    opens({ ...form, callback_id: 'root', blocks: [buttons('More')] as KnownBlock[] });
    tiny.app.action({ type: 'block_actions', action_id: 'more' }, async ({ ack, client, body }) => {
      await ack();
      await client.views.push({ trigger_id: body.trigger_id, view: form });
    });
    tiny.app.view({ type: 'view_closed', callback_id: /./ }, async ({ ack, body }) => {
      told.push([body.view.callback_id, 'is_cleared' in body && body.is_cleared]);
      await ack();
    });
    const ben = tiny.person('ben');

    await ben.types('/note');
    await ben.clicks('More');
    await ben.closes({ all });

    expect(told).toEqual([[callbackId, isCleared]]);
    expect(ben.hasModal()).toBe(!all);
  });
});

test('a button is found by what stands near it', async () => {
  const pressed: unknown[] = [];
  tiny.app.command('/note', async ({ ack, respond }) => {
    await ack();
    const row = (name: string): KnownBlock => ({
      type: 'section',
      text: { type: 'mrkdwn', text: name },
      accessory: { type: 'button', action_id: 'open', value: name, text: { type: 'plain_text', text: 'Open' } },
    });
    await respond({ text: 'Deals', blocks: [row('Acme'), row('Borealis'), row('Acme Foods')] });
  });
  tiny.app.action('open', async ({ ack, action, body }) => {
    await ack();
    pressed.push(action.type === 'button' ? action.value : '', 'message' in body);
  });
  const ben = tiny.person('ben');

  await ben.types('/note');
  await ben.clicks('Open', { near: 'Borealis' });
  await ben.clicks('Open', { near: 'Acme', nth: 2 });

  expect(pressed).toEqual(['Borealis', false, 'Acme Foods', false]);
});

test('the Home tab is published when it is visited, and its buttons work', async () => {
  tiny.app.event('app_home_opened', async ({ client, event }) => {
    const greeting = section(event.view === undefined ? 'Welcome' : 'Welcome back');
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [greeting, buttons('Open') as KnownBlock] },
    });
  });
  tiny.app.action({ type: 'block_actions', action_id: 'open' }, async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: noteForm() });
  });
  const ben = tiny.person('ben');

  await ben.opensHome();
  expect(ben.home()).toBe('Welcome\n[ Open ]');
  await ben.opensHome();
  expect(ben.home()).toBe('Welcome back\n[ Open ]');
  await ben.clicks('Open');

  expect(ben.modal()).toContain('Note');
});

test('a Home tab may hold a field, but its form is never sent', async () => {
  const [block] = [textField('text', 'Text')];

  const published = await tiny.app.client.views.publish({ user_id: 'U0BEN', view: { type: 'home', blocks: [block] } });

  expect(published.view?.submit).toBeNull();
});
