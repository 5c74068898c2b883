import { parse } from 'csv-parse/sync';
import { cleanLine, cutText } from '../domain/text.ts';

/** `line` is where a record begins; a cell may go over several. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/** A line that did not go in, and why. */
export type RowError = { readonly line: number; readonly reason: string };

export type Csv = {
  readonly delimiter: string;
  readonly header: readonly string[];
  /** As long as the header, cells as they stand in the file. */
  readonly rows: readonly CsvRow[];
  readonly errors: readonly RowError[];
};

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** A quote that opens and never closes would swallow all that follows: reading goes on behind its line, this often. */
const MOST_NEW_STARTS = 200;

/** A file with a header line, whatever its line ends and delimiter; null if there is nothing in it. Never throws. */
export function readCsv(text: string): Csv | null {
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const told = /^sep=([,;\t|])\n/i.exec(lines);
  const delimiter = told?.[1] ?? likelyDelimiter(lines);
  const skipped = told === null ? 0 : 1;
  const { rows, errors } = records(told === null ? lines : lines.slice(told[0].length), delimiter, skipped);
  const [head, ...rest] = rows;
  if (head === undefined) return null;
  const header = head.cells.map(cleanLine);
  const fitting = rest.map((row) => fitted(row, header.length));
  return {
    delimiter,
    header,
    rows: fitting.filter((row) => 'cells' in row),
    errors: [...errors, ...fitting.filter((row) => 'reason' in row)].sort((a, b) => a.line - b.line),
  };
}

/** A value of a cell as a message shows it. */
export function quoted(cell: string): string {
  return `"${cutText(cleanLine(cell), 60)}"`;
}

/** The one that the header has most of, outside of quotes. */
function likelyDelimiter(text: string): string {
  const header = (/^\n*([^\n]*)/.exec(text)?.[1] ?? '').replace(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((sign) => ({ sign, count: header.split(sign).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).sign;
}

type Records = { readonly rows: readonly CsvRow[]; readonly errors: readonly RowError[] };

function records(text: string, delimiter: string, linesBefore: number): Records {
  const rows: CsvRow[] = [];
  const errors: RowError[] = [];
  let rest = text;
  let before = linesBefore;
  for (let start = 0; rest !== ''; start += 1) {
    const part = parsed(rest, delimiter);
    for (const { line, cells } of part.rows) rows.push({ line: line + before, cells });
    if (part.openAt === null) break;
    errors.push({ line: part.openAt + before, reason: 'a quote opens and is not closed' });
    if (start === MOST_NEW_STARTS) {
      errors.push({ line: part.openAt + before + 1, reason: 'and so on: nothing behind this line was read' });
      break;
    }
    rest = rest.split('\n').slice(part.openAt).join('\n');
    before += part.openAt;
  }
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')), errors };
}

type Read = { record: string[]; info: { lines: number; empty_lines: number } };

function parsed(text: string, delimiter: string): { rows: CsvRow[]; openAt: number | null } {
  let isOpen = false;
  const read: unknown = parse(text, {
    delimiter,
    info: true,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: () => {
      isOpen = true;
      return undefined;
    },
  });
  let end = 0;
  let blank = 0;
  const rows = (read as Read[]).map(({ record, info }) => {
    const line = end + 1 + info.empty_lines - blank;
    end = info.lines;
    blank = info.empty_lines;
    return { line, cells: record };
  });
  return { rows, openAt: isOpen ? nextLine(text, end) : null };
}

/** Of the first line after `end` that is not empty. */
function nextLine(text: string, end: number): number {
  const lines = text.split('\n');
  const index = lines.findIndex((line, at) => at >= end && line !== '');
  return (index === -1 ? lines.length - 1 : index) + 1;
}

/** Empty cells at the end are spreadsheets' own; others too many or too few have slipped, and nobody knows where. */
function fitted({ line, cells }: CsvRow, length: number): CsvRow | RowError {
  const isLonger = cells.slice(length).some((cell) => cell.trim() !== '');
  if (!isLonger && cells.length >= length) return { line, cells: cells.slice(0, length) };
  return { line, reason: `has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, and the header has ${length}` };
}
