import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { type Connection, connect } from '../../src/db/connect.ts';
import { enqueue } from '../../src/db/outbox.ts';
import * as table from '../../src/db/schema.ts';
import { Dice } from '../../src/demo/dice.ts';
import type { WorkspaceId } from '../../src/domain/brand.ts';
import { firstSettings } from '../../src/domain/settings.ts';
import { larkfield } from '../../src/playground/cast.ts';
import type { Fault } from '../../src/playground/faults.ts';
import { type StandIn, startStandIn } from '../../src/playground/stand-in.ts';
import { newPostgresDatabase, postgresMissing } from '../support/databases.ts';
import { quiet } from '../support/log.ts';
import { withHistory } from '../support/post-office.ts';
import { builtProgram, endPrograms, type Program, startProgram } from '../support/program.ts';

const MESSAGES = 510;
const PROCESSES = 3;
const MOST_DEATHS = 40;
const CHANNELS = ['C0SALESWEST', 'C0SALESEAST', 'C0SALESMANAGERS', 'C0GENERAL', 'U0BEN', 'U0DANA', 'U0ANA', 'U0IRIS'];
const SEED = 20261116;
const WORKSPACE = 'T0LARKFIELD' as WorkspaceId;
const HOUR = 3_600_000;
const LONGEST_MS = 170_000;

/** What a third of the calls meets. */
const FAULTS: readonly Fault[] = [
  { is: 'reset', when: 'before' },
  { is: 'reset', when: 'after' },
  { is: 'hang', when: 'before' },
  { is: 'hang', when: 'after' },
  { is: 'cut' },
  { is: 'html' },
  { is: 'http', status: 500 },
  { is: 'http', status: 502, when: 'after' },
  { is: 'error', error: 'fatal_error' },
  { is: 'error', error: 'internal_error', when: 'after' },
  { is: 'rate-limited', retryAfter: 1 },
];
const SHARE_OF_FAULTS = 1 / 3;
/** Where a process kills itself, each in its turn, so that every gap between two steps is hit. */
const POINTS = ['after_claim', 'after_mark', 'after_call', 'while_looking'] as const;

afterEach(endPrograms);

test(
  `${MESSAGES} messages over processes that are killed and a Slack that fails: none is posted twice, none is lost`,
  async (context) => {
    const missing = postgresMissing();
    if (missing !== null) return context.skip(missing);
    const url = await newPostgresDatabase();
    const { db, close } = await connect({ is: 'postgres', url }, quiet);
    const slack = await startStandIn({ cast: larkfield, manifest: withHistory() });
    const dice = new Dice(SEED);
    await putDown(db);

    const plague = setInterval(() => fail(slack, dice), 15);
    const floor = await killingFloor([url, slack.apiUrl, slack.botToken], dice);
    while (!(await isDone(db))) await pause(250);
    clearInterval(plague);
    await floor.end();

    const posted = postedIds(slack);
    const killed = [...floor.deaths.values()].reduce((sum, each) => sum + each, 0);
    const failed = await failedCalls(db);
    process.stdout.write(
      `${MESSAGES} messages: ${killed} processes killed, ${failed} calls that failed or were cut off; ${posted.length} posted.\n`,
    );
    expect(posted.length - new Set(posted).size, 'posted twice').toBe(0);
    expect(MESSAGES - new Set(posted).size, 'lost').toBe(0);
    expect([...floor.deaths.keys()].sort()).toEqual([...POINTS].sort());
    expect(failed).toBeGreaterThan(MESSAGES / 10);
    await slack.close();
    await close();
  },
  LONGEST_MS,
);

type Life = { readonly at: string; readonly isDoomed: boolean; readonly program: Program };
type Floor = { readonly deaths: ReadonlyMap<string, number>; readonly end: () => Promise<void> };

/** Processes side by side, each followed by another one when it is killed; the last ones may live. */
async function killingFloor(args: readonly string[], dice: Dice): Promise<Floor> {
  const file = await builtProgram('send-messages');
  const deaths = new Map<string, number>();
  let over = false;
  let lives = 0;
  const start = (): Life => {
    const at = POINTS[lives % POINTS.length] ?? 'after_claim';
    const isDoomed = lives < MOST_DEATHS;
    const doom = isDoomed ? { at, time: dice.whole(1, at === 'while_looking' ? 5 : 40) } : null;
    lives += 1;
    return { at, isDoomed, program: startProgram(file, ...args, JSON.stringify(doom)) };
  };
  // The next ones are warm before they are needed: a process takes longer to start than to be killed.
  const spares = [start(), start()];
  const live = async ({ at, isDoomed, program }: Life): Promise<void> => {
    await program.says('ready').catch(() => {});
    if (over) return;
    program.send('go');
    // Killed from outside at any moment, unless it has come upon its point before.
    const timer = setTimeout(() => isDoomed && program.signal('SIGKILL'), dice.whole(1_500, 6_000));
    await program.ended;
    clearTimeout(timer);
    if (!over) deaths.set(at, (deaths.get(at) ?? 0) + 1);
  };
  const floors = Array.from({ length: PROCESSES }, async () => {
    while (!over) {
      const next = spares.shift() ?? start();
      spares.push(start());
      await live(next);
    }
  });
  const end = async (): Promise<void> => {
    over = true;
    await endPrograms();
    await Promise.all(floors);
    await rm(file, { force: true });
  };
  return { deaths, end };
}

async function putDown(db: Connection['db']): Promise<void> {
  await db.insert(table.workspace).values({ id: WORKSPACE, ...firstSettings('Europe/Berlin') });
  const now = new Date();
  const told = { workspace: WORKSPACE, kind: 'test', dueAt: now, expiresAt: new Date(now.getTime() + HOUR) };
  await db.transaction(async (tx) => {
    for (let number = 0; number < MESSAGES; number += 1) {
      const channel = CHANNELS[number % CHANNELS.length] ?? '';
      await enqueue(tx, { ...told, key: `test:${number}`, channel, about: { says: `Message ${number}` } });
    }
  });
}

/** Keeps about so many of the next calls failing, one way after the other. */
function fail({ faults }: StandIn, dice: Dice): void {
  faults.clear();
  if (dice.chance(SHARE_OF_FAULTS)) faults.next('chat.postMessage', dice.pick(FAULTS));
  if (dice.chance(SHARE_OF_FAULTS / 2)) faults.next('conversations.history', { is: 'http', status: 503 });
  faults.latency('chat.postMessage', dice.chance(0.1) ? 350 : 10);
}

async function isDone(db: Connection['db']): Promise<boolean> {
  return (await db.execute(sql`select 1 from outbox_message where state <> 'sent' limit 1`)).rows.length === 0;
}

async function failedCalls(db: Connection['db']): Promise<number> {
  const { rows } = await db.execute(
    sql`select count(*)::int as n from outbox_attempt where outcome is distinct from 'sent'`,
  );
  return Number(rows[0]?.n);
}

function postedIds({ workspace }: StandIn): readonly string[] {
  return workspace.messages.flatMap(({ metadata }) => {
    const payload: unknown = metadata?.event_payload;
    const id: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'd') : undefined;
    return typeof id === 'string' ? [id] : [];
  });
}
