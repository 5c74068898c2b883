import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aDeal, day, daysLater, money } from '../support/builders.ts';
import { type Floor, MONDAY, salesFloor } from '../support/sales-floor.ts';

describe('places', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await salesFloor();
  });
  afterAll(() => floor.stop());
  afterEach(async () => {
    for (const each of ['chi', 'tom', 'raj']) while (floor.person(each).hasModal()) await floor.person(each).closes();
  });

  const opened = (count: number, but: Parameters<typeof aDeal>[0] = {}) =>
    Array.from({ length: count }, (_, index) =>
      aDeal({
        company: `Firm ${index + 1}`,
        title: '',
        answers: [],
        openedAt: daysLater(-count + index, MONDAY),
        ...but,
      }),
    );

  test('the 21st deal opens, and the coach asks which one goes, the oldest unqualified ones first', async () => {
    const chi = floor.person('chi');
    await floor.has('chi', ...opened(20));
    await chi.types('/deal new Firm 21');

    await chi.submits();

    expect(chi.modal()).toContain('Firm 21 is open, in Qualify · 21 of 20 places.');
    expect(chi.modal()).toContain('That is live deal 21, and you have 20 places. Which one goes?');
    expect(chi.modal()).toMatch(/Firm 1\*[\s\S]*Firm 2\*[\s\S]*Firm 3\*/);
    expect(chi.modal()).not.toContain('Firm 4*');
    expect(await floor.deal('Firm 21')).toMatchObject({ standing: 'live' });
  });

  test('one of the deals on offer is lost from there', async () => {
    const chi = floor.person('chi');
    await chi.types('/deal new Firm 22');
    await chi.submits();
    await chi.clicks('Lost', { near: 'Firm 1' });
    await chi.fills({ 'To what did it go?': 'No decision' });

    await chi.submits();

    expect(await floor.deal('Firm 1')).toMatchObject({ standing: 'lost', lossReason: 'no-decision' });
  });

  test('the list shows a page of those that need somebody first, and leads to the next', async () => {
    const chi = floor.person('chi');
    await chi.types('/deal');
    expect(chi.sees()).toContain('Your deals · 21 of 20 places · 0 parked');
    expect(chi.sees()).toContain('1–8 of 21');

    await chi.clicks('Next 8');
    await chi.clicks('Next 5');

    expect(chi.sees()).toContain('17–21 of 21');
    await chi.clicks('Previous 8');
    expect(chi.sees()).toContain('9–16 of 21');
  });

  test('the 11th parked deal is parked, and the coach asks which one ends', async () => {
    const tom = floor.person('tom');
    const parked = opened(10).map((deal, index) => ({
      ...deal,
      company: `Later ${index + 1}`,
      standing: { is: 'parked' as const, stage: 'qualify' as const, until: day('2027-02-01') },
    }));
    await floor.has('tom', ...parked, aDeal({ company: 'Later 11', title: '', answers: [], openedAt: MONDAY }));
    await tom.types('/deal later 11');
    await tom.clicks('Park');

    await tom.submits();

    expect(tom.modal()).toContain(
      'That is parked deal 11, and 10 is the most that anybody goes back to. Which one ends?',
    );
    expect(await floor.deal('Later 11')).toMatchObject({ standing: 'parked' });
  });

  test('several deals of a company are told apart by title, and a part of the name is enough', async () => {
    const raj = floor.person('raj');
    await floor.has(
      'raj',
      aDeal({ company: 'Grünwerk', title: 'Audit', answers: [], openedAt: MONDAY }),
      aDeal({ company: 'Grünwerk', title: 'Training', answers: [], openedAt: MONDAY }),
    );
    await raj.types('/deal GRUN');
    expect(raj.sees()).toContain('2 deals match “GRUN”. Which one?');
    await raj.chooses('Grünwerk · Training · Qualify · Raj Mehta');
    expect(raj.sees()).toContain('Grünwerk · Training');

    await raj.types('/deal grun werk audit');

    expect(raj.sees()).toContain('Grünwerk · Audit');
  });

  test('a mistyped company gets the nearest one, and the offer to open it', async () => {
    const raj = floor.person('raj');
    await floor.has('raj', aDeal({ company: 'Acme Foods', title: '', answers: [], openedAt: MONDAY }));

    await raj.types('/advance acem');

    expect(raj.sees()).toContain('No deal matches “acem”. Did you mean Acme Foods?');
    expect(raj.sees()).toContain('New deal “acem”');
    await raj.clicks('Acme Foods · Qualify · Raj Mehta');
    expect(raj.modal()).toContain('Acme Foods stays in Qualify');
  });

  test('a mistyped word gets the nearest command and the help', async () => {
    const raj = floor.person('raj');

    await raj.types('/deal nwe Acme');

    expect(raj.sees()).toContain('I don’t know “nwe”. Did you mean /deal new Acme?');
    expect(raj.sees()).toContain('/qualify Acme');
  });

  test('what is parked is a click away from the list, the next to come back first', async () => {
    const tom = floor.person('tom');
    await tom.types('/deal');

    await tom.clicks('11 parked');

    expect(tom.sees()).toContain('11 parked');
    expect(tom.sees()).toContain('Later 1');
    expect(tom.sees()).toContain('parked until 1 Feb 2027');
  });

  test('a closed deal is found beside the open one of its company', async () => {
    const raj = floor.person('raj');
    await floor.has(
      'raj',
      aDeal({ company: 'Lindqvist', title: 'Rollout', answers: [], openedAt: MONDAY }),
      aDeal({
        company: 'Lindqvist',
        title: 'Pilot',
        openedAt: MONDAY,
        standing: { is: 'won', on: day('2026-11-16'), amount: money(100) },
      }),
    );
    await raj.types('/deal lindqvist');
    expect(raj.sees()).toContain('Lindqvist · Rollout');

    await raj.chooses('Lindqvist · Pilot · won · Raj Mehta');

    expect(raj.sees()).toContain('*Won on 16 Nov* at €1');
  });

  test('a manager without deals is told where the team’s are, and an admin lists any team', async () => {
    const [dana, ada] = [floor.person('dana'), floor.person('ada')];
    await dana.types('/deal');
    expect(dana.sees()).toContain('Your team’s deals: /deal list team');
    await dana.types('/deal list team');
    expect(dana.sees()).toContain('West · ');

    await ada.types('/deal list Eats');
    expect(ada.sees()).toContain('I don’t know “Eats”. Did you mean /deal list East?');
    await ada.types('/deal list East');

    expect(ada.sees()).toContain('East · ');
    expect(ada.sees()).toContain('Raj Mehta');
  });
});
