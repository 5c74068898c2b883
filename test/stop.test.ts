import { afterEach, describe, expect, test } from 'vitest';
import { endPrograms, type Program, startProgram } from './support/program.ts';

afterEach(endPrograms);

const said = ({ messages }: Program) => messages.map((message) => Reflect.get(message as object, 'what'));
const started = async (...args: readonly string[]) => {
  const program = startProgram('stop-in-order', ...args);
  await program.says('ready');
  return program;
};

describe('a signal to stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'lets a handler finish before the database closes: %s (O1)',
    async (signal) => {
      const program = await started();

      program.signal(signal);
      await program.says('waiting for the handler');
      program.send('finish');

      expect((await program.ended).code).toBe(0);
      expect(said(program).filter((what) => what !== 'still here')).toEqual([
        'ready',
        'asked to stop',
        'receiver closed',
        'waiting for the handler',
        'handler done',
        'database closed',
      ]);
    },
  );

  test('given twice ends the process at once (O2)', async () => {
    const program = await started();
    program.signal('SIGTERM');
    await program.says('waiting for the handler');

    program.signal('SIGTERM');

    const { code, stderr } = await program.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('Asked twice to stop');
    expect(said(program)).not.toContain('database closed');
  });

  test('stops all the rest when one part cannot be stopped, and says which', async () => {
    const program = await started('receiver-fails');

    program.signal('SIGTERM');
    await program.says('waiting for the handler');
    program.send('finish');

    const { code, stderr } = await program.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('Not stopped in order: receiver.');
    expect(said(program)).toContain('database closed');
  });
});

describe('what nobody foresaw', () => {
  test.each(['throw', 'reject'])('is logged and ends the process: %s (O10)', async (what) => {
    const program = await started();

    program.send(what);

    const { code, stderr } = await program.ended;
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({
      level: 'error',
      error: { message: 'nobody foresaw this', at: expect.arrayContaining([expect.stringContaining('stop-in-order')]) },
    });
  });

  test('is not a rejection that somebody takes over', async () => {
    const program = await started();

    program.send('reject as foreseen');

    await program.says('still here');
  });

  test('is not what an operator has to mend: that is said without a stack', async () => {
    const program = await started();

    program.send('cannot start');

    expect(await program.ended).toEqual({ code: 1, signal: null, stderr: 'Mend this first.\n' });
  });
});
