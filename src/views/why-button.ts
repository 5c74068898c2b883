import type { Button } from '@slack/types';
import { z } from 'zod';
import type { TeamId } from '../domain/brand.ts';
import { type Day, type FiscalQuarter, parseDay, quarterName } from '../domain/calendar.ts';
import { button } from './blocks.ts';
import { ids } from './ids.ts';
import { LIMITS } from './limits.ts';
import { json } from './metadata.ts';

export const WHY_FIELDS = {
  v: z.literal(1),
  /** A team's id, or `all`. */
  team: z.union([z.literal('all'), z.uuid().transform((id) => id as TeamId)]),
  quarter: z.string().max(8),
  on: z.string().transform((day, context) => {
    const read = parseDay(day);
    if (read !== null) return read;
    context.addIssue({ code: 'custom', message: 'no day' });
    return z.NEVER;
  }),
};
/** Which numbers were seen: of whom, for which fiscal quarter, as of which day. Never the numbers themselves. */
const WhyCarried = z.strictObject(WHY_FIELDS);
export type WhyCarried = z.output<typeof WhyCarried>;

/** Null where the text is not what this version of Sideline writes. */
export function readWhyCarried(text: string): WhyCarried | null {
  if (text.length > LIMITS.metadata) return null;
  const parsed = WhyCarried.safeParse(json(text));
  return parsed.success ? parsed.data : null;
}

/** Answered to whoever presses it alone, within their sight. */
export function whyButton(team: TeamId | null, quarter: FiscalQuarter, on: Day): Button {
  const value = JSON.stringify({ v: 1, team: team ?? 'all', quarter: quarterName(quarter), on });
  return button(ids.whyNumbers, 'Why these numbers?', { value });
}
