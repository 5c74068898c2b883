import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { comeBack, dueBack } from '../../src/db/come-back.ts';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import * as table from '../../src/db/schema.ts';
import { composing } from '../../src/digests/compose.ts';
import { deliverNext } from '../../src/digests/deliver.ts';
import type { Delivery } from '../../src/digests/delivery.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { PACE } from '../../src/domain/pace.ts';
import { createSender } from '../../src/slack/sender.ts';
import { aDeal, day } from '../support/builders.ts';
import { quiet } from '../support/log.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

const TUESDAY = day('2026-11-17');
const parkedUntil = (until = TUESDAY) => ({ is: 'parked', stage: 'qualify', until }) as const;

let floor: Floor;
beforeEach(async () => {
  floor = await salesFloor({ now: MONDAY });
});
afterEach(() => floor.stop());

function deliveryOf({ slack, db }: Floor): Delivery {
  const { botToken, apiUrl } = slack;
  return {
    ...{ db, draw: composing(db), log: quiet, now: () => slack.clock.now(), elapsed: () => 0, random: () => 0 },
    slack: createSender({ botToken, apiUrl, timeout: 2_000, log: quiet }),
    ...{
      pause: async () => {},
      worker: 'w',
      pace: PACE,
      atOnce: 4,
      troubles: new Map(),
      looks: new Map(),
      stopping: new AbortController().signal,
    },
  };
}

/** What each of several instances does when it ticks. */
async function tick({ db, slack }: Floor): Promise<void> {
  const now = slack.clock.now();
  for (const parked of await dueBack(db, now, 100)) await comeBack(db, parked, now);
}

async function goesOut(on: Floor): Promise<void> {
  const delivery = deliveryOf(on);
  while (await deliverNext(delivery));
}

const moveTo = (iso: string) => floor.slack.clock.moveTo(new Date(iso));
const history = async (company: string) => {
  const { id } = await floor.deal(company);
  return floor.db.select().from(table.dealEvent).where(eq(table.dealEvent.dealId, id));
};

describe('a parked deal whose day has come', () => {
  test('is live again by the workspace’s calendar, and its owner hears of it with the words to ask', async () => {
    await floor.has('ben', aDeal({ company: 'Acme Foods', title: '', standing: parkedUntil() }));

    moveTo('2026-11-16T22:59:00Z');
    await tick(floor);
    expect((await floor.deal('Acme Foods')).standing).toBe('parked');
    moveTo('2026-11-16T23:00:10Z');
    await tick(floor);
    await goesOut(floor);

    expect(await floor.deal('Acme Foods')).toMatchObject({ standing: 'live', stage: 'qualify', parkedUntil: null });
    const [message] = floor.person('ben').dms();
    expect(message).toContain('*Acme Foods is back*: you parked it until today.');
    expect(message).toContain('by when does it have to work');
    expect(floor.person('ben').hears()).toContain('Acme Foods is back');
    expect(await history('Acme Foods')).toMatchObject([{ kind: 'came-back', byId: null, before: { until: TUESDAY } }]);
  });

  test('comes back once, and is told of once, however many instances tick at the same moment (S1)', async () => {
    await floor.has('ben', aDeal({ company: 'Acme Foods', standing: parkedUntil() }));
    moveTo('2026-11-17T08:00:00Z');

    await Promise.all([tick(floor), tick(floor), tick(floor)]);
    await Promise.all([goesOut(floor), goesOut(floor), goesOut(floor)]);

    expect(floor.person('ben').dms()).toHaveLength(1);
    expect(await history('Acme Foods')).toHaveLength(1);
  });

  test('that was missed for days comes back all the same, and says since when', async () => {
    await floor.has('ben', aDeal({ company: 'Acme Foods', standing: parkedUntil() }));
    moveTo('2026-11-19T08:00:00Z');

    await tick(floor);
    await goesOut(floor);

    expect(floor.person('ben').dms().join()).toContain('you parked it until 17 Nov.');
  });

  test('has its Timing to be asked again, and the same version, as nobody has changed it', async () => {
    const acme = aDeal({
      company: 'Acme Foods',
      stage: 'prove',
      standing: { is: 'parked', stage: 'prove', until: TUESDAY },
    });
    await floor.has('ben', acme);
    moveTo('2026-11-17T08:00:00Z');

    await tick(floor);

    expect((await floor.deal('Acme Foods')).version).toBe(acme.version);
    const answers = await floor.db.select().from(table.dealAnswer).where(eq(table.dealAnswer.dealId, acme.id));
    expect(answers.filter(({ question }) => question === 'timing').at(-1)).toMatchObject({
      answer: 'not-asked',
      byId: null,
    });
  });

  test('answers from its message: the questions, another date, or lost', async () => {
    await floor.has('ben', aDeal({ company: 'Acme Foods', title: '', standing: parkedUntil() }));
    moveTo('2026-11-17T08:00:00Z');
    await tick(floor);
    await goesOut(floor);
    const ben = floor.person('ben');

    await ben.clicks('Qualify');
    expect(ben.modal()).toContain('Do they want to solve this now rather than later?');
    await ben.closes();
    await ben.clicks('Lost');
    expect(ben.hasModal()).toBe(true);
    await ben.closes();
    await ben.clicks('Another date');
    await ben.fills({ Until: addDays(TUESDAY, 30) });
    await ben.submits();

    expect((await floor.deal('Acme Foods')).parkedUntil).toBe(addDays(TUESDAY, 30));
  });

  test('is told of again when its next day has come', async () => {
    await floor.has('ben', aDeal({ company: 'Acme Foods', standing: parkedUntil() }));
    moveTo('2026-11-17T08:00:00Z');
    await tick(floor);
    await goesOut(floor);
    const ben = floor.person('ben');
    await ben.clicks('Another date');
    await ben.fills({ Until: day('2026-11-20') });
    await ben.submits();

    moveTo('2026-11-20T08:00:00Z');
    await tick(floor);
    await goesOut(floor);

    expect(ben.dms()).toHaveLength(2);
  });

  test('and was parked again before the message went out is not told of', async () => {
    await floor.has('ben', aDeal({ company: 'Acme Foods', standing: parkedUntil() }));
    moveTo('2026-11-17T08:00:00Z');
    await tick(floor);
    const ben = floor.person('ben');
    await ben.types('/deal acme');
    await ben.clicks('Park');
    await ben.fills({ Until: day('2026-11-20') });
    await ben.submits();

    await goesOut(floor);

    expect(ben.dms()).toEqual([]);
  });

  test('and on which the manager acts before the tick is told of to its owner', async () => {
    await floor.has('ben', aDeal({ company: 'Acme Foods', standing: parkedUntil() }));
    moveTo('2026-11-17T08:00:00Z');
    const dana = floor.person('dana');
    await dana.types('/deal acme');
    await dana.clicks('Edit');
    await dana.fills({ 'Amount (EUR)': '9,000' });
    await dana.submits();

    await tick(floor);
    await goesOut(floor);

    expect(floor.person('ben').dms()).toHaveLength(1);
  });

  test('of somebody who is known by name only is live again, and nobody is written to', async () => {
    await floor.has('ben', aDeal({ company: 'Acme Foods', standing: parkedUntil() }));
    await floor.db
      .update(table.person)
      .set({ slackUserId: null })
      .where(eq(table.person.id, await floor.personId('ben')));
    moveTo('2026-11-17T08:00:00Z');

    await tick(floor);

    expect((await floor.deal('Acme Foods')).standing).toBe('live');
    expect(await floor.db.select().from(outboxMessage)).toEqual([]);
  });
});

describe('a win', () => {
  const inChannel = (channelId: string, showsWonAmount = false) =>
    floor.db
      .update(table.team)
      .set({ channelId, showsWonAmount })
      .where(eq(table.team.id, floor.teamId('West')));

  async function wins(): Promise<void> {
    const ben = floor.person('ben');
    await ben.types('/advance acme');
    await ben.submits();
  }

  test('is told to the team’s channel, without the amount', async () => {
    await inChannel('C0SALESWEST');
    await floor.has('ben', aDeal({ company: 'Acme Foods', title: '', stage: 'negotiate' }));

    await wins();
    await goesOut(floor);

    expect(floor.person('ana').reads('sales-west')).toEqual(['*Ben Okafor won Acme Foods*']);
  });

  test('is told with the amount where the team chose so', async () => {
    await inChannel('C0SALESWEST', true);
    await floor.has('ben', aDeal({ company: 'Acme Foods', title: '', stage: 'negotiate' }));

    await wins();
    await goesOut(floor);

    expect(floor.person('ana').reads('sales-west').join()).toBe('*Ben Okafor won Acme Foods* · €10,000');
  });

  test('of a team without a channel is told nowhere', async () => {
    await floor.has('ben', aDeal({ company: 'Acme Foods', stage: 'negotiate' }));

    await wins();

    expect(await floor.db.select().from(outboxMessage)).toEqual([]);
  });

  test('that is reopened before it was told is not told', async () => {
    await inChannel('C0SALESWEST');
    await floor.has('ben', aDeal({ company: 'Acme Foods', stage: 'negotiate' }));
    await wins();
    const dana = floor.person('dana');
    await dana.types('/deal acme');
    await dana.clicks('Reopen');
    await dana.fills({ 'Why?': 'They asked for one more term' });
    await dana.submits();

    await goesOut(floor);

    expect(dana.reads('sales-west')).toEqual([]);
    expect(await floor.db.select().from(outboxMessage)).toMatchObject([{ state: 'cancelled', lastError: 'reopened' }]);
  });

  test('that is told an hour later says when it was', async () => {
    await inChannel('C0SALESWEST');
    await floor.has('ben', aDeal({ company: 'Acme Foods', title: '', stage: 'negotiate' }));
    await wins();
    moveTo('2026-11-16T17:30:00Z');

    await goesOut(floor);

    expect(floor.person('ana').reads('sales-west').join()).toContain('Delayed: it was won at 17:00.');
  });

  test('whose form Slack delivers three times is told once', async () => {
    await inChannel('C0SALESWEST');
    await floor.has('ben', aDeal({ company: 'Acme Foods', stage: 'negotiate' }));
    const ben = floor.person('ben');
    await ben.types('/advance acme');
    await ben.submits({ times: 3 });

    await goesOut(floor);

    expect(ben.reads('sales-west')).toHaveLength(1);
  });
});
