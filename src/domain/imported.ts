import type { DealId, PersonId } from './brand.ts';
import type { Day } from './calendar.ts';
import type { Contact, Deal, Qualified, Standing, Stint } from './deal.ts';
import { type DealEvent, event } from './decision.ts';
import type { Money } from './money.ts';
import type { Stage } from './stages.ts';

/** Where a CRM has a deal. `from` is null where its export does not say from which stage a deal was lost. */
export type Placed =
  | { readonly is: 'live'; readonly stage: Stage }
  | { readonly is: 'won'; readonly on: Day; readonly amount: Money }
  | { readonly is: 'lost'; readonly from: Stage | null; readonly on: Day };

/** What was odd about a line and kept as it was: for the report. */
const ODDITIES = [
  'no-company',
  'no-opening-day',
  'lost-for-0',
  'open-for-0',
  'lost-from-unknown',
  'shortened',
  'no-id',
] as const;
export type Oddity = (typeof ODDITIES)[number];

/** One opportunity as a CRM's export tells it, with people by their names. */
export type ImportedDeal = {
  /** Of the file, the header being on line 1. */
  readonly line: number;
  readonly externalId: string;
  readonly company: string;
  readonly title: string;
  readonly contact: Contact | null;
  readonly owner: string;
  readonly amount: Money | null;
  readonly expectedClose: Day | null;
  readonly opened: Day | null;
  /** Since when it is in the stage where it is. */
  readonly inStageSince: Day | null;
  readonly placed: Placed;
  /** The stage in the CRM's own words: where it has more stages than Sideline, history keeps which it was. */
  readonly crmStage: string;
  /** Why it was lost, in the CRM's words. */
  readonly lossNote: string;
  readonly oddities: readonly Oddity[];
};

/** One line of a file of people: on whose team somebody is. */
export type ImportedMember = {
  readonly line: number;
  readonly name: string;
  readonly manager: string | null;
  readonly team: string | null;
};

/** A first import places a deal where the CRM has it, gates not seen; `startOf` is of the workspace's zone. Product, section 3, From a CRM. */
export function dealImported(
  id: DealId,
  imported: ImportedDeal,
  { owner, now, startOf }: { readonly owner: PersonId; readonly now: Date; readonly startOf: (day: Day) => Date },
): { readonly deal: Deal; readonly event: DealEvent } {
  const { company, title, contact, amount, expectedClose, placed, externalId, crmStage } = imported;
  const openedAt = imported.opened === null ? null : startOf(imported.opened);
  const deal: Deal = {
    id,
    version: 1,
    company,
    title,
    contact,
    owner,
    amount,
    expectedClose,
    openedAt,
    externalId,
    owners: [{ person: owner, since: openedAt ?? now }],
    standing: standing(imported),
    areGatesUnseen: true,
    qualified: qualified(placed),
    answers: [],
    proofs: [],
    noProofWanted: '',
    badForContact: '',
    openPoints: [],
    proposals: [],
    ledger: [],
    stints: stints(imported, startOf),
  };
  const stage = placed.is === 'live' ? placed.stage : placed.is === 'lost' ? placed.from : null;
  return {
    deal,
    event: event('imported', {}, { company, title, amount, standing: placed.is, stage, crmStage, externalId }),
  };
}

function standing({ placed, lossNote }: ImportedDeal): Standing {
  if (placed.is !== 'lost') return placed;
  return { ...placed, loss: { reason: null, alternative: '', wrong: [], note: lossNote } };
}

/** A deal counts as sales-qualified if its furthest known stage was past Qualify. Product, section 6. */
function qualified(placed: Placed): Qualified | null {
  if (placed.is === 'lost' && placed.from === null) return { at: null, how: 'import-unsure' };
  const furthest = placed.is === 'live' ? placed.stage : placed.is === 'lost' ? placed.from : 'negotiate';
  return furthest === 'qualify' ? null : { at: null, how: 'import' };
}

/** Since when it is in its stage; a deal in the first one is there since it was opened, if nothing else is known. */
function stints({ placed, opened, inStageSince }: ImportedDeal, startOf: (day: Day) => Date): readonly Stint[] {
  if (placed.is !== 'live') return [];
  const since = inStageSince ?? (placed.stage === 'qualify' ? opened : null);
  const from = since === null ? null : startOf(since);
  return [{ stage: placed.stage, isParked: false, from, to: null }];
}

/** What a later export says otherwise than Sideline, which keeps what it has: differences are for people to look at. */
export type Difference = { readonly line: number; readonly company: string; readonly title: string } & (
  | { readonly what: 'standing'; readonly here: Deal['standing']; readonly file: Placed }
  | { readonly what: 'amount'; readonly here: Money | null; readonly file: Money }
  | { readonly what: 'company' | 'title' | 'expected close'; readonly here: string; readonly file: string }
  | { readonly what: 'owner'; readonly here: string; readonly file: string }
);

/** A deal as it stands, as far as an export could say otherwise. */
export type Comparable = Pick<Deal, 'company' | 'title' | 'amount' | 'expectedClose' | 'standing'> & {
  readonly owner: string;
  readonly isOwnedAsImported: boolean;
};

export function differences(here: Comparable, file: ImportedDeal): readonly Difference[] {
  const of = { line: file.line, company: here.company, title: here.title };
  const found: Difference[] = [];
  if (!isSamePlace(here.standing, file.placed)) {
    found.push({ ...of, what: 'standing', here: here.standing, file: file.placed });
  }
  // What was won or lost has its amount in where it stands; one that was left open in the file says nothing.
  if (file.placed.is === 'live' && here.standing.is !== 'won' && file.amount !== null && file.amount !== here.amount) {
    found.push({ ...of, what: 'amount', here: here.amount, file: file.amount });
  }
  if (!file.oddities.includes('no-company') && file.company !== here.company) {
    found.push({ ...of, what: 'company', here: here.company, file: file.company });
  }
  if (file.title !== '' && file.title !== here.title) {
    found.push({ ...of, what: 'title', here: here.title, file: file.title });
  }
  if (file.expectedClose !== null && file.expectedClose !== here.expectedClose) {
    found.push({ ...of, what: 'expected close', here: here.expectedClose ?? '–', file: file.expectedClose });
  }
  if (!here.isOwnedAsImported) found.push({ ...of, what: 'owner', here: here.owner, file: file.owner });
  return found;
}

/** A CRM knows nothing of parking, and often not from which stage a deal was lost. */
function isSamePlace(here: Standing, file: Placed): boolean {
  if (file.is === 'live') return (here.is === 'live' || here.is === 'parked') && here.stage === file.stage;
  if (file.is === 'won') return here.is === 'won' && here.on === file.on && here.amount === file.amount;
  return here.is === 'lost' && here.on === file.on;
}
