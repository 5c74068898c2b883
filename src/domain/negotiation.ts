import type { PersonId } from './brand.ts';
import { type Money, shareOf, sum } from './money.ts';

/** What stands beside a price before the price itself moves. Product, section 3, Negotiate. */
export const VALUES = [
  'onboarding',
  'training',
  'support-level',
  'term',
  'scope',
  'price-lock',
  'reference-in-return',
  'other',
] as const;
export type Value = (typeof VALUES)[number];

export type LedgerEntry = { readonly at: Date; readonly by: PersonId | null } & (
  | { readonly kind: 'asked-discount'; readonly basisPoints: number; readonly words: string }
  | { readonly kind: 'asked-term' | 'asked-other'; readonly words: string }
  | { readonly kind: 'value'; readonly value: Value; readonly words: string }
  | Discount
);

export type Discount = {
  readonly kind: 'discount';
  readonly amount: Money;
  readonly reason: string;
  /** Given as a counter, or by a lower amount at a later proposal or at closing. */
  readonly via: 'counter' | 'proposal' | 'closing';
  /** Over the limit, recorded by the owner's manager or an admin: that is the yes. */
  readonly isOverLimit: boolean;
  /** The yes to a deal of their own, where nobody else could give it. */
  readonly isOwnYes: boolean;
};

export type Ledger = readonly LedgerEntry[];

/** Discounts given so far, in money. */
export function given(ledger: Ledger): Money {
  return sum(ledger.map((entry) => (entry.kind === 'discount' ? entry.amount : (0 as Money))));
}

/** The largest discount the prospect asked for, in all, measured against the first proposal; 0 if none. */
export function asked(ledger: Ledger, firstProposal: Money): Money {
  const shares = ledger.map((entry) => (entry.kind === 'asked-discount' ? entry.basisPoints : 0));
  return shareOf(firstProposal, Math.max(0, ...shares));
}

/** Asked less given: what countering by value has kept; never under 0. */
export function avoided(ledger: Ledger, firstProposal: Money): Money {
  return Math.max(0, asked(ledger, firstProposal) - given(ledger)) as Money;
}

export function hasOfferedValue(ledger: Ledger): boolean {
  return ledger.some((entry) => entry.kind === 'value');
}

/** What a lower amount gives away beyond the discounts on record; 0 if it does not. */
export function impliedDiscount(ledger: Ledger, firstProposal: Money, amount: Money): Money {
  return Math.max(0, firstProposal - given(ledger) - amount) as Money;
}

/** Whether all discounts together exceed the limit, in basis points of the first proposal; exact, at the line is not over. */
export function isOverLimit(ledger: Ledger, more: Money, firstProposal: Money, limit: number): boolean {
  return BigInt(given(ledger) + more) * 10_000n > BigInt(firstProposal) * BigInt(limit);
}
