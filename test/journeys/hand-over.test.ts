import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as table from '../../src/db/schema.ts';
import { aDeal } from '../support/builders.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

const WHO = 'Who takes it over?';

describe('handing a deal over', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  test('the manager gives it to another rep, with a reason, and hears how full that one’s places are', async () => {
    const [dana, ben] = [floor.person('dana'), floor.person('ben')];
    await floor.has('ben', aDeal({ company: 'Acme', title: '' }));
    await floor.has('ana', aDeal({ company: 'Ana’s own', title: '' }));
    await ben.types('/deal acme');
    await ben.clicks('Edit');
    await dana.types('/deal acme');
    await dana.clicks('Hand over');
    expect(dana.modal()).toContain('It is Ben Okafor’s now.');
    await dana.fills({ [WHO]: 'ben', 'Why?': 'Parental leave' });
    await dana.submits();
    expect(dana.modal()).toContain('! It is theirs already. Choose somebody else');
    await dana.fills({ [WHO]: 'ana' });
    const [first, second] = await dana.submits({ times: 2 });

    expect(second).toEqual(first);
    expect(dana.modal()).toContain('Acme is Ana Silva’s now.');
    expect(dana.modal()).toContain('Ana Silva has 2 of 20 places taken.');
    expect(dana.modal()).toContain(
      'Dana Whitlock for Ben Okafor: handed over from Ben Okafor to Ana Silva (“Parental leave”)',
    );
    expect(await floor.deal('Acme')).toMatchObject({ ownerId: await floor.personId('ana'), version: 2 });

    await ben.fills({ 'What they would buy': 'Mine still' });
    await ben.submits();
    expect(ben.modal()).toContain('Acme is Ana Silva’s.');
    expect(await floor.deal('Acme')).toMatchObject({ title: '', version: 2 });
  });

  test('into another team: the manager hears that it is done, though they cannot read it any more', async () => {
    const dana = floor.person('dana');
    await floor.has('chi', aDeal({ company: 'Borealis', title: '' }));

    await dana.closes();
    await dana.types('/deal borealis');
    await dana.clicks('Hand over');
    await dana.fills({ [WHO]: 'dov', 'Why?': 'Their region' });
    await dana.submits();

    expect(dana.modal()).toContain('Borealis is Dov Katz’s now.');
    expect(dana.modal()).not.toContain('History');
    expect(await floor.deal('Borealis')).toMatchObject({ ownerId: await floor.personId('dov') });
  });

  test('a guest, an app or somebody who has left cannot take it', async () => {
    const ada = floor.person('ada');
    await floor.has('tom', aDeal({ company: 'Caldera', title: '' }));
    await ada.types('/deal caldera');
    await ada.clicks('Hand over');
    for (const [who, why] of [
      ['gus', 'Gus Hale is a guest here.'],
      ['standup', 'Standup is an app.'],
      ['pia', 'Pia Novak is deactivated.'],
      ['sam', 'Sam Ortiz is from another company.'],
    ] as const) {
      await ada.fills({ [WHO]: who, 'Why?': 'Try' });
      await ada.submits();
      expect(ada.modal()).toContain(`! ${why}`);
    }

    expect(await floor.deal('Caldera')).toMatchObject({ version: 1 });
  });

  test('the rep’s own card has no such button, and a manager who lost the team is refused', async () => {
    const [iris, mori] = [floor.person('iris'), floor.person('mori')];
    await floor.has('iris', aDeal({ company: 'Draht', title: '' }));
    await iris.types('/deal draht');
    expect(iris.sees()).not.toContain('Hand over');
    await mori.types('/deal draht');
    await mori.clicks('Hand over');
    const team = eq(table.team.name, 'East');
    await floor.db
      .update(table.team)
      .set({ managerId: await floor.personId('dana') })
      .where(team);

    await mori.fills({ [WHO]: 'raj', 'Why?': 'Because' });
    await mori.submits();

    expect(await floor.deal('Draht')).toMatchObject({ ownerId: await floor.personId('iris'), version: 1 });
    await floor.db
      .update(table.team)
      .set({ managerId: await floor.personId('mori') })
      .where(team);
  });
});
