import type { Tally } from './against.ts';
import type { PersonId, TeamId } from './brand.ts';
import { asTeam, closingRatio } from './closed.ts';
import { dash, GOAL, known } from './figure.ts';
import { type Fraction, isAbove, isAtLeast, total, ZERO } from './fraction.ts';
import { attainment, consistency, coverage, forecast, lookedBack, pace, requiredCoverage, sumOf } from './metrics.ts';
import { type Median, type Medians, NO_MEDIAN, type OpenRow } from './number-facts.ts';
import { calibrationOf, leftOutOf, qualifiedOf } from './rep-numbers.ts';
import { teamSales } from './sales.ts';
import type { RepNumbers, TeamNumbers } from './scorecard.ts';
import type { Scene } from './scorecard-scene.ts';
import { type SpreadRep, spread } from './spread.ts';
import { elapsed } from './working-days.ts';

/** From four reps on a team's calibration points at nobody. Product, section 6. */
const FEWEST_REPS = 4;

/** Of a team, or of the whole workspace: sums ÷ sums, attainment of those with an effective quota. */
export function teamNumbers(scene: Scene, team: TeamId | 'all', reps: readonly RepNumbers[]): TeamNumbers {
  const { facts, books, lastFour, closed, isOver } = scene;
  const tally = tallyOf(scene, team, facts.quarter);
  const { against } = tally;
  const counted = new Set(tally.people);
  const isTheirs = (person: PersonId) => team === 'all' || scene.teamOf(person) === team;
  const open = facts.open.filter(({ person }) => isTheirs(person));
  const ownOpen = open.filter(({ person }) => counted.has(person));
  const attained = attainment(against, tally.entries);
  const ahead = { isOver, hasClosedSince: [...facts.closedSince].some(isTheirs) };
  const ratio = closingRatio(asTeam(closed(team, lastFour)));
  const today = facts.people.filter(({ id }) => scene.isOnTeam(id, team));
  return {
    won: tally.won,
    wonWithoutQuota: tally.won - against.won,
    quota: isAbove(against.quota, ZERO) ? known(against.quota, counted.size) : dash('no-quota', 0),
    attainment: attained,
    pace: pace({
      attained: attained.value,
      elapsed: elapsed(facts.quarter, facts.today, facts.holidays),
      usual: books.usualOf(team),
      hasLeft: false,
    }),
    forecast: forecast(against, ownOpen, { ...ahead, coming: comingOf(scene, ownOpen) }),
    leftOut: leftOutOf(ownOpen),
    consistency: consistency(lookedBack(facts.finished, (quarter) => tallyOf(scene, team, quarter).against)),
    quarter: teamSales(closed(team, [facts.quarter]), medianOf(facts.medians.quarter, team)),
    lastFour: teamSales(closed(team, lastFour), medianOf(facts.medians.lastFour, team)),
    qualified: qualifiedOf(facts.qualified.filter(({ person }) => isTheirs(person))),
    coverage: coverage(against, ownOpen, ahead),
    requiredCoverage: requiredCoverage(ratio, closingRatio(asTeam(closed('all', lastFour)))),
    liveDeals: sumOf(open, 'live'),
    calibration:
      today.length < FEWEST_REPS
        ? dash('few-reps')
        : calibrationOf(facts.misled.filter((row) => team === 'all' || row.team === team)),
    reps: countsOf(reps.filter(({ person }) => counted.has(person))),
    spread: spread(today.map(({ id, name }) => spreadRep(scene, id, name))),
  };
}

function tallyOf({ books }: Scene, team: TeamId | 'all', quarter: Scene['facts']['quarter']): Tally {
  return team === 'all' ? books.ofAll(quarter) : books.ofTeam(team, quarter);
}

function medianOf({ teams, workspace }: Medians, team: TeamId | 'all'): Median {
  return team === 'all' ? workspace : (teams.get(team) ?? NO_MEDIAN);
}

function comingOf({ coming }: Scene, open: readonly OpenRow[]): Fraction | null {
  const each = [...new Set(open.map(({ person }) => person))].map(coming);
  const there = each.filter((value) => value !== null);
  return there.length < each.length ? null : total(there);
}

function countsOf(reps: readonly RepNumbers[]): TeamNumbers['reps'] {
  return {
    counted: reps.length,
    atGoal: reps.filter(({ attainment }) => attainment.value !== null && isAtLeast(attainment.value, GOAL)).length,
    onPace: reps.filter(({ pace }) => pace.verdict === 'on-pace').length,
  };
}

function spreadRep({ facts, books, lastFour, closed }: Scene, person: PersonId, name: string): SpreadRep {
  const full = lastFour.flatMap((quarter) => {
    const { won, quota } = books.ofRep(person, quarter);
    return quota.isFull ? [{ won, quota: quota.amount, closed: closed(person, [quarter]) }] : [];
  });
  return { person, name, full, toDate: books.ofRep(person, facts.quarter).won };
}
