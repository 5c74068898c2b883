import { percentOf } from '../domain/figure.ts';
import { compared, type Fraction, floored } from '../domain/fraction.ts';
import type { MoneyFormat } from '../domain/money.ts';
import type { Factor, FactorName, Spread, SpreadEnd } from '../domain/spread.ts';
import type { Earner } from '../domain/spread-ends.ts';
import { percent, percentText, shortMoneyText, withReason } from './figures.ts';
import { WHY_WORDS } from './why.ts';

/** The spread between two reps, in words. */

export type Gap = Spread & { readonly value: Fraction; readonly worst: SpreadEnd; readonly best: SpreadEnd };

export function spreadHeadline({ value, verdict }: Gap): string {
  const line = verdict === 'wide' ? 'below the 25 % line' : 'at or above the 25 % line';
  return `The lowest rep brings in ${percent(value)} of the highest, ${line}`;
}

/** With the two ends' own figures, named; without names only what stands between them. */
export function betweenLines(
  { worst, best, byAttainment, toDate }: Gap,
  earners: readonly Earner[],
  {
    format,
    nameOf,
  }: { readonly format: MoneyFormat; readonly nameOf: ((end: Pick<SpreadEnd, 'person'>) => string) | null },
): readonly string[] {
  const soFar = `This quarter so far: ${withReason(percentText(toDate), toDate)}`;
  const between = withReason(percentText(byAttainment), byAttainment);
  if (nameOf === null) return [`By attainment: ${between}`, soFar];
  const money = (end: SpreadEnd) => shortMoneyText(end.perQuarter, format);
  const ends = `${nameOf(worst)} ${money(worst)} a quarter against ${nameOf(best)} ${money(best)}`;
  // Whoever attained most need not be who brought in most.
  const attained = [...earners].sort((a, b) => compared(a.attained, b.attained));
  const [lowest, highest] = [attained[0], attained.at(-1)].map((each) =>
    each === undefined ? '' : `${nameOf(each)} ${percent(each.attained)}`,
  );
  const both = attained.length === 0 ? '' : `${lowest} against ${highest}, `;
  return [ends, `By attainment: ${both}${between}`, soFar];
}

export const FACTOR_WORDS: { readonly [F in FactorName]: string } = {
  volume: 'closed deals a quarter',
  closingRatio: 'closing ratio',
  dealSize: 'deal size',
};

/** What explains most comes first, and what does not explain it last. */
export function inOrder(factors: readonly Factor[]): readonly Factor[] {
  return [...factors].sort((a, b) => (b.share ?? -1) - (a.share ?? -1));
}

export function shareText({ share }: Factor): string {
  return share === null ? 'the lowest is ahead' : `${share} %`;
}

export function factorText(
  { name }: Factor,
  value: Fraction,
  { deals, format }: { readonly deals: Earner['deals'] | null; readonly format: MoneyFormat },
): string {
  switch (name) {
    case 'volume':
      return String(Number(floored(value, 10n)) / 10);
    case 'closingRatio':
      return deals === null ? percent(value) : `${deals.won} of ${deals.closed} (${percentOf(value)} %)`;
    case 'dealSize':
      return shortMoneyText(value, format);
  }
}

/** Why the gap is not split; null where it is, and nothing has to be said beside it. */
export function noteLine({ explained, why }: Gap): string | null {
  const notes = [
    ...(why === null ? [] : [WHY_WORDS[why]]),
    ...(explained.is === 'not-split' ? [`not split by what explains it, as ${WHY_WORDS[explained.why]}`] : []),
  ];
  return notes.length === 0 ? null : `${notes.join('; ')}.`.replace(/^./, (first) => first.toUpperCase());
}

export function apartLine(apart: readonly string[] | number): string | null {
  const few = 'fewer than two full quarters';
  if (typeof apart === 'number') {
    if (apart === 0) return null;
    return `${apart === 1 ? '1 rep stands' : `${apart} reps stand`} apart, with ${few}.`;
  }
  if (apart.length === 0) return null;
  const named = apart.slice(0, MOST_APART).join(', ');
  const more = apart.length > MOST_APART ? ` and ${apart.length - MOST_APART} more` : '';
  return `Apart, with ${few}: ${named}${more}.`;
}

const MOST_APART = 8;

/** What was said the last time, in whole percent; null where it was a dash. */
export type SaidBefore = { readonly percent: number | null; readonly toDate: number | null };

export function spreadMovement(since: string, before: SaidBefore, { value, toDate }: Gap): string {
  const now = percentOf(value);
  const sofar = toDate.value === null ? null : percentOf(toDate.value);
  const words = (from: number | null, to: number | null) =>
    from === to ? 'unchanged' : `from ${from === null ? '–' : `${from} %`} to ${to === null ? '–' : `${to} %`}`;
  return `${since}: ${words(before.percent, now)}; this quarter so far ${words(before.toDate, sofar)}.`;
}
