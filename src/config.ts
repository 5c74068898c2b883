import { z } from 'zod';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type DatabaseSettings =
  | { readonly is: 'postgres'; readonly url: string }
  | { readonly is: 'embedded'; readonly folder: string };

/** What every command needs, with Slack or without. */
export type LocalConfig = { readonly database: DatabaseSettings; readonly port: number; readonly logLevel: LogLevel };

export type Receiving =
  | { readonly by: 'socket'; readonly appToken: string }
  | { readonly by: 'http'; readonly signingSecret: string };

export type Config = LocalConfig & {
  /** `apiUrl` ends in a slash, as Slack's client wants it. */
  readonly slack: { readonly botToken: string; readonly apiUrl: string; readonly receiving: Receiving };
};

/** `where` is empty for what does not come from Slack. Neither part ever holds a secret's value. */
export type Problem = { readonly setting: string; readonly wrong: string; readonly where: string };
export type ConfigRead<C> =
  | { readonly is: 'read'; readonly config: C }
  | { readonly is: 'wrong'; readonly problems: readonly Problem[] };

/** Variables by name, as in process.env; an empty one counts as not set. */
export type Environment = { readonly [name: string]: string | undefined };

const YOUR_APP = 'api.slack.com/apps → your app → ';
const WHERE: { readonly [setting: string]: string } = {
  SLACK_BOT_TOKEN: `${YOUR_APP}OAuth & Permissions → Bot User OAuth Token`,
  SLACK_APP_TOKEN: `${YOUR_APP}Basic Information → App-Level Tokens → Generate, with the scope connections:write`,
  SLACK_SIGNING_SECRET: `${YOUR_APP}Basic Information → App Credentials → Signing Secret`,
};

/** Slack says itself whether a token is good: here only what cannot be one is refused, in the words of its mistake. */
function token(prefix: string, kind: string) {
  return z
    .string()
    .refine((value) => !isPlaceholder(value), { error: 'is still the placeholder of an example', abort: true })
    .refine((value) => value.startsWith(prefix) || value.startsWith(`xoxe.${prefix}`), {
      error: `is not ${kind}, which begins with "${prefix}"`,
      abort: true,
    })
    .regex(/^[\w.-]{7,}$/, 'is cut short, or has a character in it that no token has');
}

/** By whole words only: the letters of a real one are random, and spell a short word now and then. */
function isPlaceholder(value: string): boolean {
  const word = /(^|[-_\s])(your|here|change[-_]?me|placeholder|example|replace|x{3,}|\*{3,})([-_\s]|$)/i;
  return word.test(value) || /[<>…]|\.\.\./.test(value);
}

const slackShape = z.object({
  SLACK_BOT_TOKEN: token('xoxb-', "a bot's token").optional(),
  SLACK_APP_TOKEN: token('xapp-', 'an app-level token').optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .refine((value) => !isPlaceholder(value), { error: 'is still the placeholder of an example', abort: true })
    // Slack's have 32 hexadecimal digits; whoever can guess a shorter one can write to the database.
    .regex(/^\S{8,}$/, 'is too short for a signing secret, or has a space in it')
    .optional(),
  SLACK_API_URL: z
    .string()
    .default('https://slack.com/api/')
    .refine(isSafeUrl, 'must be an https address (http only on this machine: localhost, 127.0.0.1)')
    .transform((url) => (url.endsWith('/') ? url : `${url}/`)),
});

const localShape = z.object({
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, 'must be like postgres://user:password@host:5432/database (% in a password is written %25)')
    .optional(),
  SIDELINE_DATA: z.string().default('./data'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535; 0 takes any free port')
    .default('3000')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535; 0 takes any free port'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

/** All settings of the app in a real Slack, or everything that is wrong with them at once. */
export function readConfig(environment: Environment = process.env): ConfigRead<Config> {
  const set = given(environment);
  const local = readLocalConfig(set);
  const slack = slackShape.safeParse(set);
  const problems = [
    ...missing(set),
    ...(slack.success ? [] : problemsOf(slack.error)),
    ...(local.is === 'wrong' ? local.problems : []),
  ];
  if (!slack.success || local.is === 'wrong') return { is: 'wrong', problems };
  const { SLACK_BOT_TOKEN, SLACK_API_URL } = slack.data;
  const receiving = receivingBy(slack.data);
  if (SLACK_BOT_TOKEN === undefined || receiving === null) return { is: 'wrong', problems };
  return {
    is: 'read',
    config: { ...local.config, slack: { botToken: SLACK_BOT_TOKEN, apiUrl: SLACK_API_URL, receiving } },
  };
}

/** What commands without Slack need, such as import. */
export function readLocalConfig(environment: Environment = process.env): ConfigRead<LocalConfig> {
  const read = localShape.safeParse(given(environment));
  if (!read.success) return { is: 'wrong', problems: problemsOf(read.error) };
  const { DATABASE_URL: url, SIDELINE_DATA: folder, PORT: port, LOG_LEVEL: logLevel } = read.data;
  const database: DatabaseSettings = url === undefined ? { is: 'embedded', folder } : { is: 'postgres', url };
  return { is: 'read', config: { database, port, logLevel } };
}

/** The demo has a folder of its own, whatever database is set, and shows on the terminal what goes wrong and no more. */
export function readDemoConfig({ PORT, LOG_LEVEL }: Environment = process.env): ConfigRead<LocalConfig> {
  return readLocalConfig({ PORT, LOG_LEVEL: LOG_LEVEL?.trim() || 'warn' });
}

/** For a command without Slack that asks it one thing where a token is set; null where none is, or none that could be one. */
export function readBotToken(
  environment: Environment = process.env,
): Pick<Config['slack'], 'botToken' | 'apiUrl'> | null {
  const read = slackShape.pick({ SLACK_BOT_TOKEN: true, SLACK_API_URL: true }).safeParse(given(environment));
  if (!read.success || read.data.SLACK_BOT_TOKEN === undefined) return null;
  return { botToken: read.data.SLACK_BOT_TOKEN, apiUrl: read.data.SLACK_API_URL };
}

/** What a start that cannot be says: each setting, what is wrong, where to find it, and what works without any. */
export function problemsText(problems: readonly Problem[]): string {
  const lines = problems.map(({ setting, wrong, where }) => {
    const found = where === '' ? '' : `\n    Find it at ${where}`;
    return `  ${setting} ${wrong}.${found}`;
  });
  return ['Sideline cannot start:', ...lines, '', 'To try it without Slack and without settings: npm run demo'].join(
    '\n',
  );
}

function given(environment: Environment): { [name: string]: string } {
  const named = Object.entries(environment).map(([name, value]) => [name, value?.trim() ?? ''] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== ''));
}

function missing(set: Environment): readonly Problem[] {
  const lacking: Problem[] = [];
  if (set.SLACK_BOT_TOKEN === undefined) lacking.push(problem('SLACK_BOT_TOKEN', 'is not set'));
  if (set.SLACK_APP_TOKEN === undefined && set.SLACK_SIGNING_SECRET === undefined) {
    lacking.push(problem('SLACK_APP_TOKEN', 'is not set (for Socket Mode, which needs no public address)'));
    lacking.push(problem('SLACK_SIGNING_SECRET', 'is not set (for HTTP, instead of SLACK_APP_TOKEN)'));
  }
  return lacking;
}

function receivingBy(slack: z.infer<typeof slackShape>): Receiving | null {
  if (slack.SLACK_APP_TOKEN !== undefined) return { by: 'socket', appToken: slack.SLACK_APP_TOKEN };
  if (slack.SLACK_SIGNING_SECRET !== undefined) return { by: 'http', signingSecret: slack.SLACK_SIGNING_SECRET };
  return null;
}

function problemsOf(error: z.ZodError): readonly Problem[] {
  return error.issues.map(({ path, message }) => problem(String(path[0]), message));
}

function problem(setting: string, wrong: string): Problem {
  return { setting, wrong, where: WHERE[setting] ?? '' };
}

function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false;
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text) || /[<>]/.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return ['postgres:', 'postgresql:'].includes(protocol) && isEncoded(username) && isEncoded(password);
}

/** A "%" in a password has to be written as %25. */
function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
