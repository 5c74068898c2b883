import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aDeal } from '../support/builders.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

describe('a card from before one’s own last move', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());
  afterEach(async () => {
    while (floor.person('ben').hasModal()) await floor.person('ben').closes();
  });

  test('leads back no further than to the first stage', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company: 'Quay', title: '', stage: 'prove', openedAt: MONDAY }));
    await ben.types('/deal quay');
    await ben.clicks('Back');
    await ben.fills({ 'What turned out to be missing?': 'Their decision maker' });
    await ben.submits();
    await ben.closes();

    await ben.clicks('Back');

    expect(ben.hasModal()).toBe(false);
    expect(ben.sees()).toContain('Quay is in Qualify: there is no stage before it.');
  });

  test.each(['Park', 'Lost', 'Edit'])('opens no form of a closed deal: %s', async (words) => {
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company: `Harbour ${words}`, title: '', openedAt: MONDAY }));
    await ben.types(`/deal harbour ${words}`);
    await ben.clicks('Lost');
    await ben.fills({ 'To what did it go?': 'No decision' });
    await ben.submits();
    await ben.closes();

    await ben.clicks(words);

    expect(ben.hasModal()).toBe(false);
    expect(ben.sees()).toContain(`Harbour ${words} was lost on 16 Nov.`);
  });
});
