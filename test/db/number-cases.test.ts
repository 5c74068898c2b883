import { describe, expect, test } from 'vitest';
import type { NewDeal } from '../../src/db/insert-deals.ts';
import { numberFacts } from '../../src/db/numbers.ts';
import type { Day } from '../../src/domain/calendar.ts';
import type { Deal } from '../../src/domain/deal.ts';
import { fraction } from '../../src/domain/fraction.ts';
import { scorecards } from '../../src/domain/scorecard.ts';
import { aDeal, aLoss, day, daysLater, money, someAnswers } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesYear, credited, type SalesYear, type SomeRep } from '../support/sales-year.ts';

/** Of 66 working days of the quarter 32 are finished. */
const TODAY = day('2026-11-16');
const ALL_ALONG = { joinedOn: null, leftOn: null };
const QUARTERS = ['2025-10-01', '2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01'].map(day);

function aRep(name: string, quota = 20_000, but: Partial<SomeRep> = {}): SomeRep {
  return {
    name,
    memberships: [{ team: 'West', ...ALL_ALONG }],
    quotas: QUARTERS.map((startsOn) => ({ startsOn, amount: money(quota) })),
    ...but,
  };
}

function aWin(year: SalesYear, name: string, on: Day, amount: number, but: Partial<Deal> = {}): NewDeal {
  const owner = year.person(name);
  const deal = aDeal({
    owner,
    openedAt: new Date('2025-01-08T12:00:00Z'),
    ...but,
    standing: { is: 'won', on, amount: money(amount) },
  });
  return credited(deal, year.teams.get('West') ?? null);
}

describe.each(eachDatabase())('numbers on $name', ({ open }) => {
  const db = open();

  async function numbersOf(year: SalesYear, today = TODAY) {
    const found = scorecards(await numberFacts(db(), { ...year, today }));
    const [west] = found.teams;
    if (west === undefined) throw new Error('There is no team.');
    return { ...found, west, rep: (name: string) => found.reps.find((rep) => rep.name === name) };
  }

  test('pace goes by what the team had won by this time of its last four quarters', async () => {
    // 44 of 100 by then; the 32nd working day of each is in its seventh week.
    const early = ['2025-11-12', '2026-02-10', '2026-05-11', '2026-08-10'].map(day);
    const late = ['2025-12-30', '2026-03-30', '2026-06-29', '2026-09-29'].map(day);
    const year = await aSalesYear(db(), [aRep('Ana'), aRep('Ben')], {
      deals: (made) => [
        ...early.map((on) => aWin(made, 'Ana', on, 4_400)),
        ...late.map((on) => aWin(made, 'Ben', on, 5_600)),
        aWin(made, 'Ana', day('2026-10-15'), 7_040),
        aWin(made, 'Ben', day('2026-10-16'), 7_039),
      ],
    });

    const { rep, west } = await numbersOf(year);

    expect(rep('Ana')?.pace).toEqual({ value: fraction(4, 5), n: 32, why: null, verdict: 'on-pace' });
    expect(rep('Ben')?.pace.verdict).toBe('behind');
    expect(west.reps).toEqual({ counted: 2, atGoal: 0, onPace: 1 });
    expect(west.attainment.value).toEqual(fraction(14_079, 40_000));
  });

  test('who joined within the quarter is measured by their own days, and who left not at all', async () => {
    const joined = { memberships: [{ team: 'West', joinedOn: day('2026-11-02'), leftOn: null }] };
    const left = { memberships: [{ team: 'West', joinedOn: null, leftOn: day('2026-11-02') }] };
    const year = await aSalesYear(db(), [aRep('Joe', 66_000, joined), aRep('Lea', 66_000, left)], {
      deals: (made) => [aWin(made, 'Joe', day('2026-11-10'), 22_000), aWin(made, 'Lea', day('2026-10-05'), 22_000)],
    });

    const { rep, west } = await numbersOf(year);

    // 44 of the 66 days are Joe's, and 10 of those are over.
    expect(rep('Joe')).toMatchObject({ quota: { value: fraction(44_000) }, attainment: { value: fraction(1, 2) } });
    expect(rep('Joe')?.pace).toEqual({ value: fraction(22, 10), n: 10, why: null, verdict: 'on-pace' });
    expect(rep('Lea')).toMatchObject({ quota: { value: fraction(22_000) }, pace: { value: null, why: 'left' } });
    expect(west.quota).toEqual({ value: fraction(66_000), n: 2, why: null });
  });

  test('what somebody without a quota won stands beside the team’s attainment', async () => {
    const year = await aSalesYear(db(), [aRep('Ana'), aRep('Nia', 0, { quotas: [] })], {
      deals: (made) => [aWin(made, 'Ana', day('2026-10-05'), 5_000), aWin(made, 'Nia', day('2026-10-05'), 9_000)],
    });

    const { rep, west } = await numbersOf(year);

    expect(west).toMatchObject({ won: 14_000, wonWithoutQuota: 9_000, attainment: { value: fraction(1, 4) } });
    expect(rep('Nia')).toMatchObject({ won: 9_000, attainment: { value: null, why: 'no-quota' } });
  });

  test('a win of an ended quarter that was reopened is a minus in this one, on whoever had the credit', async () => {
    const year = await aSalesYear(db(), [aRep('Ana'), aRep('Ben')], {
      deals: (made) => {
        const win = aWin(made, 'Ana', day('2026-09-10'), 6_000);
        const [given] = win.credits;
        const back = { ...given, amount: money(-6_000), on: day('2026-11-03') } as NewDeal['credits'][number];
        const live = { ...win.deal, owner: made.person('Ben'), standing: { is: 'live', stage: 'negotiate' } } as Deal;
        return [{ ...win, deal: live, credits: given === undefined ? [] : [given, back] }];
      },
    });

    const { rep, west } = await numbersOf(year);

    expect(rep('Ana')).toMatchObject({ won: -6_000, attainment: { value: fraction(-3, 10) } });
    expect(rep('Ben')?.won).toBe(0);
    expect(west.won).toBe(-6_000);
    // It was won, and does not stand: no deal size, no closing ratio.
    expect(west.lastFour.dealSize).toMatchObject({ value: null, why: 'none-won' });
  });

  test('live deals count by their team’s ratio from their stage on, and one without an amount is said', async () => {
    const year = await aSalesYear(db(), [aRep('Ana', 20_000)], {
      deals: (made) => {
        const owner = made.person('Ana');
        const lost = { is: 'lost', from: 'propose', on: day('2026-08-05'), loss: aLoss({ reason: 'price' }) } as const;
        const old = { owner, openedAt: new Date('2026-07-06T12:00:00Z') };
        const live = { ...old, stage: 'negotiate', expectedClose: day('2026-12-01') } as const;
        return [
          ...[1, 2, 3, 4, 5, 6].map(() => aWin(made, 'Ana', day('2026-08-06'), 1_000)),
          ...[1, 2, 3, 4, 5, 6].map(() => ({ deal: aDeal({ ...old, standing: lost }), events: [], credits: [] })),
          { deal: aDeal({ ...live, stage: 'propose', amount: money(8_000) }), events: [], credits: [] },
          { deal: aDeal({ ...live, amount: null }), events: [], credits: [] },
          { deal: aDeal({ ...live, expectedClose: day('2026-11-13') }), events: [], credits: [] },
        ];
      },
    });

    const { rep } = await numbersOf(year);

    expect(rep('Ana')).toMatchObject({
      forecast: { value: fraction(1, 5), n: 1 },
      leftOut: { unpriced: 1, undated: 0, overdue: 1 },
      coverage: { value: fraction(8, 20), n: 1 },
      requiredCoverage: { value: fraction(2), n: 12 },
      liveDeals: 3,
    });
  });

  test('seen from a past day, what has closed since makes looking ahead a dash', async () => {
    const year = await aSalesYear(db(), [aRep('Ana')], {
      deals: (made) => [aWin(made, 'Ana', day('2026-11-20'), 5_000)],
    });

    const then = (await numbersOf(year, TODAY)).rep('Ana');
    const now = (await numbersOf(year, day('2026-11-21'))).rep('Ana');

    expect(then).toMatchObject({ won: 0, forecast: { value: null, why: 'closed-since' } });
    expect(now).toMatchObject({ won: 5_000, forecast: { value: fraction(1, 4) } });
  });

  test('an answer misled where the prospect had said so; a team of four says how often', async () => {
    const names = ['Ana', 'Ben', 'Chi', 'Dov'];
    const year = await aSalesYear(
      db(),
      names.map((name) => aRep(name)),
      {
        deals: (made) =>
          (['said-so', 'we-think-so', 'said-so'] as const).map((said, index) => ({
            deal: aDeal({
              ...{ owner: made.person('Ana'), openedAt: new Date('2026-10-05T12:00:00Z') },
              answers: someAnswers({ price: said }),
              standing: {
                is: 'lost',
                from: 'propose',
                on: TODAY,
                loss: aLoss({ reason: index === 2 ? 'other' : 'price' }),
              },
            }),
            events: [],
            credits: [],
          })),
      },
    );

    const { rep, west } = await numbersOf(year);

    expect(rep('Ana')?.calibration).toEqual({ value: fraction(1, 2), n: 2, why: null });
    expect(rep('Ben')?.calibration).toMatchObject({ value: null, why: 'none-lost' });
    expect(west.calibration.value).toEqual(fraction(1, 2));
  });

  test('the usual time in a stage is what three quarters of won deals needed at most', async () => {
    const year = await aSalesYear(db(), [aRep('Ana')], {
      deals: (made) =>
        [1, 2, 3, 4, 5].map((days) => {
          const from = new Date('2026-07-06T12:00:00Z');
          const stints = [{ stage: 'prove', isParked: false, from, to: daysLater(days * 2, from) }] as const;
          return aWin(made, 'Ana', day('2026-08-06'), 1_000, { stints });
        }),
    });

    const { usualTimes } = await numberFacts(db(), { ...year, today: TODAY });

    expect(usualTimes).toEqual([{ stage: 'prove', n: 5, days: 8 }]);
  });

  test('another workspace’s deals count nowhere', async () => {
    await aSalesYear(db(), [aRep('Ana')], { deals: (made) => [aWin(made, 'Ana', TODAY, 5_000)] });
    const year = await aSalesYear(db(), [aRep('Ben')]);

    const { rep, workspace } = await numbersOf(year);

    expect(rep('Ana')).toBeUndefined();
    expect(workspace).toMatchObject({ won: 0, quarter: { dealSize: { value: null } }, liveDeals: 0 });
  });
});
