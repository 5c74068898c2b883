import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { grouped } from '../../src/domain/against.ts';
import { PACE } from '../../src/domain/pace.ts';
import { READY, startApp, startSlack } from './app-in-a-process.ts';
import { CHANNELS, fillSchedules, makeDue, SCHEDULES, WARM_UP_SCHEDULES } from './drain-floor.ts';
import { REPS, SECRET } from './floor.ts';
import { withPostgres } from './places.ts';
import { program, type Started, start } from './processes.ts';
import { type Bench, percentile, type Row, row } from './row.ts';

const CONNECTIONS = 50;
/** Of each connection, between two commands: a busy floor, and not a flood. */
const REST_MS = 500;
/** Longer than two ticks of the app's clock, the first of which may come at any time. */
const SECONDS = 45;
const QUIET_SECONDS = 15;
/** Until the code is compiled and everybody is known. */
const WARM_UP_SECONDS = 8;
/** A head, and its detail in the thread. */
const MESSAGES_A_SCHEDULE = 2;
const SERVER_CORE = 0;
const CLIENT_CORE = 1;

/** 500 digests due in the same minute in 200 channels, while people go on typing commands. */
export const drain: Bench = {
  name: 'drain',
  run: (say) =>
    withPostgres(async ({ fresh }) => {
      const url = await fresh('drain');
      await fillSchedules(url);
      const slack = await startSlack();
      const preload = `--import ${pathToFileURL(program('loop-delay')).href}`;
      const { started, port } = await startApp(slack.api, { DATABASE_URL: url, NODE_OPTIONS: preload }, SERVER_CORE);
      await started.wrote(READY);
      const to = { api: slack.api, port };
      await makeDue(url, 'C0WARM');
      await typed(to, WARM_UP_SECONDS);
      await allPosts(slack.api, WARM_UP_SCHEDULES);
      say('commands with nothing due');
      await loopDelay(started);
      const before = await typed(to, QUIET_SECONDS);
      const idle = await loopDelay(started);
      say('commands while 500 digests go out');
      await makeDue(url, 'C0BENCH');
      const during = typed(to, SECONDS);
      const posts = (await allPosts(slack.api, WARM_UP_SCHEDULES + SCHEDULES)).slice(
        WARM_UP_SCHEDULES * MESSAGES_A_SCHEDULE,
      );
      const busy = await loopDelay(started);
      const meanwhile = await during;
      await started.stop();
      await slack.stop();
      return rowsOf({ before, meanwhile: within(meanwhile, posts), posts, idle, busy });
    }),
};

type Ack = { readonly at: number; readonly ms: number };
type Post = { readonly channel: string; readonly at: number };

async function typed({ api, port }: { readonly api: string; readonly port: number }, seconds: number) {
  const plan = {
    ...{ port, secret: SECRET, answersTo: `${api}response/`, connections: CONNECTIONS, seconds, users: REPS },
    rest: REST_MS,
  };
  const client = start(program('client'), [JSON.stringify(plan)], { core: CLIENT_CORE });
  const { acks } = JSON.parse(await client.ended()) as { readonly acks: readonly Ack[] };
  return acks;
}

async function loopDelay({ pid, wroteNext }: Started): Promise<number> {
  const said = wroteNext('loop delay ');
  process.kill(pid, 'SIGUSR2');
  return Number(await said);
}

async function allPosts(api: string, schedules: number): Promise<readonly Post[]> {
  for (let left = SECONDS * 4; left > 0; left -= 1) {
    const posts = (await (await fetch(`${api}posts`)).json()) as readonly Post[];
    if (posts.length >= schedules * MESSAGES_A_SCHEDULE) return posts;
    await pause(250);
  }
  throw new Error(`Not all digests were posted within ${SECONDS} seconds.`);
}

/** Commands of the time in which digests went out. */
function within(acks: readonly Ack[], posts: readonly Post[]): readonly Ack[] {
  const times = posts.map(({ at }) => at);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  return acks.filter(({ at }) => at >= from && at <= to);
}

type Measured = {
  readonly before: readonly Ack[];
  readonly meanwhile: readonly Ack[];
  readonly posts: readonly Post[];
  readonly idle: number;
  readonly busy: number;
};

function rowsOf({ before, meanwhile, posts, idle, busy }: Measured): readonly Row[] {
  const times = posts.map(({ at }) => at);
  const took = Math.max(...times) - Math.min(...times);
  const p99 = (acks: readonly Ack[]) =>
    percentile(
      acks.map(({ ms }) => ms),
      99,
    );
  const byChannel = grouped(posts, ({ channel }) => channel);
  const most = Math.max(...[...byChannel.values()].map(({ length }) => length));
  const gaps = [...byChannel.values()].flatMap((each) => {
    const inOrder = each.map(({ at }) => at).sort((a, b) => a - b);
    return inOrder.slice(1).map((at, index) => at - (inOrder[index] ?? at));
  });
  const name = `${SCHEDULES} digests in ${CHANNELS} channels`;
  return [
    row(`${name}: time beside what spacing alone needs`, took / ((most - 1) * PACE.spacing), '×', 1.2),
    row(`${name}: messages posted`, posts.length, ''),
    row(`${name}: posted in`, took / 1000, 's'),
    row(`${name}: shortest time between two in a channel`, Math.min(...gaps), 'ms'),
    row('Acknowledging meanwhile: p99 beside nothing due', p99(meanwhile) / p99(before), '×', 2),
    row('Acknowledging meanwhile: p99, nothing due', p99(before), 'ms'),
    row('Acknowledging meanwhile: p99, digests going out', p99(meanwhile), 'ms'),
    row('Event loop’s delay: p99, nothing due', idle, 'ms'),
    row('Event loop’s delay: p99, digests going out', busy, 'ms'),
  ];
}
