import { setTimeout as pause } from 'node:timers/promises';
import { READY, startApp, startSlack } from './app-in-a-process.ts';
import { fillFloor, REPS, SECRET } from './floor.ts';
import { withPostgres } from './places.ts';
import { freePort, processorSeconds, program, type Started, start } from './processes.ts';
import { type Bench, median, percentile, type Row, row } from './row.ts';

const CONNECTIONS = 50;
const SECONDS = 4;
/** Short and many, side by side: a machine that others use too is as slow for both of a pair. */
const RUNS = 5;
/** Until the code is compiled and the connections to the database are there. */
const WARM_UP_SECONDS = 2;
/** Servers stay on the first core, and the client off it, where the machine lets us choose. */
const SERVER_CORE = 0;
const CLIENT_CORE = 1;

/** A signed `/deal` over HTTP, many at once, beside a bare Bolt app that asks the database one thing. */
export const acknowledge: Bench = {
  name: 'acknowledge',
  run: (say) =>
    withPostgres(async ({ fresh }) => {
      const url = await fresh('floor');
      await fillFloor(url);
      const slack = await startSlack();
      const bare = await bareServer(slack.api, url);
      const ours = await ourServer(slack.api, url);
      for (const server of [bare, ours]) await measured(server, slack.api, WARM_UP_SECONDS);
      const runs: { bare: Run; ours: Run }[] = [];
      for (let run = 1; run <= RUNS; run += 1) {
        say(`run ${run} of ${RUNS}`);
        runs.push({ bare: await measured(bare, slack.api, SECONDS), ours: await measured(ours, slack.api, SECONDS) });
      }
      for (const { stop } of [bare.started, ours.started, slack]) await stop();
      return rowsOf(runs);
    }),
};

type Server = { readonly started: Started; readonly port: number };

async function bareServer(api: string, url: string): Promise<Server> {
  const port = await freePort();
  const started = start(program('bare-bolt'), [String(port), SECRET, `${api}api/`, url], { core: SERVER_CORE });
  await started.wrote('ready');
  return { started, port };
}

async function ourServer(api: string, url: string): Promise<Server> {
  const { started, port } = await startApp(api, { DATABASE_URL: url }, SERVER_CORE);
  await started.wrote(READY);
  return { started, port };
}

type Run = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Milliseconds of processor time for each request, answers and all; null where the system does not tell. */
  readonly cpu: number | null;
  readonly failed: number;
  readonly sent: number;
  readonly answered: number;
  readonly turnedAway: number;
  /** Seconds from the last request to the last answer. */
  readonly backlog: number;
};

type Sent = {
  readonly sent: number;
  readonly failed: number;
  readonly seconds: number;
  readonly acks: { ms: number }[];
};
type Answers = { readonly all: number; readonly busy: number };

async function measured({ started, port }: Server, api: string, seconds: number): Promise<Run> {
  const [cpuBefore, before] = [await processorSeconds(started.pid), await answersTo(api)];
  const plan = { port, secret: SECRET, answersTo: `${api}response/`, connections: CONNECTIONS, seconds, users: REPS };
  const client = start(program('client'), [JSON.stringify(plan)], { core: CLIENT_CORE });
  const { sent, failed, acks, seconds: over } = JSON.parse(await client.ended()) as Sent;
  const took = acks.map(({ ms }) => ms);
  const began = performance.now();
  const after = await settledAnswers(api, before.all + sent);
  const backlog = (after.at - began) / 1000;
  const cpuAfter = await processorSeconds(started.pid);
  return {
    perSecond: took.length / over,
    ...{ p50: percentile(took, 50), p95: percentile(took, 95), p99: percentile(took, 99) },
    cpu: cpuBefore === null || cpuAfter === null ? null : ((cpuAfter - cpuBefore) * 1000) / sent,
    ...{ sent, failed, backlog, answered: after.all - before.all, turnedAway: after.busy - before.busy },
  };
}

async function answersTo(api: string): Promise<Answers> {
  return (await (await fetch(`${api}answers`)).json()) as Answers;
}

/** All that are to come, or those that came until none has for a while. */
async function settledAnswers(api: string, all: number): Promise<Answers & { readonly at: number }> {
  let last = { ...(await answersTo(api)), at: performance.now() };
  while (last.all < all && performance.now() - last.at < 5_000) {
    await pause(100);
    const now = await answersTo(api);
    if (now.all !== last.all) last = { ...now, at: performance.now() };
  }
  return last;
}

function rowsOf(runs: readonly { readonly bare: Run; readonly ours: Run }[]): readonly Row[] {
  const of = (who: 'bare' | 'ours', figure: (run: Run) => number) => median(runs.map((run) => figure(run[who])));
  const ratio = median(runs.map(({ bare, ours }) => ours.p99 / bare.p99));
  const lost = Math.max(...runs.map(({ ours }) => ours.sent - ours.failed - ours.answered));
  const failed = Math.max(...runs.map(({ ours }) => ours.failed));
  const cpu = (who: 'bare' | 'ours') =>
    runs[0]?.[who].cpu === null
      ? []
      : [
          row(
            `Acknowledging: processor time a request, ${NAMES[who]}`,
            of(who, (run) => run.cpu ?? 0),
            'ms',
          ),
        ];
  return [
    row('Acknowledging /deal, 50 at once: p99 beside bare Bolt', ratio, '×', 3),
    ...(['bare', 'ours'] as const).flatMap((who) => [
      row(
        `Acknowledging: p50, ${NAMES[who]}`,
        of(who, (run) => run.p50),
        'ms',
      ),
      row(
        `Acknowledging: p95, ${NAMES[who]}`,
        of(who, (run) => run.p95),
        'ms',
      ),
      row(
        `Acknowledging: p99, ${NAMES[who]}`,
        of(who, (run) => run.p99),
        'ms',
      ),
      row(
        `Acknowledging: requests, ${NAMES[who]}`,
        of(who, (run) => run.perSecond),
        'a second',
      ),
      ...cpu(who),
    ]),
    row('Acknowledging: requests refused, Sideline', failed, 'at most in a run', 0),
    row('Acknowledging: answers lost, Sideline', lost, 'at most in a run', 0),
    row(
      'Acknowledging: turned away for too much at once',
      of('ours', ({ turnedAway, sent }) => (100 * turnedAway) / sent),
      '%',
    ),
    row(
      'Acknowledging: from the last request to the last answer',
      of('ours', (run) => run.backlog),
      's',
    ),
  ];
}

const NAMES = { bare: 'bare Bolt', ours: 'Sideline' } as const;
