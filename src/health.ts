import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart, errorCode } from './cannot-start.ts';

/** Something without which nobody can be served. `ask` throws when it is not there; `otherwise` is said then. */
export type Need = { readonly otherwise: string; readonly ask: () => Promise<unknown> };

/** As Bolt's `customRoutes` want it. */
export type Route = {
  readonly path: string;
  readonly method: string[];
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
};

const ANSWER_WITHIN_MS = 1_000;

/** `/healthz`: the process runs. `/readyz`: all needs are met, or a 503 that says which are not. */
export function healthRoutes(needs: readonly Need[]): Route[] {
  const asked = needs.map(answeredInTime);
  return [
    { path: '/healthz', method: ['GET', 'HEAD'], handler: (_request, response) => answer(response, 200, { ok: true }) },
    {
      path: '/readyz',
      method: ['GET', 'HEAD'],
      handler: async (_request, response) => {
        const reasons = (await Promise.all(asked.map((reason) => reason()))).filter((reason) => reason !== null);
        answer(response, reasons.length === 0 ? 200 : 503, { ready: reasons.length === 0, reasons });
      },
    },
  ];
}

export type HealthServer = { readonly port: number; readonly close: () => Promise<void> };

/** The routes alone on a port, where no receiver of Slack's listens; on all interfaces, as a container's probe needs. */
export async function serveHealth(routes: readonly Route[], port: number): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const route = routes.find(({ path }) => path === request.url?.split('?')[0]);
    if (route === undefined) return answer(response, 404, { error: 'not found' });
    if (!route.method.includes(request.method ?? '')) return answer(response, 405, { error: 'method not allowed' });
    return route.handler(request, response);
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portTaken(port, error)));
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What an operator can mend about the port, said so; any other error as it is. */
export function portTaken(port: number, error: unknown): unknown {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') return new CannotStart(`PORT ${port} is in use by another program.`, { cause: error });
  if (code === 'EACCES') return new CannotStart(`PORT ${port} may not be used by this user.`, { cause: error });
  return error;
}

/** The reason against, or null. One that has not answered yet is not asked again: probes must not pile up behind it. */
function answeredInTime({ otherwise, ask }: Need): () => Promise<string | null> {
  let asking: Promise<string | null> | null = null;
  return async () => {
    asking ??= ask()
      .then(
        () => null,
        () => otherwise,
      )
      .finally(() => {
        asking = null;
      });
    const late = new AbortController();
    const timeout = pause(ANSWER_WITHIN_MS, otherwise, { signal: late.signal }).catch(() => otherwise);
    const reason = await Promise.race([asking, timeout]);
    late.abort();
    return reason;
  };
}

function answer(response: ServerResponse, status: number, body: { readonly [name: string]: unknown }): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
