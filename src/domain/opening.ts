import type { DealId, PersonId } from './brand.ts';
import type { Day } from './calendar.ts';
import type { Contact, Deal } from './deal.ts';
import { type DealEvent, event } from './decision.ts';
import type { Money } from './money.ts';

export type Opening = {
  readonly company: string;
  readonly title: string;
  readonly contact: Contact | null;
  readonly amount: Money | null;
  readonly expectedClose: Day | null;
  readonly owner: PersonId;
};

/** A new deal in Qualify, with nothing asked yet. It opens however many places are taken: the coach asks afterwards. */
export function opened(id: DealId, typed: Opening, now: Date): { deal: Deal; events: readonly DealEvent[] } {
  const { owner, contact, ...rest } = typed;
  const deal: Deal = {
    ...rest,
    id,
    contact,
    owner,
    version: 1,
    owners: [{ person: owner, since: now }],
    openedAt: now,
    standing: { is: 'live', stage: 'qualify' },
    areGatesUnseen: false,
    qualified: null,
    answers: [],
    proofs: [],
    noProofWanted: '',
    badForContact: '',
    openPoints: [],
    proposals: [],
    ledger: [],
    stints: [{ stage: 'qualify', isParked: false, from: now, to: null }],
    externalId: null,
  };
  const facts = { ...rest, contact: contact?.name ?? '', owner, stage: 'qualify' };
  return { deal, events: [event('opened', {}, facts)] };
}
