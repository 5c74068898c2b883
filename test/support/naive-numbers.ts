import type { NewDeal } from '../../src/db/insert-deals.ts';
import type { PersonId, TeamId } from '../../src/domain/brand.ts';
import { type Day, daysFrom } from '../../src/domain/calendar.ts';
import { ownerOn } from '../../src/domain/closing.ts';
import { localDay } from './any-year.ts';
import { ZONE } from './builders.ts';

export type Span = { readonly from: Day; readonly to: Day };
type TeamOn = (person: PersonId, on: Day) => TeamId | null;
export type Whose = (person: PersonId, on: Day) => boolean;

/** Numbers as one would count them by going through the deals one after the other, for whoever closed them. */
export function naively(deals: readonly NewDeal[], { from, to }: Span, whose: Whose) {
  const closed = deals.flatMap(({ deal }) => {
    const { standing } = deal;
    if ((standing.is !== 'won' && standing.is !== 'lost') || standing.on < from || standing.on > to) return [];
    return whose(ownerOn(deal, standing.on, ZONE), standing.on) ? [{ deal, standing }] : [];
  });
  const won = closed.flatMap(({ deal, standing }) => (standing.is === 'won' ? [{ deal, standing }] : []));
  const lost = closed.flatMap(({ deal, standing }) => (standing.is === 'lost' ? [{ deal, standing }] : []));
  const past = lost.filter(({ deal }) => deal.qualified !== null);
  const inherited = past.filter(({ deal, standing }) => isInherited(deal, standing.on));
  const ended = lost.filter(({ deal }) => deal.qualified === null);
  const cycles = won.flatMap(({ deal, standing }) => {
    if (deal.openedAt === null) return [];
    return [Math.max(0, daysFrom(localDay(deal.openedAt), standing.on) - parked(deal, standing.on))];
  });
  return {
    won: won.length,
    amounts: won.map(({ standing }) => standing.amount as number),
    cycles,
    lost: past.length - inherited.length,
    inherited: inherited.length,
    unpriced: past.filter(({ deal }) => deal.amount === null).length,
    ended: ended.length,
    endedDays: ended.flatMap(({ deal, standing }) =>
      deal.openedAt === null ? [] : [daysFrom(localDay(deal.openedAt), standing.on)],
    ),
    credit: deals
      .flatMap(({ credits }) => credits)
      .filter(({ on }) => on >= from && on <= to)
      .map(({ person, team, amount }) => ({ person, team, amount: amount as number })),
  };
}

function isInherited(deal: NewDeal['deal'], on: Day): boolean {
  return deal.owners.slice(1).some(({ since }) => {
    const handed = localDay(since);
    return handed <= on && daysFrom(handed, on) <= 30;
  });
}

function parked({ stints }: NewDeal['deal'], closedOn: Day): number {
  const capped = (at: Date): Day => (localDay(at) < closedOn ? localDay(at) : closedOn);
  return stints
    .filter(({ isParked }) => isParked)
    .map(({ from, to }) => (from === null || to === null ? 0 : daysFrom(capped(from), capped(to))))
    .reduce((all, days) => all + days, 0);
}

export function medianOf(values: readonly number[]): number | null {
  const inOrder = [...values].sort((a, b) => a - b);
  const middle = Math.floor(inOrder.length / 2);
  const upper = inOrder[middle];
  if (upper === undefined) return null;
  return inOrder.length % 2 === 1 ? upper : ((inOrder[middle - 1] ?? 0) + upper) / 2;
}

export function added(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}

export type { TeamOn };
