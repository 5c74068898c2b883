import { z } from 'zod';
import type { PersonId, TeamId } from '../domain/brand.ts';
import { LIMITS } from './limits.ts';
import { json } from './metadata.ts';

/** What the setup's buttons and forms carry: ids to look up, the page of a list, and what had been changed when it was drawn. */
const SetupCarried = z.strictObject({
  v: z.literal(1),
  seen: z.int().min(0).optional(),
  page: z.int().min(0).max(100_000).optional(),
  list: z.enum(['teams', 'members', 'people', 'holidays', 'ramps']).optional(),
  team: z
    .uuid()
    .transform((id) => id as TeamId)
    .optional(),
  membership: z.uuid().optional(),
  day: z.string().max(10).optional(),
  ramp: z.int().positive().optional(),
  person: z
    .uuid()
    .transform((id) => id as PersonId)
    .optional(),
});
export type SetupCarried = z.output<typeof SetupCarried>;

export function setupCarried(carried: Omit<SetupCarried, 'v'>): string {
  return JSON.stringify({ v: 1, ...carried });
}

/** Null where the text is not what this version of Sideline writes. */
export function readSetupCarried(text: string): SetupCarried | null {
  if (text.length > LIMITS.metadata) return null;
  const parsed = SetupCarried.safeParse(json(text));
  return parsed.success ? parsed.data : null;
}
