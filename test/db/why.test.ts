import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewDeal } from '../../src/db/insert-deals.ts';
import { numberFacts } from '../../src/db/numbers.ts';
import { whyDeals } from '../../src/db/why.ts';
import type { PersonId, SlackUserId, TeamId } from '../../src/domain/brand.ts';
import type { Day } from '../../src/domain/calendar.ts';
import type { Figure } from '../../src/domain/figure.ts';
import { fraction, over, plus, total } from '../../src/domain/fraction.ts';
import type { Reckoning } from '../../src/domain/reckoning.ts';
import { scorecards } from '../../src/domain/scorecard.ts';
import type { Speaker } from '../../src/domain/speaker.ts';
import { isOn, stays } from '../../src/domain/stays.ts';
import { dealsBehind, type WhyDeal, type WhyDeals } from '../../src/domain/why-deals.ts';
import { numbersFor, type WhyNumber, type WhySeen, type WhySight, whySeen } from '../../src/domain/why-number.ts';
import { reckoning } from '../../src/domain/why-reckoning.ts';
import { anyDeal, anyRep, dealOf, NAMES, type SomeDeal, TODAY_THERE, withCredit } from '../support/any-year.ts';
import { ZONE } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesYear, type SalesYear, type SomeRep } from '../support/sales-year.ts';

type Told = WhyDeals['sums'] & { readonly deals: readonly WhyDeal[] };

describe.each(eachDatabase())('the deals behind a number on $name', ({ open }) => {
  const db = open();

  async function written(reps: readonly Omit<SomeRep, 'name'>[], some: readonly SomeDeal[]): Promise<SalesYear> {
    const all = reps.map((rep, index) => ({ ...rep, name: NAMES[index] ?? '' }));
    return aSalesYear(db(), all, {
      deals: (made): readonly NewDeal[] => {
        const memberships = all.flatMap(({ name, memberships = [] }) =>
          memberships.map(({ team, ...span }) => ({
            ...{ ...span, id: '', person: made.person(name), team: made.teams.get(team) as TeamId },
          })),
        );
        const teamOn = (person: PersonId, on: Day) =>
          stays(memberships.filter((each) => each.person === person)).find((stay) => isOn(stay, on))?.team ?? null;
        return some.map((each) => withCredit(each, dealOf(each, made), teamOn));
      },
    });
  }

  function asker({ workspace, person }: SalesYear, name: string, isAdmin: boolean): Speaker {
    const who = { workspace, person: person(name), user: 'U1' as SlackUserId, name, zone: ZONE };
    return { ...who, isAdmin, isSlackAdmin: false };
  }

  /** All pages, one after the other. */
  async function allOf(year: SalesYear, seen: WhySeen, number: WhyNumber, by: Speaker): Promise<Told> {
    const asked = { by, settings: year.settings, today: TODAY_THERE };
    const behind = dealsBehind(seen, number);
    let read = await whyDeals(db(), seen, behind, { ...asked, page: 0 });
    const deals = [...read.rows];
    while (deals.length < read.all) {
      read = await whyDeals(db(), seen, behind, { ...asked, page: read.number + 1 });
      expect(read.rows.length).toBeGreaterThan(0);
      deals.push(...read.rows);
    }
    expect(deals).toHaveLength(read.all);
    expect(added(deals.map(({ amount }) => amount)) + read.sums.unreadAmount).toBe(read.sums.amount);
    return { ...read.sums, deals };
  }

  const someYear = [
    fc.array(anyRep, { minLength: NAMES.length, maxLength: NAMES.length }),
    fc.array(anyDeal, { minLength: 40, maxLength: 90 }),
  ] as const;

  function isPlain(reps: readonly Omit<SomeRep, 'name'>[]): boolean {
    const days = reps.map(({ memberships = [] }) => memberships.map(({ joinedOn }) => joinedOn));
    return days.every((joined) => new Set(joined).size === joined.length);
  }

  test('add up to it, for each rep, each team and all, with the parts that it is reckoned from', async () => {
    await fc.assert(
      fc.asyncProperty(...someYear, async (reps, some) => {
        fc.pre(isPlain(reps));
        const year = await written(reps, some);
        const facts = await numberFacts(db(), { ...year, today: TODAY_THERE });
        const cards = scorecards(facts);
        const by = asker(year, 'Ana', true);
        const sights = (['all', ...year.teams.values()] as const).map(
          (team): WhySight => ({ me: by.person, team, reads: 'names', leads: 'all' }),
        );
        const wholes = sights.map((sight) => whySeen(facts, cards, { sight, who: null }));
        const people = cards.reps.map(({ person }) =>
          whySeen(facts, cards, { sight: { me: by.person, team: 'all', reads: 'names', leads: 'all' }, who: person }),
        );

        for (const seen of [...wholes, ...people].filter((each) => each !== null)) {
          for (const number of numbersFor(seen.whose)) {
            agrees(seen, number, await allOf(year, seen, number, by));
          }
        }
      }),
      { seed: 20260316, numRuns: 3, endOnFailure: true },
    );
  });

  test('are told by name to those alone who may read them, and of the others the sum', async () => {
    await fc.assert(
      fc.asyncProperty(...someYear, async (reps, some) => {
        fc.pre(isPlain(reps));
        const year = await written(reps, some);
        const facts = await numberFacts(db(), { ...year, today: TODAY_THERE });
        const sight: WhySight = { me: year.person('Ben'), team: 'all', reads: 'totals', leads: [] };
        const seen = whySeen(facts, scorecards(facts), { sight, who: null });
        if (seen === null) throw new Error('All teams are there.');

        const told = await allOf(year, seen, 'won', asker(year, 'Ben', false));

        expect(told.amount).toBe(seen.numbers.won);
        const teamsOf = (name: string) =>
          (reps[NAMES.indexOf(name as (typeof NAMES)[number])]?.memberships ?? [])
            .filter(({ joinedOn, leftOn }) => isOn({ joinedOn, leftOn }, TODAY_THERE))
            .map(({ team }) => team);
        const owned = await db().query.deal.findMany({ where: (deal, { eq }) => eq(deal.workspaceId, year.workspace) });
        const ownerOf = new Map(owned.map(({ id, ownerId }) => [id, ownerId]));
        const named = new Map([...year.people].map(([name, id]) => [id, name]));
        for (const { id } of told.deals) {
          const owner = named.get(ownerOf.get(id) as PersonId) ?? '';
          const [theirs, own] = [teamsOf(owner), teamsOf('Ben')];
          const isApart = theirs.length > 0 && own.length > 0 && theirs.every((team) => !own.includes(team));
          expect(owner !== 'Ben' && isApart).toBe(false);
        }
      }),
      { seed: 20260317, numRuns: 3, endOnFailure: true },
    );
  });

  test('of another workspace are never among them', async () => {
    const [reps, some] = fc.sample(fc.tuple(...someYear), { numRuns: 1, seed: 7 })[0] ?? [[], []];
    const year = await written(reps, some);
    const other = await written(reps, some);
    const facts = await numberFacts(db(), { ...year, today: TODAY_THERE });
    const by = asker(year, 'Ana', true);
    const seen = whySeen(facts, scorecards(facts), {
      sight: { me: by.person, team: 'all', reads: 'names', leads: 'all' },
      who: null,
    });
    if (seen === null) throw new Error('All teams are there.');

    const told = await allOf(year, seen, 'live-deals', by);

    const theirs = await db().query.deal.findMany({ where: (deal, { eq }) => eq(deal.workspaceId, other.workspace) });
    expect(told.deals.length).toBeGreaterThan(0);
    expect(told.deals.filter(({ id }) => theirs.some((deal) => deal.id === id))).toEqual([]);
  });

  test('a page beyond the last is the last', async () => {
    const [reps, some] = fc.sample(fc.tuple(...someYear), { numRuns: 1, seed: 8 })[0] ?? [[], []];
    const year = await written(reps, some);
    const facts = await numberFacts(db(), { ...year, today: TODAY_THERE });
    const by = asker(year, 'Ana', true);
    const seen = whySeen(facts, scorecards(facts), {
      sight: { me: by.person, team: 'all', reads: 'names', leads: 'all' },
      who: null,
    });
    if (seen === null) throw new Error('All teams are there.');

    const asked = { by, settings: year.settings, today: TODAY_THERE, page: 9_999 };
    const read = await whyDeals(db(), seen, dealsBehind(seen, 'live-deals'), asked);

    expect(read.rows.length).toBeGreaterThan(0);
    expect(read.number * 10 + read.rows.length).toBe(read.all);
  });
});

function added(amounts: readonly (number | null)[]): number {
  return amounts.reduce<number>((all, amount) => all + (amount ?? 0), 0);
}

type Of<K extends Reckoning['of']> = Extract<Reckoning, { of: K }>;

/** What is listed comes to what is shown, and so do the parts. */
function agrees(seen: WhySeen, number: WhyNumber, told: Told): void {
  const { numbers } = seen;
  const { quarter, lastFour } = numbers;
  const part = reckoning(seen, number);
  switch (part.of) {
    case 'won':
      expect(told.amount).toBe(numbers.won);
      expect(told.deals.length + told.unread).toBe(part.entries);
      return;
    case 'quota':
      quotaAgrees(seen, part);
      return;
    case 'attainment':
      attainmentAgrees(seen, part, told);
      return;
    case 'pace':
      paceAgrees(seen, part);
      return;
    case 'forecast':
      forecastAgrees(seen, part, told);
      return;
    case 'consistency':
      expect(told.amount).toBe(added(part.quarters.map(({ won, quota }) => (quota.num > 0n ? won : 0))));
      expect(part.quarters.filter(({ quota }) => quota.num > 0n)).toHaveLength(numbers.consistency.n ?? 0);
      return;
    case 'deal-size':
      isRatioOf(quarter.dealSize, told.amount, told.deals.length);
      return;
    case 'sales-cycle':
      isRatioOf(quarter.salesCycle, added(told.deals.map(({ days }) => days)), told.deals.length);
      return;
    case 'closing-ratio':
      isRatioOf(quarter.closingRatio, told.won, told.won + told.lost);
      return;
    case 'coverage':
      coverageAgrees(seen, part, told);
      return;
    case 'required-coverage':
      isRatioOf(lastFour.closingRatio, told.won, told.won + told.lost);
      return;
    case 'spread':
      spreadAgrees(part, told);
      return;
    case 'explained':
      explainedAgrees(seen, told);
      return;
    case 'live-deals':
      expect(told.deals).toHaveLength(numbers.liveDeals);
      return;
    case 'usual-times':
      for (const { stage, n } of part.times)
        expect(told.deals.filter(({ stages }) => stages?.[stage] !== undefined)).toHaveLength(n);
      return;
    case 'calibration':
      expect(part.others).toBeGreaterThanOrEqual(0);
      if (part.figure.why !== 'few-reps') misledAgrees(part, told);
      return;
  }
}

function misledAgrees({ figure }: Of<'calibration'>, { deals }: Told): void {
  isRatioOf(figure, deals.filter(({ mark }) => mark === 'misled').length, deals.length);
}

function isRatioOf({ value, n }: Figure, sum: number, count: number): void {
  expect(n).toBe(count);
  if (value !== null) expect(fraction(sum, count)).toEqual(value);
}

function quotaAgrees({ numbers }: WhySeen, { parts, people, days: all }: Of<'quota'>): void {
  const each = parts.map(({ amount, days, share }) =>
    fraction(BigInt(amount) * BigInt(days) * BigInt(share), all * 10_000),
  );
  expect(total(people?.map(({ quota }) => quota) ?? each)).toEqual(numbers.quota.value ?? fraction(0));
}

function attainmentAgrees({ numbers }: WhySeen, { against, wonWithoutQuota }: Of<'attainment'>, told: Told): void {
  if (numbers.attainment.value === null) return;
  expect(over(fraction(told.amount), against.quota)).toEqual(numbers.attainment.value);
  expect(against.won + wonWithoutQuota).toBe(numbers.won);
}

function paceAgrees({ numbers }: WhySeen, { attained, elapsed, usual }: Of<'pace'>): void {
  if (numbers.pace.value === null || attained === null) return;
  expect(over(attained, usual ?? fraction(elapsed.finished, elapsed.days))).toEqual(numbers.pace.value);
  expect(elapsed.finished).toBe(numbers.pace.n);
}

function forecastAgrees({ numbers }: WhySeen, { stages, against }: Of<'forecast'>, told: Told): void {
  expect(added(stages.map(({ deals }) => deals))).toBe(told.deals.length);
  expect(added(stages.map(({ amount }) => amount))).toBe(told.amount);
  if (numbers.forecast.value === null) return;
  const likely = total(stages.flatMap((stage) => (stage.likely === null ? [] : [stage.likely])));
  expect(over(plus(fraction(against.won), likely), against.quota)).toEqual(numbers.forecast.value);
}

function coverageAgrees({ numbers }: WhySeen, { deals, amount, toGo }: Of<'coverage'>, told: Told): void {
  expect(told.deals).toHaveLength(deals);
  expect(told.amount).toBe(amount);
  if (numbers.coverage.value !== null) expect(over(fraction(told.amount), toGo)).toEqual(numbers.coverage.value);
}

function spreadAgrees({ spread: { worst, best, n }, reps }: Of<'spread'>, told: Told): void {
  const ends = new Map([worst, best].flatMap((end) => (end === null ? [] : [[end.person, end] as const])));
  const sums = [...ends.values()].map(({ perQuarter: { num, den }, quarters }) =>
    fraction(num * BigInt(quarters), den),
  );
  expect(fraction(told.amount)).toEqual(total(sums));
  expect(reps?.length).toBe(n ?? 0);
}

/** Volume × quarters of the two is what they closed. */
function explainedAgrees({ team }: WhySeen, told: Told): void {
  const { worst, best, explained } = team?.spread ?? {};
  if (explained?.is !== 'split' || !worst || !best) return;
  const volume = explained.factors.find(({ name }) => name === 'volume');
  const closed = [
    [volume?.worst, worst.quarters],
    [volume?.best, best.quarters],
  ] as const;
  const sums = closed.map(([each, quarters]) => fraction((each?.num ?? 0n) * BigInt(quarters), each?.den ?? 1n));
  expect(fraction(told.won + told.lost)).toEqual(total(sums));
}
