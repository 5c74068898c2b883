import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outboxMessage } from '../../src/db/delivery-schema.ts';
import { digestSchedule } from '../../src/db/schedule-schema.ts';
import * as table from '../../src/db/schema.ts';
import { textAt } from '../../src/playground/json.ts';
import { digestCarried } from '../../src/views/digest-metadata.ts';
import { ids } from '../../src/views/ids.ts';
import { Forger, type Form } from '../support/forger.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

/** They are no buttons. */
const INPUTS: readonly string[] = [
  ids.digestForm,
  ids.digestButtons,
  ids.digestTurns,
  ids.digestSections,
  ids.digestTeam,
  ids.digestChannel,
  ids.digestWeekday,
  ids.digestTime,
  ids.digestReaders,
];

describe('payloads about digests that Slack’s own client would never send', () => {
  let floor: Floor;
  let forger: Forger;
  let schedule = '';
  let change: Form;
  let add: Form;
  beforeAll(async () => {
    floor = await salesFloor({ way: 'http' });
    forger = new Forger(floor);
    for (const each of ['mori', 'ben', 'dana']) await floor.personId(each);
    const dana = floor.person('dana');
    await dana.types('/coach digest');
    await dana.clicks('Add a weekly digest');
    await dana.fills({ Channel: 'sales-west' });
    add = formOf(dana.view());
    await dana.submits();
    await dana.clicks('Change');
    change = formOf(dana.view());
    const [row] = await floor.db.select().from(digestSchedule);
    schedule = row?.id ?? '';
  });
  afterAll(() => floor.stop());

  function formOf({ body, state }: ReturnType<ReturnType<Floor['person']>['view']>): Form {
    return { callbackId: textAt(body, 'callback_id'), metadata: textAt(body, 'private_metadata'), values: state };
  }
  const everything = async () => ({
    schedules: await floor.db.select().from(digestSchedule),
    messages: await floor.db.select().from(outboxMessage),
    history: await floor.db.select().from(table.setupEvent),
    gestures: await floor.db.select().from(table.interaction),
  });
  const actions = Object.entries(ids)
    .filter(([name]) => /^(digests?|openDigests)/.test(name))
    .map(([, id]) => id)
    .filter((id) => id !== ids.digestOverview && id !== ids.digestsNext && id !== ids.digestsPrevious)
    .filter((id) => !INPUTS.includes(id) && id !== ids.digestAddWeekly && id !== ids.digestAddReview);

  test.each(actions)(
    'X1 another team’s manager and a rep press %s of it, learn nothing, and nothing is done',
    async (actionId) => {
      const before = await everything();
      const carried = { schedule, message: randomUUID() };
      for (const handle of ['mori', 'ben']) {
        const told = await forger.press(handle, { actionId, value: digestCarried({ ...carried, seen: 1 }) });
        const ofNone = await forger.press(handle, {
          actionId,
          value: digestCarried({ ...carried, schedule: randomUUID(), seen: 1 }),
        });

        expect(told.join()).not.toContain('sales-west');
        expect(told.join()).toMatch(/not yours to schedule|you are neither now/);
        expect(ofNone.join()).toContain('not yours to schedule');
      }
      expect(await everything()).toEqual(before);
    },
  );

  test('X1 a rep who asks for the list, or for a form, of a team gets neither', async () => {
    for (const actionId of [ids.digestsNext, ids.digestAddWeekly, ids.digestAddReview]) {
      const value = digestCarried({ team: floor.teamId('West'), kind: 'weekly', page: 0 });
      const told = await forger.press('ben', { actionId, value });

      expect(told.join()).toContain('not yours to schedule');
    }
    expect(
      (await forger.press('ben', { actionId: ids.digestOverview, value: digestCarried({}) })).join(),
    ).not.toContain('sales-west');
  });

  test('X1 forms sent by somebody else change nothing', async () => {
    const before = await everything();
    for (const handle of ['mori', 'ben']) {
      for (const form of [change, add]) {
        expect(await forger.submit(handle, form)).toContain('you are neither now');
      }
    }
    expect(await everything()).toEqual(before);
  });

  test('X1 a manager does not add one for all teams, or for a team that there is not', async () => {
    const before = await everything();
    const forTeam = (value: string): Form => ({
      ...add,
      values: { ...add.values, [ids.digestTeam]: { [ids.digestTeam]: { selected_option: { value } } } },
    });

    expect(await forger.submit('dana', forTeam('all'))).toContain('you are neither now');
    expect(await forger.submit('dana', forTeam(randomUUID()))).toContain('not yours to schedule');
    expect(await forger.submit('dana', forTeam('x'))).toContain('Choose a team');
    expect(await everything()).toEqual(before);
  });

  test('values of no version of Sideline’s are told from it', async () => {
    for (const value of ['', 'x', '{"v":2}', '{"v":1,"schedule":"1"}', `{"v":1,"schedule":"${schedule}","by":"ada"}`]) {
      expect((await forger.press('dana', { actionId: ids.digestPause, value })).join()).toContain('an earlier version');
    }
  });
});
