import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isObj, type Obj, parsed } from './json.ts';
import { answerReply } from './replies.ts';
import type { Slack } from './slack.ts';
import type { SocketLine } from './socket.ts';
import type { WebApi } from './web-api.ts';

const MOST_BYTES = 4_000_000;

export type Parts = {
  readonly slack: Slack;
  readonly web: WebApi;
  readonly socket: SocketLine;
};

export type Served = {
  readonly http: Server;
  /** Resolves once no request is being answered. */
  readonly quiet: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** One port for the Web API, the addresses for answers, and Socket Mode. */
export function server(parts: Parts): Served {
  let busy = 0;
  let waiting: (() => void)[] = [];
  const http = createServer((request, response) => {
    busy += 1;
    response.on('close', () => {
      busy -= 1;
      if (busy === 0) for (const resolve of waiting.splice(0)) resolve();
    });
    route(parts, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  http.on('upgrade', (request, stream, head) => parts.socket.upgrade(request, stream, head));
  return {
    http,
    quiet: async () => {
      if (busy > 0) await new Promise<void>((resolve) => (waiting = [...waiting, resolve]));
    },
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

async function route({ slack, web }: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname.startsWith('/api/')) return callApi(web, pathname.slice('/api/'.length), request, response);
  if (pathname.startsWith('/response/') && request.method === 'POST') {
    const { status, body } = answerReply(slack, pathname.slice('/response/'.length), await bodyOf(request));
    response.writeHead(status, { 'content-type': status === 200 ? 'text/plain' : 'application/json' }).end(body);
    return;
  }
  response.writeHead(404).end();
}

async function callApi(web: WebApi, method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const reply = await web.call(method, token, await bodyOf(request));
  const text = JSON.stringify(reply.body);
  if (reply.is === 'answered') {
    response.writeHead(reply.status, { 'content-type': 'application/json; charset=utf-8', ...reply.headers }).end(text);
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
