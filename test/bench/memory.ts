import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { READY, startApp, startSlack, type Where } from './app-in-a-process.ts';
import { REPS, SECRET, WORKSPACE } from './floor.ts';
import { withFolder, withPostgres } from './places.ts';
import { IMPORT, program, residentBytes, type Started, start } from './processes.ts';
import { type Bench, median, row } from './row.ts';
import { writeSample } from './sample-csv.ts';

const RUNS = 3;
/** By then what the start needed has been given back. */
const REST_MS = 5_000;
const MB = 1024 * 1024;

/** Memory at rest with 8,800 deals, after one command, beside the embedded database alone. */
export const memory: Bench = {
  name: 'memory',
  run: (say) =>
    withFolder(async (folder) => {
      const slack = await startSlack();
      const data = join(folder, 'data');
      await loadSample(folder, { SIDELINE_DATA: data });
      const embedded: { ours: number; bare: number }[] = [];
      for (let run = 1; run <= RUNS; run += 1) {
        say(`embedded, run ${run} of ${RUNS}`);
        const bare = await bareAtRest(join(data, 'database'));
        embedded.push({ bare, ours: await appAtRest(slack.api, { SIDELINE_DATA: data }) });
      }
      const onPostgres = await withPostgres(async ({ fresh }) => {
        const url = await fresh('memory');
        await loadSample(folder, { DATABASE_URL: url });
        const runs: number[] = [];
        for (let run = 1; run <= RUNS; run += 1) {
          say(`Postgres, run ${run} of ${RUNS}`);
          runs.push(await appAtRest(slack.api, { DATABASE_URL: url }));
        }
        return median(runs);
      });
      await slack.stop();
      return [
        row(
          'Memory at rest, embedded: more than PGlite alone',
          median(embedded.map(({ ours, bare }) => ours - bare)),
          'MB',
          100,
        ),
        row('Memory at rest, embedded: Sideline, all in all', median(embedded.map(({ ours }) => ours)), 'MB'),
        row('Memory at rest, embedded: PGlite alone', median(embedded.map(({ bare }) => bare)), 'MB'),
        row('Memory at rest, Postgres: all in all', onPostgres, 'MB', 200),
      ];
    }),
};

async function loadSample(folder: string, where: Where): Promise<void> {
  const { deals, people } = await writeSample(join(folder, 'sample'));
  const options = ['--people', people, '--workspace', WORKSPACE, '--currency', 'USD', '--zone', 'Europe/Berlin'];
  await start(IMPORT, [deals, ...options], { env: where }).ended();
}

async function bareAtRest(database: string): Promise<number> {
  const bare = start(program('bare-pglite'), [database]);
  await bare.wrote('ready');
  return atRest(bare);
}

async function appAtRest(api: string, where: Where): Promise<number> {
  const { started, port } = await startApp(api, where);
  await started.wrote(READY);
  const plan = { port, secret: SECRET, answersTo: `${api}response/`, connections: 1, seconds: 0.001, users: REPS };
  await start(program('client'), [JSON.stringify(plan)]).ended();
  return atRest(started);
}

async function atRest({ pid, stop }: Started): Promise<number> {
  await pause(REST_MS);
  const bytes = residentBytes(pid);
  await stop();
  return bytes / MB;
}
