import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import { ids } from '../../src/views/ids.ts';
import { COMPANIES, everyButton, stored } from '../support/every-button.ts';
import { Forger, type Form, type Press } from '../support/forger.ts';
import { keptLog } from '../support/log.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

const GONE = 'That deal is no longer there.';
const NOT_YOURS = 'The owner, their manager or an admin can change it';

/** They only show something, which a teammate may see. */
const READ_ONLY: readonly string[] = [ids.openDeal, ids.historyPage, ids.historyOlder, ids.historyNewer];

describe('who may do what', () => {
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

  test('the cards and forms of this test are those that there are', () => {
    const pressed = new Set([...buttons.values()].flat().map(({ actionId }) => actionId));

    expect([...pressed]).toEqual(
      expect.arrayContaining([
        ids.parkDeal,
        ids.loseDeal,
        ids.qualifyDeal,
        ids.advanceDeal,
        ids.proveDeal,
        ids.bringBack,
      ]),
    );
    expect(forms.size).toBeGreaterThan(8);
  });

  test.each(COMPANIES)(
    'X1 a teammate presses every button of %s, is refused each time, and it is logged',
    async (company) => {
      const before = await stored(floor.db);
      for (const press of (buttons.get(company) ?? []).filter(({ actionId }) => !READ_ONLY.includes(actionId))) {
        lines.length = 0;

        const told = await forger.press('ana', press);

        expect(told.join(), press.actionId).toContain(NOT_YOURS);
        expect(floor.person('ana').hasModal()).toBe(false);
        expect(loggedFor('ana'), press.actionId).toHaveLength(1);
      }
      expect(await stored(floor.db)).toBe(before);
    },
  );

  test('X1 a teammate sends every form of Ben’s deals, is refused each time, and it is logged', async () => {
    const before = await stored(floor.db);
    const refused: string[] = [];
    for (const [name, form] of forms) {
      lines.length = 0;

      const told = await forger.submit('ana', form);

      if (told.includes('"errors"')) continue;
      refused.push(name);
      expect(told, name).toContain(NOT_YOURS);
      expect(loggedFor('ana'), name).toHaveLength(1);
    }
    expect(refused.length).toBeGreaterThan(8);
    expect(await stored(floor.db)).toBe(before);
  });

  test('X1 somebody of another sales team hears what they would hear of a deal that never was', async () => {
    const before = await stored(floor.db);
    for (const press of [...buttons.values()].flat()) {
      const carried = JSON.parse(press.value) as { readonly deal: string };

      const told = await forger.press('dov', press);
      const ofNone = await forger.press('dov', { ...press, value: press.value.replace(carried.deal, randomUUID()) });

      expect(told.join(), press.actionId).toContain(GONE);
      expect(told).toEqual(ofNone);
    }
    for (const [name, form] of forms) {
      const told = await forger.submit('dov', form);
      const { deal } = JSON.parse(form.metadata) as { readonly deal: string };
      const ofNone = await forger.submit('dov', { ...form, metadata: form.metadata.replace(deal, randomUUID()) });

      expect(told, name).toBe(ofNone);
      expect(COMPANIES.filter((company) => told.includes(company))).toEqual([]);
    }
    expect(await stored(floor.db)).toBe(before);
  });

  test.each(COMPANIES)('X1 somebody of another sales team does not find %s by its name', async (company) => {
    const told = [
      ...(await forger.command('dov', '/deal', company)),
      ...(await forger.command('dov', '/qualify', company)),
      ...(await forger.command('dov', '/advance', company)),
    ];

    expect(told).toHaveLength(3);
    for (const each of told) expect(each).toContain(`No deal matches “${company}”`);
  });

  test.each([ids.pickDeal, ids.pickForQualify, ids.pickForAdvance])(
    'X1 a picker’s value that is another team’s deal is not to be had (%s)',
    async (actionId) => {
      const { id } = await floor.deal('Quarry');

      const told = await forger.press('dov', { actionId, value: id }, { type: 'static_select' });

      expect(told.join()).toContain(GONE);
    },
  );

  test('X5 a manager who is none any more by the time the form is sent changes nothing', async () => {
    const dana = floor.person('dana');
    await dana.types('/deal nettle');
    await dana.clicks('Park');
    const west = floor.teamId('West');
    await floor.db
      .update(table.team)
      .set({ managerId: await floor.personId('mori') })
      .where(eq(table.team.id, west));
    const before = await stored(floor.db);

    await dana.submits();

    expect(dana.modal()).toMatch(/no longer there|The owner, their manager or an admin can change it/);
    expect(await stored(floor.db)).toBe(before);
    await dana.closes({ all: true });
    await floor.db
      .update(table.team)
      .set({ managerId: await floor.personId('dana') })
      .where(eq(table.team.id, west));
  });

  test('X5 an admin who is none any more by the time the form is sent changes nothing', async () => {
    const ada = floor.person('ada');
    await ada.types('/deal nettle');
    await ada.clicks('Park');
    const admin = await floor.personId('ada');
    await floor.db.update(table.person).set({ isAdmin: false }).where(eq(table.person.id, admin));
    const before = await stored(floor.db);

    await ada.submits();

    expect(ada.modal()).toMatch(/no longer there|The owner, their manager or an admin can change it/);
    expect(await stored(floor.db)).toBe(before);
    await ada.closes({ all: true });
    await floor.db.update(table.person).set({ isAdmin: true }).where(eq(table.person.id, admin));
  });
});
