import type { DealId, PersonId, TeamId } from './brand.ts';
import { type Day, earlierDay, type FiscalQuarter } from './calendar.ts';
import type { LossReason } from './deal.ts';
import type { NumberFacts } from './number-facts.ts';
import type { Page } from './setup-file.ts';
import type { Stage } from './stages.ts';
import { ownersAhead, ownersOfLive, tallyIn, type WhyNumber, type WhySeen } from './why-number.ts';

/** Deals or credits of one person, or anybody, for one team, or any, in a time; none overlaps another. */
export type WhySpan = {
  readonly person: PersonId | null;
  readonly team: TeamId | null;
  readonly from: Day;
  readonly to: Day;
};

/**
 * Which closed deals: won; won ones that say when they were opened; all in a closing ratio, without the inherited losses of a rep
 * (`own`); lost past the gate for a reason that a question covers; all lost, before the gate too.
 */
export type WhichClosed = 'won' | 'dated' | 'counted' | 'counted-own' | 'covered' | 'lost';

/** A deal that has been found already, with what is said of it. */
export type TheseDeal = { readonly deal: DealId } & Pick<WhyDeal, 'days' | 'stages' | 'mark'>;

/** The deals behind a number. */
export type Behind =
  | { readonly is: 'credits'; readonly spans: readonly WhySpan[] }
  | { readonly is: 'closed'; readonly which: WhichClosed; readonly spans: readonly WhySpan[] }
  | {
      readonly is: 'open';
      readonly which: 'live' | 'expected' | 'qualified';
      /** Null: everybody's. */
      readonly owners: readonly PersonId[] | null;
    }
  /** Won deals with their days in each stage. */
  | { readonly is: 'stages'; readonly from: Day; readonly to: Day }
  /** In their order. */
  | { readonly is: 'these'; readonly deals: readonly TheseDeal[] }
  | { readonly is: 'none' };

/** A deal as it stands behind a number. */
export type WhyDeal = {
  readonly id: DealId;
  readonly version: number;
  readonly company: string;
  readonly title: string;
  /** Whose it counts as: who had the credit, who closed it, who has it now. */
  readonly owner: string;
  /** In minor units; below 0 where a win was reopened. */
  readonly amount: number | null;
  /** When it was credited or closed, or is expected to close. */
  readonly on: Day | null;
  readonly is: 'won' | 'reopened' | 'lost' | 'live' | 'parked';
  /** From opened to closed, less parked ones of a sales cycle. */
  readonly days: number | null;
  /** Days in each stage, where these are what is counted. */
  readonly stages: { readonly [S in Stage]?: number } | null;
  readonly mark: WhyMark | null;
};

/**
 * An import does not say how far it had come; the prospect had said so, and it was lost for just that; its expected close was moved
 * later, or passed; why it was lost.
 */
export type WhyMark = 'unsure' | 'misled' | 'moved-later' | 'passed' | LossReason;

/** How many stand on a page. */
export const WHY_PAGE = 10;

/** A page of those that whoever asks may read; the sums are over all there are. */
export type WhyDeals = Page<WhyDeal> & {
  readonly sums: {
    readonly amount: number;
    readonly won: number;
    readonly lost: number;
    /** Wins that were reopened, each a minus. */
    readonly reopened: number;
    /** Of other teams, whose deals the asker may not read. */
    readonly unread: number;
    readonly unreadAmount: number;
  };
};

export const NO_DEALS: WhyDeals = {
  ...{ rows: [], number: 0, all: 0 },
  sums: { amount: 0, won: 0, lost: 0, reopened: 0, unread: 0, unreadAmount: 0 },
};

export function dealsBehind(seen: WhySeen, number: WhyNumber): Behind {
  const { facts, whose } = seen;
  const counted = whose.is === 'rep' ? 'counted-own' : 'counted';
  const quarter = quarterToDate(facts);
  switch (number) {
    case 'won':
      return { is: 'credits', spans: spansIn(seen, [quarter]) };
    case 'attainment':
    case 'pace':
      return { is: 'credits', spans: againstQuota(seen, [{ quarter: facts.quarter, ...quarter }]) };
    case 'consistency':
      return { is: 'credits', spans: againstQuota(seen, finished(seen)) };
    case 'deal-size':
      return { is: 'closed', which: 'won', spans: spansIn(seen, [quarter]) };
    case 'sales-cycle':
      return { is: 'closed', which: 'dated', spans: spansIn(seen, [quarter]) };
    case 'closing-ratio':
      return { is: 'closed', which: counted, spans: spansIn(seen, [quarter]) };
    case 'required-coverage':
      return { is: 'closed', which: counted, spans: spansIn(seen, finished(seen)) };
    case 'calibration':
      return { is: 'closed', which: 'covered', spans: spansIn(seen, [quarter]) };
    case 'forecast':
      return { is: 'open', which: 'expected', owners: ownersAhead(seen) };
    case 'coverage':
      return { is: 'open', which: 'qualified', owners: ownersAhead(seen) };
    case 'live-deals':
      return { is: 'open', which: 'live', owners: ownersOfLive(seen) };
    case 'spread':
      return comparedSpans(seen, (spans) => ({ is: 'credits', spans }));
    case 'explained':
      return comparedSpans(seen, (spans) => ({ is: 'closed', which: 'counted-own', spans }));
    case 'usual-times': {
      const four = seen.scene.lastFour;
      const [last = facts.quarter] = four;
      return { is: 'stages', from: (four.at(-1) ?? last).from, to: last.to };
    }
    case 'quota':
      return { is: 'none' };
  }
}

type Time = { readonly from: Day; readonly to: Day };

/** As much of the quarter as there has been. */
export function quarterToDate({ quarter, today }: Pick<NumberFacts, 'quarter' | 'today'>): Time {
  return { from: quarter.from, to: earlierDay(quarter.to, today) };
}

function finished({ scene }: WhySeen): readonly (Time & { readonly quarter: FiscalQuarter })[] {
  return scene.lastFour.map((quarter) => ({ quarter, from: quarter.from, to: quarter.to }));
}

function spansIn({ whose }: WhySeen, times: readonly Time[]): readonly WhySpan[] {
  return times.map(({ from, to }) => {
    if (whose.is === 'rep') return { person: whose.person, team: null, from, to };
    return { person: null, team: whose.team === 'all' ? null : whose.team, from, to };
  });
}

/** Of those who have a quota in the quarter: what others won stands beside an attainment, not in it. */
function againstQuota(
  { scene, whose }: WhySeen,
  times: readonly (Time & { readonly quarter: FiscalQuarter })[],
): readonly WhySpan[] {
  return times.flatMap(({ quarter, from, to }) =>
    tallyIn(scene, whose, quarter).people.map((person) => ({
      ...{ person, from, to },
      team: whose.is === 'rep' || whose.team === 'all' ? null : whose.team,
    })),
  );
}

/** The lowest and the highest rep's full quarters: which these are is for those alone who may read names. */
function comparedSpans({ scene, whose, team }: WhySeen, of: (spans: readonly WhySpan[]) => Behind): Behind {
  if (whose.is === 'rep' || whose.reads === 'totals' || team === null) return { is: 'none' };
  const { worst, best } = team.spread;
  const ends = new Set([worst, best].flatMap((end) => (end === null ? [] : [end.person])));
  if (ends.size === 0) return { is: 'none' };
  return of(
    [...ends].flatMap((person) =>
      scene.lastFour
        .filter((quarter) => scene.books.ofRep(person, quarter).quota.isFull)
        .map(({ from, to }) => ({ person, team: null, from, to })),
    ),
  );
}
