import { grouped } from './against.ts';
import type { PersonId, TeamId } from './brand.ts';
import { ratioFrom } from './closed.ts';
import { fraction, minus, times } from './fraction.ts';
import { sumOf, usualShare } from './metrics.ts';
import { effectiveQuota, quotaParts } from './quota.ts';
import type { QuarterPart, Reckoning, StagePart } from './reckoning.ts';
import { paceFacts } from './rep-numbers.ts';
import type { Scene } from './scorecard-scene.ts';
import { comparable } from './spread.ts';
import { STAGES, type Stage } from './stages.ts';
import { ownersAhead, tallyIn, type WhyNumber, type WhySeen } from './why-number.ts';
import { elapsed, workingDays } from './working-days.ts';

/** A number taken apart, for whoever may see it. */
export function reckoning(seen: WhySeen, number: WhyNumber): Reckoning {
  const { facts, scene, whose, numbers, team } = seen;
  const { against, won, entries } = tallyIn(scene, whose, facts.quarter);
  const { quarter, lastFour, leftOut } = numbers;
  switch (number) {
    case 'won':
      return { of: number, won, entries };
    case 'quota':
      return quotaReckoned(seen);
    case 'attainment':
      return { of: number, against, wonWithoutQuota: team?.wonWithoutQuota ?? 0 };
    case 'pace':
      return paceReckoned(seen);
    case 'forecast':
      return { of: number, against, stages: stageParts(seen), leftOut };
    case 'consistency':
      return { of: number, quarters: quarterParts(seen), streak: numbers.consistency.streak };
    case 'deal-size':
    case 'sales-cycle':
      return { of: number, quarter, lastFour };
    case 'closing-ratio':
      return { of: number, quarter, lastFour, won: quarter.dealSize.n ?? 0 };
    case 'coverage':
      return coverageReckoned(seen);
    case 'required-coverage':
      return {
        ...{ of: number, own: lastFour.closingRatio, required: numbers.requiredCoverage },
        inheritedLosses: lastFour.inheritedLosses,
      };
    case 'spread':
      return spreadReckoned(seen);
    case 'explained':
      return {
        of: number,
        explained: team?.spread.explained ?? { is: 'not-split', why: 'few-reps' },
        worst: team?.spread.worst?.name ?? '',
        best: team?.spread.best?.name ?? '',
      };
    case 'live-deals':
      return { of: number, live: numbers.liveDeals };
    case 'usual-times':
      return { of: number, times: facts.usualTimes };
    case 'calibration':
      return { of: number, figure: numbers.calibration, others: uncovered(seen) };
  }
}

/** A rep's closing ratio leaves inherited losses out, and calibration does not. */
function uncovered({ whose, numbers: { quarter, calibration } }: WhySeen): number {
  if (calibration.n === null) return 0;
  const lost = (quarter.closingRatio.n ?? 0) - (quarter.dealSize.n ?? 0);
  return lost + (whose.is === 'rep' ? quarter.inheritedLosses : 0) - calibration.n;
}

function quotaReckoned({ facts, scene, whose }: WhySeen): Reckoning {
  const { quarter, holidays, quotas, ramps, people } = facts;
  const days = workingDays(quarter.from, quarter.to, holidays);
  const factsOf = (person: PersonId) => ({ rows: quotas.get(person) ?? [], ramps: ramps.get(person) ?? [] });
  if (whose.is === 'rep') {
    const spans = scene.books.spansOf(whose.person);
    return {
      of: 'quota',
      days,
      parts: quotaParts({ ...factsOf(whose.person), spans }, quarter, holidays),
      people: null,
    };
  }
  if (whose.reads === 'totals') return { of: 'quota', days, parts: [], people: null };
  const { team } = whose;
  const counted = new Set(tallyIn(scene, whose, quarter).people);
  const named = people
    .filter(({ id }) => counted.has(id))
    .map(({ id, name }) => {
      const spans =
        team === 'all' ? scene.books.spansOf(id) : scene.books.staysOf(id).filter((stay) => stay.team === team);
      return { name, quota: effectiveQuota({ ...factsOf(id), spans }, quarter, holidays).amount };
    });
  return { of: 'quota', days, parts: [], people: named };
}

function paceReckoned({ facts, scene, whose, numbers }: WhySeen): Reckoning {
  const attained = numbers.attainment.value;
  if (whose.is === 'team') {
    const { quarter, today, holidays } = facts;
    const usual = usualShare(scene.books.usualOf(whose.team));
    return { of: 'pace', attained, elapsed: elapsed(quarter, today, holidays), usual };
  }
  const { elapsed: own, usual } = paceFacts(scene, whose.person, numbers.attainment);
  return { of: 'pace', attained, elapsed: own, usual: usualShare(usual) };
}

/** By stage, and of a workspace by the teams whose ratios differ: what is likely to come adds up to the forecast's. */
function stageParts(seen: WhySeen): readonly StagePart[] {
  const { scene } = seen;
  const coming = ownersAhead(seen).flatMap((person) => {
    const expected = scene.open(person).filter((row) => row.expected > 0);
    return expected.map((row) => ({ ...row, ...ratioOf(scene, scene.teamOf(person), row.stage) }));
  });
  const alike = grouped(coming, ({ stage, from }) => `${stage} ${from}`);
  const parts = [...alike.values()].flatMap((rows): StagePart[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const { stage, ratio, from } = first;
    const amount = sumOf(rows, 'expectedAmount');
    const likely = ratio === null ? null : times(fraction(amount), ratio);
    const whose = from === 'all' ? 'workspace' : 'team';
    return [{ stage, deals: sumOf(rows, 'expected'), amount, ratio, ratioOf: whose, likely }];
  });
  return parts.sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage));
}

/** The team's, under ten closed deals the workspace's. */
function ratioOf(scene: Scene, team: TeamId | null, stage: Stage) {
  const own = team === null ? null : ratioFrom(stage, scene.closed(team, scene.lastFour));
  const from: TeamId | 'all' = own === null || team === null ? 'all' : team;
  return { ratio: own ?? ratioFrom(stage, scene.closed('all', scene.lastFour)), from };
}

function quarterParts({ scene, whose }: WhySeen): readonly QuarterPart[] {
  return scene.lastFour.map((quarter) => ({ quarter, ...tallyIn(scene, whose, quarter).against }));
}

function coverageReckoned(seen: WhySeen): Reckoning {
  const { facts, scene, whose, numbers } = seen;
  const { against } = tallyIn(scene, whose, facts.quarter);
  const open = ownersAhead(seen).flatMap((person) => scene.open(person));
  const deals = sumOf(open, 'qualified');
  return {
    ...{ of: 'coverage', against, toGo: minus(against.quota, fraction(against.won)), deals },
    ...{ amount: sumOf(open, 'qualifiedAmount'), unqualified: sumOf(open, 'expected') - deals },
    leftOut: numbers.leftOut,
  };
}

/** Today's reps of the team with their full quarters, as the spread compares them. */
function spreadReckoned({ scene, whose, team }: WhySeen): Reckoning {
  if (whose.is === 'rep' || team === null) throw new Error('A spread is a team’s.');
  const { spread } = team;
  if (whose.reads === 'totals') return { of: 'spread', spread, reps: null, apart: [] };
  const apart = new Set(spread.apart);
  const today = scene.repsOn(whose.team);
  const reps = comparable(today.map(scene.spreadRep)).map(({ name, perQuarter, full }) => ({
    ...{ name, perQuarter, quarters: full.length },
  }));
  return { of: 'spread', spread, reps, apart: today.filter(({ id }) => apart.has(id)).map(({ name }) => name) };
}
