import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart, errorCode } from '../cannot-start.ts';
import { connect } from '../db/connect.ts';
import { FolderInUse, holdFolder } from '../db/data-folder.ts';
import { createClock } from '../digests/clock.ts';
import { PACE } from '../domain/pace.ts';
import type { Log } from '../log.ts';
import { socketManifest } from '../manifest.ts';
import { larkfield } from '../playground/cast.ts';
import type { Manifest } from '../playground/manifest.ts';
import { type StandIn, startStandIn } from '../playground/stand-in.ts';
import { createApp } from '../slack/app.ts';
import { createSender } from '../slack/sender.ts';
import type { Stopping } from '../stop.ts';
import { makeSample } from './sample.ts';
import { talk } from './talk.ts';

export type DemoOptions = {
  /** Where database and workspace are kept between starts. */
  readonly folder: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** The folder of the built page; null for none. */
  readonly page: string | null;
  readonly log: Log;
  readonly stopping: Stopping;
};

/** The playground with the app in it, which knows no more of it than the address of its Web API. */
export async function startDemo({ folder, port, page, log, stopping }: DemoOptions): Promise<StandIn> {
  const settings = { is: 'embedded', folder } as const;
  const { db, close } = await connect(settings, log, stopping.signal).catch((error: unknown) => {
    throw runningAlready(error);
  });
  stopping.before('the database', close);
  const slack = await startStandIn({
    ...{ cast: larkfield, manifest: socketManifest() as unknown as Manifest, port },
    ...{ statePath: join(folder, 'workspace.json'), ...(page === null ? {} : { page }) },
  }).catch(async (error: unknown) => {
    await close();
    throw portTaken(port, error);
  });
  stopping.before('the playground', slack.close);
  const count = await makeSample(db, slack.clock.now());
  if (count > 0) {
    talk(slack.workspace);
    log.info('The sample workspace was made.', { count });
  }
  const { botToken, apiUrl, sendingUrl, appToken, clock } = slack;
  const messages = createClock({
    ...{ db, log, now: () => clock.now(), workers: 1, atOnce: 1 },
    slack: createSender({ botToken, apiUrl: sendingUrl, timeout: PACE.timeout, log }),
  });
  stopping.before('the messages under way', messages.settled);
  const app = createApp({
    ...{ slack: { botToken, apiUrl, receiving: { by: 'socket', appToken } }, port: 0 },
    ...{ db, log, now: () => clock.now(), routes: [] },
  });
  stopping.before('gestures under way', app.settled);
  await app.start();
  stopping.before('taking in gestures', app.stop);
  messages.start();
  // Whoever moves the clock to tomorrow wants to see what tomorrow brings, and not in twenty seconds.
  clock.onMove(() => void messages.tick());
  stopping.before('sending messages', messages.stop);
  return slack;
}

/** Takes away all that an earlier start has left, unless a process still works with it. */
export async function clear(folder: string, log: Log): Promise<void> {
  const hold = await holdFolder(folder, log).catch((error: unknown) => {
    throw runningAlready(error);
  });
  const left = (await readdir(folder)).filter((name) => !name.startsWith('lock.'));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  await hold.release();
}

function runningAlready(error: unknown): unknown {
  if (!(error instanceof FolderInUse)) return error;
  return new CannotStart(
    `The playground runs already: its folder is in use by ${error.by}. Open its address, or end it there with Ctrl-C first.`,
  );
}

function portTaken(port: number, error: unknown): unknown {
  if (errorCode(error) !== 'EADDRINUSE') return error;
  const other = port === 65_535 ? 3000 : port + 1;
  return new CannotStart(`Port ${port} is in use by another program. Choose another one: PORT=${other} npm run demo`);
}
