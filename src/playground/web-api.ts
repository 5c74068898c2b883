import { effectOf, type Fault } from './faults.ts';
import { isObj, type Obj, parsed } from './json.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { type Method, type Methods, refused } from './methods/method.ts';
import { userMethods } from './methods/users.ts';
import { viewMethods } from './methods/views.ts';
import type { Slack } from './slack.ts';

export type Tokens = { readonly bot: string; readonly app: string };

/** What goes back over HTTP. */
export type Reply =
  | {
      readonly is: 'answered';
      readonly status: number;
      readonly headers: { readonly [name: string]: string };
      readonly body: Obj;
    }
  | {
      readonly is: 'broken';
      readonly fault: Extract<Fault, { is: 'reset' | 'cut' | 'hang' | 'html' | 'late-effect' }>;
      readonly body: Obj;
    };

const METHODS: Methods = { ...chatMethods, ...conversationMethods, ...userMethods, ...viewMethods };

/** What these have done outlives a process that is killed as soon as it has answered. */
const LASTING: readonly string[] = ['chat.postMessage', 'chat.update', 'chat.delete'];

/** Arguments that are JSON within a form. */
const NESTED = new Set(['blocks', 'view', 'metadata', 'attachments', 'files', 'users']);

type Ways = {
  readonly socketUrl: () => string | undefined;
  /** Resolves once what has happened so far cannot be forgotten. */
  readonly written: () => Promise<void>;
};

/** One Slack Web API: it checks token, scope and arguments, and plays the faults that were asked for. */
export class WebApi {
  readonly #slack: Slack;
  readonly #tokens: Tokens;
  readonly #written: () => Promise<void>;
  readonly #methods: Methods;

  constructor(slack: Slack, tokens: Tokens, { socketUrl, written }: Ways) {
    this.#slack = slack;
    this.#tokens = tokens;
    this.#written = written;
    this.#methods = {
      ...METHODS,
      'auth.test': { token: 'bot', scopes: [], run: () => whoIs(slack) },
      'api.test': { token: 'bot', scopes: [], run: (args) => ({ ok: true, args }) },
      'apps.connections.open': { token: 'app', scopes: [], run: () => connection(socketUrl()) },
    };
  }

  /** `body` is what was sent, by its content type; `token` what stood in the header. */
  async call(name: string, token: string, body: Obj): Promise<Reply> {
    const { faults } = this.#slack;
    const delay = faults.delayOf(name);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const fault = faults.take(name);
    const takesEffect = effectOf(fault);
    const effect = takesEffect === 'now' ? this.#run(name, token, body) : {};
    this.#slack.calls.note(name, withoutForm(body), fault, effect);
    if (effect.ok === true && LASTING.includes(name)) await this.#written();
    if (fault === undefined) return answered(effect);
    if (fault.is === 'late-effect') this.#later(fault.seconds, () => void this.#run(name, token, body));
    if (fault.is === 'late') await new Promise((resolve) => setTimeout(resolve, fault.seconds * 1_000).unref());
    return replyTo(fault, effect);
  }

  #later(seconds: number, effect: () => void): void {
    const { clock } = this.#slack.workspace;
    clock.at(new Date(clock.now().getTime() + seconds * 1_000), effect);
  }

  #run(name: string, header: string, body: Obj): Obj {
    const method = this.#methods[name];
    if (method === undefined) return { ...refused('unknown_method'), req_method: name };
    const wrong = this.#unauthorized(method, header === '' ? String(body.token ?? '') : header);
    return wrong ?? method.run(withoutForm(body), this.#slack);
  }

  #unauthorized({ token: needed, scopes }: Method, token: string): Obj | undefined {
    if (token === '') return refused('not_authed');
    if (token !== this.#tokens.bot && token !== this.#tokens.app) return refused('invalid_auth');
    if (token !== this.#tokens[needed]) return refused('not_allowed_token_type');
    const granted = this.#slack.manifest.oauth_config?.scopes?.bot ?? [];
    if (scopes.length === 0 || scopes.some((scope) => granted.includes(scope))) return undefined;
    return { ...refused('missing_scope'), needed: scopes[0], provided: granted.join(',') };
  }
}

function replyTo(fault: Fault, effect: Obj): Reply {
  switch (fault.is) {
    case 'late':
      return answered(effect);
    case 'error':
      return answered(refused(fault.error));
    case 'http':
      return answered(refused('internal_error'), fault.status);
    case 'rate-limited':
      return answered(refused('ratelimited'), 429, headersOf(fault));
    default:
      return { is: 'broken', fault, body: effect };
  }
}

function headersOf({ retryAfter }: Extract<Fault, { is: 'rate-limited' }>): { readonly [name: string]: string } {
  return retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
}

function answered(body: Obj, status = 200, headers: { readonly [name: string]: string } = {}): Reply {
  return { is: 'answered', status, headers, body };
}

/** A form's nested values come as JSON in strings. */
function withoutForm(body: Obj): Obj {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, unwrapped(key, value)]));
}

function unwrapped(key: string, value: unknown): unknown {
  if (!NESTED.has(key) || typeof value !== 'string') return value;
  const inner = parsed(value);
  return isObj(inner) || Array.isArray(inner) ? inner : value;
}

function whoIs({ workspace: { cast }, manifest }: Slack): Obj {
  const user = manifest.features?.bot_user?.display_name ?? 'bot';
  const ids = { team_id: cast.team.id, user_id: cast.app.botUserId, bot_id: cast.app.botId };
  const url = `https://${cast.team.domain}.slack.com/`;
  return { ok: true, url, team: cast.team.name, user, ...ids, is_enterprise_install: false };
}

function connection(url: string | undefined): Obj {
  return url === undefined ? refused('too_many_websockets') : { ok: true, url };
}
