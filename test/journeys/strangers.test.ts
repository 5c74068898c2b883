import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import { ids } from '../../src/views/ids.ts';
import { everyButton, stored } from '../support/every-button.ts';
import { Forger, type Form, type Press } from '../support/forger.ts';
import { keptLog } from '../support/log.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

const GONE = 'That deal is no longer there.';

describe('who is not let in', () => {
  const { log, lines } = keptLog();
  let floor: Floor;
  let forger: Forger;
  let buttons: ReadonlyMap<string, readonly Press[]>;
  let forms: ReadonlyMap<string, Form>;
  beforeAll(async () => {
    floor = await salesFloor({ way: 'http', log });
    forger = new Forger(floor);
    ({ buttons, forms } = await everyButton(floor, forger));
  });
  afterAll(() => floor.stop());
  beforeEach(() => {
    lines.length = 0;
  });

  const loggedFor = (handle: string) =>
    lines.filter((line) => line.includes(floor.slack.person(handle).id) && line.includes('refused'));

  test.each(['gus', 'sam', 'pia', 'standup'])(
    'X3 %s is refused at a command, a button, a shortcut and a form',
    async (handle) => {
      const before = await stored(floor.db);
      const [press] = buttons.get('Quarry') ?? [];
      const [form] = forms.values();
      if (press === undefined || form === undefined) throw new Error('There is nothing to press.');

      await forger.command(handle, '/deal', 'quarry');
      await forger.command(handle, '/coach', 'setup');
      await forger.press(handle, press);
      await forger.shortcut(handle, ids.newDealShortcut);
      const answer = await forger.submit(handle, form);
      await forger.submit(handle, {
        callbackId: ids.dealForm,
        metadata: '',
        values: { company: { company: { value: 'X' } } },
      });

      expect(loggedFor(handle)).toHaveLength(6);
      expect(answer).not.toContain('Quarry');
      expect(await stored(floor.db)).toBe(before);
    },
  );

  test('X3 whoever is refused is told why', async () => {
    expect((await forger.command('gus', '/deal', '')).join()).toContain(
      'Sideline is for full members of this workspace.',
    );
    expect((await forger.command('sam', '/deal', '')).join()).toContain('Sideline is for people of this company.');
    expect((await forger.press('gus', { actionId: ids.newDeal, value: 'x' })).join()).toContain('full members');
  });

  test('X6 a payload of another workspace is refused, whoever signed it', async () => {
    const before = await stored(floor.db);
    const [press] = buttons.get('Quarry') ?? [];
    const [form] = forms.values();
    if (press === undefined || form === undefined) throw new Error('There is nothing to press.');

    const told = await forger.command('ben', '/deal', 'quarry', 'T0ELSEWHERE');
    await forger.press('ben', press, { team: 'T0ELSEWHERE' });
    const answer = await forger.submit('ben', form, 'T0ELSEWHERE');

    expect(told.join()).toContain('Sideline is set up for another workspace');
    expect(answer).toContain('Sideline is set up for another workspace');
    expect(loggedFor('ben')).toHaveLength(3);
    expect(await stored(floor.db)).toBe(before);
  });

  test('X6 a deal of another workspace is no longer there, for an admin too', async () => {
    const foreign = await aForeignDeal(floor);
    const before = await stored(floor.db);
    const value = (seen: number) => JSON.stringify({ v: 1, deal: foreign, seen });

    for (const { actionId } of new Map([...buttons.values()].flat().map((press) => [press.actionId, press])).values())
      expect((await forger.press('ada', { actionId, value: value(1) })).join(), actionId).toContain(GONE);
    for (const [name, form] of forms) {
      const metadata = form.metadata.replace(/"deal":"[^"]*"/, `"deal":"${foreign}"`);
      const told = await forger.submit('ada', { ...form, metadata });
      if (!told.includes('"errors"')) expect(told, name).toContain(GONE);
    }

    expect((await forger.command('ada', '/deal', 'Foreign')).join()).toContain('No deal matches “Foreign”');
    expect(await stored(floor.db)).toBe(before);
  });
});

/** In the same database, with an owner and a team of its own. */
async function aForeignDeal({ db }: Floor): Promise<string> {
  const workspace = 'T0OTHER' as typeof table.workspace.$inferSelect.id;
  const id = randomUUID();
  await db.execute(sql`
    insert into workspace (id, currency, decimal, fiscal_year_start, zone, capacity, discount_limit)
    values (${workspace}, 'EUR', '.', 1, 'UTC', 20, 1000)`);
  await db.execute(sql`
    with owner as (insert into person (workspace_id, slack_user_id, name) values (${workspace}, 'U0BEN', 'Ben') returning id)
    insert into deal (id, workspace_id, version, company, company_folded, title, title_folded, owner_id, currency, standing, stage, are_gates_unseen)
    select ${id}::uuid, ${workspace}, 1, 'Foreign', 'foreign', '', '', id, 'EUR', 'live', 'qualify', false from owner`);
  return id;
}

test('X2 where Slack does not say who somebody is and nobody is admin, nothing is set up', async () => {
  const floor = await salesFloor({ isSetUp: false });
  const ada = floor.person('ada');
  floor.slack.faults.next('users.info', { is: 'error', error: 'missing_scope' });

  await ada.types('/coach setup');

  expect(ada.hasModal()).toBe(false);
  expect(ada.sees()).toContain('Slack did not tell who you are, so nothing was done.');
  expect(ada.sees()).toContain('users:read');
  expect(await floor.db.select().from(table.workspace)).toEqual([]);
  await floor.stop();
});
