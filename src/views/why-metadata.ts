import { z } from 'zod';
import type { PersonId, TeamId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import { ASKABLE, type Askable } from '../domain/why-digests.ts';
import { LIMITS } from './limits.ts';
import { json } from './metadata.ts';
import { WHY_FIELDS } from './why-button.ts';

/** What a page of numbers explained carries: which numbers were seen, whose and which one is asked about, and pages of lists. */
const WhyAt = z.strictObject({
  ...WHY_FIELDS,
  /** Null: the whole. */
  who: z
    .uuid()
    .transform((id) => id as PersonId)
    .nullable(),
  /** Null: all of them. */
  number: z.enum(ASKABLE).nullable(),
  page: z.int().min(0).max(100_000),
  /** Which page of people is on offer; null: the one with whose numbers are shown. */
  people: z.int().min(0).max(100_000).nullable(),
});

export type WhyAt = {
  readonly team: TeamId | 'all';
  readonly quarter: string;
  readonly on: Day;
  readonly who: PersonId | null;
  readonly number: Askable | null;
  readonly page: number;
  readonly people: number | null;
};

export function whyAt(at: WhyAt): string {
  const { team, quarter, on, who, number, page, people } = at;
  return JSON.stringify({ v: 1, team, quarter, on, who, number, page, people });
}

/** Null where the text is not what this version of Sideline writes. */
export function readWhyAt(text: string): WhyAt | null {
  if (text.length > LIMITS.metadata) return null;
  const parsed = WhyAt.safeParse(json(text));
  return parsed.success ? parsed.data : null;
}

/** Whose numbers were chosen, or another page of people to choose from; null where it is neither. */
export type WhyChoice = Pick<WhyAt, 'who'> | { readonly people: number };

export function readWhyChoice(value: string): WhyChoice | null {
  if (value === WHOLE) return { who: null };
  const [, page] = /^people:(\d{1,5})$/.exec(value) ?? [];
  if (page !== undefined) return { people: Number(page) };
  const person = z.uuid().safeParse(value);
  return person.success ? { who: person.data as PersonId } : null;
}

export const WHOLE = 'whole';

export function peoplePageValue(page: number): string {
  return `people:${page}`;
}
