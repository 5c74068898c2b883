import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { quiet } from '../support/log.ts';
import { builtProgram, endPrograms, type Program, startProgram } from '../support/program.ts';
import { smallDisk } from '../support/small-disk.ts';

let folder: string;
let writeRows: string;

beforeAll(async () => {
  writeRows = await builtProgram('write-rows');
});
afterAll(() => rm(writeRows));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sideline-data-'));
});
afterEach(async () => {
  await endPrograms();
  await rm(folder, { recursive: true, force: true });
});

const acknowledged = ({ messages }: Program): readonly number[] =>
  (messages as { what: string; n: number }[]).filter(({ what }) => what === 'written').map(({ n }) => n);

async function rowsIn(data: string): Promise<readonly number[]> {
  const { db, close } = await connect({ is: 'embedded', folder: data }, quiet);
  const { rows } = await db.execute<{ n: number }>(sql`select n from written order by n`);
  await close();
  return rows.map(({ n }) => n);
}

async function killedAfter(count: number, from: number): Promise<readonly number[]> {
  const writer = startProgram(writeRows, folder, String(from));
  await writer.saysTimes('written', count);
  writer.signal('SIGKILL');
  await writer.ended;
  return acknowledged(writer);
}

test('kill -9 under writes, twenty times, loses nothing that was acknowledged (O6)', { timeout: 300_000 }, async () => {
  const all: number[] = [];
  for (let kill = 1; kill <= 20; kill += 1) all.push(...(await killedAfter(kill * 9, kill * 10_000)));

  expect(await rowsIn(folder)).toEqual(expect.arrayContaining(all));
});

test('a first start that was cut off is begun anew', async () => {
  await writeFile(join(folder, 'database.unfinished'), '');
  await writeFile(join(folder, 'database'), 'half a database');

  const { ping, close } = await connect({ is: 'embedded', folder }, quiet);

  await ping();
  await close();
});

test('a folder of another Postgres is refused with its version', async () => {
  const { close } = await connect({ is: 'embedded', folder }, quiet);
  await close();
  await writeFile(join(folder, 'database/PG_VERSION'), '16\n');

  await expect(connect({ is: 'embedded', folder }, quiet)).rejects.toThrow(/was made by Postgres 16, and .* reads 18/);
});

describe('a full disk (O7)', () => {
  test('is a clear error for who writes, leaves nothing half written, and passes', async (context) => {
    const disk = await smallDisk(90);
    if (disk === null) return context.skip('a full disk was not tried, as none may be mounted here');
    onTestFinished(disk.unmount);
    const data = join(disk.folder, 'data');
    const writer = startProgram(writeRows, data, '0', '40000');
    await writer.says('writing');
    disk.fill(3_000_000);

    const refused = await writer.says('refused');
    disk.empty();
    const before = acknowledged(writer).length;
    writer.send('go on');
    await writer.saysTimes('written', before + 5);
    writer.signal('SIGKILL');
    await writer.ended;

    expect(refused).toMatchObject({ text: expect.stringContaining('No space left on device') });
    const rows = await rowsIn(data);
    expect(rows).toEqual(expect.arrayContaining([...acknowledged(writer)]));
    expect(rows).not.toContain(Reflect.get(refused as object, 'n'));
  });

  test('that takes the room of the database’s own log ends the process, and its next start finds all', async (context) => {
    const disk = await smallDisk(120);
    if (disk === null) return context.skip('a full disk was not tried, as none may be mounted here');
    onTestFinished(disk.unmount);
    const data = join(disk.folder, 'data');
    const writer = startProgram(writeRows, data, '0', '10', 'log-only');
    await writer.says('writing');
    disk.fill(1_000_000);

    const { code, stderr } = await writer.ended;
    const again = await startProgram(writeRows, data, '1000').ended;
    disk.empty();

    expect(code).toBe(1);
    expect(stderr).toContain('The embedded database has given up.');
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/^The database's folder .* cannot be used: its disk is full.*\n$/);
    expect(await rowsIn(data)).toEqual(expect.arrayContaining([...acknowledged(writer)]));
  });
});
