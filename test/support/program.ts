import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Program = {
  readonly pid: number;
  /** Waits for one message, however long before it was sent. */
  readonly says: (what: string) => Promise<unknown>;
  readonly saysTimes: (what: string, times: number) => Promise<unknown>;
  readonly send: (what: string) => void;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** How it ended, and what it wrote on stderr. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly stderr: string }>;
  readonly messages: readonly unknown[];
};

const running = new Set<ChildProcess>();

/** A process of its own, from test/support/programs or the path of a built one; what it sends is `{ what, … }`. */
export function startProgram(name: string, ...args: readonly string[]): Program {
  const isBuilt = isAbsolute(name);
  const file = isBuilt ? name : fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
  const child = fork(file, args, {
    execArgv: isBuilt ? [] : ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  running.add(child);
  const messages: unknown[] = [];
  let stderr = '';
  child.on('message', (message) => messages.push(message));
  child.stderr?.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  const ended = once(child, 'close').then(() => {
    running.delete(child);
    return { code: child.exitCode, signal: child.signalCode, stderr };
  });
  const saysTimes = async (what: string, times: number): Promise<unknown> => {
    for (;;) {
      const said = messages.filter((message) => isCalled(message, what))[times - 1];
      if (said !== undefined) return said;
      const ending = ended.then(({ code, stderr: text }) => {
        throw new Error(`${name} ended with ${code} before it said "${what}": ${text}`);
      });
      await Promise.race([once(child, 'message'), ending]);
    }
  };
  return {
    pid: child.pid ?? 0,
    says: (what) => saysTimes(what, 1),
    saysTimes,
    send: (what) => void child.send({ what }),
    signal: (signal) => void child.kill(signal),
    ended,
    messages,
  };
}

/** One file of a program, where many are started: made from TypeScript each time, starting would take longer than working. */
export async function builtProgram(name: string): Promise<string> {
  const { build } = await import('vite');
  // As deep as src/db, from where the migrations are looked for.
  const outDir = resolve('node_modules/.sideline-programs');
  const entryFileNames = `${name}-${process.pid}.mjs`;
  const entry = fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
  const rolldownOptions = { output: { entryFileNames, codeSplitting: false } };
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: entry, outDir, emptyOutDir: false, target: 'node20', rolldownOptions },
  });
  return resolve(outDir, entryFileNames);
}

/** For afterEach: whatever a failed test left running. */
export async function endPrograms(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }),
  );
}

function isCalled(message: unknown, what: string): boolean {
  return typeof message === 'object' && message !== null && Reflect.get(message, 'what') === what;
}
