import { folded } from '../domain/text.ts';

export const DEAL_FIELDS = [
  'id',
  'company',
  'title',
  'owner',
  'stage',
  'status',
  'is-won',
  'is-closed',
  'opened',
  'in-stage-since',
  'closed',
  'won-on',
  'lost-on',
  'expected-close',
  'amount',
  'currency',
  'contact',
  'contact-role',
  'loss-note',
] as const;
export type DealField = (typeof DEAL_FIELDS)[number];

export const PEOPLE_FIELDS = ['name', 'manager', 'team', 'region'] as const;
export type PeopleField = (typeof PEOPLE_FIELDS)[number];

type Names<F extends string> = { readonly [Field in F]: string };

/**
 * How exports of HubSpot, Pipedrive, Salesforce and others name what a deal has, the likelier first; compared without
 * case, spaces and signs. Account ids are left out: they tell nobody which company it is.
 */
export const DEAL_COLUMNS: Names<DealField> = {
  id: 'opportunity id, deal id, deal - id, record id, record id - deal, external id, crm id, deal number, id',
  company:
    'company, company name, account, account name, organization, organisation, organization name, deal - organization, associated company, primary associated company, associated company (primary), client, client name, customer, customer name',
  title:
    'title, deal title, deal - title, deal name, opportunity name, opportunity title, opportunity, name, product, product name',
  owner:
    'sales agent, owner, owner name, deal owner, deal - owner, opportunity owner, sales rep, sales person, salesperson, rep, agent, assigned to, owner id',
  stage: 'deal stage, deal - stage, stage, stage name, opportunity stage, sales stage, pipeline stage',
  status: 'deal status, deal - status, status, opportunity status',
  'is-won': 'is won, is closed won, won',
  'is-closed': 'is closed, closed',
  opened:
    'engage date, create date, created date, created, created at, created on, date created, deal - deal created, deal created, opened, opened on, open date, start date, add time',
  'in-stage-since':
    'deal - last stage change, last stage change, last stage change date, date entered current stage, stage since',
  closed:
    'close date, closed date, closed on, closed at, date closed, actual close date, deal - deal closed on, close time',
  'won-on': 'deal - won time, won time, won date, won on',
  'lost-on': 'deal - lost time, lost time, lost date, lost on',
  'expected-close':
    'expected close date, expected close, deal - expected close date, estimated close date, forecast close date',
  amount: 'close value, amount, deal amount, deal - value, deal value, opportunity amount, value',
  currency: 'currency, currency code, currency iso code, deal currency, deal - currency of value, deal currency code',
  contact: 'contact, contact name, deal - contact person, contact person, primary contact, associated contact',
  'contact-role': 'contact role, contact title, contact job title',
  'loss-note': 'lost reason, loss reason, deal - lost reason, closed lost reason, reason lost',
};

export const PEOPLE_COLUMNS: Names<PeopleField> = {
  name: 'sales agent, name, full name, person, sales rep, sales person, salesperson, rep, agent, user, user name, owner',
  manager: 'manager, manager name, sales manager, reports to, team lead',
  team: 'team, team name, sales team',
  region: 'regional office, region, office, territory',
};

/** Which column a field is read from, by its place in the header. */
export type Columns<F extends string> = ReadonlyMap<F, number>;

export type ColumnsRead<F extends string> =
  | { readonly is: 'read'; readonly columns: Columns<F> }
  | { readonly is: 'wrong'; readonly why: string };

/** Columns as told (field → header), all others by their names. One that was told and is not there is not made up for. */
export function columnsOf<F extends string>(
  header: readonly string[],
  names: Names<F>,
  told: ReadonlyMap<F, string>,
): ColumnsRead<F> {
  const keys = header.map(key);
  const columns = new Map<F, number>();
  for (const [field, asked] of told) {
    const at = header.includes(asked) ? header.indexOf(asked) : keys.indexOf(key(asked));
    if (at === -1) return { is: 'wrong', why: `has no column "${asked}" (for ${field}). It has: ${header.join(', ')}` };
    columns.set(field, at);
  }
  const taken = new Set(columns.values());
  for (const field of Object.keys(names) as F[]) {
    if (columns.has(field)) continue;
    const at = names[field]
      .split(',')
      .map((name) => keys.indexOf(key(name)))
      .find((index) => index !== -1 && !taken.has(index));
    if (at === undefined) continue;
    columns.set(field, at);
    taken.add(at);
  }
  return { is: 'read', columns };
}

/** Letters and digits only: `Deal - Won time`, `deal_won_time` and `DealWonTime` are one name. */
function key(name: string): string {
  return folded(name).replace(/[^\p{L}\p{N}]+/gu, '');
}
