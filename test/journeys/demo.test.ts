import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clear, startDemo } from '../../src/demo/start.ts';
import type { StandIn } from '../../src/playground/stand-in.ts';
import { quiet } from '../support/log.ts';
import { PersonDriver } from '../support/person.ts';

/** An embedded database is made from nothing, on a machine that has other things to do. */
const SLOW_MS = 90_000;

let folder: string;
let steps: (() => Promise<unknown>)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sideline-demo-'));
  steps = [];
});

afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

function start(): Promise<StandIn> {
  const stopping = {
    signal: new AbortController().signal,
    before: (_: string, undo: () => Promise<unknown>) => void steps.push(undo),
  };
  return startDemo({ folder, port: 0, page: null, log: quiet, stopping });
}

/** In the order in which a signal ends it. */
async function stop(): Promise<void> {
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
}

test(
  'the playground opens on a full floor, brings tomorrow’s deals back, keeps what was done in it and its clock, and begins anew when told to',
  async () => {
    let slack = await start();
    const ben = new PersonDriver(slack, 'ben');
    await ben.waitsFor('Hjelm Industri is back', 20_000);
    await ben.types('/deal');
    expect(ben.sees()).toContain('14 of 20 places');
    await ben.types('/deal acme');
    expect(ben.sees()).toMatch(/Acme Foods.*ROI calculation: delivered/s);
    await expect(start()).rejects.toThrow(/runs already.*process \d+/);

    slack.clock.move('tomorrow', 'America/Los_Angeles');
    await ben.waitsFor('is back*: you parked it until today', 20_000);
    await ben.types('/deal');
    expect(ben.sees()).toContain('15 of 20 places');
    const moved = slack.clock.now();
    await stop();

    slack = await start();
    expect(slack.clock.now().getTime()).toBeGreaterThanOrEqual(moved.getTime());
    const again = new PersonDriver(slack, 'ben');
    await again.types('/deal');
    expect(again.sees()).toContain('15 of 20 places');
    await stop();

    await clear(folder, quiet);
    expect(await readdir(folder)).toEqual([]);
  },
  SLOW_MS,
);
