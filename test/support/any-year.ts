import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { NewDeal } from '../../src/db/insert-deals.ts';
import type { DealId, TeamId } from '../../src/domain/brand.ts';
import { addDays, type Day, dayIn, startOf } from '../../src/domain/calendar.ts';
import { ownerOn } from '../../src/domain/closing.ts';
import {
  type Deal,
  LOSS_REASONS,
  type Ownership,
  type Qualified,
  type Standing,
  type Stint,
} from '../../src/domain/deal.ts';
import { STAGES } from '../../src/domain/stages.ts';
import { aDeal, aLoss, day, money, someAnswers, ZONE } from './builders.ts';
import type { SalesYear, SomeRep } from './sales-year.ts';

/** The first day of the six quarters in which things happen; today is a day in the fifth. */
export const START = day('2025-01-01');
export const TODAY_THERE = day('2026-02-17');
const LAST = 530;

export const NAMES = ['Ana', 'Ben', 'Chi', 'Dov', 'Eva'] as const;
const TEAMS = ['East', 'West'] as const;

const at = fc.integer({ min: 0, max: LAST });
const amount = fc.integer({ min: 1, max: 50_000 });

export type SomeDeal = {
  readonly owners: readonly { readonly name: (typeof NAMES)[number]; readonly at: number }[];
  readonly opened: number | null;
  readonly is: Standing['is'];
  readonly close: number;
  readonly amount: number | null;
  readonly final: number;
  readonly expected: number | null;
  readonly stage: (typeof STAGES)[number];
  readonly isStageKnown: boolean;
  readonly qualified: Qualified['how'] | 'no';
  readonly qualifiedAt: number;
  readonly parked: readonly { readonly at: number; readonly days: number }[];
  readonly until: number;
  readonly reason: (typeof LOSS_REASONS)[number];
  readonly said: 'said-so' | 'we-think-so';
  /** Days on which an earlier win of it was credited, and taken back. */
  readonly reopened: { readonly won: number; readonly back: number; readonly amount: number } | null;
};

export const anyDeal: fc.Arbitrary<SomeDeal> = fc.record({
  owners: fc.array(fc.record({ name: fc.constantFrom(...NAMES), at }), { minLength: 1, maxLength: 3 }),
  opened: fc.option(at, { freq: 6 }),
  is: fc.constantFrom('won', 'won', 'lost', 'lost', 'live', 'parked', 'withdrawn'),
  close: at,
  amount: fc.option(amount, { freq: 4 }),
  final: amount,
  expected: fc.option(at, { freq: 4 }),
  stage: fc.constantFrom(...STAGES),
  isStageKnown: fc.boolean(),
  qualified: fc.constantFrom('gate', 'import', 'import-unsure', 'no'),
  qualifiedAt: at,
  parked: fc.array(fc.record({ at, days: fc.nat(40) }), { maxLength: 2 }),
  until: at,
  reason: fc.constantFrom(...LOSS_REASONS),
  said: fc.constantFrom('said-so', 'we-think-so'),
  reopened: fc.option(fc.record({ won: at, back: at, amount }), { freq: 5, nil: null }),
});

const aDay = (days: number): Day => addDays(START, days);
const instant = (days: number, hours = 13): Date => new Date(startOf(aDay(days), ZONE).getTime() + hours * 3_600_000);

const span = fc.record({ joined: fc.option(at), stay: fc.option(fc.nat(300)) });
export const anyRep = fc
  .record({
    memberships: fc.array(fc.tuple(fc.constantFrom(...TEAMS), span), { maxLength: 2 }),
    quotas: fc.array(fc.record({ at, amount: fc.integer({ min: 1, max: 200_000 }) }), { maxLength: 5 }),
    ramps: fc.array(fc.record({ at, days: fc.nat(120), share: fc.integer({ min: 1, max: 10_000 }) }), { maxLength: 1 }),
  })
  .map(
    ({ memberships, quotas, ramps }): Omit<SomeRep, 'name'> => ({
      memberships: memberships.map(([team, { joined, stay }]) => ({
        team,
        joinedOn: joined === null ? null : aDay(joined),
        leftOn: stay === null ? null : aDay((joined ?? 0) + stay),
      })),
      quotas: quotas.map((row) => ({ startsOn: aDay(row.at), amount: money(row.amount) })),
      ramps: ramps.map((row) => ({ startsOn: aDay(row.at), endsOn: aDay(row.at + row.days), share: row.share })),
    }),
  );

/** The deal as it is kept; what happened before it was opened happened on its first day. */
export function dealOf(some: SomeDeal, { person }: SalesYear): Deal {
  const opened = some.opened;
  const close = Math.max(some.close, opened ?? 0);
  const owners: Ownership[] = some.owners
    .map(({ name, at }) => ({ person: person(name), since: instant(at) }))
    .sort((a, b) => a.since.getTime() - b.since.getTime());
  const stints: Stint[] = some.parked.map(({ at, days }) => ({
    ...{ stage: some.stage, isParked: true, from: instant(at, 9), to: instant(at + days, 20) },
  }));
  const qualified: Qualified | null =
    some.qualified === 'no'
      ? null
      : { at: some.qualified === 'gate' ? instant(some.qualifiedAt) : null, how: some.qualified };
  return aDeal({
    ...{ id: randomUUID() as DealId, owners, stints, version: 3, proofs: [], proposals: [] },
    owner: owners.at(-1)?.person ?? person('Ana'),
    openedAt: opened === null ? null : instant(opened, 7),
    amount: some.amount === null ? null : money(some.amount),
    expectedClose: some.expected === null ? null : aDay(some.expected),
    standing: standingOf(some, aDay(close)),
    // A win is qualified: there is no way around the gate.
    qualified:
      some.is === 'won' ? (qualified ?? { at: null, how: 'import' }) : some.is === 'withdrawn' ? null : qualified,
    answers: someAnswers({ timing: some.said, decision: some.said, price: some.said, alternatives: some.said }),
  });
}

function standingOf({ is, final, stage, isStageKnown, until, reason }: SomeDeal, on: Day): Standing {
  switch (is) {
    case 'won':
      return { is, on, amount: money(final) };
    case 'lost':
      return { is, on, from: isStageKnown ? stage : null, loss: aLoss({ reason }) };
    case 'parked':
      return { is, stage, until: aDay(until) };
    case 'live':
      return { is, stage };
    case 'withdrawn':
      return { is };
  }
}

/** With the credit of its win, and of an earlier one that was taken back. */
export function withCredit(
  some: SomeDeal,
  deal: Deal,
  teamOn: (person: Deal['owner'], on: Day) => TeamId | null,
): NewDeal {
  const credits: NewDeal['credits'][number][] = [];
  const give = (on: Day, amount: number, team: Day): void => {
    const person = ownerOn(deal, team, ZONE);
    credits.push({ person, team: teamOn(person, team), amount: money(amount), on, at: instant(0) });
  };
  if (some.reopened !== null) {
    const { won, back, amount } = some.reopened;
    give(aDay(won), amount, aDay(won));
    give(aDay(Math.max(won, back)), -amount, aDay(won));
  }
  if (deal.standing.is === 'won') give(deal.standing.on, deal.standing.amount, deal.standing.on);
  return { deal, events: [], credits };
}

export function localDay(at: Date): Day {
  return dayIn(ZONE, at);
}
