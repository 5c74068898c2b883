import { expect, test } from 'vitest';
import { dayIn, fiscalQuarter } from '../../src/domain/calendar.ts';
import { type Deal, daysInStage } from '../../src/domain/deal.ts';
import { MOST_MONEY } from '../../src/domain/money.ts';
import { answersAt, isStale } from '../../src/domain/qualification.ts';
import { GATES, STAGES } from '../../src/domain/stages.ts';
import { always } from './lives.ts';
import { gateHolds } from './proper-books.ts';

const MS_A_DAY = 86_400_000;

function stageIndex({ standing }: Deal): number | null {
  return standing.is === 'live' ? STAGES.indexOf(standing.stage) : null;
}

test('no order of gestures takes a deal past a gate that does not hold, or through two at once', () => {
  const through = new Map<string, number>();

  const happened = always(({ before, after, step }, { books }) => {
    const from = stageIndex(before);
    const to = after.deal.standing.is === 'won' ? STAGES.length : stageIndex(after.deal);
    if (from === null || to === null || to <= from) return;
    const gate = GATES[from] ?? 'prove';
    expect(to).toBe(from + 1);
    expect(step.gesture.name).toBe(gate === 'won' ? 'win' : 'advance');
    expect(gateHolds(gate, after.deal, step.gesture.asked, books)).toBe(true);
    through.set(gate, (through.get(gate) ?? 0) + 1);
  });

  for (const gate of GATES) expect(through.get(gate) ?? 0, `deals through ${gate}`).toBeGreaterThan(20);
  expect(happened.get('advance refused: gate') ?? 0).toBeGreaterThan(100);
  expect(happened.get('win refused: gate') ?? 0).toBeGreaterThan(5);
});

test('only a reopening brings a closed deal back, and nothing a withdrawn one', () => {
  always(({ before, after, step }) => {
    const { is } = before.standing;
    const isBack = after.deal.standing.is === 'live' || after.deal.standing.is === 'parked';

    expect(is).not.toBe('withdrawn');
    if (isBack && (is === 'won' || is === 'lost')) expect(step.gesture.name).toBe('reopen');
  });
});

test('each change counts the version up by one and leaves history, and a gesture that is refused changes nothing', () => {
  always(({ before, after }) => {
    expect(after.deal.version).toBe(before.version + 1);
    expect(after.events.length).toBeGreaterThan(0);
    expect(after.deal.id).toBe(before.id);
  });
});

test('what the answers say, and which of them are stale, is what was asked and when', () => {
  always(({ after, scene }, { books }) => {
    const stands = Object.entries(answersAt(after.deal.answers));
    const lines = stands.map(([question, answer]) => [question, answer.is, isStale(answer, scene.now)]);

    expect(lines).toEqual(Object.entries(books).map(([question, { is, isStale: stale }]) => [question, is, stale]));
  });
});

test('a deal is sales-qualified from its first gate on, for good', () => {
  always(({ before, after }) => {
    const isPast = (stageIndex(after.deal) ?? 0) > 0;

    if (before.qualified !== null) expect(after.deal.qualified).toEqual(before.qualified);
    if (isPast) expect(after.deal.qualified).not.toBeNull();
    if (before.qualified === null && after.deal.qualified !== null) expect(stageIndex(before)).toBe(0);
  });
});

test('discounts over the limit never get in without somebody in charge, or as their own yes where others could say it', () => {
  let over = 0;

  const happened = always(({ before, after, scene: { relation } }) => {
    const given = discounts(after.deal);
    if (given === discounts(before)) return;
    const isOver = given > (after.deal.proposals[0]?.amount ?? 0) / 10;
    if (isOver) {
      over += 1;
      expect(relation.managesOwner || relation.isAdmin).toBe(true);
      expect(relation.isOwner && relation.others.length > 0).toBe(false);
    }
    expect(after.deal.ledger.at(-1)).toMatchObject({ isOverLimit: isOver, isOwnYes: isOver && relation.isOwner });
  });

  expect(over).toBeGreaterThan(5);
  const refused = ['counter', 'propose', 'win'].map((name) => happened.get(`${name} refused: over-limit`) ?? 0);
  expect(Math.max(...refused)).toBeGreaterThan(5);
});

test('what a deal is won for under its first proposal stands on the ledger', () => {
  always(({ before, after, scene }) => {
    const { standing, proposals } = after.deal;
    if (before.standing.is === 'won' || standing.is !== 'won') return;
    const first = proposals[0]?.amount ?? 0;

    expect(first - discounts(after.deal)).toBeLessThanOrEqual(standing.amount);
    expect(
      standing.on <= scene.today && standing.on >= dayIn(scene.settings.zone, after.deal.openedAt ?? scene.now),
    ).toBe(true);
    if (fiscalQuarter(standing.on, 1).to < scene.today)
      expect(scene.relation.managesOwner || scene.relation.isAdmin).toBe(true);
  });
});

test('the credit of a deal is the amount it stands won for', () => {
  const happened = always((_, { deal, credit }) => {
    expect(credit).toBe(deal.standing.is === 'won' ? deal.standing.amount : 0);
  });

  expect(happened.get('win changed') ?? 0).toBeGreaterThan(20);
  expect(happened.get('reopen changed') ?? 0).toBeGreaterThan(20);
});

test('every amount is a whole number of minor units that a computer holds exactly', () => {
  always(({ after: { deal } }) => {
    const amounts = [deal.amount ?? 0, ...deal.proposals.map(({ amount }) => amount), discounts(deal)];

    expect(amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0)).toBe(true);
    expect(deal.amount ?? 0).toBeLessThanOrEqual(MOST_MONEY);
  });
});

test('the times in the stages add up to the time from opening to closing, less what it was parked or closed', () => {
  always(({ after: { deal }, scene: { now } }, { closedAt, closedMs }) => {
    const end = (closedAt ?? now).getTime();
    const isOpen = deal.standing.is === 'live' || deal.standing.is === 'parked';
    const length = ({ from, to }: Deal['stints'][number]): number => (to ?? now).getTime() - (from?.getTime() ?? 0);

    const total = deal.stints.reduce((ms, stint) => ms + length(stint), 0);

    expect(total).toBe(end - (deal.openedAt?.getTime() ?? 0) - closedMs);
    expect(deal.stints.every((stint) => length(stint) >= 0)).toBe(true);
    expect(deal.stints.filter(({ to }) => to === null).length).toBe(isOpen ? 1 : 0);
    const parked = deal.stints.filter(({ isParked }) => isParked).reduce((ms, stint) => ms + length(stint), 0);
    const days = STAGES.reduce((sum, stage) => sum + (daysInStage(deal, stage, now) ?? 0), 0);
    expect(Math.abs(days - (total - parked) / MS_A_DAY)).toBeLessThan(STAGES.length);
  });
});

function discounts({ ledger }: Deal): number {
  return ledger.reduce((sum, entry) => (entry.kind === 'discount' ? sum + entry.amount : sum), 0);
}
