import type { RepAttained } from './attainments.ts';
import type { PersonId } from './brand.ts';
import { earlierDay } from './calendar.ts';
import { asTeam, closingRatio } from './closed.ts';
import { dash, type Figure, known } from './figure.ts';
import { fraction, isPositive } from './fraction.ts';
import {
  attainment,
  type Consistency,
  consistency,
  coverage,
  forecast,
  lookedBack,
  type Open,
  type PaceFacts,
  pace,
  requiredCoverage,
  sumOf,
} from './metrics.ts';
import { type MisledRow, NO_MEDIAN, type PersonRow, type QualifiedRow } from './number-facts.ts';
import { joinedWithin, ownDays } from './quota.ts';
import { repSales } from './sales.ts';
import type { LeftOut, RepNumbers } from './scorecard.ts';
import type { AttainmentScene, Scene } from './scorecard-scene.ts';

/** A rep of the quarter: on a team in it, or with a quota, a win, a closed or a live deal of theirs. */
export function isShown({ facts, books, open }: AttainmentScene, person: PersonId): boolean {
  const { quarter, today, closers } = facts;
  const last = earlierDay(quarter.to, today < quarter.from ? quarter.to : today);
  const wasOnTeam = books
    .staysOf(person)
    .some(({ joinedOn, leftOn }) => (joinedOn ?? '') <= last && (leftOn === null || leftOn > quarter.from));
  const { won, entries, people } = books.ofRep(person, quarter);
  return wasOnTeam || won !== 0 || entries > 0 || people.length > 0 || open(person).length > 0 || closers.has(person);
}

export function repNumbers(scene: Scene, { id, name }: PersonRow): RepNumbers {
  const { facts, lastFour, closed, isOver } = scene;
  const attained = repAttained(scene, { id, name });
  const { won, quota } = scene.books.ofRep(id, facts.quarter);
  const open = scene.open(id);
  const ahead = { isOver, hasClosedSince: facts.closedSince.has(id) };
  const sold = closed(id, lastFour);
  const teams = closingRatio(asTeam(closed(attained.team ?? 'all', lastFour)));
  return {
    ...attained,
    quarter: repSales(closed(id, [facts.quarter]), facts.medians.quarter.people.get(id) ?? NO_MEDIAN),
    lastFour: repSales(sold, facts.medians.lastFour.people.get(id) ?? NO_MEDIAN),
    qualified: qualifiedOf(scene.qualified(id)),
    coverage: coverage({ won, quota: quota.amount }, open, ahead),
    requiredCoverage: requiredCoverage(closingRatio(sold), teams),
    liveDeals: sumOf(open, 'live'),
    calibration: calibrationOf(scene.misled(id)),
  };
}

/** What of a rep's numbers stands against a quota. */
export function repAttained(
  scene: AttainmentScene,
  { id, name }: PersonRow,
): RepAttained & { readonly consistency: Consistency } {
  const { facts, books, isOver } = scene;
  const tally = books.ofRep(id, facts.quarter);
  const against = { won: tally.won, quota: tally.quota.amount };
  const open = scene.open(id);
  const attained = attainment(against, tally.entries);
  const ahead = { isOver, hasClosedSince: facts.closedSince.has(id) };
  return {
    person: id,
    name,
    team: scene.teamOf(id),
    won: tally.won,
    quota: isPositive(tally.quota.amount) ? known(tally.quota.amount, 1) : dash('no-quota', 0),
    attainment: attained,
    pace: pace(paceFacts(scene, id, attained)),
    forecast: forecast(against, open, { ...ahead, coming: scene.coming(id) }),
    leftOut: leftOutOf(open),
    consistency: consistency(lookedBack(facts.finished, (quarter) => books.ofRep(id, quarter).against)),
  };
}

/** What a rep's pace is reckoned from. */
export function paceFacts(scene: AttainmentScene, person: PersonId, attained: Figure): PaceFacts {
  const { quarter, today, holidays } = scene.facts;
  const spans = scene.books.spansOf(person);
  const isJoiner = joinedWithin(spans, quarter, holidays);
  const team = scene.teamOf(person);
  const asOf = earlierDay(today, quarter.to);
  return {
    attained: attained.value,
    elapsed: isJoiner ? ownDays(spans, quarter, { today, holidays }) : scene.elapsed,
    usual: isJoiner || team === null ? null : scene.books.usualOf(team),
    hasLeft: spans.every(({ leftOn }) => leftOn !== null && leftOn <= asOf),
  };
}

export function leftOutOf(open: readonly Open[]): LeftOut {
  return { unpriced: sumOf(open, 'unpriced'), undated: sumOf(open, 'undated'), overdue: sumOf(open, 'overdue') };
}

export function qualifiedOf(rows: readonly QualifiedRow[]): RepNumbers['qualified'] {
  return { won: sumOf(rows, 'won'), lost: sumOf(rows, 'lost'), open: sumOf(rows, 'open') };
}

/** The share of deals lost past the gate where the prospect had said so, and the answer misled. */
export function calibrationOf(rows: readonly MisledRow[]): Figure {
  const lost = sumOf(rows, 'lost');
  return lost === 0 ? dash('none-lost', 0) : known(fraction(sumOf(rows, 'misled'), lost), lost);
}
