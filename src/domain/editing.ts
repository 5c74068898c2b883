import type { Day } from './calendar.ts';
import type { Contact, Deal } from './deal.ts';
import { changed, type Decision, differences, event, type Facts, type Scene, wrong } from './decision.ts';
import type { Money } from './money.ts';
import { askedOfAnother } from './qualification.ts';

export type Edit = {
  readonly company: string;
  readonly title: string;
  readonly contact: Contact | null;
  /** The name was only written wrong: nobody has to be asked again. */
  readonly isSamePerson: boolean;
  readonly amount: Money | null;
  readonly expectedClose: Day | null;
};

/** What a deal is, not where it stands. Another contact makes the answers stale; a proposed amount is not edited away. */
export function edit(deal: Deal, typed: Edit, scene: Scene): Decision {
  if (deal.standing.is !== 'live' && deal.standing.is !== 'parked')
    return { is: 'refused', why: 'not-live', standing: deal.standing };
  if (typed.company === '') return wrong('company', 'missing');
  if (deal.proposals.length > 0 && typed.amount !== deal.amount) return { is: 'refused', why: 'amount-is-proposed' };
  const [from, to] = differences(editable(deal), editable(typed));
  const events = Object.keys(to).length > 0 ? [event('edited', from, to)] : [];
  const isAnother = isAnotherContact(deal.contact, typed);
  if (isAnother)
    events.push(
      event('contact-changed', { contact: deal.contact?.name ?? '' }, { contact: typed.contact?.name ?? '' }),
    );
  const { company, title, contact, amount, expectedClose } = typed;
  const answers = isAnother ? askedOfAnother(deal.answers) : deal.answers;
  return changed({ ...deal, company, title, contact, amount, expectedClose, answers }, events, scene);
}

/** Nobody at all is another one too, so that a name taken out and another put in does not pass for the same person. */
function isAnotherContact(before: Contact | null, { contact, isSamePerson }: Edit): boolean {
  if (before === null) return false;
  return contact === null || (contact.name !== before.name && !isSamePerson);
}

function editable({ company, title, contact, amount, expectedClose }: Omit<Edit, 'isSamePerson'>): Facts {
  return { company, title, contact: contact?.name ?? '', role: contact?.role ?? '', amount, expectedClose };
}
