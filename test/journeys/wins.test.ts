import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

describe('where a team’s wins are told', () => {
  let floor: Floor;
  beforeEach(async () => {
    floor = await salesFloor();
  });
  afterEach(() => floor.stop());

  const west = async () => {
    const [team] = await floor.db.select().from(table.team).where(eq(table.team.name, 'West'));
    return team;
  };
  const opens = async () => {
    const ada = floor.person('ada');
    await ada.types('/coach setup');
    await ada.clicks('Open', { near: 'West' });
    await ada.clicks('Wins');
    return ada;
  };

  test('an admin chooses a channel, with or without the amount, and history has it', async () => {
    const ada = await opens();
    await ada.fills({ Channel: 'sales-west', 'What it says': ['The amount, besides who won which deal'] });
    await ada.submits();

    expect(ada.modal()).toContain('West: wins are told in #sales-west; wins are told with the amount.');
    expect(ada.modal()).toContain('Wins are told in its channel, with the amount');
    expect(await west()).toMatchObject({ channelId: 'C0SALESWEST', showsWonAmount: true });
    await ada.clicks('Wins');
    await ada.fills({ Channel: null, 'What it says': [] });
    await ada.submits();

    expect(ada.modal()).toContain('West: wins are told nowhere; wins are told without the amount.');
    expect(await west()).toMatchObject({ channelId: null, showsWonAmount: false });
  });

  test.each([
    ['random', 'Sideline is not in that channel. Type /invite @sideline there'],
    ['ops-private', 'Sideline is not in that channel. Type /invite @sideline there'],
    ['sales-2025', 'That channel is archived'],
    ['sales-east', 'That channel is shared with another company'],
  ])('#%s will not do, and the field says why', async (channel, why) => {
    const ada = await opens();
    await ada.fills({ Channel: channel });

    await ada.submits();

    expect(ada.modal()).toContain(`! ${why}`);
    expect(await west()).toMatchObject({ channelId: null });
  });

  test('an app that was installed before it asked for channels says what to do', async () => {
    const ada = await opens();
    await ada.fills({ Channel: 'sales-west' });
    floor.slack.faults.next('conversations.info', { is: 'error', error: 'missing_scope' });

    await ada.submits();

    expect(ada.modal()).toContain('its app has to be installed again');
  });
});
