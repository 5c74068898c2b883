import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

describe('a socket that is lost', () => {
  let floor: Floor;
  beforeEach(async () => {
    floor = await salesFloor();
  });
  afterEach(() => floor.stop());

  async function getsThrough(): Promise<void> {
    const ben = floor.person('ben');
    await ben.types('/deal help');
    expect(ben.sees()).toContain('Sideline holds each deal to five gateways');
  }

  const WAYS = [
    ['was cut without a word', () => floor.slack.socket.drop()],
    ['fell silent with the line still open', () => floor.slack.socket.silence()],
    ['was asked by Slack to come again, as it is every few hours', () => floor.slack.socket.refresh()],
  ] as const;
  test.each(WAYS)('C16 is connected anew where it %s, and what follows gets through', async (_, lose) => {
    await getsThrough();
    const again = floor.slack.socket.nextConnection();

    lose();
    await again;

    await getsThrough();
  });

  test('C16 what is typed while there is none fails in Slack’s own words, and is done when it is typed again', async () => {
    const ben = floor.person('ben');
    const again = floor.slack.socket.nextConnection();
    floor.slack.socket.drop();
    while (floor.slack.socket.connected > 0) await new Promise(setImmediate);

    await ben.types('/deal help');
    expect(ben.sees()).toBe('/deal failed with the error “dispatch_failed”');
    await again;

    await getsThrough();
  });
});
