import { z } from 'zod';
import type { PersonId } from '../domain/brand.ts';
import { parseQuarter, quarterName } from '../domain/calendar.ts';
import type { Shown } from '../domain/corrections.ts';

/** What is kept of the digest of attainment: of each of its last quarters, what was said last. */

const Attained = z.object({ won: z.number(), percent: z.number().nullable() });
const Kept = z.object({
  v: z.literal(1),
  quarters: z.record(
    z.string(),
    z.object({
      from: z.string(),
      at: z.iso.datetime(),
      isFinal: z.boolean(),
      team: Attained,
      reps: z.record(z.string(), Attained),
    }),
  ),
});

/** Another version's, or none at all: as if nothing had been said. A quarter of another fiscal year start is none that was said. */
export function readShown(figures: unknown, fiscalYearStart: number): readonly Shown[] {
  const kept = Kept.safeParse(figures);
  if (!kept.success) return [];
  return Object.entries(kept.data.quarters).flatMap(([name, { from, at, reps, ...rest }]) => {
    const quarter = parseQuarter(name, fiscalYearStart);
    if (quarter === null || quarter.from !== from) return [];
    const people = new Map(Object.entries(reps).map(([person, attained]) => [person as PersonId, attained]));
    return [{ ...rest, quarter, at: new Date(at), reps: people }];
  });
}

/** Those that can still be corrected: a year of them. */
const MOST_KEPT = 5;

export function keptShown(shown: readonly Shown[]): z.input<typeof Kept> {
  const latest = [...shown].sort((a, b) => (a.quarter.from < b.quarter.from ? 1 : -1)).slice(0, MOST_KEPT);
  const quarters = latest.map(({ quarter, at, reps, ...rest }) => [
    quarterName(quarter),
    { ...rest, from: quarter.from, at: at.toISOString(), reps: Object.fromEntries(reps) },
  ]);
  return { v: 1, quarters: Object.fromEntries(quarters) };
}
