import type { Block, TableBlock } from '@slack/types';
import { type Figure, percentOf } from '../domain/figure.ts';
import { type Fraction, floored, fraction, numberOf, over, rounded } from '../domain/fraction.ts';
import { formatMoney, type Money, type MoneyFormat, minorDigits, shortMoney } from '../domain/money.ts';
import { cut, escaped, LIMITS } from './limits.ts';
import { WHY_WORDS } from './why.ts';

/** Numbers as digests and scorecards show them: charts, tables, and the words for a figure. */

export const DASH = '–';

/** Slack's block, which its types do not know yet. */
export interface ChartBlock extends Block {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[]; y_label?: string };
  };
}

export type Charted = {
  readonly title: string;
  /** One a bar, at most `LIMITS.chartPoints`, and no two alike: see `chartLabels`. */
  readonly labels: readonly string[];
  /** A line to reach, which Slack's charts do not have, is a series of its own. */
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly unit: string;
};

export function chart({ title, labels, series, unit }: Charted): ChartBlock {
  const categories = labels.slice(0, LIMITS.chartPoints);
  return {
    type: 'data_visualization',
    title: cut(title, LIMITS.chartTitle),
    chart: {
      type: 'bar',
      series: series.map(({ name, values }) => ({
        name: cut(name, LIMITS.chartLabel),
        data: categories.map((label, index) => ({ label, value: values[index] ?? 0 })),
      })),
      axis_config: { categories, y_label: cut(unit, LIMITS.chartTitle) },
    },
  };
}

/** Names as short as a chart's labels have to be, of which no two are alike: who shares one is numbered. */
export function chartLabels(names: readonly string[]): readonly string[] {
  return apart(names, LIMITS.chartLabel);
}

/** The same names, told apart where two people have one: `Ana`, `Ana (2)`. */
export function apart(names: readonly string[], limit = Number.POSITIVE_INFINITY): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const shown = name === '' ? DASH : name;
    for (let nth = 1; ; nth += 1) {
      const mark = nth === 1 ? '' : ` (${nth})`;
      const label = `${cut(shown, limit - mark.length)}${mark}`;
      if (taken.has(label)) continue;
      taken.add(label);
      return label;
    }
  });
}

export type Column = { readonly head: string; readonly align?: 'left' | 'right' };

export type Tabled = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** All tables of one message share Slack's 10,000 characters. */
  readonly characters?: number;
  readonly most?: number;
};

/** As many rows as fit, and how many do not. Cells show what they say, whatever it is: nothing in them is markup. */
export function table({ columns, rows, characters = LIMITS.tableText, most = LIMITS.tableRows - 1 }: Tabled): {
  readonly block: TableBlock;
  readonly left: number;
} {
  const fitting: (readonly string[])[] = [];
  let room = characters - lengthOf(columns.map(({ head }) => head));
  for (const row of rows.slice(0, most)) {
    room -= lengthOf(row);
    if (room < 0) break;
    fitting.push(row);
  }
  const lines = [columns.map(({ head }) => head), ...fitting];
  return {
    block: {
      type: 'table',
      rows: lines.map((line) => line.map((text) => ({ type: 'raw_text' as const, text: text === '' ? DASH : text }))),
      column_settings: columns.map(({ align = 'left' }) => ({ align })),
    },
    left: rows.length - fitting.length,
  };
}

function lengthOf(row: readonly string[]): number {
  return row.reduce((all, text) => all + Math.max(text.length, 1), 0);
}

/** Rounded down, so that 79.6 % never reads 80. */
export function percent(value: Fraction): string {
  return `${percentOf(value)} %`;
}

export function percentText({ value }: Figure): string {
  return value === null ? DASH : percent(value);
}

/** Rounded down, to hundredths. */
export function paceText({ value }: Figure): string {
  return value === null ? DASH : (Number(floored(value, 100n)) / 100).toFixed(2);
}

export function moneyText(value: Fraction, format: MoneyFormat): string {
  return formatMoney(rounded(value) as Money, format);
}

/** To the whole unit: cents of an effective quota say nothing. */
export function wholeMoneyText(value: Fraction, format: MoneyFormat): string {
  const unit = 10 ** minorDigits(format.currency);
  return formatMoney((rounded(over(value, fraction(unit))) * unit) as Money, format);
}

/** `€128k`. */
export function shortMoneyText(value: Fraction, format: MoneyFormat): string {
  return shortMoney(rounded(value), format);
}

/** Of a count: `3 of 4`. */
export function outOfText({ value, n }: Figure): string {
  return value === null ? DASH : `${numberOf(value)} of ${n ?? 0}`;
}

/** `– (no quota)`: a dash never stands without its reason where there is room for it. */
export function withReason(text: string, { value, why }: Figure): string {
  return value === null && why !== null ? `${text} (${WHY_WORDS[why]})` : text;
}

/**
 * A message's `text`: full sentences, escaped as Slack wants it. What does not fit is left out a line at a time from `each`, and
 * said how many.
 */
export function inFull(before: readonly string[], each: readonly string[] = [], after: readonly string[] = []): string {
  const most = LIMITS.messageText - FIRST_LINE;
  const whole = (count: number): string => {
    const rest = each.length - count;
    const more = rest === 0 ? [] : [`and ${rest} more`];
    return escaped([...before, ...each.slice(0, count), ...more, ...after].filter((line) => line !== '').join('\n'));
  };
  let count = each.length;
  while (count > 0 && whole(count).length > most) count -= 1;
  const text = whole(count);
  return text.length <= most ? text : escaped(cut([...before, ...after].join('\n'), most / LONGEST_ENTITY));
}

/** `&amp;`, for one character. */
const LONGEST_ENTITY = 5;
/** That it is late, or a preview, is put before it. */
const FIRST_LINE = 120;
