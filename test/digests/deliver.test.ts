import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../src/db/connect.ts';
import { outboxAttempt, outboxMessage } from '../../src/db/delivery-schema.ts';
import { claim, closeGate, mark } from '../../src/db/outbox.ts';
import { settleSent } from '../../src/db/settle-message.ts';
import { putBack, sweep } from '../../src/db/sweep-outbox.ts';
import { deliverNext } from '../../src/digests/deliver.ts';
import type { Delivery, Drawing } from '../../src/digests/delivery.ts';
import type { Fault } from '../../src/playground/faults.ts';
import { eachDatabase } from '../support/databases.ts';
import { keptLog } from '../support/log.ts';
import { type PostOffice, postOffice, WEST } from '../support/post-office.ts';

const ONE = ['Ben won Acme'];
const claiming = ({ now, worker, pace }: Delivery) => ({ now: now(), worker, pace });

const byId = (id: string) => eq(outboxMessage.id, id);

/** A database that does not answer the next few times. */
function breakable(db: Db): { readonly db: Db; readonly breakFor: (times: number) => void } {
  let left = 0;
  const shaky = new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        left -= 1;
        if (left >= 0) throw new Error('The database is away.');
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  return {
    db: shaky,
    breakFor: (times) => {
      left = times;
    },
  };
}

/** The office's time, which stands still between two moves however busy the machine is. */
function standing({ slack, passes }: PostOffice): {
  readonly now: () => Date;
  readonly passes: (seconds: number) => void;
} {
  let at = slack.clock.now();
  return {
    now: () => at,
    passes: (seconds) => {
      passes(seconds);
      at = slack.clock.now();
    },
  };
}

/** As if the process had ended after these steps. */
async function dies(after: 'claim' | 'mark' | 'call', { delivery, another }: PostOffice): Promise<void> {
  const doomed = another();
  const [claimed] = await claim(doomed.db, claiming(doomed), 1);
  if (claimed === undefined) throw new Error('There was nothing to claim.');
  const { about, channelId: channel, id } = claimed.message;
  const payload = { text: String(about.says), blocks: [], figures: null };
  if (after === 'claim') return;
  await mark(doomed.db, claimed, payload, claiming(doomed));
  if (after === 'call') await delivery.slack.post({ channel, thread: null, delivery: id, ...payload });
}

describe.each(eachDatabase())('the delivery of messages on $name', ({ open }) => {
  const db = open();

  test('what was put down is posted, once, with its delivery in the metadata', async () => {
    const { puts, comesToRest, posted, message, slack } = await postOffice(db());
    const id = await puts();

    await comesToRest();

    expect(posted()).toEqual(ONE);
    expect(slack.workspace.messages.at(-1)?.metadata).toEqual({
      event_type: 'coach_delivery',
      event_payload: { d: id },
    });
    expect(await message(id)).toMatchObject({ state: 'sent', slackChannel: WEST, attempts: 1, leaseToken: null });
  });

  const UNANSWERED: readonly (readonly [what: string, fault: Fault])[] = [
    ['accepted, and the connection reset (D1)', { is: 'reset', when: 'after' }],
    ['the connection reset before it was accepted (D2)', { is: 'reset', when: 'before' }],
    ['accepted, and no answer in time (D3)', { is: 'hang', when: 'after' }],
    ['no answer in time, and not accepted', { is: 'hang', when: 'before' }],
    ['accepted, and half an answer', { is: 'cut' }],
    ['a 500, and accepted (D5)', { is: 'http', status: 500, when: 'after' }],
    ['a 500, and not accepted (D5)', { is: 'http', status: 503 }],
    ['internal_error, and accepted (D6)', { is: 'error', error: 'internal_error', when: 'after' }],
    ['internal_error, and not accepted (D6)', { is: 'error', error: 'fatal_error' }],
    ['a page of HTML (D7)', { is: 'html' }],
  ];
  test.each(UNANSWERED)('%s: it is looked for, and one message stands there', async (_, fault) => {
    const { puts, works, comesToRest, posted, message, slack, calls } = await postOffice(db());
    const id = await puts();
    slack.faults.next('chat.postMessage', fault);

    await works();
    expect((await message(id)).state).toBe('uncertain');
    expect(calls()).toBe(1);
    await comesToRest();

    expect(posted()).toEqual(ONE);
    expect((await message(id)).state).toBe('sent');
  });

  test('nothing of a page that is no answer gets into the log (D7)', async () => {
    const { log, lines } = keptLog();
    const { puts, works, slack } = await postOffice(db(), { log });
    await puts();
    slack.faults.next('chat.postMessage', { is: 'html' });

    await works();

    expect(lines.join()).toContain('unreadable');
    expect(lines.join()).not.toContain('Who is there');
  });

  test('a message that appears a minute after nobody waited for it any more is found, and not sent again (D4)', async () => {
    const { puts, works, passes, comesToRest, posted, slack } = await postOffice(db());
    const id = await puts();
    slack.faults.next('chat.postMessage', { is: 'hang', when: 'before' });
    await works();

    passes(60);
    const metadata = { event_type: 'coach_delivery', event_payload: { d: id } };
    const bot = slack.workspace.cast.app.botUserId;
    slack.workspace.post({ channel: WEST, user: bot, text: 'Ben won Acme', blocks: [], metadata });
    await comesToRest();

    expect(posted()).toEqual(ONE);
  });

  test('Slack’s “not for 30 seconds” is obeyed in the whole workspace, and costs no try (D8)', async () => {
    const { puts, works, passes, posted, message, slack, calls } = await postOffice(db());
    const id = await puts();
    await puts({ channel: 'C0SALESEAST' });
    slack.faults.next('chat.postMessage', { is: 'rate-limited', retryAfter: 30 });

    await works();
    passes(29);
    await works();
    expect(calls()).toBe(1);
    expect(await message(id)).toMatchObject({ state: 'pending', attempts: 0 });
    passes(2);
    await works();

    expect(posted()).toEqual(ONE);
    expect(posted('C0SALESEAST')).toEqual(ONE);
  });

  test.each([null, 'soon', '-1'])('a 429 that says %j for how long counts as a minute (D9)', async (retryAfter) => {
    const { puts, works, passes, posted, slack, calls } = await postOffice(db());
    await puts();
    slack.faults.next('chat.postMessage', { is: 'rate-limited', retryAfter });

    await works();
    passes(59);
    await works();
    expect(calls()).toBe(1);
    passes(2);
    await works();

    expect(posted()).toEqual(ONE);
  });

  test.each([
    ['it was claimed (D10)', 'claim', 'pending'],
    ['it was marked (D11)', 'mark', 'uncertain'],
    ['Slack had accepted it (D12)', 'call', 'uncertain'],
  ] as const)('a process that ends after %s leaves one message', async (_, after, state) => {
    const office = await postOffice(db());
    const id = await office.puts();
    await dies(after, office);

    office.passes(61);
    await sweep(db(), office.delivery.now(), office.delivery.pace);
    expect((await office.message(id)).state).toBe(state);
    await office.comesToRest();

    expect(office.posted()).toEqual(ONE);
    expect((await office.message(id)).state).toBe('sent');
  });

  test('a process that stood still between mark and call does not call any more (D13)', async () => {
    let ms = 0;
    const { puts, works, another, posted, calls, passes, message } = await postOffice(db());
    const id = await puts();
    // Each look at the clock is 90 seconds after the one before.
    const frozen = another({ elapsed: () => (ms += 90_000) });

    await deliverNext(frozen);
    expect(calls()).toBe(0);
    expect(await message(id)).toMatchObject({ state: 'pending', attempts: 0 });
    passes(2);
    await works();

    expect(posted()).toEqual(ONE);
  });

  test('of two messages with one delivery the earlier stays, and the later is deleted and counted (D14)', async () => {
    const { log, lines } = keptLog();
    const { puts, works, comesToRest, posted, slack, passes, delivery } = await postOffice(db(), { log });
    const id = await puts();
    slack.faults.next('chat.postMessage', { is: 'hang', when: 'after' });
    await works();
    passes(1);
    await delivery.slack.post({ channel: WEST, thread: null, delivery: id, text: 'Ben won Acme', blocks: [] });
    expect(posted()).toHaveLength(2);
    const first = slack.workspace.messages.find(({ channel }) => channel === WEST);

    await comesToRest();

    expect(posted()).toEqual(ONE);
    expect(slack.workspace.messages).toContain(first);
    expect(lines.filter((line) => line.includes('gone out twice'))).toHaveLength(1);
  });

  test('a proof that comes after another one, with an earlier message, makes that one stay (D14)', async () => {
    const { puts, works, message, passes } = await postOffice(db());
    const id = await puts();
    await works();
    const { slackTs } = await message(id);

    const second = await settleSent(db(), id, { channel: WEST, ts: '1000000000.000001' }, null);

    expect(second).toEqual({ channel: WEST, ts: slackTs });
    expect((await message(id)).slackTs).toBe('1000000000.000001');
    passes(1);
  });

  test('an answer that comes after the lease was taken away still says that it was sent (D15)', async () => {
    const { puts, works, another, passes, posted, message, delivery } = await postOffice(db());
    const id = await puts();
    const slow = another({
      slack: {
        ...delivery.slack,
        post: async (asked) => {
          const answer = await delivery.slack.post(asked);
          passes(61);
          await sweep(db(), delivery.now(), delivery.pace);
          expect((await message(id)).state).toBe('uncertain');
          return answer;
        },
      },
    });

    await deliverNext(slow);
    expect((await message(id)).state).toBe('sent');
    passes(200);
    await works();

    expect(posted()).toEqual(ONE);
  });

  test('a database that is away for a moment when a success is written down is waited for (D16)', async () => {
    const { puts, another, posted, message, delivery } = await postOffice(db());
    const id = await puts();
    const pauses: number[] = [];
    const { db: shaky, breakFor } = breakable(db());
    const worker = another({
      db: shaky,
      pause: async (ms) => pauses.push(ms),
      slack: {
        ...delivery.slack,
        post: async (asked) => {
          const answer = await delivery.slack.post(asked);
          breakFor(4);
          return answer;
        },
      },
    });

    await deliverNext(worker);

    expect(posted()).toEqual(ONE);
    expect((await message(id)).state).toBe('sent');
    expect(pauses.length).toBeGreaterThan(2);
  });

  test('a process that is killed while it waits for the database has its message proven by history (D16)', async () => {
    const { puts, another, comesToRest, posted, delivery, message } = await postOffice(db());
    const id = await puts();
    const { db: shaky, breakFor } = breakable(db());
    const { log, lines } = keptLog();
    const worker = another({
      ...{ db: shaky, log },
      slack: {
        ...delivery.slack,
        post: async (asked) => {
          const answer = await delivery.slack.post(asked);
          breakFor(1_000);
          return answer;
        },
      },
    });

    await deliverNext(worker);
    expect(lines.join()).toMatch(/could not be worked on.*away/);
    await comesToRest();

    expect(posted()).toEqual(ONE);
    expect((await message(id)).state).toBe('sent');
  });

  test('an archived channel ends its message, and the next one goes out (D20)', async () => {
    const { puts, works, message, posted } = await postOffice(db());
    const id = await puts({ channel: 'C0SALES2025' });
    await puts();

    await works();

    expect(await message(id)).toMatchObject({ state: 'failed', lastError: 'is_archived' });
    expect(posted()).toEqual(ONE);
  });

  test('with a token that was revoked nothing is lost: it goes out once, when the token is mended (D22)', async () => {
    const { log, lines } = keptLog();
    const { puts, comesToRest, passes, works, posted, message, slack, calls } = await postOffice(db(), { log });
    const id = await puts();
    slack.faults.next('chat.postMessage', { is: 'error', error: 'token_revoked' }, 10);

    for (let minute = 0; minute < 20; minute += 1) {
      await works();
      passes(20);
    }
    expect(await message(id)).toMatchObject({ state: 'pending', attempts: 0 });
    expect(calls()).toBeLessThanOrEqual(8);
    expect(lines.some((line) => line.includes('"level":"error"') && line.includes('token_revoked'))).toBe(true);
    slack.faults.clear();
    await comesToRest();

    expect(posted()).toEqual(ONE);
  });

  test.each([1, 4])(
    'an outage of three hours costs few calls, keeps the spacing and lets go what is too late, %s at once (D23)',
    async (atOnce) => {
      const office = await postOffice(db());
      const { puts, slack, delivery, another } = office;
      const channels = Array.from({ length: 8 }, (_, index) => `C${index}`);
      const ids = [];
      for (let index = 0; index < 40; index += 1) {
        const hours = index < 10 ? 1 : 8;
        const expiresAt = new Date(slack.clock.now().getTime() + hours * 3_600_000);
        ids.push(await puts({ channel: channels[index % 8] ?? '', expiresAt }));
      }
      const { now, passes } = standing(office);
      const sent: { channel: string; at: number }[] = [];
      let calls = 0;
      let isAway = true;
      const worker = another({
        ...{ now, atOnce },
        slack: {
          ...delivery.slack,
          post: async ({ channel }) => {
            calls += 1;
            if (isAway) return { is: 'failed', failure: { is: 'no-answer', codes: ['ECONNREFUSED'] } };
            sent.push({ channel, at: now().getTime() });
            return { is: 'ok', value: { channel, ts: `1${sent.length}.000001` } };
          },
        },
      });

      for (let second = 0; second < 3 * 3_600; second += 30) {
        await office.works(worker);
        passes(30);
      }
      const during = calls;
      isAway = false;
      for (let turn = 0; turn < 150; turn += 1) {
        await office.works(worker);
        passes(0.6);
      }

      expect(during).toBeLessThanOrEqual(200);
      const states = await Promise.all(ids.map(async (id) => (await office.message(id)).state));
      expect(states.filter((state) => state === 'expired')).toHaveLength(10);
      expect(states.filter((state) => state === 'sent')).toHaveLength(30);
      for (const channel of channels) {
        const times = sent.filter((one) => one.channel === channel).map(({ at }) => at);
        const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
        // Claims are 1.1 seconds apart; from a claim to its call it takes as long as the machine needs, and Slack allows one a second.
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
      }
    },
  );

  test('blocks that Slack does not take go out once, as plain text (D26)', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(4_000) } }];
    const draw = async (): Promise<Drawing> => ({ is: 'drawn', payload: { text: 'Ben won Acme', blocks } });
    const { puts, comesToRest, posted, message, slack, calls } = await postOffice(db(), { but: { draw } });
    const id = await puts();
    slack.faults.next('chat.postMessage', { is: 'error', error: 'invalid_blocks' });

    await comesToRest();

    expect(posted()).toEqual(ONE);
    expect(slack.workspace.messages.at(-1)?.blocks).toEqual([]);
    expect((await message(id)).state).toBe('sent');
    expect(calls()).toBe(2);
  });

  test('text that Slack does not take either is given up after the one fallback', async () => {
    const { puts, comesToRest, message, slack, calls } = await postOffice(db());
    const id = await puts();
    slack.faults.next('chat.postMessage', { is: 'error', error: 'no_text' }, 20);

    await comesToRest();

    expect(calls()).toBe(2);
    expect(await message(id)).toMatchObject({ state: 'failed', lastError: 'no_text' });
  });

  test('a reason that is in no table is tried three times', async () => {
    const { puts, comesToRest, message, slack, calls } = await postOffice(db());
    const id = await puts();
    slack.faults.next('chat.postMessage', { is: 'error', error: 'a_word_of_tomorrow' }, 20);

    await comesToRest();

    expect(calls()).toBe(3);
    expect(await message(id)).toMatchObject({ state: 'failed', lastError: 'a_word_of_tomorrow' });
  });

  test('two who put down the same message have put down one, and both get its id (D27)', async () => {
    const { puts, works, posted } = await postOffice(db());

    const key = `same:${Math.random()}`;
    const ids = await Promise.all([puts({ key }), puts({ key, about: { says: 'Another text' } }), puts({ key })]);
    await works();

    expect(new Set(ids).size).toBe(1);
    expect(posted()).toHaveLength(1);
  });

  test('after a proven refusal it is drawn anew, and after an unknown one only when it is known not to be there (D28)', async () => {
    const drawn: string[] = [];
    const office = await postOffice(db());
    const { puts, works, another, message, slack } = office;
    const id = await puts();
    const { now, passes } = standing(office);
    const draw: Delivery['draw'] = async (_, at) => {
      drawn.push(at?.toISOString() ?? '');
      return { is: 'drawn', payload: { text: `Draft ${drawn.length}`, blocks: [] } };
    };
    const worker = another({ draw, now });
    slack.faults.next('chat.postMessage', { is: 'rate-limited', retryAfter: 1_200 });
    slack.faults.next('chat.postMessage', { is: 'hang', when: 'before' });

    await works(worker);
    passes(1_201);
    await works(worker);
    expect(drawn).toHaveLength(2);
    expect(await message(id)).toMatchObject({ state: 'uncertain', payload: { text: 'Draft 2' } });
    expect((await message(id)).dataAsOf?.toISOString()).toBe(drawn[1]);
    passes(60);
    await works(worker);
    expect(drawn).toHaveLength(2);
    passes(61);
    await works(worker);

    expect(slack.workspace.messages.at(-1)?.text).toBe('Draft 3');
  });

  test('what it would tell is no longer so: nothing is posted', async () => {
    const draw = async (): Promise<Drawing> => ({ is: 'nothing', why: 'reopened' });
    const { puts, comesToRest, posted, message } = await postOffice(db(), { but: { draw } });
    const id = await puts();

    await comesToRest();

    expect(posted()).toEqual([]);
    expect(await message(id)).toMatchObject({ state: 'cancelled', lastError: 'reopened' });
  });

  test('somebody who has left is not written to, and the next one is (D29)', async () => {
    const { puts, works, message, slack } = await postOffice(db());
    const pia = await puts({ channel: 'U0PIA' });
    const nobody = await puts({ channel: 'U0NOBODY' });
    const ben = await puts({ channel: 'U0BEN' });

    await works();

    expect(await message(pia)).toMatchObject({ state: 'failed', lastError: 'user_disabled' });
    expect(await message(nobody)).toMatchObject({ state: 'failed', lastError: 'channel_not_found' });
    expect(await message(ben)).toMatchObject({ state: 'sent', slackChannel: 'D0BEN' });
    expect(slack.workspace.messages).toHaveLength(1);
  });

  test.each([
    [
      'is over a megabyte',
      async () => ({ is: 'drawn', payload: { text: 'x'.repeat(1_000_001), blocks: [] } }),
      'too_large',
    ],
    ['cannot be read', async () => ({ is: 'impossible', why: 'unreadable' }), 'unreadable'],
  ] as const)('a message that %s is given up, and the next one goes out (D30)', async (_, bad, why) => {
    const office = await postOffice(db());
    const draw: Delivery['draw'] = async (message, ...of) =>
      message.kind === 'bad' ? (bad() as Promise<Drawing>) : office.delivery.draw(message, ...of);
    const id = await office.puts({ kind: 'bad' });
    office.passes(1);
    await office.puts({ channel: 'C0SALESEAST' });

    await office.works(office.another({ draw }));

    expect(await office.message(id)).toMatchObject({ state: 'failed', lastError: why });
    expect(office.posted('C0SALESEAST')).toEqual(ONE);
  });

  test('a message whose drawing breaks each time is given up in the end (D30)', async () => {
    const draw = async (): Promise<Drawing> => {
      throw new Error('of no use');
    };
    const { puts, works, passes, message } = await postOffice(db(), { but: { draw } });
    const id = await puts();

    for (let minute = 0; minute < 20; minute += 1) {
      await works();
      passes(61);
    }

    expect(await message(id)).toMatchObject({ state: 'failed', attempts: 12 });
  });

  test('a message on which process after process ends is given up in the end (D30)', async () => {
    const office = await postOffice(db());
    const id = await office.puts();

    for (let death = 0; death < 12; death += 1) {
      await dies('claim', office);
      office.passes(61);
      await sweep(db(), office.delivery.now(), office.delivery.pace);
    }

    expect(await office.message(id)).toMatchObject({ state: 'failed', lastError: 'too_many_attempts' });
  });

  test('a kind of message that only a later version knows waits for it (O8)', async () => {
    const { puts, works, another, message, passes, posted } = await postOffice(db());
    const id = await puts({ kind: 'of tomorrow' });
    const old = another({ draw: async () => ({ is: 'not-mine' }) });

    await works(old);
    expect(await message(id)).toMatchObject({ state: 'pending', attempts: 0 });
    passes(61);
    await works();

    expect(posted()).toEqual(ONE);
  });

  test('twelve workers at once post to two channels twice, and to each once a second', async () => {
    const { puts, another, posted, passes } = await postOffice(db());
    for (let index = 0; index < 4; index += 1) await puts({ channel: index % 2 === 0 ? WEST : 'C0SALESEAST' });
    const workers = Array.from({ length: 12 }, () => another());

    await Promise.all(workers.map(deliverNext));
    expect([posted().length, posted('C0SALESEAST').length]).toEqual([1, 1]);
    await Promise.all(workers.map(deliverNext));
    expect([posted().length, posted('C0SALESEAST').length]).toEqual([1, 1]);
    passes(1.1);
    await Promise.all(workers.map(deliverNext));

    expect([posted().length, posted('C0SALESEAST').length]).toEqual([2, 2]);
  });

  test('workers that take several at once post each channel’s next one, and to each once a second', async () => {
    const { puts, another, posted, passes } = await postOffice(db());
    const both = () => [posted(), posted('C0SALESEAST')].map((texts) => texts.join(' '));
    for (const says of ['1', '2', '3'])
      for (const channel of [WEST, 'C0SALESEAST']) await puts({ channel, about: { says: `${channel} ${says}` } });
    const workers = Array.from({ length: 6 }, () => another({ atOnce: 8 }));

    await Promise.all(workers.map(deliverNext));
    expect(both()).toEqual([`${WEST} 1`, 'C0SALESEAST 1']);
    passes(1.1);
    await Promise.all(workers.map(deliverNext));
    expect(both()).toEqual([`${WEST} 1 ${WEST} 2`, 'C0SALESEAST 1 C0SALESEAST 2']);
  });

  test('of several in one worker’s hands each goes its own way: sent, given up, not known, and not worked on', async () => {
    const { puts, another, message, delivery } = await postOffice(db());
    const { log, lines } = keptLog();
    const post: Delivery['slack']['post'] = async (asked) => {
      switch (asked.text) {
        case 'is broken':
          throw new Error('Nobody thought of this.');
        case 'is not known':
          return { is: 'failed', failure: { is: 'http', status: 502 } };
        case 'is refused':
          return { is: 'failed', failure: { is: 'refused', code: 'is_archived' } };
        default:
          return delivery.slack.post(asked);
      }
    };
    const ids: string[] = [];
    for (const [nth, says] of ['is broken', 'is not known', 'is refused', 'arrives'].entries())
      ids.push(await puts({ channel: nth === 3 ? WEST : `C0NUMBER${nth}`, about: { says } }));
    const worker = another({
      ...{ atOnce: 8, slack: { ...delivery.slack, post } },
      log,
    });

    expect(await deliverNext(worker)).toBe(true);

    const states = await Promise.all(ids.map(async (id) => (await message(id)).state));
    expect(states).toEqual(['sending', 'uncertain', 'failed', 'sent']);
    expect(lines.filter((line) => line.includes('could not be worked on'))).toEqual([
      expect.stringContaining(ids[0] ?? ''),
    ]);
  });

  test('who took so long to draw that another has the message does not call Slack any more', async () => {
    const { puts, another, calls, delivery, passes, posted, message } = await postOffice(db());
    const id = await puts();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let other: Promise<boolean> | null = null;
    const late: Delivery['draw'] = async (...asked) => {
      passes(61);
      await sweep(db(), delivery.now(), delivery.pace);
      await new Promise<void>((resolve) => {
        const waits: Delivery['draw'] = async (...its) => {
          resolve();
          await released;
          return delivery.draw(...its);
        };
        other = deliverNext(another({ draw: waits }));
      });
      return delivery.draw(...asked);
    };

    await deliverNext(another({ draw: late }));
    expect([calls(), (await message(id)).state]).toEqual([0, 'claimed']);
    release();
    await other;

    expect([calls(), posted()]).toEqual([1, ONE]);
  });

  test('what is drawn while the workspace is asked to wait is not posted, goes back, and is posted after that', async () => {
    const { puts, another, message, delivery, passes, works, posted, workspace } = await postOffice(db());
    const id = await puts();
    const draw: Delivery['draw'] = async (...asked) => {
      await closeGate(db(), { workspace, ms: 30_000, reason: 'wait' }, delivery.now());
      return delivery.draw(...asked);
    };

    await deliverNext(another({ draw }));
    expect(await message(id)).toMatchObject({ state: 'pending', attempts: 0, lastError: 'gate_shut' });
    await works();
    expect(posted()).toEqual([]);
    passes(31);
    await works();

    expect(posted()).toEqual(ONE);
  });

  test('where several fail in one go to reach Slack, that is one trouble, and not one each', async () => {
    const { puts, another } = await postOffice(db());
    for (const channel of ['C0A', 'C0B', 'C0C', 'C0D']) await puts({ channel });
    const away: Delivery['slack']['post'] = async () => ({
      ...{ is: 'failed', failure: { is: 'no-answer', codes: ['ECONNREFUSED'] } },
    });
    const worker = another({ atOnce: 4 });

    await deliverNext({ ...worker, slack: { ...worker.slack, post: away } });

    expect([...worker.troubles.values()].map(({ times }) => times)).toEqual([1]);
  });

  test('an orderly stop gives back what was claimed, and sends nothing more (O1)', async () => {
    const office = await postOffice(db());
    const { puts, another, works, message, stop, calls, delivery } = office;
    const id = await puts();
    const draw: Delivery['draw'] = async (...asked) => {
      stop();
      return delivery.draw(...asked);
    };

    await deliverNext(another({ draw }));
    expect(await message(id)).toMatchObject({ state: 'pending', attempts: 0 });
    await works();
    expect(calls()).toBe(0);

    const other = another({ stopping: new AbortController().signal });
    await claim(db(), claiming(other), 1);
    await putBack(db(), other.worker);
    expect(await message(id)).toMatchObject({ state: 'pending', attempts: 0, leaseToken: null });
  });

  test('a detail waits for its head, stands in its thread, and goes with it (D25)', async () => {
    const { puts, works, passes, slack, message } = await postOffice(db());
    const head = await puts();
    const detail = await puts({ about: { says: 'The detail' } });
    const lost = await puts({ channel: 'C0SALES2025' });
    const alone = await puts({ channel: 'C0SALES2025' });
    const follow = (id: string, after: string) => db().update(outboxMessage).set({ afterId: after }).where(byId(id));
    await follow(detail, head);
    await follow(alone, lost);

    await works();
    passes(2);
    await works();

    const [first, second] = slack.workspace.messages;
    expect(second).toMatchObject({ text: 'The detail', threadTs: first?.ts });
    expect((await message(alone)).state).toBe('cancelled');
  });

  test('a detail of unknown outcome is looked for among the replies of its thread', async () => {
    const { puts, works, passes, comesToRest, slack } = await postOffice(db());
    const head = await puts();
    const detail = await puts({ about: { says: 'The detail' } });
    await db().update(outboxMessage).set({ afterId: head }).where(byId(detail));
    await works();
    passes(2);
    slack.faults.next('chat.postMessage', { is: 'reset', when: 'after' });

    await works();
    await comesToRest();

    expect(slack.workspace.messages.map(({ text }) => text)).toEqual(['Ben won Acme', 'The detail']);
  });

  test('each call is on record with what came of it', async () => {
    const { puts, works, passes, slack } = await postOffice(db());
    const id = await puts();
    slack.faults.next('chat.postMessage', { is: 'rate-limited', retryAfter: 7 });

    await works();
    passes(8);
    await works();

    const rows = await db()
      .select()
      .from(outboxAttempt)
      .where(eq(outboxAttempt.messageId, id))
      .orderBy(outboxAttempt.id);
    expect(rows.map(({ outcome, retryAfterS }) => ({ outcome, retryAfterS }))).toEqual([
      { outcome: 'wait', retryAfterS: 7 },
      { outcome: 'sent', retryAfterS: null },
    ]);
  });
});
