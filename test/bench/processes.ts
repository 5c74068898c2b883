import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export type Started = {
  readonly pid: number;
  /** Waits until it has written that, and answers what followed on the line. */
  readonly wrote: (words: string) => Promise<string>;
  /** The same, of what it writes from now on. */
  readonly wroteNext: (words: string) => Promise<string>;
  /** Milliseconds from its start until it had written that. */
  readonly wroteAfter: (words: string) => Promise<number>;
  /** Waits for its end, and answers all that it wrote on stdout. */
  readonly ended: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

type Options = {
  /** All that it is told: nobody's own settings are measured. */
  readonly env?: { readonly [name: string]: string };
  /** The core to stay on, where the machine lets us choose. */
  readonly core?: number;
};

export const APP = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
export const IMPORT = fileURLToPath(new URL('../../dist/cli/import.js', import.meta.url));
const PROGRAMS = new URL('../../dist/bench/', import.meta.url);
const MAY_PIN = spawnSync('taskset', ['-c', '1', 'true']).status === 0;
const BARE_ENV = { PATH: '/usr/bin:/bin' };
const running = new Set<ChildProcess>();

export function program(name: string): string {
  return fileURLToPath(new URL(`${name}.js`, PROGRAMS));
}

/** A compiled program as a process of its own, under plain node: what tsx adds to a start is not ours to measure. */
export function start(file: string, args: readonly string[] = [], { env = {}, core }: Options = {}): Started {
  const pin = core !== undefined && MAY_PIN ? ['taskset', '-c', String(core)] : [];
  const [command = process.execPath, ...rest] = [...pin, process.execPath, file, ...args];
  const began = performance.now();
  const child = spawn(command, rest, {
    env: { ...BARE_ENV, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let all = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    all += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    all += chunk.toString();
  });
  const closed = once(child, 'close').then(() => running.delete(child));
  const wroteFrom = async (words: string, from: number): Promise<string> => {
    for (;;) {
      const at = all.indexOf(words, from);
      if (at !== -1 && all.includes('\n', at))
        return (
          all
            .slice(at + words.length)
            .split('\n')[0]
            ?.trim() ?? ''
        );
      const isOver = closed.then(() => true);
      const heard = [once(child.stdout, 'data'), once(child.stderr, 'data')].map((each) => each.then(() => false));
      if (await Promise.race([isOver, ...heard])) throw new Error(`${file} ended before it wrote "${words}": ${all}`);
    }
  };
  const wrote = (words: string) => wroteFrom(words, 0);
  return {
    pid: child.pid ?? 0,
    wrote,
    wroteNext: (words) => wroteFrom(words, all.length),
    wroteAfter: async (words) => {
      await wrote(words);
      return performance.now() - began;
    },
    ended: async () => {
      await closed;
      if (child.exitCode !== 0) throw new Error(`${file} ended with ${child.exitCode}: ${all}`);
      return stdout;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** Whatever a bench that failed has left running. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Bytes of memory that a process has now. `ps` says it on every Unix. */
export function residentBytes(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout.trim()) * 1024;
}

/** Seconds of processor time so far, as far as Linux tells; null elsewhere. */
export async function processorSeconds(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
