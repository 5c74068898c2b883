import { effectOf, type Fault } from './faults.ts';
import { isObj, type Obj, objsAt, textAt } from './json.ts';
import type { Workspace } from './workspace.ts';

/** A call of the app's about messages, and what it was answered. */
export type Call = {
  readonly id: number;
  readonly at: Date;
  readonly method: string;
  readonly channel: string;
  readonly isReply: boolean;
  readonly text: string;
  /** What the app knows a message by; null where it gave none. */
  readonly metadata: string | null;
  readonly effect: 'now' | 'later' | 'never';
  readonly answer: string;
  /** Anything else than that all is well. */
  readonly hasFailed: boolean;
};

const WATCHED = ['chat.postMessage', 'conversations.history', 'conversations.replies'];
/** Those of a Monday with all its digests, and what went before. */
const MOST_KEPT = 60;
/** With failed ones that are older than those: what went wrong is looked for after all has gone well again. */
const MOST_WITH_FAILED = 100;

/** The last calls that post messages or look for them, and failed ones for longer, the newest first. */
export class Calls {
  readonly #workspace: Workspace;
  last: readonly Call[] = [];

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** `effect` is what the method itself answers, if it was called at all. */
  note(method: string, args: Obj, fault: Fault | undefined, effect: Obj): void {
    if (!WATCHED.includes(method)) return;
    const answer = fault === undefined ? toldBy(effect) : toldInstead(fault);
    const isRefused = effectOf(fault) === 'now' && effect.ok !== true;
    const call: Call = {
      id: this.#workspace.next(),
      at: this.#workspace.clock.now(),
      method,
      channel: textAt(args, 'channel'),
      isReply: textAt(args, 'thread_ts') !== '' || method === 'conversations.replies',
      text: textAt(args, 'text'),
      metadata: isObj(args.metadata) ? JSON.stringify(args.metadata) : null,
      effect: isRefused ? 'never' : effectOf(fault),
      answer,
      hasFailed: !answer.startsWith('ok'),
    };
    const all = [call, ...this.last];
    const older = all.slice(MOST_KEPT).filter(({ hasFailed }) => hasFailed);
    this.last = [...all.slice(0, MOST_KEPT), ...older].slice(0, MOST_WITH_FAILED);
    this.#workspace.changed();
  }
}

function toldBy(effect: Obj): string {
  if (effect.ok !== true) return textAt(effect, 'error');
  const found = objsAt(effect, 'messages').length;
  return 'messages' in effect ? `ok, ${found === 1 ? '1 message' : `${found} messages`}` : 'ok';
}

function toldInstead(fault: Fault): string {
  switch (fault.is) {
    case 'error':
      return fault.error;
    case 'http':
      return `HTTP ${fault.status}`;
    case 'rate-limited':
      return `HTTP 429, Retry-After ${fault.retryAfter ?? 'left out'}`;
    case 'html':
      return 'a page of HTML';
    case 'reset':
      return 'connection reset';
    case 'cut':
      return 'half an answer';
    case 'late':
      return `ok, ${fault.seconds} seconds late`;
    case 'hang':
    case 'late-effect':
      return 'no answer';
  }
}
