import type { Deal } from './deal.ts';
import { type Money, shareOf } from './money.ts';

/** A discount as somebody says it: an amount, or a share of the first proposal in basis points. */
export type Off =
  | { readonly is: 'amount'; readonly amount: Money }
  | { readonly is: 'share'; readonly basisPoints: number };

/** In money; 0 where there is no proposal to take a share of, which nobody can give. */
export function offAmount(off: Off, { proposals }: Pick<Deal, 'proposals'>): Money {
  if (off.is === 'amount') return off.amount;
  return shareOf(proposals[0]?.amount ?? (0 as Money), off.basisPoints);
}
