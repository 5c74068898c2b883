import type { Tally } from './against.ts';
import type { RepAttained, TeamAttained } from './attainments.ts';
import type { PersonId, TeamId } from './brand.ts';
import { asTeam, closingRatio } from './closed.ts';
import { dash, GOAL, known } from './figure.ts';
import { type Fraction, isAtLeast, isPositive, sum } from './fraction.ts';
import {
  attainment,
  type Consistency,
  consistency,
  coverage,
  forecast,
  lookedBack,
  pace,
  requiredCoverage,
  sumOf,
} from './metrics.ts';
import { type Median, type Medians, NO_MEDIAN, type OpenRow } from './number-facts.ts';
import { calibrationOf, leftOutOf, qualifiedOf } from './rep-numbers.ts';
import { teamSales } from './sales.ts';
import type { TeamNumbers } from './scorecard.ts';
import type { AttainmentScene, Scene } from './scorecard-scene.ts';
import { spread } from './spread.ts';
import { FEWEST_UNNAMED } from './unnamed.ts';

type Reps = ReadonlyMap<PersonId, RepAttained>;

/** Of a team, or of the whole workspace: sums ÷ sums, attainment of those with an effective quota. */
export function teamNumbers(scene: Scene, team: TeamId | 'all', reps: Reps): TeamNumbers {
  const { facts, lastFour, closed } = scene;
  const isTheirs = (person: PersonId) => team === 'all' || scene.teamOf(person) === team;
  const { against, ownOpen, ahead } = standOf(scene, team);
  const ratio = closingRatio(asTeam(closed(team, lastFour)));
  return {
    ...teamAttained(scene, team, reps),
    quarter: teamSales(closed(team, [facts.quarter]), medianOf(facts.medians.quarter, team)),
    lastFour: teamSales(closed(team, lastFour), medianOf(facts.medians.lastFour, team)),
    qualified: qualifiedOf(facts.qualified.filter(({ person }) => isTheirs(person))),
    coverage: coverage(against, ownOpen, ahead),
    requiredCoverage: requiredCoverage(ratio, closingRatio(asTeam(closed('all', lastFour)))),
    liveDeals: sumOf(scene.openOf(team), 'live'),
    calibration:
      scene.repsOn(team).length < FEWEST_UNNAMED
        ? dash('few-reps')
        : calibrationOf(facts.misled.filter((row) => team === 'all' || row.team === team)),
  };
}

/** What of a team's numbers stands against a quota, and how far its reps are apart. */
export function teamAttained(
  scene: AttainmentScene,
  team: TeamId | 'all',
  reps: Reps,
): TeamAttained & { readonly consistency: Consistency } {
  const { won, entriesAgainst, against, people, ownOpen, ahead } = standOf(scene, team);
  const attained = attainment(against, entriesAgainst);
  return {
    won,
    wonWithoutQuota: won - against.won,
    quota: isPositive(against.quota) ? known(against.quota, people.length) : dash('no-quota', 0),
    attainment: attained,
    pace: pace({
      attained: attained.value,
      elapsed: scene.elapsed,
      usual: scene.books.usualOf(team),
      hasLeft: false,
    }),
    forecast: forecast(against, ownOpen, { ...ahead, coming: comingOf(scene, ownOpen) }),
    leftOut: leftOutOf(ownOpen),
    consistency: consistency(lookedBack(scene.facts.finished, (quarter) => tallyOf(scene, team, quarter).against)),
    reps: countsOf(people.map((person) => reps.get(person)).filter((rep) => rep !== undefined)),
    spread: spread(scene.repsOn(team).map(scene.spreadRep)),
  };
}

/** Where a team stands in the quarter: its live deals are those of people with an effective quota. */
function standOf(scene: AttainmentScene, team: TeamId | 'all') {
  const tally = tallyOf(scene, team, scene.facts.quarter);
  const counted = new Set(tally.people);
  const isTheirs = (person: PersonId) => team === 'all' || scene.teamOf(person) === team;
  return {
    ...tally,
    ownOpen: scene.openOf(team).filter(({ person }) => counted.has(person)),
    ahead: { isOver: scene.isOver, hasClosedSince: [...scene.facts.closedSince].some(isTheirs) },
  };
}

function tallyOf({ books }: AttainmentScene, team: TeamId | 'all', quarter: Scene['facts']['quarter']): Tally {
  return team === 'all' ? books.ofAll(quarter) : books.ofTeam(team, quarter);
}

function medianOf({ teams, workspace }: Medians, team: TeamId | 'all'): Median {
  return team === 'all' ? workspace : (teams.get(team) ?? NO_MEDIAN);
}

function comingOf({ coming }: AttainmentScene, open: readonly OpenRow[]): Fraction | null {
  const each = [...new Set(open.map(({ person }) => person))].map(coming);
  const there = each.filter((value) => value !== null);
  return there.length < each.length ? null : sum(there);
}

function countsOf(reps: readonly RepAttained[]): TeamAttained['reps'] {
  return {
    counted: reps.length,
    atGoal: reps.filter(({ attainment }) => attainment.value !== null && isAtLeast(attainment.value, GOAL)).length,
    onPace: reps.filter(({ pace }) => pace.verdict === 'on-pace').length,
  };
}
