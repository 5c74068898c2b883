import type { ImportedDeal } from '../domain/imported.ts';
import { type Columns, columnsOf, DEAL_COLUMNS, type DealField } from './columns.ts';
import { type DealsOptions, dealIn } from './deal-in.ts';
import type { Csv, RowError } from './read-csv.ts';

export type DealsRead =
  | {
      readonly is: 'read';
      readonly deals: readonly ImportedDeal[];
      readonly errors: readonly RowError[];
      readonly columns: Columns<DealField>;
    }
  /** No line can be read before the operator has said more. */
  | { readonly is: 'wrong'; readonly why: string };

/** Deals of a CRM's export, and each line that is none, with its reason. Never throws, whatever stands in the file. */
export function dealsIn(csv: Csv, options: DealsOptions): DealsRead {
  const mapped = columnsOf(csv.header, DEAL_COLUMNS, options.columns);
  if (mapped.is === 'wrong') return mapped;
  const { columns } = mapped;
  const lacking = missing(columns, options);
  if (lacking.length > 0) {
    return { is: 'wrong', why: `does not say ${lacking.join(', nor ')}. It has: ${csv.header.join(', ')}` };
  }
  const deals: ImportedDeal[] = [];
  const errors: RowError[] = [...csv.errors];
  const lines = new Map<string, number>();
  for (const row of csv.rows) {
    const read = dealIn(row, columns, options);
    if ('reason' in read) {
      errors.push(read);
      continue;
    }
    const first = lines.get(read.externalId);
    if (first === undefined) {
      lines.set(read.externalId, read.line);
      deals.push(read);
    } else errors.push({ line: read.line, reason: again(read, first) });
  }
  return { is: 'read', deals, errors: errors.sort((a, b) => a.line - b.line), columns };
}

function missing(columns: Columns<DealField>, { owner }: DealsOptions): readonly string[] {
  const has = (...fields: readonly DealField[]): boolean => fields.some((field) => columns.has(field));
  const stage = has('stage', 'status', 'is-won') ? [] : ['in which stage a deal is (--column stage=HEADER)'];
  const whose =
    has('owner') || owner !== null ? [] : ['whose a deal is (--column owner=HEADER, or --owner NAME for all)'];
  const what = has('company', 'title') ? [] : ['which company a deal is with (--column company=HEADER)'];
  return [...stage, ...whose, ...what];
}

function again({ externalId, oddities }: ImportedDeal, line: number): string {
  if (!oddities.includes('no-id')) return `the id "${externalId}" is on line ${line} already`;
  return `has company, title, owner and opening day of line ${line}, and no id to tell them apart by`;
}
