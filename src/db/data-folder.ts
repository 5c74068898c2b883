import type { Log } from '../log.ts';
export type Hold = { readonly release: () => Promise<void> };
export async function holdFolder(_folder: string, _log: Log): Promise<Hold> {
  return { release: async () => {} };
}
export function explainedFolder(_folder: string, error: unknown): unknown {
  return error;
}
