import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import { aDeal, aLoss, day, daysLater, money, someAnswers } from '../support/builders.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

describe('reopening and withdrawing', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  const lost = (company: string) =>
    aDeal({
      company,
      title: '',
      stage: 'prove',
      standing: { is: 'lost', from: 'prove', on: day('2026-11-10'), loss: aLoss() },
    });

  test('the manager reopens a lost deal into the stage it was lost from, with a reason', async () => {
    const [ben, dana] = [floor.person('ben'), floor.person('dana')];
    await floor.has('ben', lost('Acme'));
    await ben.types('/deal acme');
    expect(ben.sees()).not.toContain('[ Reopen ]');
    await dana.types('/deal acme');
    await dana.clicks('Reopen');
    await dana.fills({ 'Why?': 'They called again' });
    const [first, second] = await dana.submits({ times: 2 });

    expect(second).toEqual(first);
    expect(dana.modal()).toContain('Acme is live again, in Prove.');
    expect(dana.modal()).toContain('Ben Okafor has 1 of 20 places taken.');
    expect(await floor.deal('Acme')).toMatchObject({ standing: 'live', stage: 'prove' });
  });

  test('a win of this quarter is taken back in it', async () => {
    const [ana, dana] = [floor.person('ana'), floor.person('dana')];
    const at = daysLater(-3, MONDAY);
    await floor.has(
      'ana',
      aDeal({
        company: 'Borealis',
        title: '',
        stage: 'negotiate',
        openedAt: daysLater(-40, MONDAY),
        answers: someAnswers({}, { at }),
      }),
    );
    await ana.types('/advance borealis');
    await ana.submits();
    expect(ana.modal()).toContain('Borealis is won, at €10,000.');
    if (dana.hasModal()) await dana.closes({ all: true });
    await dana.types('/deal borealis');
    await dana.clicks('Reopen');
    expect(dana.modal()).toContain('The €10,000 won with it is taken back');
    await dana.fills({ 'Why?': 'The signature was withdrawn' });
    await dana.submits();

    expect(dana.modal()).toContain('Borealis is live again, in Negotiate.');
    const { id } = await floor.deal('Borealis');
    const credits = await floor.db.select().from(table.credit).where(eq(table.credit.dealId, id));
    expect(credits.map(({ amount }) => amount)).toEqual([money(1_000_000), money(-1_000_000)]);
  });

  test('two reopen at once: the second is told, and nothing happens twice', async () => {
    const [dana, ada] = [floor.person('dana'), floor.person('ada')];
    await floor.has('chi', lost('Caldera'));
    for (const person of [dana, ada]) {
      if (person.hasModal()) await person.closes({ all: true });
      await person.types('/deal caldera');
      await person.clicks('Reopen');
    }
    await dana.fills({ 'Why?': 'They called' });
    await dana.submits();
    await ada.fills({ 'Why?': 'They wrote' });
    await ada.submits();

    expect(ada.modal()).toContain('Dana Whitlock for Chi Nguyen');
    expect(ada.modal()).toContain('reopened into Prove');
    expect(await floor.deal('Caldera')).toMatchObject({ version: 4 });
    await ada.closes();
    expect(ada.modal()).toContain('They wrote');
  });

  test('a deal opened by mistake is withdrawn within the day; an hour too late it is not', async () => {
    const tom = floor.person('tom');
    const fresh = { title: '', openedAt: daysLater(-0.5, MONDAY), stage: 'qualify' } as const;
    await floor.has('tom', aDeal({ ...fresh, company: 'Draht' }), aDeal({ ...fresh, company: 'Falke' }));
    await tom.types('/deal draht');
    await tom.clicks('Withdraw');
    expect(tom.sees()).toContain('Draht is withdrawn. It counts nowhere, and its place is free.');
    expect(await floor.deal('Draht')).toMatchObject({ standing: 'withdrawn' });
    await tom.types('/deal falke');
    floor.slack.clock.moveTo(daysLater(0.6, MONDAY));
    await tom.clicks('Withdraw');

    expect(tom.sees()).toContain('Falke is older than 24 hours, so it counts. Lose it instead, and say why.');
    expect(await floor.deal('Falke')).toMatchObject({ standing: 'live' });
  });

  test('a withdrawal clicked twice is one', async () => {
    const eva = floor.person('eva');
    await floor.has('eva', aDeal({ company: 'Elster', title: '', openedAt: floor.slack.clock.now() }));
    await eva.types('/deal elster');
    await eva.clicks('Withdraw');

    await eva.replays();

    expect(await floor.deal('Elster')).toMatchObject({ standing: 'withdrawn', version: 2 });
  });
});
