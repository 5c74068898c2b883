import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CannotStart } from '../../src/cannot-start.ts';
import { type Hold, holdFolder } from '../../src/db/data-folder.ts';
import { thisProcess } from '../../src/db/holder.ts';
import { quiet } from '../support/log.ts';
import { endPrograms, startProgram } from '../support/program.ts';

let folder: string;
const NOBODY = '65534';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sideline-data-'));
});
afterEach(async () => {
  await endPrograms();
  await rm(folder, { recursive: true, force: true });
});

const refusal = (held: Promise<Hold>) =>
  held.then(
    () => 'held',
    (error: unknown) => (error instanceof CannotStart ? error.message : error),
  );

async function heldByAnother() {
  const other = startProgram('hold-folder', folder);
  other.send('hold');
  expect(await other.says('tried')).toMatchObject({ holds: true });
  return other;
}

async function leaveLock(change: Partial<Awaited<ReturnType<typeof thisProcess>>>, secondsOld: number): Promise<void> {
  const file = join(folder, 'lock.1');
  await writeFile(file, JSON.stringify({ ...(await thisProcess('left')), ...change }));
  const then = Date.now() / 1000 - secondsOld;
  await utimes(file, then, then);
}

describe('a folder that another process holds', () => {
  test('is refused, and the process is named (O5)', async () => {
    const other = await heldByAnother();

    const said = await refusal(holdFolder(folder, quiet));

    expect(said).toContain(`in use by process ${other.pid}, running since `);
    expect(said).toContain('set DATABASE_URL');
  });

  test('is refused however long ago its holder gave a sign of life (O5)', async () => {
    const other = await heldByAnother();
    const threeHoursAgo = Date.now() / 1000 - 3 * 3600;
    await utimes(join(folder, 'lock.1'), threeHoursAgo, threeHoursAgo);

    expect(await refusal(holdFolder(folder, quiet))).toContain(`process ${other.pid}`);
  });

  test('is taken over once its holder was killed (O5)', async () => {
    const other = await heldByAnother();
    other.signal('SIGKILL');
    await other.ended;

    const hold = await holdFolder(folder, quiet);

    expect(await refusal(holdFolder(folder, quiet))).toContain(`process ${process.pid}`);
    await hold.release();
    expect(await readdir(folder)).toEqual([]);
  });

  test('is free after its release', async () => {
    const first = await holdFolder(folder, quiet);
    await first.release();

    const second = await holdFolder(folder, quiet);

    await second.release();
  });
});

describe('a lock that was left behind', () => {
  test('is taken over when its process number belongs to a later process', async () => {
    await leaveLock({ pid: process.pid, started: 'another boot 1' }, 0);

    const hold = await holdFolder(folder, quiet);

    await hold.release();
  });

  test.each([
    ['another host', { host: 'elsewhere' }],
    ['another container of the same name', { processes: 'pid:[1]' }],
  ])('of %s is believed for a minute', async (_where, change) => {
    await leaveLock({ ...change, pid: 4_000_000 }, 20);

    const said = await refusal(holdFolder(folder, quiet));

    expect(said).toMatch(/in use by process 4000000 on .* \(should it be gone, the folder is free in \d+ s\)/);
  });

  test('of another host is taken over after a minute without a sign of life', async () => {
    await leaveLock({ host: 'elsewhere' }, 61);

    const hold = await holdFolder(folder, quiet);

    await hold.release();
  });

  test.each(['', '{"pid":'])('that does not say whose it is (%j) is believed for a minute', async (text) => {
    await writeFile(join(folder, 'lock.1'), text);

    expect(await refusal(holdFolder(folder, quiet))).toContain('in use by a process that was just starting');
    const then = Date.now() / 1000 - 61;
    await utimes(join(folder, 'lock.1'), then, then);
    const hold = await holdFolder(folder, quiet);
    await hold.release();
  });

  test('is taken over by one of those that try at once, again and again', async () => {
    for (let round = 0; round < 20; round += 1) {
      await leaveLock({ pid: 4_000_000 }, 0);

      const tries = await Promise.allSettled(Array.from({ length: 10 }, () => holdFolder(folder, quiet)));

      const holds = tries.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
      expect(holds).toHaveLength(1);
      await holds[0]?.release();
    }
  });

  test('is taken over by one of several processes that start at once', async () => {
    await leaveLock({ pid: 4_000_000 }, 0);
    const others = Array.from({ length: 4 }, () => startProgram('hold-folder', folder));
    await Promise.all(others.map((other) => other.says('ready')));

    for (const other of others) other.send('hold');
    const tried = await Promise.all(others.map((other) => other.says('tried')));

    expect(tried.filter((one) => Reflect.get(one as object, 'holds') === true)).toHaveLength(1);
    const lock = (await readdir(folder)).filter((name) => name.startsWith('lock.'));
    expect(lock).toHaveLength(1);
    const holder = JSON.parse(await readFile(join(folder, lock[0] ?? ''), 'utf8'));
    expect(others.map(({ pid }) => pid)).toContain(holder.pid);
  });
});

describe('a folder that cannot be written', () => {
  test('is an error that says so (O7)', async () => {
    const locked = join(folder, 'locked');
    await mkdir(locked, { mode: 0o555 });
    // Root may write anywhere, so it becomes somebody else first.
    const asUser = process.getuid?.() === 0 ? [NOBODY] : [];
    const other = startProgram('hold-folder', join(locked, 'data'), ...asUser);
    other.send('hold');

    expect(await other.says('tried')).toMatchObject({
      holds: false,
      text: expect.stringMatching(
        /^The database's folder .* \(SIDELINE_DATA\) cannot be used: this user may not write there\.$/,
      ),
    });
  });

  test('is an error that says so when a file has its name (O7)', async () => {
    await writeFile(join(folder, 'data'), '');

    expect(await refusal(holdFolder(join(folder, 'data'), quiet))).toContain('there is a file of that name');
  });
});
