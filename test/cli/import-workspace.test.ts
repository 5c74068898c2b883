import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { type Arguments, readArguments } from '../../src/cli/import-arguments.ts';
import { chosenWorkspace, workspaceOfToken } from '../../src/cli/import-workspace.ts';
import type { Environment } from '../../src/config.ts';
import type { WorkspaceId } from '../../src/domain/brand.ts';
import { someSettings } from '../support/builders.ts';
import { aDesk } from '../support/desk.ts';
import { anExport } from '../support/export.ts';

const LINES = ['1,Acme,Seats,Rita,Won,2025-10-20,2026-02-01,1054', '2,,Seats,Rita,Engaging,2025-10-20,,'];

const { folder, file, runs } = aDesk();

describe('the workspace of an import', () => {
  const deals = () => file('whose.csv', anExport(...LINES));
  const fresh = (name: string) => ({ SIDELINE_DATA: folder(name) });

  /** Slack, as far as it tells whose a token is. */
  async function slackSaying(answer: object): Promise<{ environment: Environment; close: () => void }> {
    const server = createServer((request, response) => {
      const isAsked = request.url === '/api/auth.test' && request.headers.authorization === 'Bearer xoxb-1-2-abcdef';
      response.end(JSON.stringify(isAsked ? answer : { ok: false, error: 'invalid_auth' }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const environment = { SLACK_BOT_TOKEN: 'xoxb-1-2-abcdef', SLACK_API_URL: `http://127.0.0.1:${port}/api/` };
    return { environment, close: () => server.close() };
  }

  test('is the one of the token that Sideline starts with', async () => {
    const slack = await slackSaying({ ok: true, team_id: 'T0SLACK' });

    const said = await runs([await deals(), '--dry-run'], { ...slack.environment, ...fresh('token') });
    slack.close();

    expect(said.out).toContain('Would go into workspace T0SLACK (of SLACK_BOT_TOKEN)');
    expect(said.out).toContain('It counts in EUR and by the calendar of Europe/Berlin');
  });

  test('is the first that connects, where neither token nor database says; a token that does not tell is said', async () => {
    const slack = await slackSaying({ ok: false, error: 'account_inactive' });

    const unset = await runs([await deals(), '--dry-run'], fresh('unset'));
    const inactive = await runs([await deals(), '--dry-run'], { ...slack.environment, ...fresh('inactive') });
    slack.close();

    expect(unset.code).toBe(0);
    expect(unset.out).toContain('UNCLAIMED (the first that connects to this database)');
    expect(inactive.code).toBe(2);
    expect(inactive.err).toContain('SLACK_BOT_TOKEN does not tell, as Slack says account_inactive');
    expect(inactive.err).toContain('app.slack.com/client/T…');
  });

  const known = (...ids: readonly string[]) =>
    ids.map((id) => ({ id: id as WorkspaceId, settings: someSettings({ currency: 'EUR' }) }));
  const told = (...argv: readonly string[]): Arguments => {
    const read = readArguments(['deals.csv', ...argv]);
    if (read.is !== 'read') throw new Error('It was called wrongly.');
    return read.told;
  };

  test('is the only one that there is; of several it has to be told, with their ids', async () => {
    const sources = { ask: null, zone: 'UTC' };

    const only = await chosenWorkspace(told(), { ...sources, known: known('T0ONLY') });
    const several = await chosenWorkspace(told(), { ...sources, known: known('T0ONLY', 'T0TWO') });

    expect(only).toMatchObject({ is: 'chosen', id: 'T0ONLY', isNew: false });
    expect(several).toMatchObject({ is: 'wrong', why: expect.stringContaining('the database has T0ONLY, T0TWO.') });
  });

  test('is the only one, too, where Slack cannot be asked', async () => {
    const ask = () => workspaceOfToken({ botToken: 'xoxb-1-2-abcdef', apiUrl: 'http://127.0.0.1:9/api/' });

    expect(await chosenWorkspace(told(), { ask, zone: 'UTC', known: known('T0ONLY') })).toMatchObject({ id: 'T0ONLY' });
  });

  test.each([
    [['--currency', 'USD'], 'counts in EUR'],
    [['--zone', 'America/New_York'], 'is in Europe/Berlin'],
  ])('keeps the currency and zone that it has: %j', async (argv, why) => {
    const chosen = await chosenWorkspace(told(...argv), { ask: null, zone: 'UTC', known: known('T0KEEP') });

    expect(chosen).toMatchObject({ is: 'wrong', why: expect.stringContaining(why) });
  });
});
