import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { errorCode } from '../cannot-start.ts';

const Holder = z.object({
  id: z.string(),
  pid: z.int(),
  host: z.string(),
  /** Containers may share a host's name and each have a process 1: their table of processes tells them apart. */
  processes: z.string(),
  /** When the kernel started, and this process after it; '' where the system does not say. */
  started: z.string(),
  /** For people. */
  since: z.string(),
});

/** A process that holds a folder, told so that another can see whether it still runs. */
export type Holder = z.infer<typeof Holder>;

/** null: not the whole of what a holder writes, as when it is only just being written. */
export function readHolder(text: string): Holder | null {
  try {
    return Holder.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** `id` tells one hold from the next by the same process. */
export async function thisProcess(id: string): Promise<Holder> {
  return {
    id,
    pid: process.pid,
    host: hostname(),
    processes: await processTable(),
    started: await startOf(process.pid),
    since: new Date(performance.timeOrigin).toISOString(),
  };
}

/** Only then does a process number say anything. */
export async function isInSight({ host, processes }: Holder): Promise<boolean> {
  return host === hostname() && processes === (await processTable());
}

/** Whether that very process runs: its number may have gone to another one since. */
export async function runs({ pid, started }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  const now = await startOf(pid);
  return started === '' || now === '' || now === started;
}

function processTable(): Promise<string> {
  return readlink('/proc/self/ns/pid').catch(() => '');
}

/** In proc(5)'s stat, what follows the name in parentheses: the state first, the start as the 20th. */
const STATE = 0;
const START = 19;

async function startOf(pid: number): Promise<string> {
  try {
    const kernel = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // One that has ended, and whose parent has not looked yet, still has a number.
    return fields[STATE] === 'Z' ? 'ended' : `${kernel.trim()} ${fields[START]}`;
  } catch {
    return '';
  }
}
