import { z } from 'zod';
import type { TeamId } from '../domain/brand.ts';
import { DIGEST_KINDS } from '../domain/digest.ts';
import { LIMITS } from './limits.ts';
import { json } from './metadata.ts';

/** What the buttons and forms about digests carry: ids to look up, pages of lists, and the version that was seen. */
const DigestCarried = z.strictObject({
  v: z.literal(1),
  schedule: z.uuid().optional(),
  /** The only team whose schedules are listed. */
  team: z
    .uuid()
    .transform((id) => id as TeamId)
    .optional(),
  kind: z.enum(DIGEST_KINDS).optional(),
  seen: z.int().min(0).optional(),
  page: z.int().min(0).max(100_000).optional(),
  message: z.uuid().optional(),
});
export type DigestCarried = z.output<typeof DigestCarried>;

export function digestCarried(carried: Omit<DigestCarried, 'v'>): string {
  return JSON.stringify({ v: 1, ...carried });
}

/** Null where the text is not what this version of Sideline writes. */
export function readDigestCarried(text: string): DigestCarried | null {
  if (text.length > LIMITS.metadata) return null;
  const parsed = DigestCarried.safeParse(json(text));
  return parsed.success ? parsed.data : null;
}
