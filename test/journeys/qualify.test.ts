import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDeal } from '../support/builders.ts';
import { type Floor, salesFloor } from '../support/sales-floor.ts';

const QUESTIONS = {
  timing: 'Do they want to solve this now rather than later?',
  decision: 'Is our contact part of the decision?',
  price: 'Can we take it that pricing will not be an issue?',
  alternatives: 'Is another alternative far more likely to be chosen?',
};

describe('the four questions', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());

  test('what is left open comes back with the words to ask in', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company: 'Acme Foods', title: '' }));

    await ben.types('/qualify acme');
    await ben.fills({
      [QUESTIONS.timing]: 'Now: they said so',
      [QUESTIONS.decision]: 'Part of it: we think so',
      [QUESTIONS.alternatives]: 'We are in the running: they said so',
    });
    await ben.submits();

    expect(ben.modal()).toContain('Two to settle: decision, which only they can answer; price, not asked yet.');
    expect(ben.modal().split('Who else has a say in this decision')).toHaveLength(2);
    expect(await floor.deal('Acme Foods')).toMatchObject({ stage: 'qualify', version: 2 });
  });

  test('what is open for the same reason is named together, and a no stands in its question’s own words', async () => {
    const ben = floor.person('ben');
    await floor.has('ben', aDeal({ company: 'Dorn', title: '' }));
    await ben.types('/qualify dorn');
    await ben.submits();
    expect(ben.modal()).toContain('Four to settle: timing, decision, price and alternatives, not asked yet.');
    await ben.closes();
    await ben.types('/qualify dorn');

    await ben.fills({ [QUESTIONS.decision]: 'Not part of it', [QUESTIONS.alternatives]: 'Another is far more likely' });
    await ben.submits();

    expect(ben.modal()).toContain('Decision: not part of it');
    expect(ben.modal()).toContain('Who decides this with you');
    expect(ben.modal()).toContain('Alternatives: another is far more likely');
  });

  test('a deal whose four answers hold goes on to Prove, and is sales-qualified for good', async () => {
    const ana = floor.person('ana');
    await floor.has('ana', aDeal({ company: 'Borealis', title: '' }));

    await ana.types('/qualify borealis');
    await ana.fills({
      [QUESTIONS.timing]: 'Now: they said so',
      [QUESTIONS.decision]: 'Part of it: they said so',
      [QUESTIONS.price]: 'Not an issue: they said so',
      [QUESTIONS.alternatives]: 'We are in the running: they said so',
    });
    await ana.submits();
    expect(ana.modal()).toContain('Sales-qualified.');
    await ana.clicks('Advance to Prove');
    await ana.submits();

    expect(ana.modal()).toContain('Borealis is in Prove.');
    expect(await floor.deal('Borealis')).toMatchObject({ stage: 'prove', qualifiedHow: 'gate' });
  });

  test('a deal with an unasked question stays in Qualify, and the rep gets the words to ask it in', async () => {
    const eva = floor.person('eva');
    await floor.has('eva', aDeal({ company: 'Nordwind', title: '' }));

    await eva.types('/advance nordwind');

    expect(eva.modal()).toContain('Nordwind stays in Qualify');
    expect(eva.modal()).toContain('Who else has a say in this decision');
    expect(await floor.deal('Nordwind')).toMatchObject({ stage: 'qualify', version: 1 });
  });
});
