import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { reconcileNext } from '../../src/digests/reconcile.ts';
import { eachDatabase } from '../support/databases.ts';
import { keptLog } from '../support/log.ts';
import { type PostOffice, postOffice, WEST, withHistory } from '../support/post-office.ts';

const ONE = ['Ben won Acme'];

/** A message that Slack has accepted, or not, and gave no answer to. */
async function unanswered(
  { puts, slack, works }: PostOffice,
  when: 'before' | 'after',
  channel = WEST,
): Promise<string> {
  const id = await puts({ channel });
  slack.faults.next('chat.postMessage', { is: 'reset', when });
  await works();
  return id;
}

describe.each(eachDatabase())('messages of unknown outcome on $name', ({ open }) => {
  const db = open();

  test('nothing is looked up, and nothing sent, before Slack has had two minutes', async () => {
    const office = await postOffice(db());
    const id = await unanswered(office, 'before');

    office.passes(115);
    await office.works();
    expect(await office.message(id)).toMatchObject({ state: 'uncertain', reconcileTries: 0 });
    office.passes(10);
    await office.works();

    expect(office.posted()).toEqual(ONE);
  });

  test('a direct message is looked for in the conversation with its person', async () => {
    const office = await postOffice(db());
    await unanswered(office, 'after', 'U0BEN');

    await office.comesToRest();

    expect(office.posted('D0BEN')).toEqual(ONE);
  });

  test('all pages of the history are read before a message counts as not there (D18)', async () => {
    const office = await postOffice(db());
    const { slack } = office;
    const id = await unanswered(office, 'after');
    for (let line = 0; line < 350; line += 1)
      slack.workspace.post({ channel: WEST, user: slack.person('ana').id, text: `Line ${line}`, blocks: [] });

    await office.comesToRest();

    expect(office.posted().filter((text) => text === 'Ben won Acme')).toHaveLength(1);
    expect((await office.message(id)).state).toBe('sent');
  });

  test('another’s message with the delivery’s id in it is no proof (D19)', async () => {
    const office = await postOffice(db());
    const { slack } = office;
    const id = await unanswered(office, 'before');
    const metadata = { event_type: 'coach_delivery', event_payload: { d: id } };
    slack.workspace.post({ channel: WEST, user: slack.person('standup').id, text: 'Not ours', blocks: [], metadata });

    await office.comesToRest();

    expect(office.posted()).toEqual(['Not ours', ...ONE]);
  });

  test('without the right to read, a message of unknown outcome waits for a person, and the log says so (D17)', async () => {
    const { log, lines } = keptLog();
    const manifest = withHistory(['chat:write', 'im:write']);
    const office = await postOffice(db(), { manifest, log });
    const id = await unanswered(office, 'after');

    await office.comesToRest();

    expect(office.posted()).toEqual(ONE);
    expect(await office.message(id)).toMatchObject({ state: 'unconfirmed', lastError: 'missing_scope' });
    expect(lines.filter((line) => line.includes('Nobody can tell'))).toHaveLength(1);
  });

  test('without the right to read, what does no harm twice goes out again', async () => {
    const office = await postOffice(db(), { manifest: withHistory(['chat:write']) });
    const id = await unanswered(office, 'before');
    await db().update(outboxMessage).set({ onUnknown: 'resend' }).where(eq(outboxMessage.id, id));

    await office.comesToRest();

    expect(office.posted()).toEqual(ONE);
  });

  test('a history that cannot be read for a while is read later', async () => {
    const office = await postOffice(db());
    const id = await unanswered(office, 'after');
    office.slack.faults.next('conversations.history', { is: 'http', status: 500 });
    office.slack.faults.next('conversations.history', { is: 'rate-limited', retryAfter: 90 });

    await office.comesToRest();

    expect(office.posted()).toEqual(ONE);
    expect(await office.message(id)).toMatchObject({ state: 'sent', reconcileTries: 2 });
  });

  test('a history that cannot be read for a day leaves the message to a person', async () => {
    const office = await postOffice(db());
    const id = await unanswered(office, 'after');
    office.slack.faults.next('conversations.history', { is: 'http', status: 500 }, 1_000);

    for (let turn = 0; turn < 160; turn += 1) {
      office.passes(601);
      await office.works();
    }

    expect(await office.message(id)).toMatchObject({ state: 'unconfirmed', lastError: 'http_500' });
  });

  test('two processes never look up the same message at once', async () => {
    const office = await postOffice(db());
    await unanswered(office, 'after');
    office.passes(125);
    let reads = 0;
    const { slack } = office.delivery;
    const counted = {
      ...slack,
      history: (asked: Parameters<typeof slack.history>[0]) => {
        reads += 1;
        return slack.history(asked);
      },
    };

    await Promise.all([1, 2, 3].map(() => reconcileNext(office.another({ slack: counted }))));

    expect(reads).toBe(1);
    expect(office.posted()).toEqual(ONE);
  });
});
