import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liveRows, touchedBetween } from '../../src/db/discipline.ts';
import type { DatedEvent, NewDeal } from '../../src/db/insert-deals.ts';
import type { DealId, PersonId } from '../../src/domain/brand.ts';
import { addDays, type Day } from '../../src/domain/calendar.ts';
import { awake, type Deal, daysInStage, type Standing, type Stint, stageOf } from '../../src/domain/deal.ts';
import { type EventKind, event, type Facts } from '../../src/domain/decision.ts';
import type { LiveRow } from '../../src/domain/discipline.ts';
import { ANSWERS, answersAt, isStale, QUESTIONS } from '../../src/domain/qualification.ts';
import { STAGES } from '../../src/domain/stages.ts';
import { aDeal, aLoss, anAnswer, day, daysLater, money, NOW, TODAY, ZONE } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesYear, type SalesYear } from '../support/sales-year.ts';

const REPS = [{ name: 'Ana' }, { name: 'Ben' }, { name: 'Chi' }] as const;

/** Days and parts of days before now, also right at the edges of a day. */
const ago = fc.oneof(
  fc.integer({ min: 0, max: 90 }),
  fc.double({ min: 0, max: 90, noNaN: true }).map((d) => Math.round(d * 8_640) / 8_640),
);

const anyStint = fc.record({
  ...{ stage: fc.constantFrom(...STAGES), isParked: fc.boolean(), from: fc.option(ago, { freq: 12 }), lasts: ago },
});
const anyAnswer = fc.record({
  question: fc.constantFrom(...QUESTIONS),
  is: fc.constantFrom(...ANSWERS),
  idle: ago,
  contactChanged: fc.boolean(),
});
const anyDeal = fc.record({
  owner: fc.constantFrom('Ana', 'Ben', 'Chi'),
  is: fc.constantFrom('live', 'live', 'live', 'parked', 'lost'),
  stage: fc.constantFrom(...STAGES),
  until: fc.integer({ min: -40, max: 20 }),
  opened: fc.option(ago, { freq: 6 }),
  amount: fc.option(fc.integer({ min: 1, max: 9_000_000 })),
  expected: fc.option(fc.integer({ min: -30, max: 60 })),
  stints: fc.array(anyStint, { maxLength: 4 }),
  running: fc.option(ago, { freq: 8 }),
  answers: fc.array(anyAnswer, { maxLength: 8 }),
});
type SomeDeal = typeof anyDeal extends fc.Arbitrary<infer T> ? T : never;

function dealOf(some: SomeDeal, { person }: SalesYear): Deal {
  const { is, stage } = some;
  const standing: Standing =
    is === 'parked'
      ? { is, stage, until: addDays(TODAY, some.until) }
      : is === 'lost'
        ? { is, from: stage, on: TODAY, loss: aLoss() }
        : { is: 'live', stage };
  const past = some.stints.map(({ from, lasts, ...rest }): Stint => {
    const begun = from === null ? null : daysLater(-from);
    return { ...rest, from: begun, to: daysLater(Math.min(0, lasts - (from ?? 0))) };
  });
  const running: Stint = {
    ...{ stage, isParked: is === 'parked', from: some.running === null ? null : daysLater(-some.running), to: null },
  };
  return aDeal({
    standing,
    owner: person(some.owner),
    openedAt: some.opened === null ? null : daysLater(-some.opened),
    amount: some.amount === null ? null : money(some.amount),
    expectedClose: some.expected === null ? null : addDays(TODAY, some.expected),
    stints: [...past, running],
    answers: some.answers.map(({ question, is: said, idle, contactChanged }, index) =>
      anAnswer(question, said, { version: index + 1, idleSince: daysLater(-idle), contactChanged }),
    ),
  });
}

/** The row as one would write it by looking at the deal. */
function rowOf(stored: Deal): LiveRow | null {
  const deal = awake(stored, TODAY, ZONE);
  if (deal.standing.is !== 'live') return null;
  const answers = answersAt(deal.answers);
  const { id, version, company, title, owner, amount, expectedClose, openedAt, openPoints } = deal;
  return {
    ...{ id, version, company, title, owner, amount, expectedClose, openedAt, openPoints },
    stage: stageOf(deal),
    days: daysInStage(deal, stageOf(deal), NOW),
    isQualified: deal.qualified !== null,
    notAsked: QUESTIONS.filter((question) => answers[question].is === 'not-asked'),
    stale: QUESTIONS.filter((question) => isStale(answers[question], NOW)),
    noes: QUESTIONS.filter((question) => answers[question].is === 'no'),
  };
}

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

describe.each(eachDatabase())('the pipeline on $name', ({ open }) => {
  const db = open();

  async function written(deals: (year: SalesYear) => readonly NewDeal[]): Promise<SalesYear> {
    return aSalesYear(db(), REPS, { deals });
  }

  const asked = ({ workspace }: SalesYear, owners: readonly PersonId[] | 'all' = 'all') => ({
    ...{ workspace, owners, zone: ZONE, today: TODAY, at: NOW },
  });

  test('says of each live deal what one reads off the deal itself, of all reps and of some', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeal, { minLength: 30, maxLength: 60 }), async (some) => {
        let deals: readonly Deal[] = [];
        const year = await written((made) => {
          deals = some.map((each) => dealOf(each, made));
          return deals.map((deal) => ({ deal, events: [], credits: [] }));
        });
        const two = [year.person('Ana'), year.person('Chi')];

        const all = await liveRows(db(), asked(year));
        const theirs = await liveRows(db(), asked(year, two));

        const expected = deals.map(rowOf).filter((row) => row !== null);
        expect([...all].sort(byId)).toEqual([...expected].sort(byId));
        expect(theirs.map(({ id }) => id).sort()).toEqual(
          expected
            .filter(({ owner }) => two.includes(owner))
            .map(({ id }) => id)
            .sort(),
        );
      }),
      { seed: 20261116, numRuns: 6, endOnFailure: true },
    );
  });

  const from = daysLater(-7);
  const happened = (kind: EventKind, at: Date, before: Facts = {}, after: Facts = {}): DatedEvent => ({
    ...{ ...event(kind, before, after), at, by: null, version: 2 },
  });
  const WITHIN = daysLater(-2);
  const BEFORE = daysLater(-8);

  async function touched(deal: Partial<Deal>, events: readonly DatedEvent[], whose: 'all' | 'others' = 'all') {
    const year = await written(({ person }) => [
      { deal: aDeal({ id: randomUUID() as DealId, owner: person('Ana'), ...deal }), events, credits: [] },
    ]);
    const owners = whose === 'all' ? ('all' as const) : [year.person('Ben')];
    return touchedBetween(db(), asked(year, owners), { from, to: NOW });
  }

  const NONE = {
    ...{ isNew: false, isAdvanced: false, isMovedBack: false, isWon: false, isLost: false, isEnded: false },
    ...{ endedAfter: null, wasExpected: null },
  };

  test.each([
    ['a new deal', [happened('opened', WITHIN)], { isNew: true }],
    ['two gates in one week', [happened('advanced', WITHIN), happened('advanced', WITHIN)], { isAdvanced: true }],
    [
      'forward and back',
      [happened('advanced', WITHIN), happened('moved-back', WITHIN)],
      { isAdvanced: true, isMovedBack: true },
    ],
    ['a win that was reopened', [happened('won', WITHIN), happened('reopened', WITHIN)], {}],
    [
      'the day that was expected before the first edit',
      [
        happened('edited', WITHIN, { expectedClose: '2026-03-01' }, { expectedClose: '2026-03-20' }),
        happened('edited', WITHIN, { expectedClose: '2026-03-20' }, { expectedClose: '2026-03-09' }),
      ],
      { wasExpected: '2026-03-01' },
    ],
    ['an edit of something else', [happened('edited', WITHIN, { title: 'A' }, { title: 'B' })], {}],
  ] as const)('of what happened in the span it knows %s', async (_, events, expected) => {
    const [row, ...others] = await touched({}, events);

    expect(others).toEqual([]);
    expect(row).toEqual({ ...NONE, deal: row?.deal, ...expected });
  });

  test('what happened before the span, to a deal that was withdrawn, or to somebody else’s is left out', async () => {
    const early = await touched({}, [happened('opened', BEFORE), happened('advanced', from)]);
    const withdrawn = await touched({ standing: { is: 'withdrawn' } }, [happened('opened', WITHIN)]);
    const others = await touched({}, [happened('opened', WITHIN)], 'others');

    expect([early, withdrawn, others]).toEqual([[], [], []]);
  });

  test('a loss before the gate is counted with the days since it was opened, in the workspace’s calendar', async () => {
    const on: Day = day('2026-03-09');
    const standing: Standing = { is: 'lost', from: 'qualify', on, loss: aLoss() };
    // 00:30 on 1 March in Berlin.
    const openedAt = new Date('2026-02-28T23:30:00Z');

    const [ended] = await touched({ standing, openedAt, qualified: null }, [happened('lost', WITHIN)]);
    const [past] = await touched({ standing, openedAt, qualified: { at: null, how: 'import' } }, [
      happened('lost', WITHIN),
    ]);

    expect(ended).toMatchObject({ isLost: true, isEnded: true, endedAfter: 8 });
    expect(past).toMatchObject({ isLost: true, isEnded: false });
  });
});
