import type { Attained, Attainments, RepAttained, TeamAttained } from '../../src/domain/attainments.ts';
import { type Fraction, numberOf } from '../../src/domain/fraction.ts';

/** A row of what was reckoned by hand; whole numbers come as text. */
export type HandRow = { readonly [column: string]: unknown };
type Figures = { readonly [column: string]: number | string | boolean | null | readonly (number | null)[] };

/** Throws where one figure of one rep or team differs: a floor that answers another question is none. */
export function checkSame({ reps, teams, workspace }: Attainments, rows: readonly HandRow[]): void {
  const ours = [...reps.map(ofRep), ...teams.map((team) => ofTeam(team, team.id)), ofTeam(workspace, null)];
  const hand = new Map(rows.map((row) => [`${row.is_rep} ${row.id}`, row]));
  if (hand.size !== ours.length) throw new Error(`By hand there are ${hand.size} rows, and ${ours.length} of ours.`);
  for (const figures of ours) {
    const row = hand.get(`${figures.is_rep} ${figures.id}`) ?? {};
    const other = Object.keys(figures).filter((column) => !isSame(figures[column] ?? null, row[column] ?? null));
    if (other.length === 0) continue;
    const told = other.map(
      (column) => `${column} ${JSON.stringify(figures[column])}, by hand ${JSON.stringify(row[column])}`,
    );
    throw new Error(`Of ${figures.is_rep ? 'rep' : 'team'} ${figures.id}: ${told.join('; ')}`);
  }
}

function ofBoth({ won, quota, attainment, pace, forecast, leftOut, consistency }: Attained): Figures {
  return {
    ...{ won, ...leftOut, quota: value(quota), people: quota.n, attained: value(attainment), entries: attainment.n },
    ...{ pace: value(pace), is_on_pace: pace.verdict === null ? null : pace.verdict === 'on-pace' },
    ...{ forecast: value(forecast), expected: forecast.n, reached: value(consistency), quarters: consistency.n },
  };
}

function ofRep(rep: RepAttained): Figures {
  return { is_rep: true, id: rep.person, team: rep.team, ...ofBoth(rep) };
}

function ofTeam(team: TeamAttained, id: string | null): Figures {
  const { spread, wonWithoutQuota, reps } = team;
  const { explained, worst, best } = spread;
  const factors = explained.is === 'split' ? explained.factors : null;
  return {
    ...{ is_rep: false, id, ...ofBoth(team), against: team.won - wonWithoutQuota },
    ...{ people: reps.counted, at_goal: reps.atGoal, on_pace: reps.onPace, apart: spread.apart.length, reps: spread.n },
    ...{ gap: value(spread), gap_attained: value(spread.byAttainment), gap_now: value(spread.toDate) },
    ...{ worst: worst?.person ?? null, best: best?.person ?? null },
    ...{ least: number(worst?.perQuarter), most: number(best?.perQuarter) },
    shares: factors?.map(({ share }) => share) ?? null,
    ...(factors === null
      ? {}
      : {
          worst_factors: factors.map(({ worst }) => numberOf(worst)),
          best_factors: factors.map(({ best }) => numberOf(best)),
        }),
  };
}

function value(figure: { readonly value: Fraction | null }): number | null {
  return number(figure.value);
}

function number(fraction: Fraction | null | undefined): number | null {
  return fraction == null ? null : numberOf(fraction);
}

/** To nine digits: Postgres reckons with floating numbers where the product has fractions. */
function isSame(ours: unknown, hand: unknown): boolean {
  if (Array.isArray(ours)) {
    return Array.isArray(hand) && ours.length === hand.length && ours.every((each, at) => isSame(each, hand[at]));
  }
  if (typeof ours !== 'number') return ours === hand;
  return hand !== null && Math.abs(ours - Number(hand)) <= 1e-9 * Math.max(1, Math.abs(ours));
}
