import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Activity } from './activity.ts';
import { isObj, type Obj, parsed } from './json.ts';
import { isForUs, isFromPage, pagePost, servePage, streamScreens } from './page-server.ts';
import { answerReply } from './replies.ts';
import type { Slack } from './slack.ts';
import type { SocketLine } from './socket.ts';
import type { WebApi } from './web-api.ts';

const MOST_BYTES = 4_000_000;

export type Parts = {
  readonly slack: Slack;
  readonly web: WebApi;
  readonly socket: SocketLine;
  readonly activity: Activity;
  /** Where the built page is; null for none. */
  readonly page: string | null;
};

/** One port for the Web API, the addresses for answers, Socket Mode, and the page. */
export function server(parts: Parts): Server {
  const http = createServer(answering((request, response) => route(parts, request, response)));
  http.on('upgrade', (request, stream, head) => parts.socket.upgrade(request, stream, head));
  return http;
}

/** The Web API alone. */
export function apiOnly(parts: Parts): RequestListener {
  return answering(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (isForUs(request) && pathname.startsWith('/api/')) return fromApp(parts, pathname, request, response);
    response.writeHead(404).end();
  });
}

function answering(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  };
}

async function route(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (!isForUs(request)) return void response.writeHead(403).end('Ask for localhost');
  if (pathname.startsWith('/api/') || pathname.startsWith('/response/'))
    return fromApp(parts, pathname, request, response);
  if (request.method === 'POST') return fromPage(parts.slack, pathname, request, response);
  if (pathname === '/playground/screen') return streamScreens(parts.slack, searchParams, response);
  if (request.method === 'GET' && parts.page !== null) return servePage(parts.page, pathname, response);
  response.writeHead(404).end();
}

async function fromPage(slack: Slack, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isFromPage(request)) return void response.writeHead(403).end('Only the page itself may ask this');
  const answer = await pagePost(slack, path, await bodyOf(request));
  if (answer === null) return void response.writeHead(404).end();
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(answer));
}

async function fromApp(parts: Parts, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.on('close', parts.activity.began());
  if (path.startsWith('/api/')) return callApi(parts.web, path.slice('/api/'.length), request, response);
  const { status, body } = answerReply(parts.slack, path.slice('/response/'.length), await bodyOf(request));
  response.writeHead(status, { 'content-type': status === 200 ? 'text/plain' : 'application/json' }).end(body);
}

async function callApi(web: WebApi, method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const reply = await web.call(method, token, await bodyOf(request));
  const text = JSON.stringify(reply.body);
  if (reply.is === 'answered') {
    response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', ...reply.headers }).end(text);
  } else if (reply.fault.is === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Who is there?</h1></html>');
  } else if (reply.fault.is === 'reset') {
    request.socket.destroy();
  } else if (reply.fault.is === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.write(text.slice(0, Math.floor(text.length / 2)), () => request.socket.destroy());
  }
}

/** A form or JSON; empty where it is neither. */
async function bodyOf(request: IncomingMessage): Promise<Obj> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('The body is too large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  if (!(request.headers['content-type'] ?? '').includes('json')) return Object.fromEntries(new URLSearchParams(text));
  const body = parsed(text);
  return isObj(body) ? body : {};
}
