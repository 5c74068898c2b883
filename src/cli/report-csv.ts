import { csvText, type OutCell } from '../csv/csv-out.ts';
import { minorDigits } from '../domain/money.ts';
import type { RepJson, TeamJson } from './report-json.ts';

/** Amounts, which in a spreadsheet stand in the currency itself. */
const AMOUNTS: readonly string[] = ['won', 'wonWithoutQuota', 'quota', 'dealSize', 'dealSizeMedian'];

type Row = { readonly of: 'rep' | 'team' | 'workspace'; readonly numbers: RepJson | TeamJson };

/** A line for each rep, team and the workspace, with the JSON's keys: `attainment`, `attainment.n`, `attainment.why`. */
export function reportCsv(
  rows: readonly Row[],
  { quarter, currency }: { readonly quarter: string; readonly currency: string },
): string {
  const unit = 10 ** minorDigits(currency);
  const flat = rows.map(
    ({ of, numbers }) =>
      new Map([['row', of], ['quarter', quarter], ['currency', currency], ...cells(numbers, '', unit)]),
  );
  const header = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  return csvText([header, ...flat.map((row) => header.map((key) => row.get(key) ?? null))]);
}

type Cell = readonly [key: string, cell: OutCell];

function cells(value: object, path: string, unit: number): readonly Cell[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => cellsOf(nameOf(path, key), inner, unit));
}

function cellsOf(name: string, inner: unknown, unit: number): readonly Cell[] {
  if (typeof inner === 'object' && inner !== null) return cells(inner, name, unit);
  const isAmount = AMOUNTS.includes(name.split('.').at(-1) ?? '');
  if (typeof inner === 'number') return [[name, isAmount ? inner / unit : inner]];
  return [[name, typeof inner === 'string' ? inner : null]];
}

function nameOf(path: string, key: string): string {
  if (key === 'value') return path;
  return path === '' ? key : `${path}.${key}`;
}
