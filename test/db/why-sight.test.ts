import type { ModalView } from '@slack/types';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberFacts } from '../../src/db/numbers.ts';
import * as table from '../../src/db/schema.ts';
import { whyRight } from '../../src/db/why-sight.ts';
import type { PersonId, SlackUserId, TeamId } from '../../src/domain/brand.ts';
import { startOf } from '../../src/domain/calendar.ts';
import { formatMoney, type Money } from '../../src/domain/money.ts';
import type { NumberFacts } from '../../src/domain/number-facts.ts';
import { scorecards } from '../../src/domain/scorecard.ts';
import { WHY_NUMBERS } from '../../src/domain/why-number.ts';
import { type Obj, objAt, objsAt, textAt } from '../../src/playground/json.ts';
import { whyPage } from '../../src/slack/explain-numbers.ts';
import { moneyText } from '../../src/views/figures.ts';
import { ids } from '../../src/views/ids.ts';
import type { WhyAt } from '../../src/views/why-metadata.ts';
import { othersNumbersView } from '../../src/views/why-refusals.ts';
import { anyDeal, dealOf, NAMES, TODAY_THERE, withCredit } from '../support/any-year.ts';
import { day, money, ZONE } from '../support/builders.ts';
import { eachDatabase } from '../support/databases.ts';
import { aSalesYear, type SalesYear, type SomeRep } from '../support/sales-year.ts';

const TEAMS = ['East', 'West'] as const;

/** Who is on which team (or none), manages which (or none), and has which quota: none looks like another's, or like a deal's amount. */
const anyOrg = fc.record({
  reps: fc.array(
    fc.record({
      team: fc.option(fc.constantFrom(...TEAMS), { freq: 6 }),
      has: fc.boolean(),
      from: fc.integer({ min: 1, max: 28 }),
    }),
    { minLength: NAMES.length, maxLength: NAMES.length },
  ),
  managers: fc.tuple(fc.option(fc.constantFrom(...NAMES)), fc.option(fc.constantFrom(...NAMES))),
  deals: fc.array(anyDeal, { minLength: 10, maxLength: 25 }),
});

type Org = typeof anyOrg extends fc.Arbitrary<infer T> ? T : never;

describe.each(eachDatabase())('why these numbers? on $name', ({ open }) => {
  const db = open();

  test('X4 no answer for one has another’s quota or name in it, but beside a deal that they may read', async () => {
    await fc.assert(
      fc.asyncProperty(anyOrg, async (org) => {
        const year = await written(org);
        const facts = await numberFacts(db(), { ...year, today: TODAY_THERE });
        const hidden = privateFigures(year, facts);
        for (const name of NAMES) {
          const text = (await everyPage(year, name, facts)).map(withoutDeals).join('\n');

          for (const other of NAMES.filter((each) => each !== name && !leads(org, name, each))) {
            expect(text, `${name} reads of ${other}`).not.toMatch(new RegExp(`\\b${other}\\b`));
            for (const figure of hidden.get(other) ?? [])
              expect(text, `${name} reads of ${other}`).not.toContain(figure);
          }
        }
      }),
      { seed: 20261116, numRuns: 3, endOnFailure: true },
    );
  });

  async function written({ reps, managers, deals }: Org): Promise<SalesYear> {
    const all = reps.map(({ team, has, from }, at): SomeRep => {
      const startsOn = day(`2026-01-${String(from).padStart(2, '0')}`);
      const memberships = team === null ? [] : [{ team, joinedOn: null, leftOn: null }];
      return { name: NAMES[at] ?? '', memberships, quotas: has ? [{ startsOn, amount: quotaOf(at) }] : [] };
    });
    const year = await aSalesYear(db(), all, {
      deals: (made) => {
        const names = new Map([...made.people].map(([name, id]) => [id, name]));
        const teamOf = (person: PersonId) => reps[indexOf(names.get(person) ?? '')]?.team ?? '';
        return deals.map((some) =>
          withCredit(some, dealOf(some, made), (person) => made.teams.get(teamOf(person)) ?? null),
        );
      },
    });
    for (const [at, name] of TEAMS.entries()) {
      const [team, manager] = [year.teams.get(name), managers[at]];
      if (team === undefined || !manager) continue;
      await db()
        .update(table.team)
        .set({ managerId: year.person(manager) })
        .where(eq(table.team.id, team));
    }
    return year;
  }

  /** All numbers of each team, of all teams, and of each person, as far as somebody gets an answer. */
  async function everyPage(year: SalesYear, name: string, facts: NumberFacts): Promise<readonly Obj[]> {
    const person = year.person(name);
    const who = { workspace: year.workspace, person, user: 'U1' as SlackUserId, name, zone: ZONE };
    const by = { ...who, isAdmin: false, isSlackAdmin: false };
    const asked = { by, now: startOf(TODAY_THERE, ZONE), today: TODAY_THERE, settings: year.settings, note: () => {} };
    const pages: ModalView[] = [];
    for (const team of ['all', ...year.teams.values()] as readonly (TeamId | 'all')[]) {
      const right = await whyRight(db(), team, { by, today: TODAY_THERE });
      if (right.is === 'outside') pages.push(othersNumbersView(right));
      if (right.is !== 'within') continue;
      for (const question of questions(year, person)) {
        const at = { ...question, team, quarter: '2026-Q1', on: TODAY_THERE, page: 0, people: null };
        pages.push(await whyPage(db(), asked, { at, right, facts }));
      }
    }
    return pages as unknown as readonly Obj[];
  }
});

/** Everything about the whole and oneself, and about everybody else what is most private. */
function questions({ people }: SalesYear, me: PersonId): readonly Pick<WhyAt, 'who' | 'number'>[] {
  const own = [null, me].flatMap((who) => [null, ...WHY_NUMBERS].map((number) => ({ who, number })));
  // Of what digests count, the one that says most of how people work.
  const lost = { who: null, number: 'loss-reasons' as const };
  return [...own, lost, ...[...people.values()].map((who) => ({ who, number: 'quota' as const }))];
}

function leads({ reps, managers }: Org, name: string, other: string): boolean {
  return TEAMS.some((team, at) => managers[at] === name && reps[indexOf(other)]?.team === team);
}

function indexOf(name: string): number {
  return (NAMES as readonly string[]).indexOf(name);
}

function quotaOf(at: number): Money {
  return money((at + 1) * 11_357_913);
}

/** By name: each quota as it was set, and as it is in effect. */
function privateFigures(year: SalesYear, facts: NumberFacts): ReadonlyMap<string, readonly string[]> {
  const { reps } = scorecards(facts);
  return new Map(
    NAMES.map((name, at) => {
      const effective = reps.find(({ person }) => person === year.person(name))?.quota.value ?? null;
      const set = formatMoney(quotaOf(at), year.settings);
      return [name, effective === null ? [set] : [set, moneyText(effective, year.settings)]];
    }),
  );
}

/** A page's text but for the lines of deals, whose owners teammates may read; and for who manages a team. */
function withoutDeals(page: Obj): string {
  const blocks = objsAt(page, 'blocks').filter(
    (block) => textAt(objAt(block, 'accessory'), 'action_id') !== ids.openDeal,
  );
  return JSON.stringify(blocks).replace(/\w+ manages it/g, '');
}
