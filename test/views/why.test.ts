import { describe, expect, test } from 'vitest';
import type { DealId, PersonId, TeamId } from '../../src/domain/brand.ts';
import { addDays, finishedQuarters, fiscalQuarter, quarterName } from '../../src/domain/calendar.ts';
import { LOSS_REASONS } from '../../src/domain/deal.ts';
import { discipline } from '../../src/domain/discipline.ts';
import type { NumberFacts } from '../../src/domain/number-facts.ts';
import { NO_MEDIAN } from '../../src/domain/number-facts.ts';
import { losses } from '../../src/domain/review.ts';
import { scorecards } from '../../src/domain/scorecard.ts';
import { NO_DEALS, type WhyDeal, type WhyDeals } from '../../src/domain/why-deals.ts';
import { ASKABLE, digestNumbersFor, type WhyDigests, weekBefore } from '../../src/domain/why-digests.ts';
import { numbersFor, repsInSight, type WhySight, whySeen } from '../../src/domain/why-number.ts';
import type { Obj } from '../../src/playground/json.ts';
import { complaintsAboutView, sizeOf } from '../../src/playground/limits.ts';
import type { WhyShown } from '../../src/views/why-frame.ts';
import { readWhyAt, readWhyChoice, type WhyAt, whyAt } from '../../src/views/why-metadata.ts';
import { goneWhyView, othersNumbersView, outdatedWhyView, privateNumbersView } from '../../src/views/why-refusals.ts';
import { whyDigestPage, whyListPage, whyNumberPage } from '../../src/views/why-view.ts';
import { money, someSettings, TODAY } from '../support/builders.ts';
import { aRow } from '../support/pipeline-rows.ts';

const LONG = `${'<!channel> *W* & '.repeat(7)}👩‍👩‍👧‍👦`;
const TEAM = '00000000-0000-4000-8000-000000000009' as TeamId;
const QUARTER = fiscalQuarter(TODAY, 1);
const PEOPLE = Array.from(
  { length: 400 },
  (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}` as PersonId,
);
const [ME] = PEOPLE;
const settings = someSettings();

function aYear(): NumberFacts {
  const finished = finishedQuarters(TODAY, 12, 1);
  const four = [QUARTER, ...finished.slice(0, 4)];
  const row = (startsOn: typeof TODAY) => ({ startsOn, amount: money(9_999_999_999_999) });
  return {
    ...{ quarter: QUARTER, today: TODAY, finished, holidays: new Set() },
    people: PEOPLE.map((id) => ({ id, name: LONG })),
    teams: [{ id: TEAM, name: LONG }],
    memberships: PEOPLE.map((person) => ({ id: person, person, team: TEAM, joinedOn: null, leftOn: null })),
    quotas: new Map(
      PEOPLE.map((id) => [
        id,
        [...four.map(({ from }) => row(from)), ...[9, 18, 27].map((days) => row(addDays(QUARTER.from, days)))],
      ]),
    ),
    ramps: new Map(),
    won: PEOPLE.flatMap((person, at) =>
      four.map(({ from }) => ({
        person,
        team: TEAM,
        from,
        amount: 1_000_000_000_000 + at,
        byNow: 1_000_000,
        entries: 3,
      })),
    ),
    closed: [],
    medians: {
      quarter: { people: new Map(), teams: new Map(), workspace: NO_MEDIAN },
      lastFour: { people: new Map(), teams: new Map(), workspace: NO_MEDIAN },
    },
    open: PEOPLE.map((person) => ({
      ...{ person, stage: 'prove' as const, live: 9, withAmount: 9, expected: 9, expectedAmount: 90_000_000_000_000 },
      ...{ qualified: 8, qualifiedAmount: 80_000_000_000_000, unpriced: 3, undated: 2, overdue: 1 },
    })),
    closedSince: new Set(),
    qualified: [],
    misled: [],
    usualTimes: [{ stage: 'prove', days: 9, n: 12 }],
  } as unknown as NumberFacts;
}

const facts: NumberFacts = { ...aYear(), ...({ wonBefore: new Set([TEAM]) } as object) };
const cards = scorecards(facts);
const AT: WhyAt = {
  team: TEAM,
  quarter: quarterName(QUARTER),
  on: TODAY,
  who: null,
  number: null,
  page: 0,
  people: null,
};

const deal: WhyDeal = {
  ...{ id: TEAM as string as DealId, version: 3, company: LONG, title: LONG, owner: LONG, amount: 10_000_000_000_000 },
  ...{ on: TODAY, is: 'won', days: 400, stages: { qualify: 1, prove: 2, propose: 3, negotiate: 999 }, mark: 'unsure' },
};
const deals: WhyDeals = {
  ...{ rows: Array.from({ length: 10 }, () => deal), number: 4, all: 9_999 },
  sums: { amount: 1, won: 2, lost: 3, reopened: 4, unread: 5, unreadAmount: 9_999_999_999_999 },
};

const week = weekBefore(TODAY, settings.zone);
const losing = LOSS_REASONS.map((reason) => ({
  reason,
  isPastGate: true,
  team: null,
  said: 'no' as const,
  deals: 9_999,
}));
const digests: WhyDigests = {
  ...{ week, rows: [], touched: [], losses: losses(losing) },
  discipline: discipline({
    ...{
      rows: Array.from({ length: 300 }, () => aRow({ company: LONG, days: null })),
      touched: [],
      reps: new Set<PersonId>(),
      week,
    },
    ...{ usual: { qualify: 14, prove: 14, propose: 14, negotiate: 14 }, capacity: 20, zone: settings.zone },
  }),
};

function shown(who: PersonId | null, but: Partial<WhySight> = {}, at: Partial<WhyAt> = {}): WhyShown {
  const sight: WhySight = { me: ME as PersonId, team: TEAM, reads: 'names', leads: 'all', ...but };
  const seen = whySeen(facts, cards, { sight, who });
  if (seen === null) throw new Error('They are in sight.');
  const people = repsInSight(cards, sight);
  return { at: { ...AT, who, ...at }, seen, name: LONG, me: sight.me, people, settings, today: TODAY };
}

describe('numbers explained', () => {
  test.each([
    ['a team of four hundred', () => shown(null)],
    ['a team’s to somebody on it', () => shown(null, { reads: 'totals', leads: [] })],
    ['the last of them', () => shown(PEOPLE.at(-1) ?? null)],
    ['a later page of people', () => shown(null, {}, { people: 99_999 })],
  ])('fit Slack’s limits, however long the names: %s', (_, of) => {
    const page = of();
    const views = [
      whyListPage(page, digests),
      ...digestNumbersFor(page.seen.whose).flatMap((number) => [
        whyDigestPage(page, number, digests, deals),
        whyDigestPage(page, number, digests, NO_DEALS),
      ]),
      ...numbersFor(page.seen.whose).flatMap((number) => [
        whyNumberPage(page, number, deals),
        whyNumberPage(page, number, NO_DEALS),
      ]),
    ];

    for (const view of views) {
      expect(complaintsAboutView(view as unknown as Obj, 'modal')).toEqual([]);
      expect(sizeOf(view)).toBeLessThan(250_000);
    }
  });

  test('so do the refusals', () => {
    const views = [
      outdatedWhyView(),
      goneWhyView(),
      privateNumbersView(),
      othersNumbersView({ name: LONG, manager: LONG }),
      othersNumbersView({ name: LONG, manager: null }),
      othersNumbersView({ name: null, manager: null }),
    ];

    for (const view of views) expect(complaintsAboutView(view as unknown as Obj, 'modal')).toEqual([]);
  });

  test('people are on offer a page at a time, and the one who is shown is on the page that is open', () => {
    const menuOf = (page: WhyShown) => JSON.stringify(whyListPage(page, digests).blocks[1]);

    expect(menuOf(shown(null))).toContain('"people:1"');
    expect(menuOf(shown(null))).not.toContain(PEOPLE[200]);
    expect(menuOf(shown(PEOPLE[200] ?? null))).toContain(`"initial_option":{"text":{"type":"plain_text"`);
    expect(menuOf(shown(PEOPLE[200] ?? null))).toContain('"people:1"');
    expect(menuOf(shown(PEOPLE[200] ?? null))).toContain('"people:3"');
  });

  test('a rep has no spread, and neither is one shown to a rep by name', () => {
    expect(numbersFor(shown(ME ?? null).seen.whose)).not.toContain('spread');
    const view = JSON.stringify(whyNumberPage(shown(null, { reads: 'totals', leads: [] }), 'spread', NO_DEALS));

    expect(view).toContain('Which reps it compares is for who leads the team to see.');
    expect(view).not.toContain('a full quarter.');
  });

  test('what a page carries is read back, and nothing else', () => {
    for (const number of [null, ...ASKABLE])
      expect(readWhyAt(whyAt({ ...AT, number, who: ME ?? null }))).toMatchObject({ number });

    const carried = JSON.parse(whyAt(AT));
    for (const but of [
      { v: 2 },
      { number: 'salary' },
      { who: 'me' },
      { on: '9999-01-01' },
      { page: -1 },
      { page: 0.5 },
      { more: 1 },
      { team: 'West' },
    ])
      expect(readWhyAt(JSON.stringify({ ...carried, ...but })), JSON.stringify(but)).toBeNull();
    expect(readWhyAt('')).toBeNull();
    expect(readWhyAt(`${whyAt(AT)}${' '.repeat(3_000)}`)).toBeNull();
  });

  test.each([
    ['whole', { who: null }],
    ['people:3', { people: 3 }],
    [TEAM, { who: TEAM }],
    ['people:-1', null],
    ['people:123456', null],
    ['everybody', null],
    ['', null],
  ])('whose numbers were chosen: %s', (value, choice) => {
    expect(readWhyChoice(value)).toEqual(choice);
  });
});
