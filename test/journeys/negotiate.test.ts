import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDeal, aValue } from '../support/builders.ts';
import type { PersonDriver } from '../support/person.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

const GIVE = 'How much do we give (EUR, or %)?';

describe('asks and counters', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  const ledgerOf = async (company: string) => {
    const { id } = await floor.deal(company);
    return floor.db.query.dealLedger.findMany({
      where: (entry, { eq }) => eq(entry.dealId, id),
      orderBy: (entry, { asc }) => asc(entry.number),
    });
  };
  const opens = async (person: PersonDriver, company: string, choice: string): Promise<void> => {
    if (person.hasModal()) await person.closes({ all: true });
    await person.types(`/deal ${company}`);
    await person.clicks('Ask or counter');
    await person.clicks(choice);
  };

  test('a discount asked is countered by value first, then by a part of it; the ledger adds up', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company: 'Acme', title: '', stage: 'negotiate' }));
    await opens(ben, 'acme', 'Discount asked');
    await ben.fills({ 'How much off, in %?': '0' });
    await ben.submits();
    expect(ben.modal()).toContain('! A share such as 7.5, above 0 and at most 100');
    await ben.fills({ 'How much off, in %?': '15', 'In their words': 'the other one is *cheaper*' });
    await ben.submits();
    expect(ben.modal()).toContain('They ask for 15 % off: €1,500 of the first proposal.');
    expect(ben.modal()).toContain('Offer value first');

    await ben.clicks('Ask or counter');
    await ben.clicks('Offer value');
    await ben.fills({ 'What do we offer?': 'Onboarding', 'In a few words': 'Two days on site' });
    await ben.submits();
    expect(ben.modal()).toContain('Offered: onboarding.');
    await ben.clicks('Ask or counter');
    await ben.clicks('Give discount');
    await ben.fills({ [GIVE]: '5 %' });
    await ben.submits();

    expect(ben.modal()).toContain('€500 given.');
    expect(ben.modal()).toContain('asked €1,500 · countered with value once · given €500 · avoided €1,000');
    expect(await floor.deal('Acme')).toMatchObject({ amount: 950_000 });
    expect(await ledgerOf('Acme')).toMatchObject([
      { kind: 'asked-discount', basisPoints: 1_500, words: 'the other one is *cheaper*' },
      { kind: 'value', value: 'onboarding' },
      { kind: 'discount', amount: 50_000, via: 'counter' },
    ]);
  });

  test('a discount before any value needs a reason, and a bare number is asked back', async () => {
    const ana = floor.person('ana');
    await floor.has('ana', aDeal({ company: 'Borealis', title: '', stage: 'negotiate' }));
    await opens(ana, 'borealis', 'Give discount');
    await ana.fills({ [GIVE]: '5' });
    await ana.submits();
    expect(ana.modal()).toContain('! 5 could be a share or an amount. Write 5 % or €5');

    await ana.fills({ [GIVE]: '250' });
    await ana.submits();
    expect(ana.modal()).toContain('! No value has been offered yet.');
    expect(await ledgerOf('Borealis')).toEqual([]);
    await ana.fills({ 'Why?': 'They sign today' });
    await ana.submits();

    expect(ana.modal()).toContain('€250 given.');
    expect(await floor.deal('Borealis')).toMatchObject({ amount: 975_000 });
  });

  test('over the limit a rep is refused and keeps the form; the manager gives it, with a reason', async () => {
    const [chi, dana] = [floor.person('chi'), floor.person('dana')];
    await floor.has('chi', aDeal({ company: 'Caldera', title: '', stage: 'negotiate', ledger: [aValue()] }));
    await opens(chi, 'caldera', 'Give discount');
    await chi.fills({ [GIVE]: '10.01 %' });
    await chi.submits();
    expect(chi.modal()).toContain('The limit is 10 %. Beyond it the discount is your manager’s to give');
    expect(await floor.deal('Caldera')).toMatchObject({ version: 5, amount: 1_000_000 });
    await chi.closes();
    expect(chi.modal()).toContain('10.01 %');

    await opens(dana, 'caldera', 'Give discount');
    await dana.fills({ [GIVE]: '1.5k' });
    await dana.submits();
    expect(dana.modal()).toContain('! This goes over the discount limit. Say why');
    await dana.fills({ 'Why?': 'A reference in return' });
    await dana.submits();

    expect(dana.modal()).toContain('€1,500 given, over the limit.');
    expect(await floor.deal('Caldera')).toMatchObject({ amount: 850_000 });
  });

  test('on a deal of their own a manager over the limit is sent to another', async () => {
    const dana = floor.person('dana');
    await floor.has('dana', aDeal({ company: 'Draht', title: '', stage: 'negotiate', ledger: [aValue()] }));

    await opens(dana, 'draht', 'Give discount');
    await dana.fills({ [GIVE]: '20 %', 'Why?': 'Because' });
    await dana.submits();

    expect(dana.modal()).toContain('the yes is somebody else’s to give: ask Ada Petrov');
    expect(await floor.deal('Draht')).toMatchObject({ amount: 1_000_000 });
  });

  test('terms and other asks are kept in their words; a form sent twice is one line', async () => {
    const eva = floor.person('eva');
    await floor.has('eva', aDeal({ company: 'Elster', title: '', stage: 'negotiate' }));
    await opens(eva, 'elster', 'Term asked');
    await eva.fills({ 'What do they ask?': '\u200B \u2060' });
    await eva.submits();
    expect(eva.modal()).toContain('! What do they ask? One line is enough');
    await eva.fills({ 'What do they ask?': '60 days <@U0BEN>' });

    const [first, second] = await eva.submits({ times: 2 });

    expect(second).toEqual(first);
    expect(await ledgerOf('Elster')).toMatchObject([{ kind: 'asked-term', words: '60 days <@U0BEN>' }]);
  });

  test('two on one deal: the second is told of the first, and the whole amount is never given away', async () => {
    const [dov, mori] = [floor.person('dov'), floor.person('mori')];
    await floor.has('dov', aDeal({ company: 'Falke', title: '', stage: 'negotiate', ledger: [aValue()] }));
    await opens(dov, 'falke', 'Give discount');
    await opens(mori, 'falke', 'Give discount');
    await mori.fills({ [GIVE]: '10k', 'Why?': 'All of it' });
    await mori.submits();
    expect(mori.modal()).toContain('! That is the whole amount, or more than it');
    await mori.fills({ [GIVE]: '300' });
    await mori.submits();

    await dov.fills({ [GIVE]: '400' });
    await dov.submits();

    expect(dov.modal()).toContain('Mori Tanaka for Dov Katz');
    expect(dov.modal()).toContain('discount of €300');
    expect(await floor.deal('Falke')).toMatchObject({ amount: 970_000 });
  });
});
