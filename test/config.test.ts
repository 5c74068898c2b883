import { describe, expect, test } from 'vitest';
import { problemsText, readConfig, readLocalConfig } from '../src/config.ts';

// Put together here, so that no tool takes them for a leak.
const botToken = ['xoxb', '1234567890', 'AbCdEfGhIjKl'].join('-');
const appToken = ['xapp', '1', 'A0123', '456', 'fedcba'].join('-');
const signingSecret = '0123456789abcdef0123456789abcdef';
const overHttp = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret };
const overSocket = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken };

const wrongWith = (environment: { [name: string]: string | undefined }) => {
  const read = readConfig(environment);
  return read.is === 'wrong' ? read.problems : [];
};

describe('settings', () => {
  test('have defaults for all that is not Slack’s', () => {
    expect(readConfig(overSocket)).toEqual({
      is: 'read',
      config: {
        slack: { botToken, apiUrl: 'https://slack.com/api/', receiving: { by: 'socket', appToken } },
        database: { is: 'embedded', folder: './data' },
        port: 3000,
        logLevel: 'info',
      },
    });
  });

  test('choose Socket Mode when an app-level token is set, and HTTP otherwise', () => {
    const receiving = (environment: { [name: string]: string }) => {
      const read = readConfig(environment);
      return read.is === 'read' ? read.config.slack.receiving : read.problems;
    };

    expect(receiving({ ...overHttp, ...overSocket })).toEqual({ by: 'socket', appToken });
    expect(receiving(overHttp)).toEqual({ by: 'http', signingSecret });
  });

  test('that are empty or blank count as not set, and spaces around them do not count', () => {
    const read = readConfig({ ...overHttp, SLACK_APP_TOKEN: ' ', DATABASE_URL: '', PORT: ' 8080\n', LOG_LEVEL: '' });

    expect(read).toMatchObject({
      is: 'read',
      config: {
        port: 8080,
        logLevel: 'info',
        database: { is: 'embedded' },
        slack: { receiving: { by: 'http', signingSecret } },
      },
    });
  });

  test('may spell a word by chance', () => {
    const botTokenWithWords = botToken.replace('AbCdEf', 'hereYourxxxx');

    expect(readConfig({ ...overHttp, SLACK_BOT_TOKEN: botTokenWithWords })).toMatchObject({ is: 'read' });
  });

  test('of the database are all that a command without Slack needs', () => {
    const url = 'postgresql://sideline:secret@db.internal:5432/sideline?sslmode=require';

    expect(readLocalConfig({ DATABASE_URL: url, SIDELINE_DATA: '/srv/data', LOG_LEVEL: 'debug' })).toEqual({
      is: 'read',
      config: { database: { is: 'postgres', url }, port: 3000, logLevel: 'debug' },
    });
    expect(readLocalConfig({ SIDELINE_DATA: '/srv/data' })).toMatchObject({
      config: { database: { is: 'embedded', folder: '/srv/data' } },
    });
  });

  test.each([
    ['https://slack.example.com/api', 'https://slack.example.com/api/'],
    ['http://localhost:4000/api/', 'http://localhost:4000/api/'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/'],
    ['http://[::1]:4000/api', 'http://[::1]:4000/api/'],
  ])('take %s for Slack’s address', (given, apiUrl) => {
    expect(readConfig({ ...overHttp, SLACK_API_URL: given })).toMatchObject({
      is: 'read',
      config: { slack: { apiUrl } },
    });
  });
});

describe('a setting that is wrong', () => {
  test.each([
    ['SLACK_BOT_TOKEN', 'xoxb-your-token', 'placeholder'],
    ['SLACK_BOT_TOKEN', 'xoxb-...', 'placeholder'],
    ['SLACK_BOT_TOKEN', '<bot token>', 'placeholder'],
    ['SLACK_BOT_TOKEN', 'xoxb-xxxxxxxxxxxx', 'placeholder'],
    ['SLACK_BOT_TOKEN', 'xoxb-123-paste_here', 'placeholder'],
    ['SLACK_BOT_TOKEN', appToken, 'is not a bot’s token'],
    ['SLACK_BOT_TOKEN', botToken.replace('xoxb', 'xoxp'), 'begins with "xoxb-"'],
    ['SLACK_BOT_TOKEN', 'xoxb-1', 'cut short'],
    ['SLACK_BOT_TOKEN', `${botToken} ${botToken}`, 'a character in it'],
    ['SLACK_APP_TOKEN', botToken, 'begins with "xapp-"'],
    ['SLACK_APP_TOKEN', 'xapp-your-app-token', 'placeholder'],
    ['SLACK_SIGNING_SECRET', 'secret', 'too short'],
    ['SLACK_SIGNING_SECRET', 'your-signing-secret', 'placeholder'],
    ['SLACK_SIGNING_SECRET', 'changeme-changeme-changeme', 'placeholder'],
    ['SLACK_API_URL', 'http://slack.example.com/api/', 'must be an https address'],
    ['SLACK_API_URL', 'ftp://localhost/', 'must be an https address'],
    ['SLACK_API_URL', 'http://localhost.example.com/', 'must be an https address'],
    ['SLACK_API_URL', 'https://user:word@slack.com/api/', 'must be an https address'],
    ['SLACK_API_URL', 'slack', 'must be an https address'],
    ['DATABASE_URL', 'mysql://db/sideline', 'must be like postgres://'],
    ['DATABASE_URL', 'sideline', 'must be like postgres://'],
    ['DATABASE_URL', 'postgres://sideline:100%@db/x', '% in a password is written %25'],
    ['DATABASE_URL', 'postgres://<user>:<password>@db/x', 'must be like postgres://'],
    ['PORT', '70000', 'a number from 0 to 65535'],
    ['PORT', 'http', 'a number from 0 to 65535'],
    ['PORT', '-1', 'a number from 0 to 65535'],
    ['LOG_LEVEL', 'loud', 'one of debug, info, warn, error'],
  ])('is refused by its name: %s %j', (setting, value, said) => {
    const problems = wrongWith({ ...overHttp, [setting]: value });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ setting, wrong: expect.stringContaining(said.replace('’', "'")) });
  });

  test('is never echoed', () => {
    const values = {
      SLACK_BOT_TOKEN: 'xoxp-HUSH-1',
      SLACK_APP_TOKEN: 'HUSH-2',
      SLACK_SIGNING_SECRET: 'HUSH-3',
      SLACK_API_URL: 'http://HUSH-4.example.com',
      DATABASE_URL: 'mysql://user:HUSH-5@db/x',
      PORT: 'HUSH-6',
    };

    const problems = wrongWith(values);

    expect(problems.map(({ setting }) => setting)).toEqual(Object.keys(values));
    expect(problemsText(problems)).not.toContain('HUSH');
  });
});

describe('a start without tokens', () => {
  test('is told each missing setting, where in Slack it is, and of the demo', () => {
    const text = problemsText(wrongWith({}));

    expect(text).toBe(`Sideline cannot start:
  SLACK_BOT_TOKEN is not set.
    Find it at api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token
  SLACK_APP_TOKEN is not set (for Socket Mode, which needs no public address).
    Find it at api.slack.com/apps → your app → Basic Information → App-Level Tokens → Generate, with the scope connections:write
  SLACK_SIGNING_SECRET is not set (for HTTP, instead of SLACK_APP_TOKEN).
    Find it at api.slack.com/apps → your app → Basic Information → App Credentials → Signing Secret

To try it without Slack and without settings: npm run demo`);
  });

  test('is told only of what is missing', () => {
    expect(wrongWith({ SLACK_APP_TOKEN: appToken }).map(({ setting }) => setting)).toEqual(['SLACK_BOT_TOKEN']);
    expect(wrongWith({ SLACK_BOT_TOKEN: botToken }).map(({ setting }) => setting)).toEqual([
      'SLACK_APP_TOKEN',
      'SLACK_SIGNING_SECRET',
    ]);
  });
});
