import { type Figure, percentOf } from '../domain/figure.ts';
import { floored, numberOf, rounded } from '../domain/fraction.ts';
import { formatMoney, type Money, type MoneyFormat } from '../domain/money.ts';
import type { Numbers } from '../domain/scorecard.ts';
import type { FactorName, Spread } from '../domain/spread.ts';
import { WHY_WORDS } from '../views/why.ts';

const DASH = '–';

type Column = {
  readonly head: string;
  readonly cell: (of: Numbers, format: MoneyFormat) => string;
  /** What says why it is a dash; null where it never is one. */
  readonly figure: ((of: Numbers) => Figure) | null;
};

const COLUMNS: readonly Column[] = [
  { head: 'Won', cell: ({ won }, format) => formatMoney(won as Money, format), figure: null },
  { head: 'Quota', cell: ({ quota }, format) => moneyText(quota, format), figure: ({ quota }) => quota },
  { head: 'Attainment', cell: ({ attainment }) => percentText(attainment), figure: ({ attainment }) => attainment },
  { head: 'Pace', cell: ({ pace }) => paceText(pace), figure: ({ pace }) => pace },
  { head: 'Forecast', cell: ({ forecast }) => percentText(forecast), figure: ({ forecast }) => forecast },
  { head: '≥ 80 %', cell: ({ consistency }) => outOf(consistency), figure: ({ consistency }) => consistency },
  {
    head: 'Deal size',
    cell: ({ quarter }, format) => moneyText(quarter.dealSize, format),
    figure: (of) => of.quarter.dealSize,
  },
  { head: 'Cycle', cell: ({ quarter }) => daysText(quarter.salesCycle), figure: ({ quarter }) => quarter.salesCycle },
  {
    head: 'Closing ratio',
    cell: ({ quarter }) => ratioText(quarter.closingRatio),
    figure: ({ quarter }) => quarter.closingRatio,
  },
  { head: 'Coverage', cell: coverageText, figure: ({ coverage }) => coverage },
  { head: 'Live', cell: ({ liveDeals }) => String(liveDeals), figure: null },
];

export type TableRow = { readonly name: string; readonly team: string; readonly numbers: Numbers };

/** Reps with their team, then teams and the workspace; below it, why there are dashes. */
export function numbersTable(rows: readonly TableRow[], format: MoneyFormat): string {
  const head = ['', 'Team', ...COLUMNS.map((column) => column.head)];
  const body = rows.map(({ name, team, numbers }) => [name, team, ...COLUMNS.map(({ cell }) => cell(numbers, format))]);
  const widths = head.map((title, at) => Math.max(title.length, ...body.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(head), ...body.map(line), ...dashLines(rows)].join('\n');
}

/** Columns with the same reason for the same rows stand together. */
function dashLines(rows: readonly TableRow[]): readonly string[] {
  const found = new Map<string, string[]>();
  for (const { head, figure } of COLUMNS) {
    for (const [why, names] of dashes(rows, figure)) {
      const key = `${why}: ${names.length === rows.length ? 'everybody' : short(names)}`;
      found.set(key, [...(found.get(key) ?? []), head]);
    }
  }
  return found.size === 0 ? [] : ['', ...[...found].map(([why, heads]) => `${heads.join(', ')} ${DASH} ${why}`)];
}

function dashes(rows: readonly TableRow[], figure: Column['figure']): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { name, team, numbers } of rows) {
    const said = figure?.(numbers);
    if (said === undefined || said.value !== null || said.why === null) continue;
    found.set(WHY_WORDS[said.why], [...(found.get(WHY_WORDS[said.why]) ?? []), name === '' ? team : name]);
  }
  return found;
}

function short(names: readonly string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}

function percentText({ value }: Figure): string {
  return value === null ? DASH : `${percentOf(value)} %`;
}

/** Rounded down, to hundredths. */
function paceText({ value }: Figure): string {
  return value === null ? DASH : (Number(floored(value, 100n)) / 100).toFixed(2);
}

function moneyText({ value }: Figure, format: MoneyFormat): string {
  return value === null ? DASH : formatMoney(rounded(value) as Money, format);
}

function outOf({ value, n }: Figure): string {
  return value === null ? DASH : `${numberOf(value)} of ${n ?? 0}`;
}

function daysText({ value }: Figure): string {
  return value === null ? DASH : `${numberOf(value).toFixed(1)} days`;
}

function ratioText(figure: Figure): string {
  return figure.value === null ? DASH : `${percentText(figure)} of ${figure.n ?? 0}`;
}

function coverageText({ coverage, requiredCoverage }: Numbers): string {
  if (coverage.value === null) return DASH;
  return requiredCoverage.value === null
    ? `${paceText(coverage)}×`
    : `${paceText(coverage)}× of ${paceText(requiredCoverage)}×`;
}

const FACTOR_WORDS: { readonly [F in FactorName]: string } = {
  volume: 'closed deals a quarter',
  closingRatio: 'closing ratio',
  dealSize: 'deal size',
};

/** The spread and what explains it, a line each. */
export function spreadLines(spread: Spread, format: MoneyFormat): readonly string[] {
  const { value, n, why, worst, best, byAttainment, toDate, explained } = spread;
  const counted = `${n ?? 0} ${n === 1 ? 'rep' : 'reps'} with two full quarters of the last four`;
  if (value === null || worst === null || best === null) {
    return [`Spread ${DASH} ${why === null ? '' : WHY_WORDS[why]} (${counted}; it takes three)`];
  }
  const money = (amount: typeof worst.perQuarter) => formatMoney(rounded(amount) as Money, format);
  const gap = `Spread ${percentOf(value)} %, ${spread.verdict === 'good' ? 'at or above' : 'below'} the 25 % line (${counted})`;
  const ends = `${worst.name} ${money(worst.perQuarter)} a quarter, ${best.name} ${money(best.perQuarter)}`;
  const beside = `by attainment ${percentText(byAttainment)}, this quarter so far ${percentText(toDate)}`;
  const note = why === null ? [] : [`  ${WHY_WORDS[why]}`];
  if (explained.is === 'not-split')
    return [gap, `  ${ends}; ${beside}`, ...note, `  not split: ${WHY_WORDS[explained.why]}`];
  const factors = explained.factors.map(({ name, worst: low, best: high, share }) => {
    const [from, to] = [low, high].map((each) => factorText(name, each, format));
    return `  ${FACTOR_WORDS[name]} ${from} against ${to}: ${share === null ? 'the lowest rep is ahead' : `${share} % of the gap`}`;
  });
  return [gap, `  ${ends}; ${beside}`, ...note, ...factors];
}

function factorText(name: FactorName, value: Parameters<typeof percentOf>[0], format: MoneyFormat): string {
  if (name === 'closingRatio') return `${percentOf(value)} %`;
  if (name === 'dealSize') return formatMoney(rounded(value) as Money, format);
  return String(Number(floored({ ...value, num: value.num * 10n })) / 10);
}
