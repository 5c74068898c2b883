import { connect as dial } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CannotStart } from '../src/cannot-start.ts';
import { healthRoutes, type Need, serveHealth } from '../src/health.ts';

const database = (ask: Need['ask']): Need => ({ otherwise: 'the database does not answer', ask });

async function served(...needs: readonly Need[]) {
  const server = await serveHealth(healthRoutes(needs), 0);
  onTestFinished(server.close);
  return {
    port: server.port,
    get: async (path: string, method = 'GET') => {
      const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
      return { status: answer.status, body: method === 'HEAD' ? null : await answer.json() };
    },
  };
}

describe('/healthz', () => {
  test('says that the process runs, whatever becomes of the database', async () => {
    const { get } = await served(database(() => Promise.reject(new Error('away'))));

    expect(await get('/healthz')).toEqual({ status: 200, body: { ok: true } });
    expect(await get('/healthz', 'HEAD')).toEqual({ status: 200, body: null });
  });
});

describe('/readyz', () => {
  test('is ready when all that is needed answers', async () => {
    const { get } = await served(database(async () => {}));

    expect(await get('/readyz?from=probe')).toEqual({ status: 200, body: { ready: true, reasons: [] } });
  });

  test('says which need is not met, and is ready again when it is', async () => {
    let isAway = true;
    const { get } = await served(
      database(async () => {
        if (isAway) throw new Error('postgres://user:word@db is away');
      }),
      { otherwise: 'never said', ask: async () => {} },
    );

    expect(await get('/readyz')).toEqual({
      status: 503,
      body: { ready: false, reasons: ['the database does not answer'] },
    });
    isAway = false;
    expect(await get('/readyz')).toMatchObject({ status: 200 });
  });

  test('does not wait for a database that never answers, and does not ask it twice at once', async () => {
    let asked = 0;
    const { get } = await served(
      database(() => {
        asked += 1;
        return new Promise(() => {});
      }),
    );

    expect((await Promise.all([get('/readyz'), get('/readyz')])).map(({ status }) => status)).toEqual([503, 503]);
    expect(await get('/readyz')).toMatchObject({ status: 503 });
    expect(asked).toBe(1);
  });
});

test('no other path or method is served', async () => {
  const { get } = await served();

  expect(await get('/')).toMatchObject({ status: 404 });
  expect(await get('/slack/events', 'POST')).toMatchObject({ status: 404 });
  expect(await get('/healthz', 'POST')).toMatchObject({ status: 405 });
});

test('a port in use is an error that names it', async () => {
  const { port } = await served();

  const taken = serveHealth([], port);

  await expect(taken).rejects.toBeInstanceOf(CannotStart);
  await expect(taken).rejects.toThrow(`PORT ${port} is in use by another program.`);
});

test('closing does not wait for a connection that says nothing', async () => {
  const { port, close } = await serveHealth([], 0);
  const silent = dial(port, '127.0.0.1');
  const ended = new Promise((resolve) => silent.once('close', resolve));
  silent.on('error', () => {});
  await new Promise((resolve) => silent.once('connect', resolve));

  await close();

  await ended;
});
