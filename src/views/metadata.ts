import { z } from 'zod';
import type { DealId } from '../domain/brand.ts';
import type { Deal } from '../domain/deal.ts';
import { LIMITS } from './limits.ts';

/** What a button or a modal carries: ids to look up, never facts to trust. Another shape is from another version of Sideline. */
const Carried = z.strictObject({
  v: z.literal(1),
  deal: z.uuid().transform((id) => id as DealId),
  seen: z.int().min(0),
  /** A proof's id, a page, a stage: what the gesture is about besides the deal. */
  of: z.string().max(80).optional(),
});
export type Carried = { readonly deal: DealId; readonly seen: number; readonly of?: string | undefined };

export function carried(deal: Pick<Deal, 'id' | 'version'>, of?: string): string {
  return JSON.stringify({ v: 1, deal: deal.id, seen: deal.version, ...(of === undefined ? {} : { of }) });
}

/** Null where the text is not what this version of Sideline writes. */
export function readCarried(text: string | undefined): Carried | null {
  if (text === undefined || text.length > LIMITS.metadata) return null;
  const parsed = Carried.safeParse(json(text));
  return parsed.success ? parsed.data : null;
}

export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
