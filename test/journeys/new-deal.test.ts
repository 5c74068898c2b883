import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

describe('opening a deal', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  test('a rep without deals is told how one starts, and opens one from there', async () => {
    const ben = floor.person('ben');

    await ben.types('/deal');
    expect(ben.sees()).toContain('No live deals. A deal starts with a company and a first call.');
    await ben.clicks('New deal');
    await ben.fills({ Company: 'Caldera', 'Amount (EUR)': '45k' });
    await ben.submits();

    expect(ben.modal()).toContain('Caldera is open, in Qualify · 1 of 20 places.');
    expect(ben.modal()).toContain('Timing: not asked yet');
    expect(await floor.deal('Caldera')).toMatchObject({ amount: 4_500_000, stage: 'qualify', standing: 'live' });
    await ben.types('/deal cald');
    expect(ben.sees()).toContain('Caldera');
    expect(ben.sees()).toContain('€45,000');
  });
});
