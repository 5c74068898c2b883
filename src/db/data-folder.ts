import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart, errorCode } from '../cannot-start.ts';
import type { Log } from '../log.ts';
import { type Holder, isInSight, readHolder, runs, thisProcess } from './holder.ts';

/** Another process works with the folder: `by` says which, as far as can be told. */
export class FolderInUse extends CannotStart {
  readonly by: string;

  constructor(folder: string, by: string) {
    super(
      `The database's folder ${folder} (SIDELINE_DATA) is in use by ${by}. ` +
        'Only one process can use it at a time; to run several, set DATABASE_URL.',
    );
    this.by = by;
  }
}

export type Hold = { readonly release: () => Promise<void> };

const BEAT_MS = 5_000;
/** Of a holder out of sight, as on another host, its heartbeat is all that tells a dead one from a living one. */
const GONE_AFTER_MS = 60_000;

/**
 * Makes this process the only one on the folder, until `release`. Two processes on one embedded database lose data
 * with no error at all (https://github.com/electric-sql/pglite/issues/1106), and its own code takes no lock.
 *
 * A hold is a file `lock.1`. A dead one is not removed to make way, as a second process could then remove the hold of
 * the one that has just taken over: it is followed by `lock.2`, which only one process can make.
 */
export async function holdFolder(folder: string, log: Log): Promise<Hold> {
  try {
    await mkdir(folder, { recursive: true });
    const mine = await thisProcess(randomUUID());
    for (;;) {
      const held = await locksIn(folder);
      const last = Math.max(0, ...held);
      if (last > 0) await requireGone(folder, lockFile(folder, last));
      const file = lockFile(folder, last + 1);
      if (!(await made(file, mine))) continue;
      if (Math.max(...(await locksIn(folder))) === last + 1) {
        for (const number of held) await rm(lockFile(folder, number), { force: true });
        return keptAlive(file, mine, log);
      }
      // This process looked before the last take-over, and made a number that had become free again: the highest counts.
      await rm(file, { force: true });
    }
  } catch (error) {
    throw explainedFolder(folder, error);
  }
}

const EXPLAINED: { readonly [code: string]: string } = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is read-only',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk quota is used up',
  ENOTDIR: 'there is a file of that name',
  EEXIST: 'there is a file of that name',
  '53100': 'its disk is full',
};

/** What an operator can mend about the folder, said so; any other error as it is. */
export function explainedFolder(folder: string, error: unknown): unknown {
  const why = error instanceof CannotStart ? undefined : EXPLAINED[errorCode(error)];
  if (why === undefined) return error;
  return new CannotStart(`The database's folder ${folder} (SIDELINE_DATA) cannot be used: ${why}.`, { cause: error });
}

const lockFile = (folder: string, number: number) => join(folder, `lock.${number}`);

async function locksIn(folder: string): Promise<readonly number[]> {
  const locks = (await readdir(folder)).map((name) => /^lock\.(\d+)$/.exec(name)?.[1]);
  return locks.filter((number) => number !== undefined).map(Number);
}

/** Whether the file is new, and so ours. One that could not be filled is taken away again. */
async function made(file: string, holder: Holder): Promise<boolean> {
  const lock = await open(file, 'wx').catch((error: unknown) => {
    if (errorCode(error) === 'EEXIST') return null;
    throw error;
  });
  if (lock === null) return false;
  try {
    await lock.write(JSON.stringify(holder));
    return true;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await lock.close();
  }
}

/** Returns when nobody holds that lock any more, or never will again; throws when somebody does. */
async function requireGone(folder: string, file: string): Promise<void> {
  const holder = await holderIn(file);
  if (holder === 'none') return;
  const inUse = (by: string) => new FolderInUse(folder, by);
  if (holder !== 'unknown' && (await isInSight(holder))) {
    if (!(await runs(holder))) return;
    const doubt = holder.started === '' ? ` (should that process be another program, remove ${file})` : '';
    throw inUse(`process ${holder.pid}, running since ${holder.since}${doubt}`);
  }
  const ms = await silentFor(folder, file);
  if (ms > GONE_AFTER_MS) return;
  const who = holder === 'unknown' ? 'a process that was just starting' : `process ${holder.pid} on ${holder.host}`;
  const seconds = Math.ceil((GONE_AFTER_MS - ms) / 1000);
  throw inUse(`${who} (should it be gone, the folder is free in ${seconds} s)`);
}

/** A lock is made first and filled then: one that stays empty was made by a process that may have died in between. */
async function holderIn(file: string): Promise<Holder | 'none' | 'unknown'> {
  for (let look = 1; look <= 20; look += 1) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) return 'none';
    const holder = readHolder(text);
    if (holder !== null) return holder;
    await pause(50);
  }
  return 'unknown';
}

/** By the clock of the folder's file system, as two hosts' clocks may differ by more than is waited here. */
async function silentFor(folder: string, file: string): Promise<number> {
  const probe = join(folder, `now.${randomUUID()}`);
  await writeFile(probe, '');
  const [now, beat] = await Promise.all([stat(probe), stat(file).catch(() => null)]);
  await rm(probe, { force: true });
  return beat === null ? Number.POSITIVE_INFINITY : now.mtimeMs - beat.mtimeMs;
}

function keptAlive(file: string, mine: Holder, log: Log): Hold {
  let isReleased = false;
  const beat = async () => {
    const id = await holdIn(file);
    if (isReleased) return;
    // Its taker writes there now; to go on would lose the rows of both. Nobody catches this: it ends the process.
    if (id !== mine.id && id !== 'unreadable') throw new Error("Another process has taken the database's folder.");
    try {
      await writeOver(file, mine);
    } catch (error) {
      if (!isReleased) log.warn("No sign of life could be left in the database's folder.", { error });
    }
  };
  const timer = setInterval(() => void beat(), BEAT_MS);
  timer.unref();
  return {
    release: async () => {
      isReleased = true;
      clearInterval(timer);
      if ((await holdIn(file)) === mine.id) await rm(file, { force: true });
    },
  };
}

async function holdIn(file: string): Promise<string | 'none' | 'unreadable'> {
  try {
    return readHolder(await readFile(file, 'utf8'))?.id ?? 'none';
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'none' : 'unreadable';
  }
}

/** The same over the same, so that the file is never empty, on a full disk either. */
async function writeOver(file: string, holder: Holder): Promise<void> {
  const lock = await open(file, 'r+');
  try {
    await lock.write(JSON.stringify(holder), 0);
  } finally {
    await lock.close();
  }
}
