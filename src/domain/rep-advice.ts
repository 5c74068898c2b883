import type { UsualDays } from './advice.ts';
import { daysFrom } from './calendar.ts';
import type { Concern, Rep, TeamFacts } from './concern.ts';
import { isOnlyTerms } from './deal.ts';
import { isPastUsual, type LiveRow } from './discipline.ts';
import { GOAL } from './figure.ts';
import { fraction, minus, rounded, times } from './fraction.ts';

/** Two may be chance. */
const SEVERAL = 3;
/** As long as a stage usually takes where nothing else says so. */
const LONG_DELIVERED = 14;
const MOST_CLOSING = 3;

/** Of each rule about a deal the one of most worth. */
export function dealConcerns(
  { person, rows }: Rep,
  { usual, delivered, discounts, today }: TeamFacts,
): readonly Concern[] {
  const first = (of: (deal: LiveRow) => Concern | null): readonly Concern[] => {
    for (const row of rows) {
      const found = of(row);
      if (found !== null) return [found];
    }
    return [];
  };
  const asked = new Map(discounts.map(({ deal, asked }) => [deal, asked]));
  const waiting = new Map(delivered.map(({ deal, ...proof }) => [deal, proof]));
  return [
    ...first((deal) => late({ person, deal }, usual, 'blocked')),
    ...first((deal) => {
      const points = asked.get(deal.id);
      return points === undefined ? null : { is: 'discount-first', person, deal, asked: points };
    }),
    ...first((deal) => {
      const [question] = deal.noes;
      return question === undefined ? null : { is: 'no-stands', person, deal, question };
    }),
    ...first((deal) => {
      const proof = waiting.get(deal.id);
      if (proof === undefined || proof.days < LONG_DELIVERED) return null;
      return { is: 'proof-waits', person, deal, proof, days: proof.days };
    }),
    ...first((deal) => {
      const on = deal.expectedClose;
      return on === null || on >= today ? null : { is: 'close-passed', person, deal, on, days: daysFrom(on, today) };
    }),
    ...first((deal) => late({ person, deal }, usual, 'long-in-stage')),
  ];
}

function late(of: Pick<Concern, 'person' | 'deal'>, usual: UsualDays, is: 'blocked' | 'long-in-stage'): Concern | null {
  const { days, stage, openPoints, notAsked, stale } = of.deal;
  if (days === null || !isPastUsual(of.deal, usual)) return null;
  const points = openPoints.filter((point) => !isOnlyTerms(point));
  if ((is === 'blocked') !== points.length > 0) return null;
  if (is === 'blocked') return { ...of, is, days, usual: usual[stage], points };
  return { ...of, is, days, usual: usual[stage], open: [...notAsked, ...stale] };
}

/** Rules about a rep, each tied to one of their deals. */
export function repConcerns(rep: Rep, facts: TeamFacts): readonly Concern[] {
  return [unasked(rep), behind(rep, facts), poorRatio(rep), overCapacity(rep, facts)].filter((found) => found !== null);
}

function unasked({ person, rows }: Rep): Concern | null {
  const inQualify = rows.filter(({ stage }) => stage === 'qualify');
  const without = inQualify.filter(({ notAsked }) => notAsked.includes('price'));
  const [deal] = without;
  if (deal === undefined || without.length < SEVERAL) return null;
  return { is: 'price-unasked', person, deal, inQualify: inQualify.length, unasked: without.length };
}

/** The largest qualified deals due this quarter, until they make up for what is missing. */
function behind({ person, rows, numbers }: Rep, { today, quarter }: TeamFacts): Concern | null {
  const quota = numbers?.quota.value ?? null;
  if (numbers === null || quota === null || numbers.pace.verdict !== 'behind') return null;
  const gap = rounded(minus(times(quota, GOAL), fraction(numbers.won)));
  const isDue = ({ expectedClose }: LiveRow): boolean =>
    expectedClose !== null && expectedClose >= today && expectedClose <= quarter.to;
  const due = rows.filter((row) => row.isQualified && (row.amount ?? 0) > 0 && isDue(row));
  const closing: LiveRow[] = [];
  let left = gap;
  for (const row of due) {
    if (left <= 0 || closing.length === MOST_CLOSING) break;
    closing.push(row);
    left -= row.amount ?? 0;
  }
  const [deal] = closing;
  return deal === undefined ? null : { is: 'behind', person, deal, pace: numbers.pace, gap, closing };
}

function poorRatio({ person, rows, numbers }: Rep): Concern | null {
  const ratio = numbers?.lastFour.closingRatio;
  const deal = rows.find(({ notAsked, stale }) => notAsked.length + stale.length > 0);
  if (ratio?.verdict !== 'poor' || deal === undefined) return null;
  return { is: 'poor-ratio', person, deal, ratio, open: [...deal.notAsked, ...deal.stale] };
}

/** Which goes: unqualified and oldest first, then longest in its stage; of unknown age is oldest. Product, section 3, Capacity. */
function overCapacity({ person, rows }: Rep, { capacity }: TeamFacts): Concern | null {
  const unqualified = rows.filter(({ isQualified }) => !isQualified);
  const age = ({ openedAt }: LiveRow): number => openedAt?.getTime() ?? Number.MIN_SAFE_INTEGER;
  const inStage = ({ days }: LiveRow): number => days ?? Number.MAX_SAFE_INTEGER;
  const [deal] =
    unqualified.length > 0
      ? [...unqualified].sort((a, b) => age(a) - age(b))
      : [...rows].sort((a, b) => inStage(b) - inStage(a));
  if (deal === undefined || rows.length <= capacity) return null;
  return { is: 'over-capacity', person, deal, live: rows.length, capacity };
}
