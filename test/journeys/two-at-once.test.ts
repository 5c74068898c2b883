import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import { aDeal, aProposal, day, money } from '../support/builders.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

const PRICE = 'Can we take it that pricing will not be an issue?';
const TIMING = 'Do they want to solve this now rather than later?';

describe('twice, or two at once', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());
  afterEach(async () => {
    for (const each of ['ben', 'dana']) while (floor.person(each).hasModal()) await floor.person(each).closes();
  });

  const eventsOf = async (company: string) => {
    const { id } = await floor.deal(company);
    return floor.db.select().from(table.dealEvent).where(eq(table.dealEvent.dealId, id));
  };
  const fresh = (company: string) => aDeal({ company, title: '', openedAt: MONDAY, answers: [] });

  test('C1 the same form delivered twice writes once and answers the same twice', async () => {
    const ben = floor.person('ben');
    await ben.types('/deal new Twice Ltd');
    floor.slack.faults.repeat(2);

    await ben.submits();

    const all = await floor.db.select().from(table.deal).where(eq(table.deal.company, 'Twice Ltd'));
    expect(all).toHaveLength(1);
    expect(ben.modal()).toContain('Twice Ltd is open');
  });

  test('C9 an exact replay of a form has no second effect', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', fresh('Replay AG'));
    await ben.types('/qualify replay');
    await ben.fills({ [PRICE]: 'Not an issue: they said so' });
    await ben.submits();

    await ben.replays();

    expect(await eventsOf('Replay AG')).toHaveLength(1);
    expect(await floor.deal('Replay AG')).toMatchObject({ version: 2 });
  });

  test('C2 two people move the same deal: the second is told who changed what, and keeps what was typed', async () => {
    const [ben, dana] = [floor.person('ben'), floor.person('dana')];
    await floor.has('ben', fresh('Osprey'));
    await ben.types('/deal osprey');
    await ben.clicks('Park');
    await dana.types('/deal osprey');
    await dana.clicks('Lost');
    await dana.fills({ 'To what did it go?': 'No decision' });
    await dana.submits();
    await ben.fills({ 'Why then?': 'they move house' });

    await ben.submits();

    expect(ben.modal()).toContain('Osprey was changed while you had this open.');
    expect(ben.modal()).toContain('Dana Whitlock for Ben Okafor');
    expect(await floor.deal('Osprey')).toMatchObject({ standing: 'lost' });
    await ben.closes();
    expect(ben.modal()).toContain('they move house');
  });

  test('C3 two people answer different questions at once, and both answers stay', async () => {
    const [ben, dana] = [floor.person('ben'), floor.person('dana')];
    await floor.has('ben', fresh('Hallmark'));
    await ben.types('/qualify hallmark');
    await dana.types('/qualify hallmark');
    await ben.fills({ [PRICE]: 'Not an issue: they said so' });
    await dana.fills({ [TIMING]: 'Now: they said so' });

    await ben.submits();
    await dana.submits();

    const rows = await floor.db.query.dealAnswer.findMany({ orderBy: (answer, { asc }) => asc(answer.version) });
    const { id } = await floor.deal('Hallmark');
    expect(
      rows
        .filter(({ dealId, version }) => dealId === id && version > 1)
        .map(({ question, answer }) => [question, answer]),
    ).toEqual([
      ['price', 'said-so'],
      ['timing', 'said-so'],
    ]);
  });

  test('C3 two people answer the same question, and the second is told', async () => {
    const [ben, dana] = [floor.person('ben'), floor.person('dana')];
    await floor.has('ben', fresh('Keller AG'));
    await ben.types('/qualify keller');
    await dana.types('/qualify keller');
    await ben.fills({ [PRICE]: 'Not an issue: they said so' });
    await dana.fills({ [PRICE]: 'It will be one' });

    await ben.submits();
    await dana.submits();

    expect(dana.modal()).toContain('Keller AG was changed while you had this open.');
    expect(dana.modal()).toContain('Ben Okafor');
  });

  test('C4 a form with something wrong is corrected and accepted', async () => {
    const ben = floor.person('ben');
    await ben.types('/deal new Corrected');
    await ben.fills({ 'Amount (EUR)': '12.345' });
    await ben.submits();
    expect(ben.modal()).toContain('12.345 could be thousands or decimals. Write 12,345 or 12.35');
    await ben.fills({ 'Amount (EUR)': '12,345' });

    await ben.submits();

    expect(await floor.deal('Corrected')).toMatchObject({ amount: 1_234_500 });
  });

  test('C5 a button clicked five times brings a parked deal back once', async () => {
    const ben = floor.person('ben');
    await floor.has(
      'ben',
      aDeal({
        company: 'Five',
        title: '',
        openedAt: MONDAY,
        standing: { is: 'parked', stage: 'qualify', until: day('2027-02-01') },
      }),
    );
    await ben.types('/deal five');
    floor.slack.faults.repeat(5);

    await ben.clicks('Bring back');

    expect((await eventsOf('Five')).map(({ kind }) => kind)).toEqual(['brought-back']);
    expect(ben.sees()).toContain('Five');
  });

  test('C6 won and lost sent at once by two people: exactly one counts, and the other is told', async () => {
    const [ben, dana] = [floor.person('ben'), floor.person('dana')];
    const amount = money(1_000_000);
    const deal = aDeal({
      company: 'Both',
      title: '',
      openedAt: MONDAY,
      stage: 'negotiate',
      amount,
      proposals: [aProposal({ amount })],
    });
    await floor.has('ben', deal);
    await ben.types('/advance both');
    await dana.types('/deal both');
    await dana.clicks('Lost');
    await dana.fills({ 'To what did it go?': 'No decision' });

    await Promise.all([ben.submits(), dana.submits()]);

    const kinds = (await eventsOf('Both')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'won' || kind === 'lost')).toHaveLength(1);
    const told = [ben.modal(), dana.modal()].filter((text) => text.includes('was changed while you had this open'));
    expect(told).toHaveLength(1);
  });

  test('C8 a button of a deal that is not there is explained', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', fresh('Gone'));
    await ben.types('/deal gone');
    carry(ben.lastMessage(), JSON.stringify({ v: 1, deal: randomUUID(), seen: 1 }));

    await ben.clicks('Park');

    expect(ben.sees()).toContain('That deal is no longer there.');
  });

  test('C7 and I8 a button that this version did not draw is explained, and changes nothing', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', fresh('Older'));
    const odd = ['', '{}', 'not json', '{"v":2,"deal":1}', '{"v":1,"deal":"x","__proto__":{"a":1}}', 'x'.repeat(2_000)];
    for (const value of odd) {
      await ben.types('/deal older');
      carry(ben.lastMessage(), value);

      await ben.clicks('Park');

      expect(ben.hasModal()).toBe(false);
      expect(ben.sees()).toContain('This is from an earlier version of Sideline');
    }
    expect(await floor.deal('Older')).toMatchObject({ version: 1 });
  });

  test('C7 a button and a form from before a restart still work, and what was typed counts', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', fresh('Restarted'));
    await ben.types('/deal restarted');
    await floor.restart();
    await ben.clicks('Qualify');
    await ben.fills({ [PRICE]: 'Not an issue: they said so' });
    await floor.restart();

    await ben.submits();

    expect(ben.modal()).toContain('Answers saved');
    expect(await eventsOf('Restarted')).toHaveLength(1);
  });

  test('a stale button shows what somebody else did, and how the deal stands now', async () => {
    const [ben, dana] = [floor.person('ben'), floor.person('dana')];
    await floor.has('ben', fresh('Lindqvist'));
    await ben.types('/deal lindqvist');
    await dana.types('/deal lindqvist');
    await dana.clicks('Lost');
    await dana.fills({ 'To what did it go?': 'Later' });
    await dana.submits();

    await ben.clicks('Park');

    expect(ben.hasModal()).toBe(false);
    expect(ben.sees()).toContain('Dana Whitlock for Ben Okafor');
    expect(ben.sees()).toContain('Here is how it stands now:');
  });

  test('C13 a trigger that has expired is said so, and nothing breaks', async () => {
    const ben = floor.person('ben');
    floor.slack.faults.next('views.open', { is: 'error', error: 'expired_trigger_id' });

    await ben.types('/deal new Slow');

    expect(ben.sees()).toContain('That took too long, and nothing was changed.');
  });

  test('C14 a view that somebody else updated meanwhile is drawn once more, and then left alone', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', fresh('Conflict'));
    await ben.types('/qualify conflict');
    await ben.submits();
    floor.slack.faults.next('views.update', { is: 'error', error: 'hash_conflict' }, 2);

    await ben.clicks('Qualify');

    expect(ben.modal()).toContain('Nothing was changed');
  });
});

/** As if an earlier version had drawn the message. */
function carry({ blocks }: { readonly blocks: readonly object[] }, value: string): void {
  const texts = JSON.stringify(blocks);
  const [, drawn] = /"action_id":"park_deal".*?"value":("(?:[^"\\]|\\.)*")/.exec(texts) ?? [];
  if (drawn === undefined) throw new Error('The message has no such button.');
  Object.assign(blocks, JSON.parse(texts.replaceAll(drawn, JSON.stringify(value))));
}
