import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dealsIn } from '../../src/csv/deals-in.ts';
import { decoded } from '../../src/csv/decoded.ts';
import { peopleIn } from '../../src/csv/people-in.ts';
import { type Csv, readCsv } from '../../src/csv/read-csv.ts';
import { connect, type Db } from '../../src/db/connect.ts';
import { importDeals } from '../../src/db/import-deals.ts';
import { dayIn } from '../../src/domain/calendar.ts';
import { firstSettings } from '../../src/domain/settings.ts';
import { quiet } from '../support/log.ts';
import type { Where } from './app-in-a-process.ts';
import { type BareDatabase, bareEmbedded, barePostgres } from './bare-database.ts';
import { WORKSPACE } from './floor.ts';
import { withFolder, withPostgres } from './places.ts';
import { IMPORT, start } from './processes.ts';
import { type Bench, median, type Row, row, type Say } from './row.ts';
import { allRows, insertPrepared, type TableRows } from './same-rows.ts';
import { OPPORTUNITIES, writeSample } from './sample-csv.ts';

const RUNS = 3;

type Files = { readonly deals: string; readonly people: string };
type Kind = {
  readonly name: string;
  /** The setting that makes a process use this new, empty database. */
  readonly fresh: (name: string) => Promise<Where>;
};

/** A CRM's export of 8,800 opportunities, from the file to the commit, beside the same rows inserted by the thousand. */
export const load: Bench = {
  name: 'load',
  run: (say) =>
    withFolder(async (folder) => {
      const files = await writeSample(join(folder, 'sample'));
      const embedded = await compared(files, say, {
        name: 'embedded',
        fresh: async (name) => ({ SIDELINE_DATA: join(folder, name) }),
      });
      const onPostgres = await withPostgres(({ fresh }) =>
        compared(files, say, { name: 'Postgres', fresh: async (name) => ({ DATABASE_URL: await fresh(name) }) }),
      );
      return [...embedded, ...onPostgres];
    }),
};

async function compared(files: Files, say: Say, { name, fresh }: Kind): Promise<readonly Row[]> {
  const runs: { ours: number; bare: number; command: number }[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    say(`${name}, run ${run} of ${RUNS}`);
    const there = await fresh(`command_${run}`);
    await (await opened(there)).close();
    const command = await commandTook(files, there);
    const { took: ours, rows } = await loadTook(files, await fresh(`ours_${run}`));
    runs.push({ command, ours, bare: await insertTook(rows, await fresh(`bare_${run}`)) });
  }
  const of = (figure: (run: (typeof runs)[number]) => number) => median(runs.map(figure)) / 1000;
  const ratio = median(runs.map(({ ours, bare }) => ours / bare));
  return [
    row(`Loading ${OPPORTUNITIES} opportunities beside inserting the same rows, ${name}`, ratio, '×', 3),
    row(
      `Loading, ${name}: from the file to the commit`,
      of(({ ours }) => ours),
      's',
    ),
    row(
      `Loading, ${name}: the same rows, prepared, by the thousand`,
      of(({ bare }) => bare),
      's',
    ),
    row(
      `Loading, ${name}: all that the command takes, from its start`,
      of(({ command }) => command),
      's',
      name === 'embedded' ? 10 : null,
    ),
  ];
}

async function commandTook({ deals, people }: Files, where: Where): Promise<number> {
  const began = performance.now();
  const options = ['--people', people, '--workspace', WORKSPACE, '--currency', 'USD', '--zone', 'Europe/Berlin'];
  await start(IMPORT, [deals, ...options], { env: where }).ended();
  return performance.now() - began;
}

async function loadTook(
  files: Files,
  where: Where,
): Promise<{ readonly took: number; readonly rows: readonly TableRows[] }> {
  const { db, close } = await opened(where);
  const began = performance.now();
  await loaded(db, files);
  const took = performance.now() - began;
  const rows = await allRows(db);
  await close();
  return { took, rows };
}

/** What the command does once it knows its arguments. */
async function loaded(db: Db, { deals, people }: Files): Promise<void> {
  const now = new Date();
  const settings = { ...firstSettings('Europe/Berlin'), currency: 'USD' };
  const options = {
    format: settings,
    zone: settings.zone,
    today: dayIn(settings.zone, now),
    stages: new Map(),
    columns: new Map(),
  };
  const read = dealsIn(await csvOf(deals), { ...options, dayOrder: null, owner: null });
  const members = peopleIn(await csvOf(people), new Map());
  if (read.is === 'wrong' || members.is === 'wrong') throw new Error('The sample could not be read.');
  const plan = await importDeals(
    db,
    { deals: read.deals, members: members.members },
    { workspace: WORKSPACE, settings, now },
  );
  if (plan.deals.length !== OPPORTUNITIES) throw new Error(`Only ${plan.deals.length} of the sample were loaded.`);
}

async function csvOf(path: string): Promise<Csv> {
  const csv = readCsv(decoded(await readFile(path), null) ?? '');
  if (csv === null) throw new Error(`There is nothing in ${path}.`);
  return csv;
}

async function insertTook(rows: readonly TableRows[], where: Where): Promise<number> {
  await (await opened(where)).close();
  const bare: BareDatabase =
    'DATABASE_URL' in where
      ? await barePostgres(where.DATABASE_URL)
      : await bareEmbedded(join(where.SIDELINE_DATA, 'database'));
  const began = performance.now();
  await insertPrepared(bare, rows);
  const took = performance.now() - began;
  await bare.close();
  return took;
}

function opened(where: Where) {
  return connect(
    'DATABASE_URL' in where
      ? { is: 'postgres', url: where.DATABASE_URL }
      : { is: 'embedded', folder: where.SIDELINE_DATA },
    quiet,
  );
}
