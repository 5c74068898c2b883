import { type Day, parseQuarter } from '../domain/calendar.ts';
import type { Money, MoneyFormat } from '../domain/money.ts';
import { cleanLine, folded } from '../domain/text.ts';
import { type DayOrder, dayCell, moneyCell, nameCell, Wrong } from './cells.ts';
import { type Columns, columnsOf } from './columns.ts';
import type { Csv, CsvRow, RowError } from './read-csv.ts';

export const QUOTA_FIELDS = ['person', 'starts-on', 'amount'] as const;
export type QuotaField = (typeof QUOTA_FIELDS)[number];

const QUOTA_COLUMNS: { readonly [F in QuotaField]: string } = {
  person:
    'person, name, full name, rep, sales rep, sales agent, sales person, salesperson, agent, owner, user, user name, quota owner',
  'starts-on':
    'period start, period start date, starts on, start, start date, from, valid from, effective from, effective date, quarter start, quarter, fiscal quarter, period, date',
  amount: 'amount, quota, quota amount, quota value, target, target amount, goal, value',
};

/** A full quarter's amount for somebody, from a day on; people by their names. */
export type ImportedQuota = {
  readonly line: number;
  readonly name: string;
  readonly startsOn: Day;
  readonly amount: Money;
};

export type QuotasRead =
  | {
      readonly is: 'read';
      readonly quotas: readonly ImportedQuota[];
      readonly errors: readonly RowError[];
      readonly columns: Columns<QuotaField>;
    }
  | { readonly is: 'wrong'; readonly why: string };

export type QuotasOptions = {
  readonly format: MoneyFormat;
  readonly zone: string;
  /** 1 to 12: which day `2026-Q1` begins on. */
  readonly fiscalYearStart: number;
  readonly dayOrder: DayOrder | null;
};

/** Person, start of the period (a day, or a fiscal quarter such as 2026-Q1) and amount; one line for a person and day. */
export function quotasIn(csv: Csv, options: QuotasOptions): QuotasRead {
  const mapped = columnsOf(csv.header, QUOTA_COLUMNS, new Map());
  if (mapped.is === 'wrong') return mapped;
  const { columns } = mapped;
  const lacking = QUOTA_FIELDS.filter((field) => !columns.has(field));
  if (lacking.length > 0) {
    return { is: 'wrong', why: `has no column for ${lacking.join(', nor for ')}. It has: ${csv.header.join(', ')}` };
  }
  const quotas: ImportedQuota[] = [];
  const errors: RowError[] = [...csv.errors];
  const lines = new Map<string, number>();
  for (const row of csv.rows) {
    const read = quotaIn(row, columns, options);
    if ('reason' in read) {
      errors.push(read);
      continue;
    }
    const key = `${read.startsOn} ${folded(read.name)}`;
    const first = lines.get(key);
    if (first === undefined) {
      lines.set(key, read.line);
      quotas.push(read);
    } else errors.push({ line: read.line, reason: `"${read.name}" from ${read.startsOn} is on line ${first} already` });
  }
  return { is: 'read', quotas, errors: errors.sort((a, b) => a.line - b.line), columns };
}

function quotaIn(
  { line, cells }: CsvRow,
  columns: Columns<QuotaField>,
  options: QuotasOptions,
): ImportedQuota | RowError {
  const cell = (field: QuotaField): string => cells[columns.get(field) ?? -1] ?? '';
  const name = nameCell(cell('person')).text;
  const startsOn = startIn(cell('starts-on'), options);
  const amount = amountIn(cell('amount'), options.format);
  const reasons = [
    ...(name === '' ? ['no person'] : []),
    ...(startsOn instanceof Wrong ? [startsOn.why] : []),
    ...(amount instanceof Wrong ? [amount.why] : []),
  ];
  if (startsOn instanceof Wrong || amount instanceof Wrong || reasons.length > 0)
    return { line, reason: reasons.join('; ') };
  return { line, name, startsOn, amount };
}

function startIn(cell: string, { zone, fiscalYearStart, dayOrder }: QuotasOptions): Day | Wrong {
  const quarter = parseQuarter(cleanLine(cell), fiscalYearStart);
  if (quarter !== null) return quarter.from;
  return (
    dayCell(cell, { order: dayOrder, zone }) ??
    new Wrong('no period start: expected a day, or a quarter such as 2026-Q1')
  );
}

function amountIn(cell: string, format: MoneyFormat): Money | Wrong {
  const amount = moneyCell(cell, format);
  if (amount instanceof Wrong) return amount;
  if (amount === null) return new Wrong('no amount');
  return amount > 0 ? amount : new Wrong('the amount is 0: a quota is above it, and without one there is no line');
}
