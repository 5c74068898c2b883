import { grouped } from './against.ts';
import { CONCERNS, type Concern, type Rep, type TeamFacts } from './concern.ts';
import { byWorth, type LiveRow } from './discipline.ts';
import { FEWEST_JUDGED, type Figure } from './figure.ts';
import { compared, type Fraction, fraction, isAbove, over, ZERO } from './fraction.ts';
import { dealConcerns, repConcerns } from './rep-advice.ts';
import type { TeamNumbers } from './scorecard.ts';

/** Three fit a week's 1:1s. Product, section 5. */
const MOST = 3;
/** Up to three, one a rep, by different rules where there are, the most needed first. */
export function concerns(facts: TeamFacts): readonly Concern[] {
  const rows = grouped([...facts.rows].sort(byWorth), ({ owner }) => owner);
  const reps = facts.reps.map((rep) => ({ ...rep, rows: rows.get(rep.person) ?? [] }));
  const each = reps.flatMap((rep) => [...dealConcerns(rep, facts), ...repConcerns(rep, facts)]);
  const names = new Map(reps.map(({ person, name }) => [person, name]));
  const inOrder = [...each, ...furthestOff(reps, facts)].sort(
    (a, b) =>
      CONCERNS.indexOf(a.is) - CONCERNS.indexOf(b.is) ||
      (b.deal.amount ?? -1) - (a.deal.amount ?? -1) ||
      (names.get(a.person) ?? '').localeCompare(names.get(b.person) ?? '', 'en') ||
      byWorth(a.deal, b.deal),
  );
  const different = chosen(inOrder, [], (concern, taken) => taken.every(({ is }) => is !== concern.is));
  const all = chosen(inOrder, different, () => true);
  return inOrder.filter((concern) => all.includes(concern));
}

function chosen(
  inOrder: readonly Concern[],
  before: readonly Concern[],
  may: (concern: Concern, taken: readonly Concern[]) => boolean,
): readonly Concern[] {
  const taken = [...before];
  for (const concern of inOrder) {
    const isNew = taken.every(({ person }) => person !== concern.person);
    if (taken.length < MOST && isNew && may(concern, taken)) taken.push(concern);
  }
  return taken;
}

/** Of the whole team the one rep whose deal size or cycle is furthest from its median, with the live deal that is furthest off. */
function furthestOff(reps: readonly Rep[], { team }: TeamFacts): readonly Concern[] {
  if (team === null) return [];
  const found = reps.flatMap((rep) => [...offSize(rep, team), ...offCycle(rep, team)]);
  const [first] = found.sort((a, b) => compared(b.off, a.off));
  return first === undefined ? [] : [first.concern];
}

type Off = { readonly off: Fraction; readonly concern: Concern };

function offSize({ person, rows, numbers }: Rep, { lastFour }: TeamNumbers): readonly Off[] {
  const own = numbers?.lastFour.dealSize;
  const median = lastFour.dealSizeMedian.value;
  const deal = rows.findLast(({ amount }) => amount !== null);
  if (own === undefined || median === null || deal === undefined || !isJudged(own, lastFour.dealSizeMedian)) return [];
  if (!isAbove(median, fraction(deal.amount ?? 0))) return [];
  if (!isAbove(own.value, ZERO) || !isAbove(median, own.value)) return [];
  return [{ off: over(median, own.value), concern: { is: 'under-median', what: 'size', person, deal, own, median } }];
}

function offCycle({ person, rows, numbers }: Rep, { lastFour }: TeamNumbers): readonly Off[] {
  const own = numbers?.lastFour.salesCycle;
  const median = lastFour.salesCycleMedian.value;
  const opened = (row: LiveRow): number => row.openedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  const [deal] = rows.filter(({ openedAt }) => openedAt !== null).sort((a, b) => opened(a) - opened(b));
  if (own === undefined || median === null || deal === undefined || !isJudged(own, lastFour.salesCycleMedian))
    return [];
  if (!isAbove(median, ZERO) || !isAbove(own.value, median)) return [];
  return [{ off: over(own.value, median), concern: { is: 'under-median', what: 'cycle', person, deal, own, median } }];
}

/** Under ten deals a number is shown, not judged. */
function isJudged(own: Figure, median: Figure): own is Figure & { readonly value: Fraction } {
  return own.value !== null && (own.n ?? 0) >= FEWEST_JUDGED && (median.n ?? 0) >= FEWEST_JUDGED;
}
