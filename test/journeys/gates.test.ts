import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import type { Deal } from '../../src/domain/deal.ts';
import { aDeal, aProof, aProposal, day, money, someAnswers } from '../support/builders.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

const GO = 'Price and terms aside, do they want to do this with us?';

describe('the gates after the first', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());
  afterEach(async () => {
    for (const each of ['ben', 'dana', 'ada']) while (floor.person(each).hasModal()) await floor.person(each).closes();
  });

  const said = { idleSince: MONDAY, at: MONDAY };
  const asked = someAnswers({ timing: said, decision: said, price: said, alternatives: said });
  const atStage = (company: string, but: Parameters<typeof aDeal>[0]): Deal =>
    aDeal({ company, title: '', openedAt: MONDAY, answers: asked, ...but });

  test('proof delivered and not accepted holds the deal in Prove, and one click says that they accepted it', async () => {
    const ben = floor.person('ben');
    await floor.has(
      'ben',
      atStage('Acme Foods', { stage: 'prove', proofs: [aProof({ kind: 'roi', state: 'delivered', since: MONDAY })] }),
    );
    await ben.types('/advance acme');
    await ben.fills({ [GO]: 'Yes, they said so' });

    await ben.submits();

    expect(ben.modal()).toContain('Acme Foods stays in Prove');
    expect(ben.modal()).toContain('ROI calculation: delivered 16 Nov, not accepted');
    expect(ben.modal()).toContain('Does the calculation hold on your side?');
    expect(await floor.deal('Acme Foods')).toMatchObject({ stage: 'prove' });

    await ben.clicks('They accepted it');
    await ben.closes();
    await ben.submits();

    expect(ben.modal()).toContain('Acme Foods is in Propose.');
  });

  test('a deal that is no longer a go does not reach Propose', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', atStage('Borealis', { stage: 'prove', proofs: [aProof({ state: 'accepted' })] }));
    await ben.types('/advance borealis');
    await ben.fills({ [GO]: 'No, or not yet' });

    await ben.submits();

    expect(ben.modal()).toContain('Still a go: they said no, or not yet');
    expect(await floor.deal('Borealis')).toMatchObject({ stage: 'prove' });
  });

  test('the proposal is recorded at the gate to Negotiate, which holds while something besides price is open', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', atStage('Hallmark', { stage: 'propose' }));
    await ben.types('/advance hallmark');
    await ben.fills({
      'Amount proposed (EUR)': '45k',
      'What was agreed': 'Two sites from March',
      'Link to the document': 'https://docs.example.com/hallmark',
      'What is still open?': ['Price', 'Security or IT review'],
    });
    await ben.submits();
    expect(ben.modal()).toContain('Security or IT review is still open');
    await ben.closes();
    await ben.fills({ 'What is still open?': ['Price'] });

    await ben.submits();

    expect(ben.modal()).toContain('Hallmark is in Negotiate.');
    expect(await floor.deal('Hallmark')).toMatchObject({
      stage: 'negotiate',
      amount: 4_500_000,
      openPoints: ['price'],
    });
  });

  const negotiating = (company: string): Deal =>
    atStage(company, {
      stage: 'negotiate',
      amount: money(10_000_00),
      proposals: [aProposal({ amount: money(10_000_00) })],
    });

  test('a win needs nothing open, and is credited to the owner and the team of its closing day', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', negotiating('Caldera'));
    await ben.types('/advance caldera');

    await ben.submits();

    expect(ben.modal()).toContain('Caldera is won, at €10,000.');
    const { id } = await floor.deal('Caldera');
    const credits = await floor.db.select().from(table.credit).where(eq(table.credit.dealId, id));
    expect(credits).toMatchObject([
      {
        amount: 1_000_000,
        creditedOn: '2026-11-16',
        teamId: floor.teamId('West'),
        personId: await floor.personId('ben'),
      },
    ]);
  });

  test('a lower final amount is a discount: before any value it needs a reason, over the limit it is the manager’s', async () => {
    const [ben, dana] = [floor.person('ben'), floor.person('dana')];
    await floor.has('ben', negotiating('Osprey'));
    await ben.types('/advance osprey');
    await ben.fills({ 'Final amount (EUR)': '9,500' });
    await ben.submits();
    expect(ben.modal()).toContain('No value has been offered yet');
    await ben.fills({ 'Final amount (EUR)': '8,900', Reason: 'year end' });
    await ben.submits();
    expect(ben.modal()).toContain('The limit is 10 %.');
    expect(await floor.deal('Osprey')).toMatchObject({ standing: 'live', amount: 1_000_000 });

    await dana.types('/advance osprey');
    await dana.fills({ 'Final amount (EUR)': '8,900', Reason: 'three sites follow' });
    await dana.submits();

    expect(dana.modal()).toContain('Osprey is won, at €8,900.');
  });

  test('a win into an ended quarter is entered by the manager, with a reason', async () => {
    const [ben, dana] = [floor.person('ben'), floor.person('dana')];
    const opened = new Date('2026-08-01T10:00:00Z');
    await floor.has('ben', { ...negotiating('Lindqvist'), openedAt: opened });
    await ben.types('/advance lindqvist');
    await ben.fills({ 'Closing day': '2026-09-29' });
    await ben.submits();
    expect(ben.modal()).toContain('That quarter has ended.');

    await dana.types('/advance lindqvist');
    await dana.fills({ 'Closing day': '2026-09-29', Reason: 'signed in time, entered late' });
    await dana.submits();

    expect(await floor.deal('Lindqvist')).toMatchObject({ standing: 'won', closedOn: '2026-09-29' });
  });

  test('a closing day in the future, or before the opening, is said in its field', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', negotiating('Nordwind'));
    await ben.types('/advance nordwind');

    await ben.fills({ 'Closing day': '2026-11-17' });
    await ben.submits();
    expect(ben.modal()).toContain('A closing day cannot be in the future');
    await ben.fills({ 'Closing day': '2026-11-15' });
    await ben.submits();

    expect(ben.modal()).toContain('The deal was opened after that day');
  });

  test('a lost deal says to what, and which answer had been wrong', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', atStage('Kestrel', { stage: 'prove' }));
    await ben.types('/deal kestrel');
    await ben.clicks('Lost');
    await ben.fills({ 'To what did it go?': 'An alternative' });
    await ben.submits();
    expect(ben.modal()).toContain('Which one, or what happened?');
    await ben.fills({
      'Which alternative?': 'They build it',
      'Which answers turned out wrong?': ['Alternatives – We are in the running: they said so'],
    });

    await ben.submits();

    expect(await floor.deal('Kestrel')).toMatchObject({
      standing: 'lost',
      stage: 'prove',
      lossReason: 'alternative',
      lossAlternative: 'They build it',
      lossWrong: ['alternatives'],
    });
  });

  test('a question never asked cannot have turned out wrong, and a closed deal is told as closed', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company: 'Nocturne', title: '' }));
    await ben.types('/deal nocturne');
    await ben.clicks('Lost');
    expect(ben.modal()).not.toContain('Which answers turned out wrong?');
    await ben.fills({ 'To what did it go?': 'No decision' });
    await ben.submits();
    expect(await floor.deal('Nocturne')).toMatchObject({ standing: 'lost' });
    await ben.closes();

    await ben.types('/advance nocturne');

    expect(ben.sees()).toContain('Nocturne was lost on 16 Nov.');
  });

  test('a parked deal comes back on its day, and Timing is then asked again', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', atStage('Delphi', { stage: 'prove' }));
    await ben.types('/deal delphi');
    await ben.clicks('Park');
    await ben.fills({ Until: '2026-11-16' });
    await ben.submits();
    expect(ben.modal()).toContain('A day after today, please');
    await ben.fills({ Until: '2026-11-18' });
    await ben.submits();
    expect(await floor.deal('Delphi')).toMatchObject({ standing: 'parked', parkedUntil: day('2026-11-18') });
    await ben.closes();
    await ben.types('/advance delphi');
    expect(ben.sees()).toContain('Delphi is parked.');

    floor.slack.clock.moveTo(new Date('2026-11-18T09:00:00Z'));
    await ben.types('/deal delphi');

    expect(ben.sees()).toContain('Timing ○ not asked yet');
    expect(ben.sees()).not.toContain('Parked until');
  });
});
