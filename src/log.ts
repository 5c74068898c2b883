export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

/**
 * All that a line may carry besides its sentence: names of things, never what people wrote. A field that is not here
 * is not written, whatever a caller hands over, so a body or a token has no way in.
 */
const FIELDS = {
  workspace: 'string',
  user: 'string',
  deal: 'string',
  schedule: 'string',
  gesture: 'string',
  view: 'string',
  /** What the person was told, to find the line by. */
  reference: 'string',
  /** A message's id in the outbox. */
  delivery: 'string',
  /** A machine's word for what went wrong: Slack's, Postgres', Node's. */
  code: 'string',
  method: 'string',
  path: 'string',
  host: 'string',
  folder: 'string',
  database: 'string',
  version: 'string',
  signal: 'string',
  from: 'string',
  reason: 'string',
  pid: 'number',
  port: 'number',
  ms: 'number',
  count: 'number',
  attempt: 'number',
  status: 'number',
} as const;

type Kinds = { readonly string: string; readonly number: number };
export type Fields = { readonly [F in keyof typeof FIELDS]?: Kinds[(typeof FIELDS)[F]] | undefined } & {
  /** Only its kind, code, place and a cleaned message are written: never its parameters, bodies or details. */
  readonly error?: unknown;
};
export type Log = { readonly [L in Level]: (what: string, fields?: Fields) => void };

/** `secrets`: values that have no shape to know them by, such as a signing secret or a database's password. */
export type LogPorts = {
  readonly level: Level;
  readonly now: () => Date;
  readonly secrets?: readonly string[];
  /** Gets one JSON line with its end. */
  readonly write?: (line: string) => void;
};

/** One JSON object a line, on stderr where nothing else is said: stdout belongs to what commands answer. */
export function createLog({ level, now, secrets = [], write = toStderr }: LogPorts): Log {
  const clean = scrubber(secrets);
  const logAt =
    (at: Level) =>
    (what: string, fields: Fields = {}) => {
      if (LEVELS.indexOf(at) < LEVELS.indexOf(level)) return;
      const { error } = fields;
      const line = {
        at: now().toISOString(),
        level: at,
        what: clean(what),
        ...allowed(fields, clean),
        ...(error === undefined ? {} : { error: errorFacts(error, clean) }),
      };
      write(`${JSON.stringify(line)}\n`);
    };
  return { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') };
}

function toStderr(line: string): void {
  process.stderr.write(line);
}

function allowed(fields: Fields, clean: (text: string) => string): { [name: string]: string | number } {
  const kept: { [name: string]: string | number } = {};
  for (const [name, kind] of Object.entries(FIELDS)) {
    const value: unknown = Reflect.get(fields, name);
    if (kind === 'number' && typeof value === 'number') kept[name] = value;
    if (kind === 'string' && typeof value === 'string') kept[name] = clean(value);
  }
  return kept;
}

/** A second line of defence, as nothing that matches should get this far. */
const SECRET_SHAPES = [
  /\b(?:xoxe\.)?xox[a-z][.-][\w.-]*/gi,
  /\bxapp-[\w-]*/gi,
  /\bhttps?:\/\/hooks\.slack(?:-gov)?\.com\S*/gi,
  /\b(?:response_url|trigger_id|token)\b["']?\s*[:=]\s*["']?[^\s"',&}]+/gi,
  /(?<=\b(?:postgres|postgresql|https?|wss?):\/\/)[^\s/@]+@/gi,
  /\bwss?:\/\/\S+/gi,
  /\b\d{6,}\.\d{6,}\.[0-9a-f]{16,}\b/gi,
];
const LONGEST = 300;

function scrubber(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= 4);
  return (text) => {
    let cleaned = text;
    for (const secret of known) cleaned = cleaned.replaceAll(secret, '[secret]');
    for (const shape of SECRET_SHAPES) cleaned = cleaned.replace(shape, '[secret]');
    return cleaned.length > LONGEST ? `${cleaned.slice(0, LONGEST)}…` : cleaned;
  };
}

type ErrorFacts = { name: string; code?: string; message?: string; at?: readonly string[]; cause?: ErrorFacts };
const MOST_FRAMES = 8;
const MOST_CAUSES = 4;

function errorFacts(error: unknown, clean: (text: string) => string, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = codeOf(error);
  const message = messageOf(error);
  const frames = framesOf(error).map(clean);
  const { cause } = error;
  return {
    name: clean(error.name),
    ...(code === null ? {} : { code }),
    ...(message === '' ? {} : { message: clean(message) }),
    ...(frames.length === 0 ? {} : { at: frames }),
    ...(cause === undefined || depth === MOST_CAUSES ? {} : { cause: errorFacts(cause, clean, depth + 1) }),
  };
}

/** Slack's is in `data.error`, where the whole body of a broken answer may stand as well. */
function codeOf(error: Error): string | null {
  const answer: unknown = Reflect.get(error, 'data');
  const slacks: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'error') : undefined;
  const code = slacks ?? Reflect.get(error, 'code');
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : null;
}

/** Messages in which others' words stand are left out: a query's parameters, a value Postgres refused, a body. */
function messageOf(error: Error): string {
  if (Reflect.get(error, 'data') !== undefined || error instanceof SyntaxError) return '';
  const code = codeOf(error);
  const isRefusedValue = code !== null && /^22\w{3}$/.test(code);
  if (isRefusedValue) return '';
  return error.message.split(/\n?params:/)[0] ?? '';
}

/** The stack begins with the message, of which nothing may get in this way. */
function framesOf({ stack, message }: Error): readonly string[] {
  if (stack === undefined) return [];
  const after = stack.slice(stack.indexOf(message) + message.length);
  return after
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim().slice('at '.length));
}

/** The shape of the logger that Slack's packages ask for; `L` is their own type of a level. */
export type SlackLogger<L extends string> = { readonly [K in Level]: (...parts: unknown[]) => void } & {
  readonly setLevel: (level: L) => void;
  readonly getLevel: () => L;
  readonly setName: (name: string) => void;
};

/**
 * Slack's packages put whole requests and answers into their messages. What is kept is a message's beginning, up to
 * where a body could stand; objects are left out. Which levels are written is this log's own affair.
 */
export function slackLogger<L extends string>(log: Log, level: L): SlackLogger<L> {
  let asked = level;
  const pass =
    (at: Level) =>
    (...parts: unknown[]) => {
      const error = parts.find((part) => part instanceof Error);
      const words = parts.filter((part) => typeof part === 'string').map((part) => beginning(part, at));
      log[at](`Slack's client: ${words.join(' ') || 'an error'}`, error === undefined ? {} : { error });
    };
  return {
    debug: pass('debug'),
    info: pass('info'),
    warn: pass('warn'),
    error: pass('error'),
    setLevel: (wanted) => {
      asked = wanted;
    },
    getLevel: () => asked,
    setName: () => {},
  };
}

function beginning(message: string, at: Level): string {
  const end = at === 'debug' ? /\s*(?:\(body|[{[<\n]|: )/ : /\s*(?:\(body|[{[<\n])/;
  return message.split(end)[0] ?? '';
}
