import type { PersonId } from './brand.ts';
import type { Day } from './calendar.ts';
import type { Deal, Standing } from './deal.ts';
import type { Shut } from './gates.ts';
import type { Money } from './money.ts';
import { refreshed } from './qualification.ts';
import type { Relation } from './roles.ts';
import type { Settings } from './settings.ts';

export const EVENT_KINDS = [
  'opened',
  'imported',
  'edited',
  'contact-changed',
  'answered',
  'proof',
  'no-proof-wanted',
  'bad-for-contact',
  'open-points',
  'proposed',
  'asked',
  'value',
  'discount',
  'advanced',
  'moved-back',
  'parked',
  'came-back',
  'brought-back',
  'won',
  'lost',
  'reopened',
  'reassigned',
  'withdrawn',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Flat facts of one side of a change, as history keeps them. Money in minor units, days as `yyyy-MM-dd`. */
export type Facts = { readonly [fact: string]: string | number | boolean | null };

/** One row of history: what happened, from what to what, and why where somebody said so. Who and when are the gesture's. */
export type DealEvent = { readonly kind: EventKind; readonly from: Facts; readonly to: Facts; readonly reason: string };

/** What a win gives, and a reopening takes back, as rows of the ledger of credit. */
export type Credit =
  | { readonly kind: 'give'; readonly amount: Money; readonly on: Day; readonly to: PersonId }
  | { readonly kind: 'take-back'; readonly on: Day };

export type Changed = {
  readonly is: 'changed';
  readonly deal: Deal;
  readonly events: readonly DealEvent[];
  readonly credit: Credit | null;
};

/** A no that the person can do something about: what is missing, in a form that the views put into words. */
export type Refusal = { readonly is: 'refused' } & (
  | { readonly why: 'not-yours' }
  /** `seen`: the version from which on to look for what others did; null where it is the gesture's. */
  | { readonly why: 'changed'; readonly seen: number | null }
  | { readonly why: 'gate'; readonly shut: Shut }
  | { readonly why: 'parked' }
  | { readonly why: 'not-live'; readonly standing: Standing }
  | { readonly why: 'not-closed' }
  | { readonly why: 'not-parked' }
  | { readonly why: 'needs-manager'; readonly for: 'reopen' | 'reassign' | 'ended-quarter' }
  | { readonly why: 'over-limit'; readonly total: Money; readonly firstProposal: Money; readonly limit: number }
  | { readonly why: 'own-request'; readonly others: readonly string[] }
  | { readonly why: 'too-early-to-propose' }
  | { readonly why: 'proposal-first' }
  | { readonly why: 'amount-is-proposed' }
  | { readonly why: 'withdraw-too-late'; readonly because: 'moved' | 'day-over' }
  /** Something typed does not do: said in its field. */
  | { readonly why: 'field'; readonly field: Field; readonly problem: Problem }
);

export const FIELDS = [
  'company',
  'reason',
  'amount',
  'agreed',
  'link',
  'day',
  'evidence',
  'stage',
  'owner',
  'wish',
  'alternative',
  'points',
  'stillAGo',
  'roi',
  'proof',
  'no-proof',
] as const;
export type Field = (typeof FIELDS)[number];

export type Problem =
  | 'missing'
  | 'reason-before-value'
  | 'reason-over-limit'
  | 'reason-ended-quarter'
  | 'in-the-future'
  | 'before-opening'
  | 'not-in-the-future'
  | 'same-owner'
  | 'not-earlier'
  | 'more-than-left'
  | 'either-or';

export type Decision = Changed | Refusal | { readonly is: 'same' };

/** What a rule knows besides the deal and the words: the moment, the workspace, and who asks. */
export type Scene = {
  readonly now: Date;
  /** In the workspace's zone. */
  readonly today: Day;
  readonly relation: Relation;
  /** The discount limit is the owner's team's, where it has one. */
  readonly settings: Settings;
};

/** A change, with the deal's version counted up and its fresh answers kept fresh. */
export function changed(
  deal: Deal,
  events: readonly DealEvent[],
  { now }: Scene,
  credit: Credit | null = null,
): Decision {
  if (events.length === 0) return { is: 'same' };
  return {
    is: 'changed',
    deal: { ...deal, version: deal.version + 1, answers: refreshed(deal.answers, now) },
    events,
    credit,
  };
}

export function event(kind: EventKind, from: Facts, to: Facts, reason = ''): DealEvent {
  return { kind, from, to, reason };
}

export function wrong(field: Field, problem: Problem): Refusal {
  return { is: 'refused', why: 'field', field, problem };
}

/** Parked deals come back first, closed ones are reopened first: null where the deal is live. */
export function notLive({ standing }: Deal): Refusal | null {
  if (standing.is === 'live') return null;
  return standing.is === 'parked' ? { is: 'refused', why: 'parked' } : { is: 'refused', why: 'not-live', standing };
}

/** What differs between two sides of a change, as history keeps it. */
export function differences(before: Facts, after: Facts): readonly [Facts, Facts] {
  const keys = Object.keys(after).filter((key) => before[key] !== after[key]);
  const only = (facts: Facts): Facts => Object.fromEntries(keys.map((key) => [key, facts[key] ?? null]));
  return [only(before), only(after)];
}
