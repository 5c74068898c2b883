import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dealProposal } from '../../src/db/schema.ts';
import { aDeal, aValue, money } from '../support/builders.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

const AMOUNT = 'Amount proposed (EUR)';
const AGREED = 'What was agreed';
const LINK = 'Link to the document';
const WHY = 'Why the price gives way';

describe('proposals and open points', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  const proposalsOf = async (company: string) => {
    const { id } = await floor.deal(company);
    return floor.db.query.dealProposal.findMany({ where: (proposal, { eq }) => eq(proposal.dealId, id) });
  };
  const ledgerOf = async (company: string) => {
    const { id } = await floor.deal(company);
    return floor.db.query.dealLedger.findMany({ where: (entry, { eq }) => eq(entry.dealId, id) });
  };

  test('what was agreed is put on record; what is missing is said in its field', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company: 'Acme', title: '', stage: 'propose', proposals: [] }));
    await ben.types('/deal acme');
    await ben.clicks('Proposal');
    await ben.fills({ [AMOUNT]: '12k', [AGREED]: '40 seats\nfor a year', [LINK]: 'http://docs.example/offer' });
    await ben.submits();
    expect(ben.modal()).toContain('! A link that begins with https://');
    expect(await proposalsOf('Acme')).toEqual([]);

    await ben.fills({ [LINK]: 'https://docs.example/offer_1' });
    await ben.submits();

    expect(ben.modal()).toContain('Proposal on record: €12,000.');
    expect(ben.modal()).toContain('[ Open the proposal ]');
    expect(await proposalsOf('Acme')).toMatchObject([
      { amount: 1_200_000, agreed: '40 seats\nfor a year', link: 'https://docs.example/offer_1' },
    ]);
    await ben.clicks('Open the proposal');
    expect(ben.modal()).toContain('Proposal on record: €12,000.');
  });

  test('a lower amount than the first proposal’s is a discount, with its rules', async () => {
    const ana = floor.person('ana');
    await floor.has('ana', aDeal({ company: 'Borealis', title: '', stage: 'negotiate' }));
    await ana.types('/deal borealis');
    await ana.clicks('Proposal');
    expect(ana.modal()).toContain('The first one: €10,000');

    await ana.fills({ [AMOUNT]: '9,500' });
    await ana.submits();
    expect(ana.modal()).toContain('! No value has been offered yet.');
    await ana.fills({ [WHY]: 'They sign today' });
    await ana.submits();

    expect(ana.modal()).toContain('the difference stands on the ledger as a discount');
    expect(await ledgerOf('Borealis')).toMatchObject([{ kind: 'discount', amount: 50_000, via: 'proposal' }]);
  });

  test('over the limit it is the manager’s to give; what the rep typed stays', async () => {
    const [chi, dana] = [floor.person('chi'), floor.person('dana')];
    await floor.has('chi', aDeal({ company: 'Caldera', title: '', stage: 'negotiate', ledger: [aValue()] }));
    await chi.types('/deal caldera');
    await chi.clicks('Proposal');
    await chi.fills({ [AMOUNT]: '8k', [WHY]: 'They insist' });
    await chi.submits();
    expect(chi.modal()).toContain('That would make €2,000 of discount on a first proposal of €10,000.');
    expect(await floor.deal('Caldera')).toMatchObject({ amount: 1_000_000 });
    await chi.closes();
    expect(chi.modal()).toContain('They insist');

    await dana.types('/deal caldera');
    await dana.clicks('Proposal');
    await dana.fills({ [AMOUNT]: '8k', [WHY]: 'A three-year term' });
    await dana.submits();

    expect(await floor.deal('Caldera')).toMatchObject({ amount: 800_000 });
    expect(await ledgerOf('Caldera')).toMatchObject([{ kind: 'value' }, { isOverLimit: true, isOwnYes: false }]);
  });

  test('a form sent twice records one proposal', async () => {
    const eva = floor.person('eva');
    await floor.has('eva', aDeal({ company: 'Elster', title: '', stage: 'propose', proposals: [] }));
    await eva.types('/deal elster');
    await eva.clicks('Proposal');
    await eva.fills({ [AMOUNT]: '10k', [AGREED]: 'All of it', [LINK]: 'https://docs.example/e' });

    const [first, second] = await eva.submits({ times: 2 });

    expect(second).toEqual(first);
    expect(await proposalsOf('Elster')).toHaveLength(1);
  });

  test('two proposals at once: the second is told of the first', async () => {
    const [dov, mori] = [floor.person('dov'), floor.person('mori')];
    await floor.has('dov', aDeal({ company: 'Falke', title: '', stage: 'negotiate' }));
    for (const person of [dov, mori]) {
      await person.types('/deal falke');
      await person.clicks('Proposal');
    }
    await mori.fills({ [AMOUNT]: '11k' });
    await mori.submits();
    await mori.closes();

    await dov.fills({ [AMOUNT]: '12k' });
    await dov.submits();

    expect(dov.modal()).toContain('Mori Tanaka for Dov Katz');
    expect(dov.modal()).toContain('proposal over €11,000');
    expect(await floor.deal('Falke')).toMatchObject({ amount: 1_100_000 });
    await dov.closes();
    expect(dov.modal()).toContain('12k');
  });

  test('open points are ticked and cleared, and the card says which', async () => {
    const tom = floor.person('tom');
    await floor.has('tom', aDeal({ company: 'Draht', title: '', stage: 'prove', amount: money(500_000) }));
    await tom.types('/deal draht');
    await tom.clicks('Open points');
    await tom.fills({ 'What is still open?': ['Price', 'Security or IT review'] });
    await tom.submits();
    expect(tom.modal()).toContain('To settle before a proposal: security or IT review.');
    expect(await floor.deal('Draht')).toMatchObject({ openPoints: ['price', 'security-review'] });

    await tom.clicks('Open points');
    await tom.fills({ 'What is still open?': [] });
    await tom.submits();

    expect(tom.modal()).toContain('Nothing is open any more.');
    expect(await floor.deal('Draht')).toMatchObject({ openPoints: [] });
  });

  test('a first proposal that is the second by now says so, as its form has no reason to give', async () => {
    const raj = floor.person('raj');
    await floor.has('raj', aDeal({ company: 'Grat', title: '', stage: 'propose', proposals: [] }));
    await raj.types('/deal grat');
    await raj.clicks('Proposal');
    const { id } = await floor.deal('Grat');
    const other = { number: 1, amount: money(1_000_000), agreed: 'Seats', link: 'https://docs.example/g', at: MONDAY };
    await floor.db.insert(dealProposal).values({ ...other, dealId: id, workspaceId: floor.workspace });

    await raj.fills({ [AMOUNT]: '9.5k', [AGREED]: 'Seats', [LINK]: 'https://docs.example/g2' });
    await raj.submits();

    expect(raj.modal()).toContain('No value has been offered yet.');
    expect(raj.modal()).toContain('Open the form anew');
    expect(await proposalsOf('Grat')).toHaveLength(1);
  });
});
