import { sql } from 'drizzle-orm';
import type { Db } from '../../src/db/connect.ts';
import type { Deal } from '../../src/domain/deal.ts';
import { textAt } from '../../src/playground/json.ts';
import { ids } from '../../src/views/ids.ts';
import { aDeal, aProof, day, daysLater, money } from './builders.ts';
import { buttonsIn, type Forger, type Form, type Press } from './forger.ts';
import type { Floor } from './sales-floor.ts';

type Says = Partial<Deal> & { readonly stage?: 'qualify' | 'prove' | 'propose' | 'negotiate' };

/** Deals of Ben's, between them with every button that a card can have. */
const DEALS: { readonly [company: string]: (now: Date) => Says } = {
  Quarry: (now) => ({ stage: 'qualify', openedAt: daysLater(0, now) }),
  Prism: () => ({ stage: 'prove', proofs: [aProof({ state: 'delivered' })] }),
  Poplar: () => ({ stage: 'propose' }),
  Nettle: () => ({ stage: 'negotiate' }),
  Parrot: () => ({ standing: { is: 'parked', stage: 'prove', until: day('2099-01-01') } }),
  Willow: () => ({ standing: { is: 'won', on: day('2026-03-01'), amount: money(1_000_000) } }),
};
export const COMPANIES: readonly string[] = Object.keys(DEALS);

/** They change the deal with one click. */
const ONE_CLICK: readonly string[] = [ids.bringBack, ids.withdrawDeal, ids.proofAccepted];

export type Found = {
  /** By company. */
  readonly buttons: ReadonlyMap<string, readonly Press[]>;
  /** By company and callback_id. */
  readonly forms: ReadonlyMap<string, Form>;
};

/** What Ben's manager can press on the cards of his deals, and the forms that open then. */
export async function everyButton(floor: Floor, forger: Forger): Promise<Found> {
  const buttons = new Map<string, readonly Press[]>();
  const forms = new Map<string, Form>();
  const now = floor.slack.clock.now();
  for (const [company, says] of Object.entries(DEALS))
    await floor.has('ben', aDeal({ company, title: '', ...says(now) }));
  for (const each of ['dana', 'ana', 'dov', 'ben', 'mori']) await floor.personId(each);
  for (const company of COMPANIES) {
    const dana = floor.person('dana');
    await dana.types(`/deal ${company}`);
    const pressable = buttonsIn(dana.lastMessage().blocks);
    buttons.set(company, pressable);
    for (const press of pressable.filter(({ actionId }) => !ONE_CLICK.includes(actionId))) {
      await forger.press('dana', press);
      for (const form of await closedForms(floor, 'dana')) forms.set(`${company}: ${form.callbackId}`, form);
    }
  }
  return { buttons, forms };
}

async function closedForms(floor: Floor, handle: string): Promise<readonly Form[]> {
  const person = floor.person(handle);
  const forms: Form[] = [];
  while (person.hasModal()) {
    const { body, state } = person.view();
    const [callbackId, metadata] = [textAt(body, 'callback_id'), textAt(body, 'private_metadata')];
    if (body.submit !== undefined) forms.push({ callbackId, metadata, values: state });
    await person.closes();
  }
  return forms;
}

const TABLES = [
  ...['deal', 'deal_answer', 'deal_proof', 'deal_proposal', 'deal_ledger', 'deal_stint', 'deal_owner', 'deal_event'],
  ...['credit', 'interaction', 'person', 'team', 'membership', 'workspace', 'setup_event'],
];

/** Every row there is, to tell whether anything was written. */
export async function stored(db: Db): Promise<string> {
  const all = await Promise.all(
    TABLES.map((name) =>
      db.execute(sql`select coalesce(json_agg(t order by t::text)::text, '') as rows from ${sql.identifier(name)} t`),
    ),
  );
  return JSON.stringify(all.map(({ rows }) => rows));
}
