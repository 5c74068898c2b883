import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { App } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { socketManifest } from '../src/manifest.ts';
import type { Deps } from '../src/slack/deps.ts';
import { registerGestures } from '../src/slack/gestures.ts';
import { HELP } from '../src/views/help.ts';
import { ids } from '../src/views/ids.ts';

const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

type Source = {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
};

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path): Source => {
    const text = readFileSync(join(SRC, path), 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].map(([, name]) => name ?? '');
    return { path, room: path.includes('/') ? (path.split('/')[0] ?? '') : path.replace('.ts', ''), text, imports };
  });

/** Rooms that a room may look into; its own is a matter of course. Files at the top are rooms of their own. */
const MAY_KNOW: { readonly [room: string]: readonly string[] } = {
  domain: [],
  config: [],
  log: [],
  'cannot-start': [],
  health: ['cannot-start'],
  stop: ['cannot-start', 'log'],
  manifest: [],
  db: ['domain', 'config', 'log', 'cannot-start'],
  views: ['domain'],
  csv: ['domain'],
  digests: ['csv', 'views', 'db', 'domain', 'log'],
  slack: ['digests', 'csv', 'views', 'db', 'domain', 'config', 'log', 'health', 'cannot-start'],
  cli: ['csv', 'views', 'db', 'domain', 'config', 'log', 'manifest', 'cannot-start', 'stop'],
  playground: [],
};
/** They put the parts together. */
const SEE_BOTH_SIDES = ['main', 'demo'];

describe('the arrows between rooms', () => {
  test.each(sources.filter(({ room }) => !SEE_BOTH_SIDES.includes(room)))(
    '$path looks only where its room may',
    (source) => {
      const seen = source.imports
        .filter((name) => name.startsWith('.'))
        .map((name) => relative(SRC, resolve(SRC, source.path, '..', name)))
        .map((path) => (path.includes('/') ? (path.split('/')[0] ?? '') : path.replace('.ts', '')))
        .filter((room) => room !== source.room);

      expect(MAY_KNOW[source.room], `a room for ${source.path}`).toBeDefined();
      expect(seen.filter((room) => !MAY_KNOW[source.room]?.includes(room))).toEqual([]);
    },
  );

  const ONLY_IN: readonly (readonly [what: string, allowed: RegExp, used: (source: Source) => boolean])[] = [
    ['Bolt', /^slack\//, ({ imports }) => imports.includes('@slack/bolt')],
    ['Slack’s web client', /^slack\//, ({ imports }) => imports.includes('@slack/web-api')],
    ['drizzle', /^db\//, ({ imports }) => imports.some((name) => name.startsWith('drizzle-orm'))],
    [
      'the databases’ drivers',
      /^db\//,
      ({ imports }) => imports.some((name) => name === 'pg' || name.startsWith('@electric-sql/')),
    ],
    ['Temporal', /^domain\/calendar\.ts$/, ({ imports }) => imports.includes('temporal-polyfill')],
    ['node-cron', /^digests\/clock\.ts$/, ({ imports }) => imports.includes('node-cron')],
    ['process.env', /^config\.ts$/, ({ text }) => text.includes('process.env')],
    [
      'the clock',
      /^(main\.ts|demo\.ts|demo\/|cli\/|playground\/)/,
      ({ text }) => /new Date\(\)|Date\.now\(\)/.test(text),
    ],
    [
      'Bolt’s listeners',
      /^slack\/gesture\.ts$/,
      ({ text }) => /\bapp\.(command|action|view|shortcut|options|event|message)\b/.test(text),
    ],
    ['writing a deal', /^db\//, ({ text }) => /\b(saveDeal|insertDeals)\(/.test(text)],
  ];
  test.each(ONLY_IN)('%s is found in one place', (_, allowed, used) => {
    const where = sources.filter(used).map(({ path }) => path);

    expect(where.filter((path) => !allowed.test(path) && !path.startsWith('demo'))).toEqual([]);
  });
});

/** An app that only notes which listeners it is given. */
function registered() {
  const found = { commands: [] as string[], actions: [] as string[], views: [] as string[], shortcuts: [] as string[] };
  const Constraints = z.looseObject({ action_id: z.string().optional(), callback_id: z.string().optional() });
  const note = (list: string[], key: 'action_id' | 'callback_id') => (constraints: unknown) => {
    list.push(Constraints.parse(constraints)[key] ?? '');
  };
  const app = {
    command: (name: string) => void found.commands.push(name),
    action: note(found.actions, 'action_id'),
    view: note(found.views, 'callback_id'),
    shortcut: note(found.shortcuts, 'callback_id'),
  };
  registerGestures(app as unknown as App, {} as Deps);
  return found;
}

describe('what is registered', () => {
  const found = registered();

  test('the manifest names the commands that the app listens to, and no others', () => {
    const { features } = socketManifest();
    const shortcuts = z.array(z.looseObject({ callback_id: z.string() })).parse(features.shortcuts);

    expect(features.slash_commands.map(({ command }) => command).sort()).toEqual([...found.commands].sort());
    expect(shortcuts.map((shortcut) => shortcut.callback_id).sort()).toEqual([...found.shortcuts].sort());
  });

  test('every command knows help', () => {
    expect(Object.keys(HELP).sort()).toEqual([...found.commands].sort());
  });

  test('no gesture has two listeners, as both would answer', () => {
    const all = [...found.commands, ...found.actions, ...found.views, ...found.shortcuts];

    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  test('every button has a listener', () => {
    const views = sources
      .filter(({ room }) => room === 'views')
      .map(({ text }) => text)
      .join('\n');
    const pressed = [...views.matchAll(/\b(?:button|page)\(\s*ids\.(\w+)/g)].map(
      ([, name]) => ids[name as keyof typeof ids],
    );

    expect(pressed.length).toBeGreaterThan(10);
    expect([...new Set(pressed)].filter((id) => !found.actions.includes(id))).toEqual([]);
  });

  test('every form has a listener', () => {
    const views = sources
      .filter(({ room }) => room === 'views')
      .map(({ text }) => text)
      .join('\n');
    const forms = [...views.matchAll(/callbackId: ids\.(\w+)[^}]*submit:/g)].map(
      ([, name]) => ids[name as keyof typeof ids],
    );

    expect(forms.length).toBeGreaterThan(4);
    expect([...new Set(forms)].filter((id) => !found.views.includes(id))).toEqual([]);
  });

  test('all ids are different, and each is used', () => {
    const values = Object.values(ids);
    const text = sources.map((source) => source.text).join('\n');

    expect(values.filter((id, index) => values.indexOf(id) !== index)).toEqual([]);
    expect(Object.keys(ids).filter((name) => !text.includes(`ids.${name}`))).toEqual([]);
  });

  test('no id is written out anywhere else', () => {
    const strays = sources
      .filter(({ room, path }) => (room === 'slack' || room === 'views') && path !== 'views/ids.ts')
      .flatMap(({ path, text }) =>
        [...text.matchAll(/(?:action_id|block_id|callback_id): '(\w+)'/g)].map(([, id]) => `${path}: ${id}`),
      );

    expect(strays).toEqual([]);
  });
});
