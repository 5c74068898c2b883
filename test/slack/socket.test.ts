import { describe, expect, type TestContext, test } from 'vitest';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

// Each waits for seconds until Slack's client connects anew, so all of them do at once, on a floor of its own.
describe.concurrent('a socket that is lost', () => {
  async function ownFloor({ onTestFinished }: TestContext): Promise<Floor> {
    const floor = await salesFloor();
    onTestFinished(() => floor.stop());
    return floor;
  }

  async function getsThrough(floor: Floor): Promise<void> {
    const ben = floor.person('ben');
    await ben.types('/deal help');
    expect(ben.sees()).toContain('Sideline holds each deal to five gateways');
  }

  const WAYS = [
    ['was cut without a word', ({ slack }: Floor) => slack.socket.drop()],
    ['fell silent with the line still open', ({ slack }: Floor) => slack.socket.silence()],
    ['was asked by Slack to come again, as it is every few hours', ({ slack }: Floor) => slack.socket.refresh()],
  ] as const;
  test.for(WAYS)('C16 is connected anew where it %s, and what follows gets through', async ([_, lose], context) => {
    const floor = await ownFloor(context);
    await getsThrough(floor);
    const again = floor.slack.socket.nextConnection();

    lose(floor);
    await again;

    await getsThrough(floor);
  });

  test('C16 what is typed while there is none fails in Slack’s own words, and is done when it is typed again', async (context) => {
    const floor = await ownFloor(context);
    const ben = floor.person('ben');
    const again = floor.slack.socket.nextConnection();
    floor.slack.socket.drop();
    while (floor.slack.socket.connected > 0) await new Promise(setImmediate);

    await ben.types('/deal help');
    expect(ben.sees()).toBe('/deal failed with the error “dispatch_failed”');
    await again;

    await getsThrough(floor);
  });
});
