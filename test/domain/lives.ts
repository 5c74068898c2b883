import fc from 'fast-check';
import { expect } from 'vitest';
import { awake, type Deal } from '../../src/domain/deal.ts';
import type { Changed, Scene } from '../../src/domain/decision.ts';
import { opened } from '../../src/domain/opening.ts';
import { STAGES, type Stage } from '../../src/domain/stages.ts';
import { aDeal, aProposal, aRelation, aScene, daysLater, money, NOW, OWNER } from '../support/builders.ts';
import { anyGesture, type Gesture } from './any-gestures.ts';
import { aged, type Books, EMPTY_BOOKS, recorded, saidSo, timingForgotten } from './proper-books.ts';

const MS_AN_HOUR = 3_600_000;

type Step = { readonly gesture: Gesture; readonly hours: number; readonly scene: (now: Date) => Scene };

const anyStep: fc.Arbitrary<Step> = fc.record({
  gesture: anyGesture,
  hours: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(0, 1, 5) },
    fc.constantFrom(24, 72, 24 * 29, 24 * 30, 24 * 45),
  ),
  scene: fc
    .record({
      who: fc.constantFrom(
        'owner' as const,
        'owner' as const,
        'manager' as const,
        'admin' as const,
        'teammate' as const,
      ),
      isOwner: fc.constantFrom(false, false, true),
      others: fc.constantFrom([], ['Mo']),
    })
    .map(
      ({ who, isOwner, others }) =>
        (now: Date) =>
          aScene({ now, relation: aRelation(who, { isOwner: isOwner || who === 'owner', others }) }),
    ),
});

/** What is known of a deal's life beside the deal itself. */
export type Life = {
  readonly deal: Deal;
  readonly books: Books;
  readonly credit: number;
  readonly closedAt: Date | null;
  readonly closedMs: number;
};

export type Seen = {
  readonly before: Deal;
  readonly after: Changed;
  readonly step: Step;
  readonly scene: Scene;
};

type Look = (seen: Seen, life: Life) => void;

/** Lives through the steps and looks at every change; counts what happened, so that no rule is tested by nothing. */
function live(start: Life, steps: readonly Step[], look: Look, happened: Map<string, number>): void {
  let now = NOW;
  let life = start;
  for (const step of steps) {
    now = new Date(now.getTime() + step.hours * MS_AN_HOUR);
    const scene = step.scene(now);
    const before = frozen(awake(life.deal, scene.today, scene.settings.zone));
    const isBack = before !== life.deal;
    const books = aged(isBack ? timingForgotten(life.books) : life.books, now);
    const asBefore = JSON.stringify(before);
    const after = step.gesture.on(before, scene);
    expect(JSON.stringify(before)).toBe(asBefore);
    const outcome =
      after.is === 'refused' ? `${step.gesture.name} refused: ${after.why}` : `${step.gesture.name} ${after.is}`;
    happened.set(outcome, (happened.get(outcome) ?? 0) + 1);
    if (after.is !== 'changed') {
      life = { ...life, deal: before, books };
      continue;
    }
    const kept = recorded(books, after.events, now);
    life = grown(life, after, kept, now);
    look({ before, after, step, scene }, life);
  }
}

function grown({ credit, closedAt, closedMs }: Life, { deal, credit: booked }: Changed, books: Books, now: Date): Life {
  const isClosed = deal.standing.is !== 'live' && deal.standing.is !== 'parked';
  const sum = booked === null ? credit : booked.kind === 'give' ? credit + booked.amount : 0;
  if (isClosed) return { deal, books, credit: sum, closedAt: closedAt ?? now, closedMs };
  const away = closedAt === null ? 0 : now.getTime() - closedAt.getTime();
  return { deal, books, credit: sum, closedAt: null, closedMs: closedMs + away };
}

/** A new deal, or one that came to its stage a day ago with all four questions answered. */
function born(stage: Stage): Life {
  const amount = money(1_000);
  const proposals = stage === 'negotiate' ? [aProposal({ amount })] : [];
  const standing = aDeal({ stage, amount, proposals });
  const { id, company, title, contact, expectedClose } = standing;
  const isNew = stage === 'qualify';
  const deal = isNew
    ? opened(id, { company, title, contact, amount, expectedClose, owner: OWNER }, NOW).deal
    : standing;
  return { deal, books: isNew ? EMPTY_BOOKS : saidSo(daysLater(-1)), credit: 0, closedAt: null, closedMs: 0 };
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

/** Holds what a test says of every change against some hundred lives of deals; gives back how often what happened. */
export function always(look: Look): Map<string, number> {
  const happened = new Map<string, number>();
  const steps = fc.array(anyStep, { minLength: 10, maxLength: 50, size: 'max' });
  fc.assert(
    fc.property(fc.constantFrom(...STAGES), steps, (stage, all) => live(born(stage), all, look, happened)),
    { seed: 20260310, numRuns: 300 },
  );
  return happened;
}
