import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { connect, type Db } from '../../src/db/connect.ts';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { enqueue } from '../../src/db/outbox.ts';
import * as table from '../../src/db/schema.ts';
import { Dice } from '../../src/demo/dice.ts';
import type { WorkspaceId } from '../../src/domain/brand.ts';
import { addDays, dayIn, timeIn } from '../../src/domain/calendar.ts';
import type { Schedule } from '../../src/domain/digest.ts';
import { firstSettings } from '../../src/domain/settings.ts';
import { larkfield } from '../../src/playground/cast.ts';
import type { Fault } from '../../src/playground/faults.ts';
import { type StandIn, startStandIn } from '../../src/playground/stand-in.ts';
import { newPostgresDatabase, postgresMissing } from '../support/databases.ts';
import { quiet } from '../support/log.ts';
import { withHistory } from '../support/post-office.ts';
import { builtProgram, endPrograms, type Program, startProgram } from '../support/program.ts';
import { aSchedule, aTeam, runsOf } from '../support/schedules.ts';

/** Put down at once, besides those of digests that come due one after the other meanwhile. */
const ANNOUNCEMENTS = 390;
const DIGESTS = 30;
const SECTIONS = ['attainment', 'spread'] as const;
/** A head and its detail for each section. */
const MESSAGES = ANNOUNCEMENTS + DIGESTS * SECTIONS.length * 2;
const DIGEST_EACH_MS = 700;
const PROCESSES = 3;
const MOST_DEATHS = 40;
const CHANNELS = ['C0SALESWEST', 'C0SALESEAST', 'C0SALESMANAGERS', 'C0GENERAL', 'U0BEN', 'U0DANA', 'U0ANA', 'U0IRIS'];
/** Where nobody of another company reads along, as no digest is posted there. */
const OWN_CHANNELS = ['C0SALESWEST', 'C0SALESMANAGERS'];
const SEED = 20261116;
const WORKSPACE = 'T0LARKFIELD' as WorkspaceId;
const HOUR = 3_600_000;
const LONGEST_MS = 300_000;

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
const POINTS = ['before_commit', 'after_claim', 'after_mark', 'after_call', 'while_looking'] as const;

afterEach(endPrograms);

test(
  `${MESSAGES} messages, of ${DIGESTS} digests among others, over processes that are killed and a Slack that fails: none is planned or posted twice, none is lost`,
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
    const digests = await comeDue(db);
    while (!(await isDone(db))) await pause(250);
    clearInterval(plague);
    await floor.end();

    const posted = postedIds(slack);
    for (const { schedule, slots } of digests)
      expect((await runsOf(db, schedule)).map(({ slot, outcome }) => `${slot} ${outcome}`)).toEqual(slots);
    const killed = [...floor.deaths.values()].reduce((sum, each) => sum + each, 0);
    const deaths = [...floor.deaths].map(([at, times]) => `${times} ${at}`).join(', ');
    const failed = await failedCalls(db);
    process.stdout.write(
      `${MESSAGES} messages: ${killed} processes killed (${deaths}), ${failed} calls that failed or were cut off; ${posted.length} posted.\n`,
    );
    expect(posted.length - new Set(posted).size, 'posted twice').toBe(0);
    expect(new Set(posted), 'lost, or not put down').toEqual(new Set(await ids(db)));
    expect(posted).toHaveLength(MESSAGES);
    expect([...floor.deaths.keys()].sort()).toEqual([...DEATHS].sort());
    expect(failed).toBeGreaterThan(MESSAGES / 10);
    await slack.close();
    await close();
  },
  LONGEST_MS,
);

type Life = { readonly isDoomed: boolean; readonly ms: number; readonly program: Program };
type Floor = { readonly deaths: ReadonlyMap<string, number>; readonly end: () => Promise<void> };

/** What happens more seldom than a message's steps has to be died of sooner. */
const SOONEST: { readonly [point: string]: number } = { before_commit: 2, while_looking: 5 };
/** Killed from outside, as is in the end whoever does not come upon its point any more. */
const OTHERWISE = 'at any moment';
const DEATHS = [...POINTS, OTHERWISE];
const LONGEST_LIFE_MS = 15_000;

/** Processes side by side, each followed by another one when it is killed; the last ones may live. */
async function killingFloor(args: readonly string[], dice: Dice): Promise<Floor> {
  const file = await builtProgram('send-messages');
  const deaths = new Map<string, number>();
  let over = false;
  let lives = 0;
  const start = (): Life => {
    const at = DEATHS[lives % DEATHS.length] ?? OTHERWISE;
    const isDoomed = lives < MOST_DEATHS;
    const doom = isDoomed && at !== OTHERWISE ? { at, time: dice.whole(1, SOONEST[at] ?? 40) } : null;
    lives += 1;
    const ms = at === OTHERWISE ? dice.whole(1_500, 6_000) : LONGEST_LIFE_MS;
    return { isDoomed, ms, program: startProgram(file, ...args, JSON.stringify(doom)) };
  };
  // The next ones are warm before they are needed: a process takes longer to start than to be killed.
  const spares = [start(), start()];
  const live = async ({ isDoomed, ms, program }: Life): Promise<void> => {
    await program.says('ready').catch(() => {});
    if (over) return;
    program.send('go');
    const timer = setTimeout(() => isDoomed && program.signal('SIGKILL'), ms);
    const { stderr } = await program.ended;
    const at = POINTS.find((point) => stderr.endsWith(point)) ?? OTHERWISE;
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

async function putDown(db: Db): Promise<void> {
  await db.insert(table.workspace).values({ id: WORKSPACE, ...firstSettings('Europe/Berlin') });
  const now = new Date();
  const told = { workspace: WORKSPACE, kind: 'test', dueAt: now, expiresAt: new Date(now.getTime() + HOUR) };
  await db.transaction(async (tx) => {
    for (let number = 0; number < ANNOUNCEMENTS; number += 1) {
      const channel = CHANNELS[number % CHANNELS.length] ?? '';
      await enqueue(tx, { ...told, key: `test:${number}`, channel, about: { says: `Message ${number}` } });
    }
  });
}

/** Each of a team of its own: due at this minute, and every third one on the two weeks before as well, when nobody was there. */
async function comeDue(db: Db) {
  const digests: { readonly schedule: Schedule; readonly slots: readonly string[] }[] = [];
  for (let number = 0; number < DIGESTS; number += 1) {
    const desk = await aTeam(db, { workspace: WORKSPACE });
    const now = new Date();
    const today = dayIn('UTC', now);
    const passed = number % 3 === 0 ? [addDays(today, -14), addDays(today, -7)] : [];
    const schedule = await aSchedule(db, desk, now, {
      ...{ zone: 'UTC', time: timeIn('UTC', now), weekday: new Date(today).getUTCDay() || 7 },
      ...{
        channelId: OWN_CHANNELS[number % OWN_CHANNELS.length] ?? '',
        sections: [...SECTIONS],
        nextSlot: passed[0] ?? today,
      },
    });
    digests.push({ schedule, slots: [...passed.map((slot) => `${slot} superseded`), `${today} planned`] });
    await pause(DIGEST_EACH_MS);
  }
  return digests;
}

async function ids(db: Db): Promise<readonly string[]> {
  return (await db.select({ id: outboxMessage.id }).from(outboxMessage)).map(({ id }) => id);
}

/** Keeps about so many of the next calls failing, one way after the other. */
function fail({ faults }: StandIn, dice: Dice): void {
  faults.clear();
  if (dice.chance(SHARE_OF_FAULTS)) faults.next('chat.postMessage', dice.pick(FAULTS));
  if (dice.chance(SHARE_OF_FAULTS / 2)) faults.next('conversations.history', { is: 'http', status: 503 });
  faults.latency('chat.postMessage', dice.chance(0.1) ? 350 : 10);
}

async function isDone(db: Db): Promise<boolean> {
  const { rows } = await db.execute(sql`select count(*)::int as n from outbox_message where state = 'sent'`);
  return Number(rows[0]?.n) >= MESSAGES;
}

async function failedCalls(db: Db): Promise<number> {
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
