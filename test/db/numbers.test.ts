import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewDeal } from '../../src/db/insert-deals.ts';
import { attainmentFacts, numberFacts } from '../../src/db/numbers.ts';
import { type Attained, attainments } from '../../src/domain/attainments.ts';
import type { PersonId, TeamId } from '../../src/domain/brand.ts';
import { addDays, type Day, fiscalQuarter } from '../../src/domain/calendar.ts';
import { awake } from '../../src/domain/deal.ts';
import type { Figure } from '../../src/domain/figure.ts';
import { type Fraction, fraction, numberOf } from '../../src/domain/fraction.ts';
import type { Sales } from '../../src/domain/sales.ts';
import { type Numbers, type Scorecards, scorecards } from '../../src/domain/scorecard.ts';
import { isOn, stays } from '../../src/domain/stays.ts';
import {
  anyDeal,
  anyRep,
  dealOf,
  localDay,
  NAMES,
  type SomeDeal,
  START,
  TODAY_THERE,
  withCredit,
} from '../support/any-year.ts';
import { ZONE } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { added, medianOf, naively, type Whose } from '../support/naive-numbers.ts';
import { aSalesYear, type SalesYear, type SomeRep } from '../support/sales-year.ts';

const QUARTER = fiscalQuarter(TODAY_THERE, 1);
const TO_DATE = { from: QUARTER.from, to: TODAY_THERE };
const LAST_FOUR = { from: addDays(QUARTER.from, -365), to: addDays(QUARTER.from, -1) };

type Year = {
  readonly year: SalesYear;
  readonly deals: readonly NewDeal[];
  readonly teamOn: (person: PersonId, on: Day) => TeamId | null;
};

function shown({ value }: Figure): number | null {
  return value === null ? null : numberOf(value);
}

function ratio(num: number, den: number): number | null {
  return den === 0 ? null : numberOf(fraction(num, den));
}

/** What a period's sales come to, by going through the deals. */
function salesOf(deals: readonly NewDeal[], span: { from: Day; to: Day }, whose: Whose, isTeam: boolean) {
  const found = naively(deals, span, whose);
  const lost = isTeam ? found.lost + found.inherited : found.lost;
  return {
    dealSize: ratio(added(found.amounts), found.won),
    dealSizeMedian: medianOf(found.amounts),
    salesCycle: ratio(added(found.cycles), found.cycles.length),
    salesCycleMedian: medianOf(found.cycles),
    closingRatio: ratio(found.won, found.won + lost),
    n: found.won + lost,
    inheritedLosses: found.inherited,
    endedBeforeGate: found.ended,
    daysToDisqualify: ratio(added(found.endedDays), found.endedDays.length),
  };
}

function reported(sales: Sales) {
  return {
    dealSize: shown(sales.dealSize),
    dealSizeMedian: shown(sales.dealSizeMedian),
    salesCycle: shown(sales.salesCycle),
    salesCycleMedian: shown(sales.salesCycleMedian),
    closingRatio: shown(sales.closingRatio),
    n: sales.closingRatio.n,
    inheritedLosses: sales.inheritedLosses,
    endedBeforeGate: sales.endedBeforeGate,
    daysToDisqualify: shown(sales.daysToDisqualify),
  };
}

function liveOf({ deals }: Year, person: PersonId) {
  return deals
    .map(({ deal }) => awake(deal, TODAY_THERE, ZONE))
    .filter(({ standing, owner }) => standing.is === 'live' && owner === person)
    .filter(({ openedAt }) => openedAt === null || localDay(openedAt) <= TODAY_THERE);
}

function leftOutOf(year: Year, person: PersonId) {
  const live = liveOf(year, person);
  const isOverdue = (on: Day | null) => on !== null && on < TODAY_THERE;
  const isThisQuarter = (on: Day | null) => on === null || (on >= TODAY_THERE && on <= QUARTER.to);
  return {
    unpriced: live.filter(({ amount, expectedClose }) => amount === null && isThisQuarter(expectedClose)).length,
    undated: live.filter(({ amount, expectedClose }) => amount !== null && expectedClose === null).length,
    overdue: live.filter(({ expectedClose }) => isOverdue(expectedClose)).length,
  };
}

function qualifiedOf({ deals }: Year, person: PersonId) {
  const theirs = deals.filter(({ deal: { qualified, owner } }) => {
    const on = qualified?.at ? localDay(qualified.at) : null;
    return owner === person && on !== null && on >= TO_DATE.from && on <= TO_DATE.to;
  });
  const of = (...standings: readonly string[]) =>
    theirs.filter(({ deal }) => standings.includes(deal.standing.is)).length;
  return { won: of('won'), lost: of('lost'), open: of('live', 'parked') };
}

describe.each(eachDatabase())('numbers on $name', ({ open }) => {
  const db = open();

  async function written(reps: readonly Omit<SomeRep, 'name'>[], some: readonly SomeDeal[]): Promise<Year> {
    const all = reps.map((rep, index) => ({ ...rep, name: NAMES[index] ?? '' }));
    let deals: readonly NewDeal[] = [];
    let teamOn: Year['teamOn'] = () => null;
    const year = await aSalesYear(db(), all, {
      deals: (made) => {
        const memberships = all.flatMap(({ name, memberships = [] }) =>
          memberships.map(({ team, ...span }) => ({
            ...{ ...span, id: '', person: made.person(name), team: made.teams.get(team) as TeamId },
          })),
        );
        teamOn = (person, on) =>
          stays(memberships.filter((each) => each.person === person)).find((stay) => isOn(stay, on))?.team ?? null;
        deals = some.map((each) => withCredit(each, dealOf(each, made), teamOn));
        return deals;
      },
    });
    return { year, deals, teamOn };
  }

  test('are what one counts by going through the deals, for each rep, each team and all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRep, { minLength: NAMES.length, maxLength: NAMES.length }),
        fc.array(anyDeal, { minLength: 40, maxLength: 90 }),
        async (reps, some) => {
          // Of two all along on different teams the first by its id counts, which the database makes.
          fc.pre(
            reps.every(({ memberships = [] }) => memberships.filter(({ joinedOn }) => joinedOn === null).length < 2),
          );
          const days = reps.map(({ memberships = [] }) => memberships.map(({ joinedOn }) => joinedOn));
          fc.pre(days.every((joined) => new Set(joined).size === joined.length));
          const made = await written(reps, some);
          const { year, deals, teamOn } = made;

          const facts = await numberFacts(db(), { ...year, today: TODAY_THERE });
          const { reps: found, teams, workspace } = scorecards(facts);

          for (const rep of found) {
            const whose: Whose = (person) => person === rep.person;
            const credit = naively(deals, TO_DATE, whose).credit.filter(({ person }) => person === rep.person);
            expect(rep.won).toBe(added(credit.map(({ amount }) => amount)));
            expect(reported(rep.quarter)).toEqual(salesOf(deals, TO_DATE, whose, false));
            expect(reported(rep.lastFour)).toEqual(salesOf(deals, LAST_FOUR, whose, false));
            expect(rep.liveDeals).toBe(liveOf(made, rep.person).length);
            expect(rep.leftOut).toEqual(leftOutOf(made, rep.person));
            expect(rep.qualified).toEqual(qualifiedOf(made, rep.person));
          }
          for (const team of teams) {
            const whose: Whose = (person, on) => teamOn(person, on) === team.id;
            const credit = naively(deals, TO_DATE, whose).credit.filter((each) => each.team === team.id);
            expect(team.won).toBe(added(credit.map(({ amount }) => amount)));
            expect(reported(team.quarter)).toEqual(salesOf(deals, TO_DATE, whose, true));
            expect(reported(team.lastFour)).toEqual(salesOf(deals, LAST_FOUR, whose, true));
          }
          expect(reported(workspace.quarter)).toEqual(salesOf(deals, TO_DATE, () => true, true));
          expect(reported(workspace.lastFour)).toEqual(salesOf(deals, LAST_FOUR, () => true, true));
          expect(workspace.won).toBe(added(found.map(({ won }) => won)));
          const quotas = found.flatMap(({ quota }) => (quota.value === null ? [] : [quota.value]));
          expect(workspace.quota.n).toBe(quotas.length);
          expect(workspace.attainment.value).toEqual(attained(found));
        },
      ),
      { seed: 20260316, numRuns: 8, endOnFailure: true },
    );
  });

  test('are the same where a digest asks for fewer of them, whoever had the deals, on any day', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRep, { minLength: NAMES.length, maxLength: NAMES.length }),
        fc.array(anyDeal, { minLength: 40, maxLength: 90 }),
        fc.integer({ min: 0, max: 600 }),
        async (reps, some, days) => {
          const { year } = await written(reps, some);
          const asked = { ...year, today: addDays(START, days) };

          const found = attainments(await attainmentFacts(db(), asked));

          expect(found).toEqual(fewer(scorecards(await numberFacts(db(), asked))));
        },
      ),
      { seed: 20260317, numRuns: 8, endOnFailure: true },
    );
  });
});

/** Of all numbers those of attainment and spread. A streak is none of them: it goes further back. */
function fewer({ reps, teams, workspace }: Scorecards) {
  const shared = ({ won, quota, attainment, pace, forecast, leftOut, consistency }: Numbers): Attained => ({
    ...{ won, quota, attainment, pace, forecast, leftOut },
    consistency: { ...consistency, streak: expect.any(Number) } as Figure,
  });
  return {
    reps: reps.map((rep) => ({ ...shared(rep), person: rep.person, name: rep.name, team: rep.team })),
    teams: teams.map(({ id, name, ...team }) => ({ id, name, ...ofTeam(team) })),
    workspace: ofTeam(workspace),
  };

  function ofTeam(team: Scorecards['workspace']) {
    const { wonWithoutQuota, reps, spread } = team;
    return { ...shared(team), wonWithoutQuota, reps, spread };
  }
}

/** Sum ÷ sum over those with a quota. */
function attained(reps: readonly { readonly won: number; readonly quota: Figure }[]): Fraction | null {
  let won = 0n;
  let num = 0n;
  let den = 1n;
  for (const rep of reps) {
    if (rep.quota.value === null) continue;
    won += BigInt(rep.won);
    num = num * rep.quota.value.den + rep.quota.value.num * den;
    den *= rep.quota.value.den;
  }
  return num === 0n ? null : fraction(won * den, num);
}
