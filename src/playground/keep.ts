import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { parsed } from './json.ts';
import type { View } from './view.ts';
import type { Message, Workspace } from './workspace.ts';

const WRITE_AFTER_MS = 200;

const Free = z.record(z.string(), z.unknown());

/** What a workspace file holds. Open modals and ephemeral messages do not outlive a restart, as in Slack. */
const State = z.object({
  version: z.literal(1),
  clockAhead: z.number().nonnegative(),
  messages: z.array(
    z.object({
      seq: z.number(),
      channel: z.string(),
      ts: z.string(),
      threadTs: z.string().nullable(),
      user: z.string(),
      text: z.string(),
      blocks: z.array(Free),
      editedTs: z.string().nullable(),
      onlyFor: z.null(),
      metadata: Free.nullable(),
    }),
  ),
  homes: z.array(
    z.object({
      id: z.string(),
      hash: z.string(),
      user: z.string(),
      body: Free,
      state: z.record(z.string(), z.record(z.string(), Free)),
      rootId: z.string(),
      previousId: z.string().nullable(),
      errors: z.record(z.string(), z.string()),
    }),
  ),
  read: z.array(z.tuple([z.string(), z.string()])),
});

export type Keeper = {
  /** Resolves once all that has changed so far is written; many that ask while one write is under way share the next. */
  readonly written: () => Promise<void>;
  /** Writes what is not written yet. */
  readonly close: () => Promise<void>;
};

/** Takes up what the file holds, and writes each change to it: a moment later and all at once, or before one who waits goes on. */
export async function keeper(path: string, workspace: Workspace): Promise<Keeper> {
  await mkdir(dirname(path), { recursive: true });
  await takeUp(path, workspace);
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  let next: Promise<void> | null = null;
  const begin = () => {
    next = null;
    clearTimeout(timer);
    timer = undefined;
    return save(path, workspace);
  };
  const written = async () => {
    if (next === null) {
      next = last.then(begin);
      // Whoever waits hears of a write that failed; the one after it is tried all the same.
      last = next.catch(() => undefined);
    }
    await next;
  };
  const stop = workspace.onChange(() => {
    timer ??= setTimeout(() => void written(), WRITE_AFTER_MS);
  });
  return {
    written,
    close: async () => {
      stop();
      clearTimeout(timer);
      await written();
    },
  };
}

/** A file that cannot be read stops the start: nothing is thrown away unasked. */
async function takeUp(path: string, workspace: Workspace): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return;
  const state = State.safeParse(parsed(text));
  if (!state.success) throw new Error(`${path} holds no workspace that can be read: ${z.prettifyError(state.error)}`);
  const { clockAhead, messages, homes, read } = state.data;
  workspace.clock.moveTo(new Date(Date.now() + clockAhead));
  workspace.restore(messages satisfies Message[]);
  for (const home of homes satisfies View[]) workspace.homes.set(home.user, home);
  for (const [key, ts] of read) workspace.read.set(key, ts);
}

async function save(path: string, { clock, messages, homes, read }: Workspace): Promise<void> {
  const kept = messages.filter(({ onlyFor }) => onlyFor === null);
  const state = {
    version: 1,
    clockAhead: Math.max(0, clock.ahead),
    messages: kept,
    homes: [...homes.values()],
    read: [...read],
  };
  await writeFile(`${path}.new`, JSON.stringify(state));
  await rename(`${path}.new`, path);
}
