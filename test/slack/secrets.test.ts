import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/db/connect.ts';
import { textAt } from '../../src/playground/json.ts';
import { ids } from '../../src/views/ids.ts';
import { Forger } from '../support/forger.ts';
import { keptLog } from '../support/log.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

/** Typed in the journey, and seen nowhere but in Slack and the database. */
const TYPED = ['Zanzibar Textiles', 'forty looms', 'Ms Quill', '77,777', 'they said by spring'];
const PRICE = 'Can we take it that pricing will not be an issue?';

describe.each(['socket', 'http'] as const)('X10 what is logged at its most talkative (%s)', (way) => {
  const { log, lines } = keptLog();
  let floor: Floor;
  let all = '';
  beforeAll(async () => {
    floor = await salesFloor({ way, log });
    await journey();
    await trouble();
    all = lines.join('');
  });
  afterAll(() => floor.stop());

  async function journey(): Promise<void> {
    const ben = floor.person('ben');
    await ben.types('/deal new Zanzibar Textiles');
    await ben.fills({ 'What they would buy': 'forty looms', Contact: 'Ms Quill', 'Amount (EUR)': '77,777' });
    await ben.submits();
    await ben.closes();
    await ben.types('/qualify zanzibar');
    await ben.fills({ [PRICE]: 'Not an issue: they said so' });
    await ben.fills({ 'What did they say?': 'they said by spring' });
    await ben.submits();
    await ben.closes();
    await ben.types('/deal Zanzibar Textiles');
    await ben.replays();
  }

  /** Whatever makes the app write lines: Slack that refuses, breaks off or speaks no JSON, and people who may not. */
  async function trouble(): Promise<void> {
    const { faults } = floor.slack;
    const ben = floor.person('ben');
    for (const fault of [
      { is: 'error', error: 'expired_trigger_id' },
      { is: 'error', error: 'Zanzibar Textiles' },
      { is: 'http', status: 500 },
      { is: 'cut' },
      { is: 'rate-limited', retryAfter: 1 },
      { is: 'reset', when: 'before' },
    ] as const) {
      faults.next('views.open', fault, 3);
      await ben.types('/deal new Zanzibar Textiles');
      while (ben.hasModal()) await ben.closes();
      faults.clear();
    }
    faults.next('users.info', { is: 'error', error: 'missing_scope' });
    await floor.person('gus').types('/deal Zanzibar Textiles');
    await floor.person('gus').types('/deal Zanzibar Textiles');
    await floor.db
      .transaction(async () => {
        throw new Error('rolled back');
      })
      .catch(() => {});
    if (way === 'http') {
      const forger = new Forger(floor);
      await forger.press('ben', { actionId: ids.openDeal, value: 'Zanzibar Textiles' });
      await forger.command('ben', '/deal', 'Zanzibar Textiles', 'T0ELSEWHERE');
      await fetch(`${floor.url}/slack/events`, { method: 'POST', body: 'text=Zanzibar+Textiles' });
    }
  }

  test('something was', () => {
    expect(lines.length).toBeGreaterThan(10);
    expect(all).toMatch(/"level":"error"/);
  });

  test('no token or secret is in it', () => {
    const { botToken, appToken, signingSecret } = floor.slack;

    expect(all.match(/xox[a-z]-|xapp-/g)).toBe(null);
    expect([botToken, appToken, signingSecret].filter((secret) => all.includes(secret))).toEqual([]);
  });

  test('no address to answer at and no trigger is in it', () => {
    const payloads = floor.slack.delivered.map(({ parcel }) => parcel.payload);
    const secrets = payloads.flatMap((payload) => [textAt(payload, 'trigger_id'), textAt(payload, 'response_url')]);

    expect(secrets.filter((each) => each !== '').length).toBeGreaterThan(10);
    expect(secrets.filter((each) => each !== '' && all.includes(each))).toEqual([]);
    expect(all.match(/response_url|(?<!expired_)trigger_id|\/response\/|ticket=/g)).toBe(null);
  });

  test('nothing that anybody typed is in it', () => {
    expect(TYPED.filter((words) => all.toLowerCase().includes(words.toLowerCase()))).toEqual([]);
  });
});

test('X10 a database that is away is logged without its password', async () => {
  const { log, lines } = keptLog();
  const stopped = new AbortController();
  const url = 'postgres://sideline:hunter2-is-secret@127.0.0.1:1/deals';

  const connecting = connect({ is: 'postgres', url }, log, stopped.signal).catch((error: unknown) => error);
  while (lines.length === 0) await turn();
  stopped.abort();

  expect(String(await connecting)).not.toContain('hunter2');
  expect(lines.join('')).not.toContain('hunter2');
});
