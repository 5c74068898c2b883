import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DealId, PersonId } from '../../src/domain/brand.ts';
import { addDays, fiscalQuarter } from '../../src/domain/calendar.ts';
import { CONCERNS, type Concern, type TeamFacts } from '../../src/domain/concern.ts';
import type { LiveRow } from '../../src/domain/discipline.ts';
import { dash, type Figure, known } from '../../src/domain/figure.ts';
import { fraction } from '../../src/domain/fraction.ts';
import { QUESTIONS } from '../../src/domain/qualification.ts';
import type { RepNumbers, TeamNumbers } from '../../src/domain/scorecard.ts';
import { STAGES } from '../../src/domain/stages.ts';
import { concerns } from '../../src/domain/team-advice.ts';
import { daysLater, TODAY } from '../support/builders.ts';
import { aRow } from '../support/pipeline-rows.ts';

const TOM = '00000000-0000-4000-8000-00000000000a' as PersonId;
const EVA = '00000000-0000-4000-8000-00000000000b' as PersonId;
const DOV = '00000000-0000-4000-8000-00000000000c' as PersonId;
const ANA = '00000000-0000-4000-8000-00000000000d' as PersonId;
const NAMES = new Map([
  [TOM, 'Tom'],
  [EVA, 'Eva'],
  [DOV, 'Dov'],
  [ANA, 'Ana'],
]);

function someFacts(rows: readonly LiveRow[], but: Partial<TeamFacts> = {}): TeamFacts {
  return {
    ...{ rows, delivered: [], discounts: [], team: null, capacity: 20, today: TODAY, quarter: fiscalQuarter(TODAY, 1) },
    reps: [...NAMES].map(([person, name]) => ({ person, name, numbers: null })),
    usual: { qualify: 14, prove: 14, propose: 12, negotiate: 14 },
    ...but,
  };
}

type Four = Partial<{
  closingRatio: unknown;
  dealSize: Figure;
  dealSizeMedian: Figure;
  salesCycle: Figure;
  salesCycleMedian: Figure;
}>;

/** Of a rep's or a team's numbers only what the rules look at. */
function someNumbers(lastFour: Four, but: Partial<RepNumbers> = {}): RepNumbers & TeamNumbers {
  const none = dash('none-won', 0);
  const four = {
    closingRatio: { ...none, verdict: null },
    dealSize: none,
    dealSizeMedian: none,
    salesCycle: none,
    salesCycleMedian: none,
  };
  const numbers = { won: 0, quota: dash('no-quota'), pace: { ...dash('no-quota'), verdict: null }, ...but };
  return { ...numbers, lastFour: { ...four, ...lastFour } } as unknown as RepNumbers & TeamNumbers;
}

function withNumbers(person: PersonId, numbers: RepNumbers): TeamFacts['reps'] {
  return [...NAMES].map(([id, name]) => ({ person: id, name, numbers: id === person ? numbers : null }));
}

const kinds = (found: readonly Concern[]) => found.map(({ is, person, deal }) => [is, NAMES.get(person), deal.company]);

describe('a question for a 1:1 comes from', () => {
  test('a deal past its usual time with something open that is neither price nor terms', () => {
    const row = aRow({ owner: TOM, stage: 'propose', days: 34, openPoints: ['price', 'security-review'] });

    const [found] = concerns(someFacts([row]));

    expect(found).toMatchObject({ is: 'blocked', days: 34, usual: 12, points: ['security-review'] });
  });

  test('a deal past its usual time that is held by nothing but terms, later than all else', () => {
    const row = aRow({ owner: TOM, stage: 'propose', days: 34, openPoints: ['price'], stale: ['timing'] });

    const [found] = concerns(someFacts([row]));

    expect(found).toMatchObject({ is: 'long-in-stage', days: 34, open: ['timing'] });
  });

  test('a discount on the table with no value beside it', () => {
    const row = aRow({ owner: DOV, stage: 'negotiate' });

    const [found] = concerns(someFacts([row], { discounts: [{ deal: row.id, asked: 1_500 }] }));

    expect(found).toMatchObject({ is: 'discount-first', asked: 1_500, deal: { id: row.id } });
  });

  test('three deals in Qualify with the price not asked; the largest is the one to open', () => {
    const unasked = [10, 30, 20].map((amount) =>
      aRow({ owner: EVA, stage: 'qualify', amount, notAsked: ['price'], company: `C${amount}` }),
    );
    const asked = aRow({ owner: EVA, stage: 'qualify', amount: 90 });

    const [found] = concerns(someFacts([asked, ...unasked]));

    expect(found).toMatchObject({ is: 'price-unasked', inQualify: 4, unasked: 3, deal: { company: 'C30' } });
    expect(concerns(someFacts([asked, ...unasked.slice(1)]))).toEqual([]);
  });

  test.each([
    [13, []],
    [14, ['proof-waits']],
  ])('a proof that has been delivered for %i days: %j', (days, expected) => {
    const row = aRow({ owner: TOM, stage: 'prove' });

    const found = concerns(someFacts([row], { delivered: [{ deal: row.id, kind: 'roi', wish: '', days }] }));

    expect(found.map(({ is }) => is)).toEqual(expected);
  });

  test('a no that still takes a place, and a day that has passed, not today', () => {
    const no = aRow({ owner: TOM, noes: ['decision'] });
    const passed = aRow({ owner: EVA, expectedClose: addDays(TODAY, -3) });
    const today = aRow({ owner: DOV, expectedClose: TODAY });

    const found = concerns(someFacts([today, passed, no]));

    expect(found.map(({ is, person }) => [is, person])).toEqual([
      ['no-stands', TOM],
      ['close-passed', EVA],
    ]);
    expect(found[1]).toMatchObject({ days: 3 });
  });

  test('a rep behind pace, with the largest qualified deals due this quarter that would close the gap', () => {
    const due = { owner: EVA, isQualified: true, stage: 'prove', expectedClose: addDays(TODAY, 5) } as const;
    const rows = [
      ...[aRow({ ...due, company: 'A', amount: 300_00 }), aRow({ ...due, company: 'B', amount: 500_00 })],
      ...[
        aRow({ ...due, company: 'C', amount: 100_00 }),
        aRow({ ...due, company: 'Unqualified', amount: 900_00, isQualified: false }),
      ],
      aRow({ ...due, company: 'Next quarter', amount: 900_00, expectedClose: addDays(TODAY, 90) }),
    ];
    const pace = { ...known(fraction(1, 2), 40), verdict: 'behind' as const };
    const numbers = someNumbers({}, { won: 100_00, quota: known(fraction(1_000_00), 1), pace });

    const [found] = concerns(someFacts(rows, { reps: withNumbers(EVA, numbers) }));

    expect(found).toMatchObject({ is: 'behind', gap: 700_00, deal: { company: 'B' } });
    expect(found?.is === 'behind' && found.closing.map(({ company }) => company)).toEqual(['B', 'A']);
  });

  test('a closing ratio that is judged poor, with a deal in which a question is open', () => {
    const row = aRow({ owner: TOM, stage: 'propose', stale: ['decision'] });
    const ratio = (verdict: 'poor' | null) => ({ ...known(fraction(1, 6), 24), verdict });
    const of = (verdict: 'poor' | null) =>
      concerns(someFacts([row], { reps: withNumbers(TOM, someNumbers({ closingRatio: ratio(verdict) })) }));

    expect(of('poor')).toMatchObject([{ is: 'poor-ratio', open: ['decision'] }]);
    expect(of(null)).toEqual([]);
  });

  test('more live deals than places: the oldest unqualified one is named', () => {
    const rows = [3, 9, 5].map((age) =>
      aRow({ owner: TOM, isQualified: false, openedAt: daysLater(-age), company: `A${age}` }),
    );
    const old = aRow({ owner: TOM, isQualified: true, openedAt: daysLater(-99) });

    const found = concerns(someFacts([old, ...rows], { capacity: 3 }));

    expect(found).toMatchObject([{ is: 'over-capacity', live: 4, capacity: 3, deal: { company: 'A9' } }]);
    expect(concerns(someFacts([old, ...rows], { capacity: 4 }))).toEqual([]);
  });

  test('the one rep furthest from the team’s median, of size and cycle, and nobody else', () => {
    const team = someNumbers({
      dealSizeMedian: known(fraction(400_00), 30),
      salesCycleMedian: known(fraction(40), 30),
    });
    const eva = someNumbers({ dealSize: known(fraction(200_00), 12) });
    const tom = someNumbers({ salesCycle: known(fraction(60), 12) });
    const rows = [
      aRow({ owner: EVA, amount: 150_00, company: 'Small' }),
      aRow({ owner: EVA, amount: 900_00 }),
      aRow({ owner: TOM, amount: 800_00 }),
    ];
    const reps = [...NAMES].map(([person, name]) => ({
      person,
      name,
      numbers: person === EVA ? eva : person === TOM ? tom : null,
    }));

    const found = concerns(someFacts(rows, { team, reps }));

    expect(found).toMatchObject([{ is: 'under-median', what: 'size', person: EVA, deal: { company: 'Small' } }]);
  });

  test('under ten wins nothing is said of size and cycle', () => {
    const team = someNumbers({ dealSizeMedian: known(fraction(400_00), 30) });
    const reps = withNumbers(EVA, someNumbers({ dealSize: known(fraction(200_00), 9) }));

    expect(concerns(someFacts([aRow({ owner: EVA, amount: 1 })], { team, reps }))).toEqual([]);
  });
});

describe('of many questions', () => {
  const blocked = (owner: PersonId, amount: number) =>
    aRow({
      owner,
      amount,
      company: `${NAMES.get(owner)} ${amount}`,
      stage: 'propose',
      days: 40,
      openPoints: ['budget'],
    });
  const passed = (owner: PersonId, amount: number) =>
    aRow({ owner, amount, company: `${NAMES.get(owner)} ${amount}`, expectedClose: addDays(TODAY, -2) });

  test('three are asked, of different rules where there are, the most needed first', () => {
    const rows = [blocked(TOM, 50), blocked(EVA, 40), blocked(DOV, 45), passed(DOV, 90), passed(EVA, 10)];

    const found = concerns(someFacts(rows));

    expect(kinds(found)).toEqual([
      ['blocked', 'Tom', 'Tom 50'],
      ['blocked', 'Eva', 'Eva 40'],
      ['close-passed', 'Dov', 'Dov 90'],
    ]);
  });

  test('of equals the larger amount comes first, then the name', () => {
    const found = concerns(someFacts([blocked(TOM, 50), blocked(EVA, 50), blocked(DOV, 70), blocked(ANA, 10)]));

    expect(kinds(found).map(([, name]) => name)).toEqual(['Dov', 'Eva', 'Tom']);
  });

  test('a deal without an amount comes after those with one', () => {
    const found = concerns(someFacts([{ ...blocked(TOM, 1), amount: null }, blocked(EVA, 1)]));

    expect(kinds(found).map(([, name]) => name)).toEqual(['Eva', 'Tom']);
  });

  test('whatever the pipeline: at most three, one a rep, of their own deals, the same in any order of rows', () => {
    const anyRow = fc.record({
      owner: fc.constantFrom(TOM, EVA, DOV, ANA),
      stage: fc.constantFrom(...STAGES),
      days: fc.option(fc.integer({ min: 0, max: 60 })),
      amount: fc.option(fc.constantFrom(0, 10_000, 20_000)),
      notAsked: fc.subarray([...QUESTIONS]),
      noes: fc.subarray([...QUESTIONS], { maxLength: 1 }),
      openPoints: fc.subarray(['budget', 'price'] as const),
      expected: fc.option(fc.integer({ min: -9, max: 9 })),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 25 }), fc.integer({ min: 1, max: 9 }), (some, capacity) => {
        const rows = some.map(({ expected, ...row }) =>
          aRow({
            ...row,
            id: randomUUID() as DealId,
            expectedClose: expected === null ? null : addDays(TODAY, expected),
          }),
        );

        const found = concerns(someFacts(rows, { capacity }));

        expect(found.length).toBeLessThanOrEqual(3);
        expect(new Set(found.map(({ person }) => person)).size).toBe(found.length);
        expect(found.every(({ person, deal }) => deal.owner === person)).toBe(true);
        const weights = found.map(({ is }) => CONCERNS.indexOf(is));
        expect(weights).toEqual([...weights].sort((a, b) => a - b));
        expect(concerns(someFacts([...rows].reverse(), { capacity }))).toEqual(found);
      }),
      { seed: 20261116 },
    );
  });
});
