import { join } from 'node:path';
import { connect } from '../../src/db/connect.ts';
import { quiet } from '../support/log.ts';
import { READY, startApp, startSlack, type Where } from './app-in-a-process.ts';
import { withFolder, withPostgres } from './places.ts';
import { program, start as startProgram } from './processes.ts';
import { type Bench, median, type Row, row, type Say } from './row.ts';

const RUNS = 9;

/** From start to ready, beside a process that loads Bolt, opens the same database and asks it one thing. */
export const start: Bench = {
  name: 'start',
  run: async (say) => {
    const slack = await startSlack();
    const onPostgres = await withPostgres(async ({ fresh }) => {
      const url = await fresh('starts');
      await (await connect({ is: 'postgres', url }, quiet)).close();
      return compared(slack.api, say, { name: 'Postgres', where: { DATABASE_URL: url }, bare: ['postgres', url] });
    });
    const embedded = await withFolder(async (folder) => {
      await (await connect({ is: 'embedded', folder }, quiet)).close();
      const bare = ['embedded', join(folder, 'database')];
      return compared(slack.api, say, { name: 'an embedded database', where: { SIDELINE_DATA: folder }, bare });
    });
    await slack.stop();
    return [...onPostgres, ...embedded];
  },
};

type Database = { readonly name: string; readonly where: Where; readonly bare: readonly string[] };

async function compared(api: string, say: Say, { name, where, bare }: Database): Promise<readonly Row[]> {
  const took: { ours: number; bare: number }[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    say(`${name}, run ${run} of ${RUNS}`);
    took.push({ bare: await bareTook(bare), ours: await appTook(api, where) });
  }
  const ratio = median(took.map((run) => run.ours / run.bare));
  return [
    row(`From start to ready on ${name}, beside Bolt and the database alone`, ratio, '×', 2),
    row(`From start to ready on ${name}, Sideline`, median(took.map((run) => run.ours)), 'ms'),
    row(`From start to ready on ${name}, Bolt and the database alone`, median(took.map((run) => run.bare)), 'ms'),
  ];
}

async function bareTook(args: readonly string[]): Promise<number> {
  const bare = startProgram(program('bare-start'), args);
  const ms = await bare.wroteAfter('ready');
  await bare.stop();
  return ms;
}

async function appTook(api: string, where: Where): Promise<number> {
  const { started, port } = await startApp(api, where);
  const ms = await started.wroteAfter(READY);
  const { status } = await fetch(`http://127.0.0.1:${port}/readyz`);
  if (status !== 200) throw new Error(`The app says that it is ready, and /readyz says ${status}.`);
  await started.stop();
  return ms;
}
