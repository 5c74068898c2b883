import type { PersonId } from './brand.ts';

/** What a person is to a deal and its owner, as of now; looked up anew at each gesture. */
export type Relation = {
  readonly person: PersonId;
  readonly isOwner: boolean;
  /** Manager of a team that the owner is on today, or on a deal of their own, of any team. */
  readonly managesOwner: boolean;
  readonly isAdmin: boolean;
  /** Others who could say yes in their place: the owner's managers and the admins. */
  readonly others: readonly string[];
};

/** Teammates read; the owner, the owner's manager and admins change. Product, section 2. */
export function mayChange({ isOwner, managesOwner, isAdmin }: Relation): boolean {
  return isOwner || managesOwner || isAdmin;
}

/** Reopening, reassigning, closing into an ended quarter, and a discount over the limit: the owner's manager or an admin. */
export function isInCharge({ managesOwner, isAdmin }: Relation): boolean {
  return managesOwner || isAdmin;
}

/** A manager's yes to a deal of their own belongs to another; where there is none, it is allowed and flagged. Product, section 2. */
export function ownYes({ isOwner, others }: Relation): 'not-own' | 'ask-another' | 'allowed-and-flagged' {
  if (!isOwner) return 'not-own';
  return others.length > 0 ? 'ask-another' : 'allowed-and-flagged';
}
