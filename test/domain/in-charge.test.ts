import { expect, test } from 'vitest';
import { reopen, type Win, win, withdraw } from '../../src/domain/closing.ts';
import { NOTHING_ASKED } from '../../src/domain/gates.ts';
import { reassign } from '../../src/domain/handing-over.ts';
import { advance } from '../../src/domain/moves.ts';
import { isInCharge, mayChange, ownYes } from '../../src/domain/roles.ts';
import { DEFAULT_CAPACITY, DEFAULT_DISCOUNT_LIMIT, firstSettings, MOST_PARKED } from '../../src/domain/settings.ts';
import {
  ADMIN,
  aDeal,
  aRelation,
  aScene,
  daysLater,
  money,
  NOW,
  OWNER,
  TEAMMATE,
  TODAY,
  TOMORROW,
} from '../support/builders.ts';

const FIRST = money(1_000);

function typed(but: Partial<Win> = {}): Win {
  return { seen: 9, amount: FIRST, on: TODAY, openPoints: [], reason: '', asked: NOTHING_ASKED, answered: {}, ...but };
}

test.each([
  ['a millisecond under 24 hours', new Date(daysLater(-1).getTime() + 1), 'changed'],
  ['exactly 24 hours', daysLater(-1), 'refused'],
  ['an unknown age', null, 'refused'],
])('a deal opened by mistake, of %s', (_, openedAt, expected) => {
  const after = withdraw(aDeal({ openedAt }), aScene());

  expect(after.is).toBe(expected);
  if (after.is === 'refused') expect(after).toMatchObject({ why: 'withdraw-too-late', because: 'day-over' });
  if (after.is === 'changed') expect(after.deal.standing).toEqual({ is: 'withdrawn' });
});

test('a deal that moved, is parked or closed is not withdrawn', () => {
  const moved = aDeal({ stage: 'prove', openedAt: NOW });
  const parked = aDeal({ openedAt: NOW, standing: { is: 'parked', stage: 'qualify', until: TOMORROW } });

  expect(withdraw(moved, aScene())).toEqual({ is: 'refused', why: 'withdraw-too-late', because: 'moved' });
  expect(withdraw(parked, aScene())).toEqual({ is: 'refused', why: 'parked' });
  expect(withdraw({ ...parked, standing: { is: 'withdrawn' } }, aScene())).toMatchObject({ why: 'not-live' });
});

test('a deal goes to another rep by somebody in charge, and keeps its former owners', () => {
  const deal = aDeal();

  const after = reassign(deal, { to: TEAMMATE, reason: 'On leave' }, aScene({ relation: 'manager' }));

  expect(after).toMatchObject({
    deal: { owner: TEAMMATE, owners: [...deal.owners, { person: TEAMMATE, since: NOW }] },
    events: [{ kind: 'reassigned', from: { owner: OWNER }, to: { owner: TEAMMATE }, reason: 'On leave' }],
    credit: null,
  });
});

test.each([
  ['by its owner', aDeal(), { to: TEAMMATE, reason: 'Why' }, 'owner', { why: 'needs-manager', for: 'reassign' }],
  ['to whom it belongs', aDeal(), { to: OWNER, reason: 'Why' }, 'manager', { field: 'owner', problem: 'same-owner' }],
  ['without a reason', aDeal(), { to: TEAMMATE, reason: '' }, 'admin', { field: 'reason', problem: 'missing' }],
  [
    'once withdrawn',
    aDeal({ standing: { is: 'withdrawn' } }),
    { to: TEAMMATE, reason: 'Why' },
    'admin',
    { why: 'not-live' },
  ],
] as const)('a deal does not go to another %s', (_, deal, to, relation, expected) => {
  expect(reassign(deal, to, aScene({ relation }))).toMatchObject({ is: 'refused', ...expected });
});

test.each([
  ['owner', true, false],
  ['manager', true, true],
  ['admin', true, true],
  ['teammate', false, false],
] as const)('the %s may change a deal: %j, and is in charge of it: %j', (who, changes, isCharged) => {
  expect([mayChange(aRelation(who)), isInCharge(aRelation(who))]).toEqual([changes, isCharged]);
});

test('only to a deal of their own is a yes somebody else’s', () => {
  expect(ownYes(aRelation('admin', { person: ADMIN, others: ['Mo'] }))).toBe('not-own');
  expect(ownYes(aRelation('owner', { others: ['Mo'] }))).toBe('ask-another');
  expect(ownYes(aRelation('owner'))).toBe('allowed-and-flagged');
});

test.each([
  ['Europe/Berlin', 'EUR'],
  ['Europe/London', 'GBP'],
  ['America/New_York', 'USD'],
])('until it is set up, a workspace in %s counts in %s, by the usual limits', (zone, currency) => {
  expect(firstSettings(zone)).toEqual({
    currency,
    decimal: '.',
    fiscalYearStart: 1,
    zone,
    capacity: DEFAULT_CAPACITY,
    discountLimit: DEFAULT_DISCOUNT_LIMIT,
  });
  expect([DEFAULT_CAPACITY, DEFAULT_DISCOUNT_LIMIT, MOST_PARKED]).toEqual([20, 1_000, 10]);
});

test('a reopened win goes through its gate once more', () => {
  const won = aDeal({ standing: { is: 'won', on: TODAY, amount: FIRST }, openPoints: ['price'] });
  const back = reopen(won, { reason: 'A term changed' }, aScene({ relation: 'manager' }));
  const deal = back.is === 'changed' ? back.deal : won;

  expect(win(deal, typed({ openPoints: ['price'] }), aScene())).toMatchObject({ why: 'gate' });
  expect(advance(deal, { ...typed(), gate: 'won', openPoints: null, proposal: null }, aScene())).toMatchObject({
    why: 'changed',
  });
});
