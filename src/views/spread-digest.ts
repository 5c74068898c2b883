import type { Block, Button } from '@slack/types';
import { percentOf } from '../domain/figure.ts';
import { compared, type Fraction, fraction, over, rounded, times } from '../domain/fraction.ts';
import { minorDigits } from '../domain/money.ts';
import { type Factor, SPREAD_LINE } from '../domain/spread.ts';
import type { Earner } from '../domain/spread-ends.ts';
import { actions, context, header, type Spoken, section } from './blocks.ts';
import { chart, chartLabels, inFull, moneyText, percent, table } from './figures.ts';
import { ids } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { Tongue } from './movement-words.ts';
import {
  apartLine,
  betweenLines,
  FACTOR_WORDS,
  factorText,
  type Gap,
  inOrder,
  noteLine,
  type SaidBefore,
  shareText,
  spreadHeadline,
  spreadMovement,
} from './spread-words.ts';

export type SpreadDigest = {
  readonly teamName: string;
  readonly sight: 'names' | 'no-names';
  readonly gap: Gap;
  /** Those who bring in least first. */
  readonly earners: readonly Earner[];
  /** Null the first time. */
  readonly since: { readonly words: string; readonly before: SaidBefore } | null;
  readonly why: Button;
  readonly tongue: Tongue;
};

export function spreadHead(digest: SpreadDigest): Spoken {
  const { teamName, sight, gap, earners, since, why, tongue } = digest;
  const { format, nameOf } = tongue;
  const title = spreadHeadline(gap);
  const where = `${teamName} · last four quarters, ${earners.length} reps`;
  const named = sight === 'names' ? ({ person }: { person: Earner['person'] }) => nameOf(person) : null;
  const apart = apartLine(sight === 'names' ? gap.apart.map(nameOf) : gap.apart.length);
  const moved = since === null ? null : spreadMovement(since.words, since.before, gap);
  const between = betweenLines(gap, earners, { format, nameOf: named });
  const factors = factorLines(digest);
  const last = [noteLine(gap), apart, moved].filter((line) => line !== null);
  return {
    text: inFull([`${title}. ${where}.`, ...between.map((line) => `${line}.`), ...factors], sentences(digest), last),
    blocks: [
      header(title),
      context(where),
      section(between),
      ...explainedBlocks(digest, factors),
      chartOf(digest),
      ...(last.length === 0 ? [] : [section(last)]),
      actions(ids.whyRow, [why]),
    ],
  };
}

/** Null without names: the head has said what may be said. */
export function spreadDetail({ sight, earners, tongue: { nameOf, format } }: SpreadDigest): Spoken | null {
  if (sight !== 'names') return null;
  const right = { align: 'right' } as const;
  const heads = ['Full quarters', 'Won a quarter', 'Attainment', 'Closing ratio'];
  const { block, left } = table({
    columns: [{ head: 'Rep' }, ...heads.map((head) => ({ head, ...right }))],
    rows: earners.map(({ person, quarters, perQuarter, attained, deals }) => [
      ...[nameOf(person), String(quarters), moneyText(perQuarter, format), percent(attained)],
      dealsText(deals),
    ]),
    characters: LIMITS.tableText - ROOM_FOR_WORDS,
  });
  const lines = earners.map(({ person, quarters, perQuarter, attained, deals }) => {
    const of = `${moneyText(perQuarter, format)} a quarter over ${quarters} full quarters`;
    return `${nameOf(person)}: ${of}, attainment ${percent(attained)}, closing ratio ${dealsText(deals)}.`;
  });
  return {
    text: inFull(['Rep by rep, those who bring in least first.'], lines),
    blocks: [block, ...(left === 0 ? [] : [context(`and ${left} more`)])],
  };
}

const ROOM_FOR_WORDS = 200;

function dealsText({ won, closed }: Earner['deals']): string {
  return closed === 0 ? '– (none closed)' : `${percent(fraction(won, closed))} of ${closed}`;
}

/** A sentence a factor. The two ends' own figures point at two people, and stand where names may be read. */
function factorLines({ sight, gap, earners, tongue: { format } }: SpreadDigest): readonly string[] {
  if (gap.explained.is === 'not-split') return [];
  return inOrder(gap.explained.factors).map((factor) => {
    const what = `${FACTOR_WORDS[factor.name]}: `;
    if (sight !== 'names') return `${what}${ofTheGap(factor)}.`;
    const [low, high] = bothEnds(gap, earners).map((deals, end) =>
      factorText(factor, end === 0 ? factor.worst : factor.best, { deals, format }),
    );
    return `${what}${low} against ${high}, ${ofTheGap(factor)}.`;
  });
}

function ofTheGap(factor: Factor): string {
  return factor.share === null ? shareText(factor) : `${shareText(factor)} of the gap`;
}

function bothEnds({ worst, best }: Gap, earners: readonly Earner[]): readonly (Earner['deals'] | null)[] {
  return [worst, best].map((end) => earners.find(({ person }) => person === end.person)?.deals ?? null);
}

function explainedBlocks({ sight, gap, earners, tongue }: SpreadDigest, lines: readonly string[]): readonly Block[] {
  if (gap.explained.is === 'not-split') return [];
  if (sight !== 'names') return [section([{ bold: 'What explains it' }, ...lines])];
  const { format, nameOf } = tongue;
  const [low = null, high = null] = bothEnds(gap, earners);
  const right = { align: 'right' } as const;
  const { block } = table({
    columns: [
      { head: 'What explains it' },
      // What matters most stands first: a phone shows no more than two columns.
      ...['Of the gap', nameOf(gap.worst.person), nameOf(gap.best.person)].map((head) => ({ head, ...right })),
    ],
    rows: inOrder(gap.explained.factors).map((factor) => [
      FACTOR_WORDS[factor.name],
      shareText(factor),
      factorText(factor, factor.worst, { deals: low, format }),
      factorText(factor, factor.best, { deals: high, format }),
    ]),
  });
  return [block];
}

/** Won a quarter beside a quarter of the best; without names in percent of the best, as amounts would point at people. */
function chartOf({ sight, earners, tongue }: SpreadDigest): Block {
  const best = bestOf(earners);
  const shown = earners.slice(0, LIMITS.chartPoints);
  const title = `The lowest ${shown.length} of ${earners.length}`;
  const lead = earners.length > shown.length ? title : 'Lowest first';
  if (sight !== 'names')
    return chart({
      ...{ title: `${lead}: won, against the highest`, labels: shown.map((_, index) => String(index + 1)), unit: '%' },
      series: [
        { name: 'Of the highest', values: shown.map(({ perQuarter }) => percentOf(over(perQuarter, best))) },
        { name: '25 % line', values: shown.map(() => 25) },
      ],
    });
  const unit = 10 ** minorDigits(tongue.format.currency);
  const whole = (value: Fraction) => Math.round(rounded(value) / unit);
  return chart({
    ...{ title: `${lead}: won a full quarter`, unit: tongue.format.currency },
    labels: chartLabels(shown.map(({ person }) => tongue.nameOf(person))),
    series: [
      { name: 'Won a quarter', values: shown.map(({ perQuarter }) => whole(perQuarter)) },
      { name: '25 % of the best', values: shown.map(() => whole(times(best, SPREAD_LINE))) },
    ],
  });
}

function bestOf(earners: readonly Earner[]): Fraction {
  return (
    earners
      .map(({ perQuarter }) => perQuarter)
      .sort(compared)
      .at(-1) ?? fraction(1)
  );
}

/** The chart's bars, for whoever does not see them. */
function sentences({ sight, earners, tongue: { nameOf, format } }: SpreadDigest): readonly string[] {
  const best = bestOf(earners);
  if (sight === 'names')
    return earners.map(({ person, perQuarter }) => `${nameOf(person)}: ${moneyText(perQuarter, format)} a quarter.`);
  const under = earners.filter(({ perQuarter }) => compared(over(perQuarter, best), SPREAD_LINE) < 0).length;
  return [`${under} of ${earners.length} reps bring in less than 25 % of the highest.`];
}
