import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { larkfield } from '../../src/playground/cast.ts';
import { Clock } from '../../src/playground/clock.ts';
import { startStandIn } from '../../src/playground/stand-in.ts';
import { manifest } from './tiny-app.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stand-in-'));
});
afterEach(() => rm(folder, { recursive: true }));

const start = () => startStandIn({ cast: larkfield, manifest, statePath: join(folder, 'kept', 'workspace.json') });

test('messages and the clock outlive a restart; what one person alone saw does not', async () => {
  const first = await start();
  await first.perform({ as: 'U0BEN', kind: 'clock', to: 'tomorrow' });
  await first.perform({ as: 'U0BEN', kind: 'message', channel: 'C0SALESWEST', text: 'Stays' });
  first.workspace.post({ channel: 'C0SALESWEST', user: 'U0SIDELINE', text: 'Goes', blocks: [], onlyFor: 'U0BEN' });
  const [stays] = first.workspace.messages;
  await first.close();

  const second = await start();
  const next = second.workspace.post({ channel: 'C0SALESWEST', user: 'U0BEN', text: 'Next', blocks: [] });
  await second.close();

  expect(second.workspace.messages).toEqual([stays, next]);
  expect(Number(next.ts)).toBeGreaterThan(Number(stays?.ts));
  expect(second.clock.ahead).toBeGreaterThan(23 * 3_600_000);
});

test('what the app was told is posted, changed or deleted is so after a restart, even if it is killed that moment', async () => {
  const slack = await start();
  const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  const channel = 'C0SALESWEST';

  const posted = await client.chat.postMessage({ channel, text: 'Ben won Acme' });
  expect(await keptTexts()).toEqual(['Ben won Acme']);
  await client.chat.update({ channel, ts: posted.ts ?? '', text: 'Ben won Acme Foods' });
  expect(await keptTexts()).toEqual(['Ben won Acme Foods']);
  await client.chat.delete({ channel, ts: posted.ts ?? '' });
  expect(await keptTexts()).toEqual([]);

  await slack.close();
});

test('of many posts at the same time each is kept before it is answered', async () => {
  const slack = await start();
  const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  const texts = Array.from({ length: 30 }, (_, at) => `Post ${at}`);

  const keptAtAnswer = await Promise.all(
    texts.map(async (text) => {
      await client.chat.postMessage({ channel: 'C0SALESWEST', text });
      return (await keptTexts()).includes(text);
    }),
  );

  expect(keptAtAnswer).toEqual(texts.map(() => true));
  await slack.close();
});

test('a file that holds something else is left alone, and the start says so', async () => {
  await (await start()).close();
  const path = join(folder, 'kept', 'workspace.json');
  await writeFile(path, '{"version":9}');

  await expect(start()).rejects.toThrow(`${path} holds no workspace that can be read`);
  expect(await readFile(path, 'utf8')).toBe('{"version":9}');
});

test.each([
  ['2026-11-16T16:59:00Z', '2026-11-16T17:00:00.000Z'],
  ['2026-11-16T17:00:00Z', '2026-11-23T17:00:00.000Z'],
  ['2026-11-18T12:00:00Z', '2026-11-23T17:00:00.000Z'],
  ['2026-11-23T07:30:00Z', '2026-11-23T17:00:00.000Z'],
  ['2027-03-12T12:00:00Z', '2027-03-15T16:00:00.000Z'],
])('after %s the next Monday at nine in Los Angeles is %s', (from, to) => {
  const clock = new Clock(new Date(from).getTime() - Date.now());

  expect(clock.move('monday-9', 'America/Los_Angeles')).toBe(true);

  const off = clock.now().getTime() - new Date(to).getTime();
  expect(off).toBeGreaterThanOrEqual(0);
  expect(off).toBeLessThan(2_000);
});

test('a clock never goes back, and not to where there is no moment', () => {
  const clock = new Clock();

  expect(clock.move('2020-01-01T00:00:00Z', 'UTC')).toBe(false);
  expect(clock.move('some day', 'UTC')).toBe(false);
  expect(clock.ahead).toBe(0);
});

async function keptTexts(): Promise<readonly string[]> {
  const { messages } = JSON.parse(await readFile(join(folder, 'kept', 'workspace.json'), 'utf8')) as {
    readonly messages: readonly { readonly text: string }[];
  };
  return messages.map(({ text }) => text);
}
