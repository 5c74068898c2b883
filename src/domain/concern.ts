import type { UsualDays } from './advice.ts';
import type { DealId, PersonId } from './brand.ts';
import type { Day, FiscalQuarter } from './calendar.ts';
import type { OpenPoint, Proof } from './deal.ts';
import type { LiveRow } from './discipline.ts';
import type { Figure } from './figure.ts';
import type { Fraction } from './fraction.ts';
import type { Question } from './qualification.ts';
import type { RepNumbers, TeamNumbers } from './scorecard.ts';

/** What a manager's 1:1 could be about, the most needed first. Each is a fact about one deal of one rep. Product, section 7. */
export const CONCERNS = [
  'blocked',
  'discount-first',
  'no-stands',
  'price-unasked',
  'proof-waits',
  'close-passed',
  'behind',
  'poor-ratio',
  'over-capacity',
  'long-in-stage',
  'under-median',
] as const;

/** Each with the deal that it is about. */
export type Concern = { readonly person: PersonId; readonly deal: LiveRow } & (
  | { readonly is: 'blocked'; readonly days: number; readonly usual: number; readonly points: readonly OpenPoint[] }
  /** In basis points, the most that was asked for; null where only a discount was given. */
  | { readonly is: 'discount-first'; readonly asked: number | null }
  | { readonly is: 'no-stands'; readonly question: Question }
  | { readonly is: 'price-unasked'; readonly inQualify: number; readonly unasked: number }
  | { readonly is: 'proof-waits'; readonly proof: Delivered; readonly days: number }
  | { readonly is: 'close-passed'; readonly on: Day; readonly days: number }
  /** `gap`: what is missing to 80 % of the quota, in minor units; `closing`: the deals due this quarter that could bring it. */
  | { readonly is: 'behind'; readonly pace: Figure; readonly gap: number; readonly closing: readonly LiveRow[] }
  | { readonly is: 'poor-ratio'; readonly ratio: Figure; readonly open: readonly Question[] }
  | { readonly is: 'over-capacity'; readonly live: number; readonly capacity: number }
  | { readonly is: 'long-in-stage'; readonly days: number; readonly usual: number; readonly open: readonly Question[] }
  /** Deal size under the team's median, or cycle over it; `own` and `median` in minor units or days. */
  | { readonly is: 'under-median'; readonly what: 'size' | 'cycle'; readonly own: Figure; readonly median: Fraction }
);

export type Delivered = Pick<Proof, 'kind' | 'wish'>;

/** What the rules look at; rows, proofs and discounts of live deals of today's reps of one team alone. */
export type TeamFacts = {
  readonly reps: readonly { readonly person: PersonId; readonly name: string; readonly numbers: RepNumbers | null }[];
  readonly team: TeamNumbers | null;
  readonly rows: readonly LiveRow[];
  readonly delivered: readonly (Delivered & { readonly deal: DealId; readonly days: number })[];
  readonly discounts: readonly { readonly deal: DealId; readonly asked: number | null }[];
  readonly usual: UsualDays;
  readonly capacity: number;
  readonly today: Day;
  readonly quarter: FiscalQuarter;
};

/** With their rows, those of most worth first. */
export type Rep = TeamFacts['reps'][number] & { readonly rows: readonly LiveRow[] };
