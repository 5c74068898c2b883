import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deal, person } from '../../src/db/schema.ts';
import { aDeal, aProof, day, daysLater, someAnswers } from '../support/builders.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

const WHICH = 'Which proof does the prospect want?';
const NONE = 'Or they want none: why, in their words?';

describe('proof', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  const proofsOf = async (company: string) => {
    const { id } = await floor.deal(company);
    return floor.db.query.dealProof.findMany({
      where: (proof, { eq }) => eq(proof.dealId, id),
      orderBy: (proof, { asc }) => asc(proof.number),
    });
  };

  test('what they want is asked for, delivered with its figures and link, and accepted by a click', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company: 'Acme', title: '', stage: 'prove' }));

    await ben.types('/deal acme');
    await ben.clicks('Record proof');
    await ben.fills({ [WHICH]: ['Demo', 'ROI calculation'], 'By when?': '2026-11-20' });
    await ben.submits();
    expect(ben.modal()).toContain('Asked for: Demo and ROI calculation.');
    await ben.clicks('Record proof');
    await ben.clicks('Change', { near: 'ROI calculation' });
    await ben.fills({
      'How does it stand?': 'Delivered',
      'What they gain a year (EUR)': '8k',
      'What it costs them (EUR)': '5k',
      Link: 'https://docs.example/roi_1',
    });
    await ben.submits();
    expect(ben.modal()).toContain('ROI calculation: delivered. Pays back in 7.5 months.');
    expect(ben.modal()).toContain('Does the calculation hold on your side?');
    await ben.clicks('Record proof');
    await ben.clicks('They accepted it');

    expect(ben.modal()).toContain('ROI calculation: accepted. Pays back in 7.5 months.');
    const [demo, roi] = await proofsOf('Acme');
    expect(demo).toMatchObject({ kind: 'demo', state: 'asked-for', due: day('2026-11-20') });
    expect(roi).toMatchObject({ state: 'accepted', cost: 500_000, yearlyGain: 800_000, due: day('2026-11-20') });
    expect(roi).toMatchObject({ link: 'https://docs.example/roi_1', ownerId: await floor.personId('ben') });
  });

  test('a note changes nothing else, not even an owner whom Slack does not know', async () => {
    const chi = floor.person('chi');
    const imported = await floor.db
      .insert(person)
      .values({ workspaceId: floor.workspace, name: 'Old Hand' })
      .returning();
    const roi = aProof({ kind: 'roi', state: 'delivered', owner: imported[0]?.id ?? null, due: day('2026-12-01') });
    await floor.has('chi', aDeal({ company: 'Caldera', title: '', stage: 'prove', proofs: [roi] }));

    await chi.types('/deal caldera');
    await chi.clicks('Record proof');
    expect(chi.modal()).toContain('Old Hand');
    await chi.clicks('Change');
    await chi.fills({ 'What did they say?': '<@U0BEN> *that* is our Tuesday\nexactly' });
    await chi.submits();

    expect(chi.modal()).toContain('ROI calculation: delivered.');
    const [kept] = await proofsOf('Caldera');
    expect(kept).toMatchObject({ state: 'delivered', due: day('2026-12-01'), ownerId: imported[0]?.id });
    expect(kept?.note).toBe('<@U0BEN> *that* is our Tuesday\nexactly');
  });

  test('one refused is answered by another in its place', async () => {
    const ana = floor.person('ana');
    await floor.has(
      'ana',
      aDeal({ company: 'Borealis', title: '', stage: 'prove', proofs: [aProof({ state: 'delivered' })] }),
    );

    await ana.types('/deal borealis');
    await ana.clicks('Record proof');
    await ana.clicks('Change');
    await ana.fills({ 'How does it stand?': 'Refused' });
    await ana.submits();
    expect(ana.modal()).toContain('Nothing is in its place yet.');
    await ana.clicks('Record proof');
    await ana.clicks('Ask for a proof');
    expect(ana.modal()).toContain('In place of');
    await ana.fills({ [WHICH]: ['Customer references', 'Something else'], 'Something else: what is it?': 'A pilot' });
    await ana.submits();

    expect(ana.modal()).toContain('Asked for: Customer references and A pilot.');
    const [refused, references, pilot] = await proofsOf('Borealis');
    expect(references?.inPlaceOf).toBe(refused?.id);
    expect(pilot).toMatchObject({ kind: 'other', wish: 'A pilot', inPlaceOf: refused?.id });
  });

  test('none wanted is an answer, in their words; a proof and none at once is asked back', async () => {
    const tom = floor.person('tom');
    await floor.has('tom', aDeal({ company: 'Draht', title: '', stage: 'prove' }));
    await tom.types('/deal draht');
    await tom.clicks('Record proof');
    await tom.submits();
    expect(tom.modal()).toContain('! Which one do they want? If they want none, write why below');

    await tom.fills({ [WHICH]: ['Demo'], [NONE]: 'We know you from Nordwind' });
    await tom.submits();
    expect(tom.modal()).toContain('! Either a proof that they want, or none: clear one of the two');
    await tom.fills({ [WHICH]: [] });
    await tom.submits();

    expect(tom.modal()).toContain('They want no proof: “We know you from Nordwind”');
    expect(await floor.deal('Draht')).toMatchObject({ version: 4, noProofWanted: 'We know you from Nordwind' });
    await tom.clicks('Record proof');
    await tom.clicks('Ask for a proof');
    await tom.fills({ [WHICH]: ['All of these'] });
    await tom.submits();
    expect(await floor.deal('Draht')).toMatchObject({ noProofWanted: '' });
    expect(await proofsOf('Draht')).toHaveLength(3);
  });

  test('a form sent twice asks for one proof', async () => {
    const eva = floor.person('eva');
    await floor.has('eva', aDeal({ company: 'Elster', title: '', stage: 'prove' }));

    await eva.types('/deal elster');
    await eva.clicks('Record proof');
    await eva.fills({ [WHICH]: ['Demo'] });
    const [first, second] = await eva.submits({ times: 2 });

    expect(second).toEqual(first);
    expect(await proofsOf('Elster')).toHaveLength(1);
  });

  test('a gate that is held by a delivered proof opens it by one click, and the form behind is still there', async () => {
    const dov = floor.person('dov');
    await floor.has(
      'dov',
      aDeal({
        company: 'Falke',
        title: '',
        stage: 'prove',
        proofs: [aProof({ state: 'delivered' })],
        answers: someAnswers({}, { at: daysLater(-3, MONDAY) }),
      }),
    );

    await dov.types('/advance falke');
    await dov.fills({
      'Price and terms aside, do they want to do this with us?': 'Yes, they said so',
      'In their words': 'let us start in May',
    });
    await dov.submits();
    expect(dov.modal()).toContain('Demo: delivered');
    await dov.clicks('They accepted it');
    expect(dov.modal()).toContain('Demo: accepted.');
    await dov.closes();
    expect(dov.modal()).toContain('let us start in May');
    await dov.submits();

    expect(await floor.deal('Falke')).toMatchObject({ stage: 'propose' });
  });

  test('somebody outside the company cannot see to a proof; two people on it do not overwrite each other', async () => {
    const [iris, mori] = [floor.person('iris'), floor.person('mori')];
    await floor.has('iris', aDeal({ company: 'Grat', title: '', stage: 'prove', proofs: [aProof()] }));
    await iris.types('/deal grat');
    await iris.clicks('Record proof');
    await iris.clicks('Change');
    await iris.fills({ 'Who sees to it?': 'gus', 'What did they say?': 'Send it on Friday' });
    await iris.submits();
    expect(iris.modal()).toContain('! Gus Hale is a guest here. Choose a full member');
    await mori.types('/deal grat');
    await mori.clicks('Record proof');
    await mori.clicks('Change');
    await mori.fills({ 'How does it stand?': 'Delivered' });
    await mori.submits();

    await iris.fills({ 'Who sees to it?': 'raj' });
    await iris.submits();

    expect(iris.modal()).toContain('Grat was changed while you had this open.');
    expect(iris.modal()).toContain('Demo delivered');
    const [proof] = await proofsOf('Grat');
    expect(proof).toMatchObject({ state: 'delivered', note: '' });
    await iris.closes();
    expect(iris.modal()).toContain('Send it on Friday');
  });

  test('whoever lost the deal meanwhile accepts nothing in it', async () => {
    const raj = floor.person('raj');
    const proofs = [aProof({ state: 'delivered' })];
    await floor.has('raj', aDeal({ company: 'Horn', title: '', stage: 'prove', proofs }));
    await raj.types('/deal horn');
    await raj.clicks('Record proof');
    const ownerId = await floor.personId('dov');
    await floor.db.update(deal).set({ ownerId }).where(eq(deal.company, 'Horn'));

    await raj.clicks('They accepted it');

    expect(raj.modal()).toContain('Horn is Dov Katz’s.');
    expect(await proofsOf('Horn')).toMatchObject([{ state: 'delivered' }]);
  });

  test('a click that arrives twice is one', async () => {
    const mori = floor.person('mori');
    const proofs = [aProof({ state: 'delivered' })];
    await floor.has('dov', aDeal({ company: 'Igel', title: '', stage: 'prove', proofs }));
    if (mori.hasModal()) await mori.closes({ all: true });
    await mori.types('/deal igel');
    await mori.clicks('Record proof');
    await mori.clicks('They accepted it');

    await mori.replays();

    expect(mori.modal()).toContain('Demo: accepted.');
    expect(await floor.deal('Igel')).toMatchObject({ version: 4 });
  });
});
