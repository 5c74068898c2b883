import { setImmediate as turn } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, connect } from '../../src/db/connect.ts';
import * as table from '../../src/db/schema.ts';
import { aDeal } from '../support/builders.ts';
import { newPostgresDatabase, postgresMissing } from '../support/databases.ts';
import { stored } from '../support/every-button.ts';
import { keptLog } from '../support/log.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

const SOME_LIST = /No live deals|Your deals/;

const missing = postgresMissing();

describe('a database that is slow, or lost in the middle of a form', () => {
  const { log, lines } = keptLog();
  let floor: Floor;
  let connection: Connection;
  let other: Client;
  let number = 0;
  beforeAll(async () => {
    if (missing !== null) return;
    const url = await newPostgresDatabase();
    connection = await connect({ is: 'postgres', url }, log);
    floor = await salesFloor({ db: connection.db, log });
    other = new Client({ connectionString: url });
    await other.connect();
  });
  afterAll(async () => {
    if (missing !== null) return;
    await floor.stop();
    await other.end();
    await connection.close();
  });
  beforeEach((context) => {
    if (missing !== null) context.skip(missing);
    lines.length = 0;
  });

  /** Ben has the form open in which a deal is parked, and somebody else's transaction holds the deal. */
  async function lockedForm() {
    number += 1;
    const company = `Locked ${number}`;
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company, title: '', openedAt: MONDAY, answers: [] }));
    await ben.types(`/deal ${company}`);
    await ben.clicks('Park');
    await other.query('begin');
    await other.query('select 1 from deal where company = $1 for update', [company]);
    return { ben, company };
  }

  /** Resolves once a transaction of the app's waits for the lock. */
  async function untilItWaits(): Promise<void> {
    const asked = "select 1 from pg_stat_activity where application_name = 'sideline' and wait_event_type = 'Lock'";
    while ((await other.query(`${asked} and datname = current_database()`)).rowCount === 0) await turn();
  }

  test('C12 a form that takes long is acknowledged in time, and its outcome comes into the view that waits', async () => {
    const { ben, company } = await lockedForm();

    const submitting = ben.submits();
    await ben.waitsFor('One moment …');
    await other.query('rollback');
    const [answer] = await submitting;

    expect(answer).toMatchObject({ is: 'acknowledged', body: { response_action: 'push' } });
    expect(ben.modal()).toContain('It comes back by itself on');
    expect(await floor.deal(company)).toMatchObject({ standing: 'parked', version: 2 });
    const events = await floor.db.select().from(table.dealEvent);
    const { id } = await floor.deal(company);
    expect(events.filter(({ dealId }) => dealId === id)).toHaveLength(1);
    await ben.closes({ all: true });
  });

  test('C12 a command that takes long is acknowledged at once, and answered when it is done', async () => {
    const ben = floor.person('ben');
    await other.query('begin');
    await other.query('lock table deal in access exclusive mode');

    const typing = ben.types('/deal');
    await untilItWaits();
    expect(await Promise.all(floor.slack.delivered.at(-1)?.answers ?? [])).toMatchObject([{ is: 'acknowledged' }]);
    await other.query('rollback');
    await typing;

    expect(ben.sees()).toMatch(SOME_LIST);
  });

  test('C17 connections that end while a form is saved leave nothing half, the person is told, and it goes on', async () => {
    const { ben, company } = await lockedForm();
    const before = await stored(floor.db);

    const submitting = ben.submits();
    await untilItWaits();
    await other.query(
      "select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = 'sideline' and datname = current_database()",
    );
    await submitting;
    await other.query('rollback');

    expect(ben.modal()).toContain('That did not go through, and nothing was saved. Try again in a minute');
    const [, code = '?'] = /the code (\w+)/.exec(ben.modal()) ?? [];
    expect(lines.filter((line) => line.includes(`"reference":"${code}"`))).toHaveLength(1);
    expect(await stored(floor.db)).toBe(before);
    await ben.closes();
    await ben.submits();
    expect(ben.modal()).toContain('It comes back by itself on');
    expect(await floor.deal(company)).toMatchObject({ standing: 'parked', version: 2 });
    await ben.closes({ all: true });
  });

  test('C17 idle connections that end are nobody’s trouble', async () => {
    await other.query(
      "select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = 'sideline' and datname = current_database()",
    );
    const ben = floor.person('ben');

    await ben.types('/deal');

    expect(ben.sees()).toMatch(/live deals|Your deals|Try again in a minute/);
    await ben.types('/deal');
    expect(ben.sees()).toMatch(SOME_LIST);
  });
});
