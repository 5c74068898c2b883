import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Clock, createClock } from '../../src/digests/clock.ts';
import type { WayId } from '../../src/playground/ways.ts';
import { createSender } from '../../src/slack/sender.ts';
import { aDeal, day } from '../support/builders.ts';
import { quiet } from '../support/log.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

/** Each message takes its 1.1 seconds, on a machine that has other things to do. */
const SLOW_MS = 60_000;
const THURSDAY = new Date('2026-11-19T20:00:00Z');
const COMPANIES = ['Acme Foods', 'Birch', 'Caldera'];

let floor: Floor;
let ticker: Clock;

/** The playground as the demo puts it together; three of Ben's deals come back on Monday. */
beforeEach(async () => {
  floor = await salesFloor({ now: THURSDAY });
  const { slack, db } = floor;
  const { botToken, sendingUrl, clock } = slack;
  const sender = createSender({ botToken, apiUrl: sendingUrl, timeout: 500, log: quiet });
  ticker = createClock({ db, slack: sender, log: quiet, now: () => clock.now(), workers: 1, atOnce: 1 });
  clock.onMove(() => void ticker.tick());
  const standing = { is: 'parked', stage: 'qualify', until: day('2026-11-23') } as const;
  await floor.has('ben', ...COMPANIES.map((company) => aDeal({ company, standing })));
  ticker.start();
}, SLOW_MS);

afterEach(async () => {
  await ticker.stop();
  await ticker.settled();
  await floor.stop();
});

const posted = () => floor.slack.workspace.messages.filter(({ channel }) => channel === 'D0BEN');
const mentions = (company: string) => posted().filter(({ text }) => text.includes(company)).length;
const each = () => COMPANIES.map(mentions);

test(
  'one click to Monday brings all that is due then, also several messages to one person',
  async () => {
    await floor.slack.perform({ as: 'U0MORI', kind: 'clock', to: 'monday-9' });

    await expect.poll(each, { timeout: 20_000 }).toEqual([1, 1, 1]);
    const times = posted().map(({ ts }) => Number(ts));
    expect(new Date((times[0] ?? 0) * 1_000).toISOString()).toMatch(/^2026-11-23T17:00/);
    // Slack takes about one message a second: the clock has to run on after it was moved.
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1.5);
  },
  SLOW_MS,
);

test.each<WayId>(['reset-after', 'reset-before', 'late-effect'])(
  'where Slack fails by “%s” at all posts, each message stands there exactly once after it was switched off',
  async (way) => {
    await switched(way);
    await floor.slack.perform({ as: 'U0BEN', kind: 'clock', to: 'monday-9' });
    await expect.poll(calls, { timeout: 20_000 }).toBeGreaterThan(0);
    await switched(null);

    await expect
      .poll(
        async () => {
          await floor.slack.perform({ as: 'U0BEN', kind: 'clock', to: 'plus-5-minutes' });
          return each();
        },
        { timeout: 30_000, interval: 1_500 },
      )
      .toEqual([1, 1, 1]);
    await floor.slack.perform({ as: 'U0BEN', kind: 'clock', to: 'plus-hour' });
    await ticker.tick();

    expect(each()).toEqual([1, 1, 1]);
  },
  SLOW_MS,
);

test(
  'what is due while Slack cannot be reached goes out once it can be again',
  async () => {
    await switched('unreachable');
    await floor.slack.perform({ as: 'U0BEN', kind: 'clock', to: 'monday-9' });
    await floor.slack.perform({ as: 'U0BEN', kind: 'clock', to: 'plus-hour' });
    expect(posted()).toEqual([]);

    await switched(null);
    await floor.slack.perform({ as: 'U0BEN', kind: 'clock', to: 'plus-5-minutes' });

    await expect.poll(each, { timeout: 30_000 }).toEqual([1, 1, 1]);
  },
  SLOW_MS,
);

async function switched(way: WayId | null): Promise<void> {
  await floor.slack.perform({ as: 'U0BEN', kind: 'trouble', way, posts: null });
}

/** How often the app has tried to post. */
async function calls(): Promise<number> {
  const stream = await fetch(`${floor.slack.url}/playground/screen?as=U0BEN&in=D0BEN`);
  const reader = (stream.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return JSON.parse(String(value).replace('data: ', '')).calls.length;
}
