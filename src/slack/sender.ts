import { webApi } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { Called, Failure, HistoryPage, SlackPort } from '../digests/slack-port.ts';
import { type Log, slackLogger } from '../log.ts';
import { seenChannel } from './channel.ts';
import { errorCode } from './error-code.ts';

type WebClient = InstanceType<typeof webApi.WebClient>;

/** What makes a message findable again: an opaque id, as anybody in the workspace can read it. */
const EVENT_TYPE = 'coach_delivery';
const PAGE = 100;

/**
 * Slack for messages that go out exactly once: a client of its own, that never tries again by itself, as its retries are what makes
 * two messages of one; and whose waiting never holds up an answer to somebody's gesture.
 */
export function createSender({
  botToken,
  apiUrl,
  timeout,
  log,
}: {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly timeout: number;
  readonly log: Log;
}): SlackPort {
  const client = new webApi.WebClient(botToken, {
    slackApiUrl: apiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: withRetryAfter,
    logger: slackLogger(log, webApi.LogLevel.WARN),
  });
  const self = ownBot(client);
  return {
    post: ({ channel, thread, delivery, text, blocks }) =>
      called(async () => {
        const answer = await client.chat.postMessage({
          ...{ channel, text, unfurl_links: false, unfurl_media: false },
          ...(blocks.length === 0 ? {} : { blocks: blocks as KnownBlock[] }),
          ...(thread === null ? {} : { thread_ts: thread }),
          metadata: { event_type: EVENT_TYPE, event_payload: { d: delivery } },
        });
        return { channel: told(answer.channel), ts: told(answer.ts) };
      }),
    history: ({ channel, thread, oldest, cursor }) =>
      called(async () => {
        const asked = {
          ...{ channel, oldest: (oldest.getTime() / 1000).toFixed(6), limit: PAGE, include_all_metadata: true },
          ...(cursor === null ? {} : { cursor }),
        };
        const bot = await self();
        const answer =
          thread === null
            ? await client.conversations.history(asked)
            : await client.conversations.replies({ ...asked, ts: thread });
        return page(answer, bot);
      }),
    openDirect: (user) =>
      called(async () => ({ channel: told((await client.conversations.open({ users: user })).channel?.id) })),
    channel: (id) => called(async () => seenChannel(told((await client.conversations.info({ channel: id })).channel))),
    remove: ({ channel, ts }) =>
      called(async () => {
        await client.chat.delete({ channel, ts });
        return {};
      }),
  };
}

/** Asked once: others may write a delivery's id into their own messages, and only our own are proof. */
function ownBot(client: WebClient): () => Promise<string> {
  let known: string | null = null;
  return async () => {
    known ??= told((await client.auth.test()).bot_id);
    return known;
  };
}

type History = {
  readonly messages?: readonly {
    readonly ts?: string;
    readonly bot_id?: string;
    readonly metadata?: { readonly event_type?: string; readonly event_payload?: object };
  }[];
  readonly response_metadata?: { readonly next_cursor?: string };
};

function page({ messages, response_metadata: more }: History, bot: string): HistoryPage {
  const ours = told(messages).flatMap(({ ts, bot_id: by, metadata }) => {
    const delivery: unknown = Reflect.get(metadata?.event_payload ?? {}, 'd');
    const isProof = by === bot && metadata?.event_type === EVENT_TYPE && typeof delivery === 'string';
    return isProof && ts !== undefined ? [{ ts, delivery }] : [];
  });
  return { messages: ours, next: more?.next_cursor || null };
}

/** What an answer has to have: one without it says nothing about what was done. */
function told<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('An answer of Slack’s lacks what was asked for.');
  return value;
}

async function called<T>(call: () => Promise<T>): Promise<Called<T>> {
  try {
    return { is: 'ok', value: await call() };
  } catch (error) {
    return { is: 'failed', failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError) return { is: 'rate-limited', retryAfter: error.retryAfter };
  if (error instanceof webApi.WebAPIHTTPError) return { is: 'http', status: error.statusCode };
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = errorCode(error);
    return { is: 'refused', code: code === '' || code === 'unreadable' ? null : code };
  }
  return { is: 'no-answer', codes: [...codesIn(error)] };
}

/** However deep Node and its HTTP client have wrapped them, and one for each address that was tried. */
function codesIn(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > DEEPEST) return [];
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.flatMap((each: unknown) => codesIn(each, depth + 1));
  const within = codesIn(error.cause, depth + 1);
  if (within.length > 0) return within;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' && /^[A-Z0-9_]{1,64}$/.test(code) ? [code] : [];
}

const DEEPEST = 5;

/** Slack's client takes a 429 that does not say for how long for an error of its own, which could not be told from others. */
async function withRetryAfter(...asked: Parameters<typeof fetch>): Promise<Response> {
  const answer = await fetch(...asked);
  if (answer.status !== 429 || /^\d{1,5}$/.test(answer.headers.get('retry-after') ?? '')) return answer;
  await answer.body?.cancel();
  return new Response(null, { status: 429, headers: { 'retry-after': UNSAID_S } });
}

const UNSAID_S = '60';
