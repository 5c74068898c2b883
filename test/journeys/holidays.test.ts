import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holiday, ramp } from '../../src/db/number-schema.ts';
import * as table from '../../src/db/schema.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

describe('the calendar and the ramps in /coach setup', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  test('a holiday is added once, is refused on a weekend or twice, and can be removed', async () => {
    const ada = floor.person('ada');
    await ada.types('/coach setup');
    await ada.clicks('Holidays');
    expect(ada.modal()).toContain('No holidays yet.');
    await ada.clicks('Add a holiday');
    await ada.fills({ Day: '2026-12-26', Name: 'Boxing Day' });
    await ada.submits();
    expect(ada.modal()).toContain('! That is on a weekend, when nobody works anyway');
    await ada.fills({ Day: '2026-12-25', Name: 'Christmas Day' });
    await ada.submits({ times: 2 });
    expect(ada.modal()).toContain('Christmas Day, 25 Dec, is a holiday.');
    await ada.clicks('Add a holiday');
    await ada.fills({ Day: '2026-12-25', Name: 'Again' });
    await ada.submits();
    expect(ada.modal()).toContain('! That day stands among the holidays already');
    await ada.fills({ Day: '2027-01-01', Name: 'New Year' });
    await ada.submits();
    expect(ada.modal()).toMatch(/\*25 Dec\* · Christmas Day[\s\S]*\*1 Jan 2027\* · New Year/);
    await ada.clicks('Remove', { near: 'Christmas Day' });

    expect(ada.modal()).toContain('Christmas Day, 25 Dec, is a working day again.');
    expect(await floor.db.select().from(holiday)).toMatchObject([{ day: '2027-01-01', name: 'New Year' }]);
    const events = await floor.db
      .select()
      .from(table.setupEvent)
      .where(eq(table.setupEvent.byId, await floor.personId('ada')));
    expect(events.map(({ what }) => what)).toEqual(['holiday-added', 'holiday-added', 'holiday-removed']);
  });

  test('a ramp is for somebody on the team, for days in their order, once at a time, and can be removed', async () => {
    const ada = floor.person('ada');
    await ada.types('/coach setup');
    await ada.clicks('Open', { near: 'East' });
    await ada.clicks('Ramps');
    expect(ada.modal()).toContain('No ramps.');
    await ada.clicks('Add a ramp');
    await ada.fills({ 'Who?': 'Dov Katz', 'Share of the quota in %': '0', From: '2026-11-01', Until: '2026-10-31' });
    await ada.submits();
    expect(ada.modal()).toContain('! Above 0, up to 100, with two decimals at most');
    expect(ada.modal()).toContain('! Not before it begins');
    await ada.fills({ 'Share of the quota in %': '62.5', Until: '2026-12-31' });
    await ada.submits({ times: 2 });
    expect(ada.modal()).toContain('Dov Katz has 62.5 % of the quota from 1 Nov to 31 Dec.');
    await ada.clicks('Add a ramp');
    await ada.fills({ 'Who?': 'Dov Katz', From: '2026-12-31', Until: '2027-02-01' });
    await ada.submits();
    expect(ada.modal()).toContain('! They have a ramp at that time already: remove it first');
    await ada.closes({ all: true });

    expect(await floor.db.select().from(ramp)).toMatchObject([
      { personId: await floor.personId('dov'), startsOn: '2026-11-01', endsOn: '2026-12-31', share: 6_250 },
    ]);
    await ada.types('/coach setup');
    await ada.clicks('Open', { near: 'East' });
    await ada.clicks('Ramps');
    await ada.clicks('Remove', { near: 'Dov Katz' });

    expect(ada.modal()).toContain('Dov Katz no longer has 62.5 % of the quota from 1 Nov to 31 Dec.');
    expect(await floor.db.select().from(ramp)).toEqual([]);
  });

  test('whoever is no longer admin removes nothing', async () => {
    const ada = floor.person('ada');
    await ada.types('/coach setup');
    await ada.clicks('Holidays');
    await floor.db
      .update(table.person)
      .set({ isAdmin: true })
      .where(eq(table.person.id, await floor.personId('dana')));
    await floor.db
      .update(table.person)
      .set({ isAdmin: false })
      .where(eq(table.person.id, await floor.personId('ada')));

    await ada.clicks('Remove', { near: 'New Year' });

    expect(ada.modal()).toContain('Sideline is set up by its admins. Ask Dana Whitlock.');
    expect(await floor.db.select().from(holiday)).toHaveLength(1);
  });
});
