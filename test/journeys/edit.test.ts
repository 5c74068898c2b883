import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import { aDeal, day, money } from '../support/builders.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

describe('editing a deal', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  test('a rep corrects what a deal is, sees it on the card, and the history says from what to what', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company: 'Acme', title: '', contact: { name: 'Jo Park', role: '' } }));

    await ben.types('/deal acme');
    await ben.clicks('Edit');
    await ben.fills({ Company: 'Acme Foods', 'Amount (EUR)': '45k', 'Expected close': '2026-12-18' });
    await ben.submits();

    expect(ben.modal()).toContain('Acme Foods is saved.');
    expect(ben.modal()).toContain('€45,000 · closes 18 Dec · Ben Okafor · contact Jo Park');
    expect(ben.modal()).toContain('company from Acme to Acme Foods');
    expect(await floor.deal('Acme Foods')).toMatchObject({ amount: 4_500_000, expectedClose: day('2026-12-18') });
  });

  test('another contact has not answered anything yet; the same one, written right, has', async () => {
    const ana = floor.person('ana');
    const contact = { name: 'Jo Prak', role: '' };
    await floor.has('ana', aDeal({ company: 'Borealis', title: '', contact, stage: 'prove' }));

    await ana.types('/deal borealis');
    await ana.clicks('Edit');
    await ana.fills({ Contact: 'Jo Park', 'If the name changes': 'Still the same person, only written right' });
    await ana.submits();
    expect(ana.modal()).toContain('Borealis is saved.');
    expect(ana.modal()).not.toContain('to be asked again');
    await ana.clicks('Edit');
    await ana.fills({ Contact: 'Mia Stern' });
    await ana.submits();

    expect(ana.modal()).toContain('The contact is another person now, so the four questions are to be asked again.');
    expect(ana.modal()).toContain('Timing ↻ ask again');
  });

  test('what is wrong is said in its field, what was typed stays, and the corrected form goes through', async () => {
    const chi = floor.person('chi');
    await floor.has('chi', aDeal({ company: 'Caldera', title: '' }));

    await chi.types('/deal caldera');
    await chi.clicks('Edit');
    await chi.fills({ 'Amount (EUR)': '12.345', 'What they would buy': '<!channel> *seats*' });
    await chi.submits();
    expect(chi.modal()).toContain('! 12.345 could be thousands or decimals. Write 12,345 or 12.35');
    expect(chi.modal()).toContain('<!channel> *seats*');
    expect(await floor.deal('Caldera')).toMatchObject({ version: 1 });
    await chi.fills({ 'Amount (EUR)': '12,345' });
    await chi.submits();

    expect(chi.modal()).toContain('Caldera · <!channel> *seats* is saved.');
    expect(await floor.deal('Caldera')).toMatchObject({ version: 2, amount: 1_234_500, title: '<!channel> *seats*' });
  });

  test('once proposed, the amount is the proposal’s and not asked for here', async () => {
    const tom = floor.person('tom');
    await floor.has('tom', aDeal({ company: 'Draht', title: '', stage: 'negotiate' }));

    await tom.types('/deal draht');
    await tom.clicks('Edit');
    expect(tom.modal()).toContain('The amount is the proposal’s: €10,000. A new proposal or a discount changes it.');
    expect(tom.modal()).not.toContain('Amount (EUR)');
    await tom.fills({ 'What they would buy': 'Licences' });
    await tom.submits();

    expect(await floor.deal('Draht')).toMatchObject({ amount: 1_000_000, title: 'Licences' });
  });

  test('a form sent twice at once is one change, and says the same twice', async () => {
    const eva = floor.person('eva');
    await floor.has('eva', aDeal({ company: 'Elster', title: '' }));

    await eva.types('/deal elster');
    await eva.clicks('Edit');
    await eva.fills({ 'What they would buy': 'Seats' });
    const [first, second] = await eva.submits({ times: 2 });

    expect(second).toEqual(first);
    expect(await floor.deal('Elster')).toMatchObject({ version: 2 });
  });

  test('whoever saves second is told who changed what, and keeps what was typed', async () => {
    const [dov, mori] = [floor.person('dov'), floor.person('mori')];
    await floor.has('dov', aDeal({ company: 'Falke', title: '', amount: money(1_000_000) }));
    await dov.types('/deal falke');
    await dov.clicks('Edit');
    await mori.types('/deal falke');
    await mori.clicks('Edit');
    await mori.fills({ 'Amount (EUR)': '20k' });
    await mori.submits();
    await mori.closes();

    await dov.fills({ 'What they would buy': 'Everything' });
    await dov.submits();

    expect(dov.modal()).toContain('Falke was changed while you had this open.');
    expect(dov.modal()).toContain('Mori Tanaka for Dov Katz');
    expect(dov.modal()).toContain('amount from €10,000 to €20,000');
    expect(await floor.deal('Falke')).toMatchObject({ version: 2, amount: 2_000_000, title: '' });
    await dov.closes();
    expect(dov.modal()).toContain('Everything');
  });

  test('a card from before somebody else’s change shows how it stands, and opens nothing', async () => {
    const [iris, mori] = [floor.person('iris'), floor.person('mori')];
    await floor.has('iris', aDeal({ company: 'Grat', title: '' }));
    await iris.types('/deal grat');
    await mori.types('/deal grat');
    await mori.clicks('Edit');
    await mori.fills({ 'Amount (EUR)': '30k' });
    await mori.submits();

    await iris.clicks('Edit');

    expect(iris.hasModal()).toBe(false);
    expect(iris.sees()).toContain('Mori Tanaka for Iris Moreau');
    expect(iris.sees()).toContain('Here is how it stands now:');
    expect(iris.sees()).toContain('€30,000');
  });

  test('a rep who no longer has the deal changes nothing in it, whatever was left open', async () => {
    const raj = floor.person('raj');
    await floor.has('raj', aDeal({ company: 'Horn', title: '' }));
    await raj.types('/deal horn');
    await raj.clicks('Edit');
    await floor.db
      .update(table.deal)
      .set({ ownerId: await floor.personId('dov') })
      .where(eq(table.deal.company, 'Horn'));

    await raj.fills({ Company: 'Mine still' });
    await raj.submits();
    expect(raj.modal()).toContain('Horn is Dov Katz’s.');
    await raj.closes({ all: true });
    await raj.clicks('Edit');

    expect(raj.hasModal()).toBe(false);
    expect(raj.sees()).toContain('Horn is Dov Katz’s.');
    expect(raj.sees()).toContain('Read only');
    expect(await floor.deal('Horn')).toMatchObject({ version: 1 });
  });
});
