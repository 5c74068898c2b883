import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, test } from 'vitest';
import { createLog, type Fields, slackLogger } from '../src/log.ts';
import { keptLog } from './support/log.ts';

const token = ['xoxb', '1234567890', 'AbCdEfGhIjKl'].join('-');
const lineOf = (write: (log: ReturnType<typeof keptLog>['log']) => void, secrets: readonly string[] = []): string => {
  const { log, lines } = keptLog(secrets);
  write(log);
  return lines.join('');
};

describe('a line', () => {
  test('is one JSON object with its time, its level and what happened', () => {
    const line = lineOf((log) => log.warn('A gesture took long.', { workspace: 'T1', user: 'U1', ms: 1200 }));

    expect(line.endsWith('}\n')).toBe(true);
    expect(JSON.parse(line)).toEqual({
      at: '2026-11-24T09:00:00.000Z',
      level: 'warn',
      what: 'A gesture took long.',
      workspace: 'T1',
      user: 'U1',
      ms: 1200,
    });
  });

  test('is left out below the level asked for', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'warn', now: () => new Date(0), write: (line) => lines.push(line) });

    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');

    expect(lines.map((line) => JSON.parse(line).what)).toEqual(['c', 'd']);
  });

  test('carries no field that is not on the list, and none of another kind', () => {
    const body = { text: 'hello', response_url: 'https://x', deal: { company: 'Acme' }, ms: '12', code: 'no_text' };

    const line = lineOf((log) => log.info('What came in.', body as unknown as Fields));

    expect(JSON.parse(line)).toMatchObject({ code: 'no_text' });
    expect(line).not.toMatch(/hello|https|Acme|12"/);
  });
});

describe('secrets', () => {
  test.each([
    ['a bot’s token', token],
    ['a rotated token', ['xoxe.xoxb', '1', 'Mi0yLTEyMzQ1'].join('-')],
    ['a rotation’s token', ['xoxe', '1', 'Mi0yLTEyMzQ1'].join('-')],
    ['an app-level token', ['xapp', '1', 'A0', '99', 'fe'].join('-')],
    ['a response_url', 'https://hooks.slack.com/commands/T1/123/abcDEF'],
    ['a government’s response_url', 'https://hooks.slack-gov.com/actions/T1/123/abcDEF'],
    ['a named response_url', 'response_url: "http://127.0.0.1:4000/respond/abcDEF"'],
    ['a trigger', '13345224609.738474920.8088930838d88f008e0'],
    ['a named trigger', 'trigger_id=T-abcDEF'],
    ['a socket’s ticket', 'wss://wss-primary.slack.com/link/?ticket=abcDEF&app_id=1'],
  ])('of a known shape are taken out wherever they stand: %s', (_kind, secret) => {
    const line = lineOf((log) => {
      log.error(`It failed with ${secret}, twice.`, {
        reason: `because of ${secret}`,
        error: new Error(`no ${secret}`),
      });
    });

    expect(line).not.toContain(secret);
    expect(line).not.toMatch(/abcDEF|Mi0yL|8088930838/);
    expect(line).toContain('[secret]');
  });

  test('in addresses are taken out, and the host stays', () => {
    const line = lineOf((log) =>
      log.error('Away.', { error: new Error('postgres://sideline:word@db.internal/x failed') }),
    );

    expect(line).toContain('postgres://[secret]db.internal/x failed');
  });

  test('of no known shape are taken out when the log was told of them', () => {
    const line = lineOf(
      (log) => log.error('Signed with 5ec7e7.', { error: new Error('hunter22') }),
      ['5ec7e7', 'hunter22'],
    );

    expect(line).not.toMatch(/5ec7e7|hunter22/);
  });
});

describe('an error', () => {
  const facts = (error: unknown) => JSON.parse(lineOf((log) => log.error('It failed.', { error }))).error;

  test('is told by name, message, place and cause', () => {
    const error = new Error('The deal was not stored.', {
      cause: Object.assign(new TypeError('inner'), { code: 'E1' }),
    });

    expect(facts(error)).toMatchObject({
      name: 'Error',
      message: 'The deal was not stored.',
      at: expect.arrayContaining([expect.stringContaining('log.test.ts:')]),
      cause: { name: 'TypeError', message: 'inner', code: 'E1' },
    });
  });

  test('of a query is told without its parameters', () => {
    const error = new DrizzleQueryError('insert into deal values ($1)', ['Acme’s secret plan'], new Error('boom'));

    expect(facts(error).message).toContain('insert into deal values ($1)');
    expect(JSON.stringify(facts(error))).not.toContain('secret plan');
  });

  test.each([
    ['a value that Postgres refused', Object.assign(new Error('invalid input "their words"'), { code: '22P02' })],
    ['text that is no JSON', new SyntaxError('Unexpected token in "their words"')],
    [
      'an answer that is no answer',
      Object.assign(new Error('An API error occurred: their words'), { data: { error: '<html>their words' } }),
    ],
  ])('that quotes others is told without its message: %s', (_what, error) => {
    expect(JSON.stringify(facts(error))).not.toContain('their words');
  });

  test('of Slack is told by Slack’s code', () => {
    const error = Object.assign(new Error('An API error occurred: no_text'), {
      code: 'slack_webapi_platform_error',
      data: { ok: false, error: 'no_text', text: 'their words' },
    });

    expect(facts(error)).toMatchObject({ code: 'no_text' });
    expect(JSON.stringify(facts(error))).not.toContain('their words');
  });

  test('whose message imitates a stack gets nothing in by it', () => {
    const error = new SyntaxError('their words\n    at their words (file:1:1)');

    expect(JSON.stringify(facts(error))).not.toContain('their words');
  });

  test('that is none, or is its own cause, ends nothing', () => {
    const loop = new Error('loop');
    loop.cause = loop;

    expect(facts('their words')).toEqual({ name: 'string' });
    expect(facts(loop).cause.cause.name).toBe('Error');
  });
});

describe('what Slack’s packages log', () => {
  const said = (...parts: unknown[]) => lineOf((log) => slackLogger(log, 'debug').debug(...parts));
  const body = '{"token":"x","text":"their words","response_url":"http://127.0.0.1/r"}';

  test.each([
    [`Received a message on the WebSocket: ${body}`, 'Received a message on the WebSocket'],
    [`http request body: ${body}`, 'http request body'],
    ['ack() call begins (body: their words)', 'ack() call begins'],
    ['Error details: Error: their words', 'Error details'],
    [body, 'an error'],
  ])('keeps its beginning and no body: %s', (message, kept) => {
    const line = said(message);

    expect(JSON.parse(line).what).toBe(`Slack's client: ${kept}`);
    expect(line).not.toMatch(/their words|127/);
  });

  test('leaves objects out, and keeps an error’s facts', () => {
    const line = said(
      'http request failed',
      { text: 'their words' },
      Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
    );

    expect(JSON.parse(line)).toMatchObject({
      what: "Slack's client: http request failed",
      error: { code: 'ECONNRESET' },
    });
    expect(line).not.toContain('their words');
  });

  test('remembers the level it was given', () => {
    const logger = slackLogger<string>(keptLog().log, 'info');

    logger.setLevel('error');
    logger.setName('socket-mode');

    expect(logger.getLevel()).toBe('error');
  });
});
