import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noBrowser, openBrowser, violations } from '../support/browser.ts';
import { buttons, noteForm, section, type TinyWorkspace, textField, tinyWorkspace } from './tiny-app.ts';

const NOON = new Date('2026-11-18T20:00:00Z');

let folder: string;
let browser: Browser;
let tiny: TinyWorkspace;
let page: Page;

beforeAll(async () => {
  if (noBrowser !== null) return;
  folder = await mkdtemp(join(tmpdir(), 'sideline-page-'));
  const root = fileURLToPath(new URL('../../src/playground/page', import.meta.url));
  await build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true, minify: false } });
  browser = await openBrowser();
});

afterAll(async () => {
  if (noBrowser !== null) return;
  await browser.close();
  await rm(folder, { recursive: true });
});

beforeEach(async (context) => {
  if (noBrowser !== null) return context.skip(noBrowser);
  tiny = await tinyWorkspace('socket', { page: folder, now: NOON });
  notes(tiny.app);
});

afterEach(async () => {
  if (noBrowser !== null) return;
  await page.close();
  await tiny.close();
});

describe.each([
  ['a laptop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
] as const)('the playground on %s', (_, viewport) => {
  const isPhone = viewport.width < 720;

  test('a command, its form and its answer, by keyboard alone, with nothing that axe objects to', async () => {
    page = await visit(viewport);
    expect(await violations(page)).toEqual([]);

    await actAs('Ana Silva', isPhone);
    await page.getByLabel('Message Tiny').focus();
    await page.keyboard.type('/n');
    await page.getByRole('option', { name: '/note [text]' }).waitFor();
    expect(await page.getByRole('option').allInnerTexts()).toEqual([expect.stringContaining('/note [text]')]);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Acme');
    await page.keyboard.press('Enter');

    const form = page.getByRole('dialog', { name: 'Note' });
    await form.waitFor();
    await expect.poll(focused).toBe('Text');
    await page.keyboard.press('Control+Enter');
    await form.getByText('Please complete this required field.').waitFor();
    await expect.poll(focused).toBe('Text');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.type('no');
    await page.keyboard.press('Control+Enter');
    await form.getByText('More, please').waitFor();
    await expect.poll(focused).toBe('Text');
    await page.keyboard.type(' price yet & <b>none</b>');
    await page.keyboard.press('Control+Enter');

    const answer = page.getByRole('article').filter({ hasText: 'Acme: no price yet & <b>none</b>' });
    await answer.waitFor();
    await form.waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('Message Tiny');
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(await violations(page)).toEqual([]);
  });

  test('an answer that only one person sees is changed by its button, and dismissed', async () => {
    page = await visit(viewport);
    await types('/note list');
    const answer = page.getByRole('article').filter({ hasText: 'Only visible to you' });
    expect(await violations(page)).toEqual([]);

    await answer.getByRole('button', { name: 'Drop' }).click();

    await answer.getByText('Dropped').waitFor();
    await answer.getByRole('button', { name: 'Dismiss' }).click();
    await answer.waitFor({ state: 'detached' });
  });

  test('what lies under a pushed view keeps what was typed, and Escape leads back to it', async () => {
    page = await visit(viewport);
    await types('/note stacked');
    await page.getByLabel('Text').fill('half a sentence');
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('dialog', { name: 'More' }).waitFor();

    await page.keyboard.press('Escape');

    await page.getByRole('dialog', { name: 'Note' }).waitFor();
    expect(await page.getByLabel('Text').inputValue()).toBe('half a sentence');
    await expect.poll(focused).toBe('More');
  });

  test('a view in place of a long form is read from its top, and Escape closes it', async () => {
    page = await visit(viewport);
    await types('/note long');
    const form = page.getByRole('dialog', { name: 'Note' });
    await page.getByLabel('Text').fill('to be replaced');
    await page.getByLabel('Field 20').fill('at the very end');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    const answer = page.getByRole('dialog', { name: 'Saved' });
    await answer.waitFor();

    expect(await answer.locator('.dialog-body').evaluate((body) => body.scrollTop)).toBe(0);
    await expect
      .poll(() => page.evaluate(`document.querySelector('.veil:not([hidden])').contains(document.activeElement)`))
      .toBe(true);
    await page.keyboard.press('Escape');

    await answer.waitFor({ state: 'detached' });
    expect(await form.count()).toBe(0);
  });

  test('a thread takes a reply, and no command', async () => {
    page = await visit(viewport);
    await types('The pilot starts');
    await page.getByRole('article').filter({ hasText: 'The pilot starts' }).hover();
    await page.getByRole('button', { name: 'Reply in thread' }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });

    await thread.getByLabel('Reply').fill('On Monday');
    await page.keyboard.press('Enter');
    await thread.getByText('On Monday').waitFor();
    await thread.getByLabel('Reply').fill('/note');
    await page.keyboard.press('Enter');

    await page.getByRole('status').getByText('not supported in threads').waitFor();
    expect(await violations(page)).toEqual([]);
    await thread.getByRole('button', { name: 'Close thread' }).click();
    await page.getByRole('button', { name: '1 reply' }).waitFor();
  });

  test('what Slack would say of a broken command is said, and what cannot be drawn is shown', async () => {
    page = await visit(viewport);

    await types('/nothing');
    await types('/note odd');

    await page.getByRole('status').getByText('“/nothing” is not a valid command.').waitFor();
    await page.getByText('cannot draw a block of type “markdown”').waitFor();
    expect(await page.getByText('<!channel>').count()).toBe(1);
  });

  test('the clock is moved and shown, where the person is', async () => {
    page = await visit(viewport);
    await page.getByRole('button', { name: 'Wed 18 Nov 2026, 12:00' }).click();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('menuitem', { name: 'Monday 9:00' }).click();

    await page.getByRole('button', { name: 'Mon 23 Nov 2026, 09:00' }).waitFor();
    expect(tiny.slack.clock.now().toISOString()).toMatch(/^2026-11-23T17:00/);
  });

  test('a shortcut opens a form, and Home shows what the app published', async () => {
    page = await visit(viewport);

    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'New note' }).click();
    await page.getByRole('dialog', { name: 'Note' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Home', exact: true }).click();

    await page.getByText('Your notes').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

test('the first thing to try makes one a rep, with the command ready to be sent', async () => {
  page = await visit({ width: 390, height: 844 });
  await actAs('Dana Whitlock', true);
  await page.getByRole('button', { name: 'Home', exact: true }).click();

  await page.getByRole('button', { name: 'Act as Ben Okafor' }).click();

  await expect.poll(() => page.getByLabel('Message Tiny').inputValue()).toBe('/deal');
  await page.getByRole('button', { name: 'Conversations' }).click();
  await page.getByRole('button', { name: 'You are acting as Ben Okafor' }).waitFor();
});

test('what to try leads to quotas and digests as well, and makes room once there is more to read', async () => {
  page = await visit({ width: 390, height: 844 });
  const hints = page.getByRole('region', { name: 'What to try' });
  await hints.getByText('/coach quota').waitFor();

  await hints.getByRole('button', { name: 'Act as Dana Whitlock' }).click();

  await expect.poll(() => page.getByLabel('Message Tiny').inputValue()).toBe('/coach digest');
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const text of ['One', 'Two', 'Three', 'Four'])
    tiny.slack.workspace.post({ channel: 'D0DANA', user: 'U0SIDELINE', text, blocks: [] });
  await hints.getByRole('button', { name: 'Show what to try' }).waitFor();
  expect(await hints.getByRole('listitem').count()).toBe(0);
  expect((await hints.boundingBox())?.height).toBeLessThan(64);
  expect(await violations(page)).toEqual([]);
  await hints.getByRole('button', { name: 'Show what to try' }).click();
  expect(await hints.getByRole('listitem').count()).toBe(4);
});

test('a first visit says what to try, a second one does not', async () => {
  page = await visit({ width: 1280, height: 800 });
  const hints = page.getByRole('region', { name: 'What to try' });
  expect(await hints.getByRole('listitem').count()).toBe(4);

  await hints.getByRole('button', { name: 'Dismiss' }).click();
  await page.reload();

  await page.getByLabel('Message Tiny').waitFor();
  expect(await hints.count()).toBe(0);
  await page.getByRole('button', { name: 'What to try' }).click();
  await hints.waitFor();
});

async function visit(viewport: { readonly width: number; readonly height: number }): Promise<Page> {
  const opened = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  opened.setDefaultTimeout(20_000);
  await opened.goto(tiny.slack.url);
  await opened.getByLabel('Message Tiny').waitFor();
  return opened;
}

async function types(text: string): Promise<void> {
  const before = await page.getByRole('article').count();
  await page.getByLabel('Message Tiny').fill(text);
  await page.keyboard.press('Enter');
  if (!text.startsWith('/n') || text === '/note list')
    await expect.poll(() => page.getByRole('article').count()).toBe(before + 1);
}

async function actAs(name: string, isPhone: boolean): Promise<void> {
  if (isPhone) await page.getByRole('button', { name: 'Conversations' }).press('Enter');
  await page.getByRole('button', { name: 'Act as somebody else' }).press('Enter');
  await page.getByRole('menuitemradio', { name }).press('Enter');
  await page.getByRole('button', { name, includeHidden: true }).first().waitFor({ state: 'attached' });
}

/** What has the focus, by its label or text. */
function focused(): Promise<unknown> {
  const element = 'document.activeElement';
  return page.evaluate(
    `${element}.labels?.[0]?.textContent ?? ${element}.getAttribute('aria-label') ?? ${element}.textContent`,
  );
}

/** An app of notes: a form, a list with buttons, a view over a view, and blocks that nobody draws. */
function notes(app: App): void {
  app.command('/note', async ({ ack, client, command, respond }) => {
    await ack();
    const trigger_id = command.trigger_id;
    if (command.text === 'list')
      return void (await respond({ text: 'Two notes', blocks: [section('*Two* notes'), buttons('Open', 'Drop')] }));
    if (command.text === 'odd') {
      const odd = [{ type: 'markdown' as const, text: '# odd' }, section('&lt;!channel&gt;')];
      return void (await client.chat.postMessage({ channel: command.user_id, text: 'odd', blocks: odd }));
    }
    const stacked = { blocks: [textField('text', 'Text'), buttons('More')] };
    const long = { blocks: [textField('text', 'Text'), ...fields(20)] };
    const more = command.text === 'stacked' ? stacked : command.text === 'long' ? long : {};
    const view = noteForm({ private_metadata: command.text, ...more });
    await client.views.open({ trigger_id, view });
  });
  app.shortcut('new_note', async ({ ack, client, shortcut }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: noteForm() });
  });
  app.action('drop', async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: 'Dropped' });
  });
  app.action({ type: 'block_actions', action_id: 'more' }, async ({ ack, body, client }) => {
    await ack();
    const view = noteForm({ title: { type: 'plain_text', text: 'More' } });
    await client.views.push({ trigger_id: body.trigger_id, view });
  });
  app.view('note', async ({ ack, body, client, view }) => {
    const text = view.state.values.text?.text?.value ?? '';
    if (text.length < 3) return ack({ response_action: 'errors', errors: { text: 'More, please' } });
    if (view.private_metadata === 'long') return ack({ response_action: 'update', view: saved() });
    await ack();
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    await client.chat.postMessage({ channel: body.user.id, text: `${view.private_metadata}: ${escaped}` });
  });
  app.event('app_home_opened', async ({ client, event }) => {
    if (event.tab !== 'home') return;
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('Your notes')] } });
  });
}

function fields(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    ...textField(`field${at + 1}`, `Field ${at + 1}`),
    optional: true,
  }));
}

function saved(): ModalView {
  const lines = Array.from({ length: 20 }, (_, at) => section(`Line ${at + 1}`));
  return { type: 'modal', callback_id: 'saved', title: { type: 'plain_text', text: 'Saved' }, blocks: lines };
}
