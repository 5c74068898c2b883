import { expect, test } from 'vitest';
import { lose, ownerOn, reopen, type Win, win } from '../../src/domain/closing.ts';
import type { Deal } from '../../src/domain/deal.ts';
import { NOTHING_ASKED } from '../../src/domain/gates.ts';
import {
  aDeal,
  aDiscount,
  aLoss,
  aProposal,
  aScene,
  aValue,
  day,
  MANAGER,
  money,
  NOW,
  OWNER,
  TEAMMATE,
  TODAY,
  TOMORROW,
  YESTERDAY,
  ZONE,
} from '../support/builders.ts';

const FIRST = money(1_000);
const LAST_QUARTER = day('2025-12-31');

function inNegotiation(but: Partial<Deal> = {}): Deal {
  return aDeal({ stage: 'negotiate', amount: FIRST, proposals: [aProposal({ amount: FIRST })], ...but });
}

function typed(but: Partial<Win> = {}): Win {
  return { seen: 9, amount: FIRST, on: TODAY, openPoints: [], reason: '', asked: NOTHING_ASKED, answered: {}, ...but };
}

test('a deal is won for its final amount, which is credited to its owner', () => {
  const after = win(inNegotiation(), typed(), aScene());

  expect(after).toMatchObject({
    deal: { standing: { is: 'won', on: TODAY, amount: 1_000 }, amount: 1_000, ledger: [] },
    events: [{ kind: 'won', from: { stage: 'negotiate' }, to: { amount: 1_000, on: TODAY } }],
    credit: { kind: 'give', amount: 1_000, on: TODAY, to: OWNER },
  });
  expect(after.is === 'changed' && after.deal.stints.at(-1)?.to).toEqual(NOW);
});

test('a deal won for less than its first proposal gave a discount, by the rules of one', () => {
  const scene = aScene();
  const lower = { amount: money(950) };

  const noReason = win(inNegotiation(), typed(lower), scene);
  const reason = win(inNegotiation(), typed({ ...lower, reason: 'Signed today' }), scene);
  const covered = win(inNegotiation({ amount: money(950), ledger: [aDiscount(50)] }), typed(lower), scene);
  const over = win(inNegotiation({ ledger: [aValue()] }), typed({ amount: money(899) }), scene);

  expect(noReason).toMatchObject({ field: 'reason', problem: 'reason-before-value' });
  expect(reason).toMatchObject({
    deal: { ledger: [{ amount: 50, via: 'closing' }] },
    events: [{ kind: 'discount' }, { kind: 'won' }],
  });
  expect(covered).toMatchObject({ is: 'changed', deal: { ledger: [{ amount: 50 }] } });
  expect(over).toMatchObject({ is: 'refused', why: 'over-limit', total: 101 });
});

test('with no proposal on record the final amount counts as the first', () => {
  expect(win(inNegotiation({ proposals: [] }), typed({ amount: money(5) }), aScene())).toMatchObject({
    deal: { ledger: [] },
  });
});

test.each([
  ['on the day it was opened', day('2026-02-28'), 'changed'],
  ['the day before it was opened', day('2026-02-27'), 'before-opening'],
  ['tomorrow', TOMORROW, 'in-the-future'],
  ['yesterday', YESTERDAY, 'changed'],
])('a deal is won %s', (_, on, expected) => {
  const after = win(inNegotiation({ openedAt: new Date('2026-02-28T22:59:00Z') }), typed({ on }), aScene());

  expect(after.is === 'refused' && after.why === 'field' ? after.problem : after.is).toBe(expected);
});

test.each([
  ["on the quarter's last day", day('2026-03-31'), '2026-03-31T21:59:00Z', 'changed'],
  ['on its last day, a minute into the next quarter', day('2026-03-31'), '2026-03-31T22:00:00Z', 'refused'],
])('a win %s, entered by its owner', (_, on, now, expected) => {
  expect(win(inNegotiation(), typed({ on, reason: 'Late' }), aScene({ now: new Date(now) })).is).toBe(expected);
});

test('into an ended quarter a deal is closed by somebody in charge, with a reason; one of unknown age too', () => {
  const old = inNegotiation({ openedAt: null });
  const ended = { on: LAST_QUARTER, reason: 'Signed before the holidays' };

  const owner = win(old, typed(ended), aScene());
  const noReason = win(old, typed({ ...ended, reason: '' }), aScene({ relation: 'manager' }));
  const manager = win(old, typed(ended), aScene({ relation: 'manager' }));

  expect(owner).toEqual({ is: 'refused', why: 'needs-manager', for: 'ended-quarter' });
  expect(noReason).toMatchObject({ field: 'reason', problem: 'reason-ended-quarter' });
  expect(manager).toMatchObject({ credit: { on: LAST_QUARTER, to: OWNER }, events: [{ reason: ended.reason }] });
});

test.each([
  ['a point open', inNegotiation(), typed({ openPoints: ['price'] }), { why: 'gate' }],
  ['no amount', inNegotiation(), typed({ amount: money(0) }), { field: 'amount', problem: 'missing' }],
  ['a stage to go', aDeal({ stage: 'propose' }), typed(), { why: 'changed' }],
  [
    'a date to come back',
    aDeal({ standing: { is: 'parked', stage: 'negotiate', until: TOMORROW } }),
    typed(),
    { why: 'parked' },
  ],
  [
    'an answer given elsewhere',
    { ...inNegotiation(), answers: [] },
    typed({ answered: {}, openPoints: ['other'] }),
    { why: 'gate' },
  ],
])('a deal with %s is not won', (_, deal, form, expected) => {
  expect(win(deal, form, aScene())).toMatchObject({ is: 'refused', ...expected });
});

test('what another has answered meanwhile is told before a deal is won', () => {
  const theirs = inNegotiation().answers.map((answer) => ({ ...answer, by: MANAGER, version: 5 }));
  const form = typed({ seen: 4, answered: { price: { is: 'no', evidence: 'Too dear' } } });

  expect(win(inNegotiation({ answers: theirs }), form, aScene())).toMatchObject({ is: 'refused', why: 'changed' });
});

test('a win belongs to whoever owned the deal at the end of its closing day', () => {
  const owners = [
    { person: OWNER, since: new Date('2026-03-01T08:00:00Z') },
    { person: MANAGER, since: new Date('2026-03-05T22:59:00Z') },
    { person: TEAMMATE, since: new Date('2026-03-05T23:01:00Z') },
  ];
  const deal = aDeal({ owner: TEAMMATE, owners });

  const on = (text: string) => ownerOn(deal, day(text), ZONE);

  expect(['2026-02-01', '2026-03-04', '2026-03-05', '2026-03-06'].map(on)).toEqual([OWNER, OWNER, MANAGER, TEAMMATE]);
  expect(ownerOn({ ...deal, owners: [] }, TODAY, ZONE)).toBe(TEAMMATE);
});

test.each(['live', 'parked'] as const)('a deal that is %s is lost with its reason and what had been wrong', (is) => {
  const deal = aDeal({ standing: is === 'live' ? { is, stage: 'prove' } : { is, stage: 'prove', until: TOMORROW } });
  const loss = aLoss({
    reason: 'alternative',
    alternative: 'Rival',
    wrong: ['alternatives', 'price'],
    note: 'Cheaper',
  });

  const after = lose(deal, loss, aScene());

  expect(after).toMatchObject({
    deal: { standing: { is: 'lost', from: 'prove', on: TODAY, loss } },
    events: [
      {
        kind: 'lost',
        from: { stage: 'prove' },
        to: { reason: 'alternative', wrong: 'alternatives price' },
        reason: 'Cheaper',
      },
    ],
    credit: null,
  });
  expect(after.is === 'changed' && after.deal.stints.every(({ to }) => to !== null)).toBe(true);
});

test.each([
  ['an alternative has a name', { reason: 'alternative' }, 'alternative'],
  ['another reason is said in words', { reason: 'other' }, 'reason'],
] as const)('a loss says what it was to: %s', (_, but, field) => {
  expect(lose(aDeal(), aLoss(but), aScene())).toMatchObject({ is: 'refused', field, problem: 'missing' });
});

test('what is closed is not lost again', () => {
  const won = aDeal({ standing: { is: 'won', on: TODAY, amount: FIRST } });

  expect(lose(won, aLoss(), aScene())).toEqual({ is: 'refused', why: 'not-live', standing: won.standing });
});

test.each([
  ['in this quarter, on the day of the win', YESTERDAY, YESTERDAY],
  ['after its quarter has ended, today', LAST_QUARTER, TODAY],
])('a win reopened takes its credit back: %s', (_, wonOn, on) => {
  const won = aDeal({ standing: { is: 'won', on: wonOn, amount: FIRST } });

  const after = reopen(won, { reason: 'They withdrew' }, aScene({ relation: 'manager' }));

  expect(after).toMatchObject({
    deal: { standing: { is: 'live', stage: 'negotiate' } },
    events: [{ kind: 'reopened', from: { standing: 'won', on: wonOn }, reason: 'They withdrew' }],
    credit: { kind: 'take-back', on },
  });
});

test('a loss is reopened into the stage from which it was lost, and stays qualified', () => {
  const lost = aDeal({ standing: { is: 'lost', from: 'prove', on: YESTERDAY, loss: aLoss() } });

  const after = reopen(lost, { reason: 'They called' }, aScene({ relation: 'admin' }));

  expect(after).toMatchObject({
    deal: { standing: { is: 'live', stage: 'prove' }, qualified: lost.qualified },
    credit: null,
  });
});

test('a live deal is not reopened; a closed one not by its owner, nor without a reason', () => {
  const lost = aDeal({ standing: { is: 'lost', from: 'prove', on: YESTERDAY, loss: aLoss() } });

  expect(reopen(aDeal(), { reason: 'Why' }, aScene({ relation: 'manager' }))).toEqual({
    is: 'refused',
    why: 'not-closed',
  });
  expect(reopen(lost, { reason: 'Why' }, aScene())).toEqual({ is: 'refused', why: 'needs-manager', for: 'reopen' });
  expect(reopen(lost, { reason: '' }, aScene({ relation: 'manager' }))).toMatchObject({
    field: 'reason',
    problem: 'missing',
  });
});
