import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, dayIn } from '../../src/domain/calendar.ts';
import { aDeal } from '../support/builders.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

describe('the edge of a day', () => {
  /** 23:59 on Monday 16 November in Los Angeles; 08:59 on Tuesday in Berlin, the workspace's zone. */
  const NIGHT = new Date('2026-11-17T07:59:00Z');
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor({ now: NIGHT });
  });
  afterAll(() => floor.stop());

  const today = dayIn('America/Los_Angeles', NIGHT);
  const open = (company: string) =>
    aDeal({ company, title: '', stage: 'negotiate', openedAt: new Date('2026-11-01T12:00:00Z') });
  const parkedUntil = async (day: string) => {
    const ben = floor.person('ben');
    await floor.has('ben', open(`Until ${day}`));
    await ben.types(`/deal until ${day}`);
    await ben.clicks('Park');
    await ben.fills({ Until: day });
    await ben.submits();
    const shown = ben.modal();
    await ben.closes({ all: true });
    return { shown, deal: await floor.deal(`Until ${day}`) };
  };

  test('I7 parked until tomorrow, where tomorrow is today already for the workspace: asked for a later day', async () => {
    const tomorrow = await parkedUntil(addDays(today, 1));
    const dayAfter = await parkedUntil(addDays(today, 2));

    expect(tomorrow.shown).toContain('! A day after today, please');
    expect(tomorrow.deal).toMatchObject({ standing: 'live' });
    expect(dayAfter.deal).toMatchObject({ standing: 'parked', parkedUntil: '2026-11-18' });
  });

  test('I7 parked until today or yesterday is asked back', async () => {
    for (const day of [today, addDays(today, -1)])
      expect((await parkedUntil(day)).deal).toMatchObject({ standing: 'live' });
  });

  test('I7 a win closes on a day that has come in the workspace’s zone, and on none that has not', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', open('Closing'));
    await ben.types('/advance closing');
    await ben.fills({ 'Closing day': addDays(today, 2) });
    await ben.submits();
    expect(ben.modal()).toContain('! A closing day cannot be in the future');
    await ben.fills({ 'Closing day': addDays(today, 1) });
    await ben.submits();

    expect(await floor.deal('Closing')).toMatchObject({ standing: 'won', closedOn: '2026-11-17' });
  });
});
