/** One measured figure; those without a limit are there to read the others by. */
export type Row = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
  readonly holds: boolean;
};

export type Bench = { readonly name: string; readonly run: (say: Say) => Promise<readonly Row[]> };
export type Say = (progress: string) => void;

/** `limit` is the most that the value may be. */
export function row(name: string, value: number, unit: string, limit: number | null = null): Row {
  const rounded = Number(value.toPrecision(value >= 1_000 ? 4 : 3));
  return { name, value: rounded, unit, limit, holds: limit === null || value <= limit };
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that so many in a hundred do not exceed. */
export function percentile(values: readonly number[], hundredth: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((sorted.length * hundredth) / 100) - 1)];
  if (value === undefined) throw new Error('There is nothing measured to take a percentile of.');
  return value;
}

export function tableText(rows: readonly Row[]): string {
  const cells = rows.map(({ name, value, unit, limit, holds }) => [
    name,
    value.toLocaleString('en'),
    unit,
    limit === null ? '' : `at most ${limit.toLocaleString('en')}`,
    limit === null ? '' : holds ? 'holds' : 'DOES NOT HOLD',
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) =>
    line.map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0))),
  );
  return lines.map((line) => line.join('  ').trimEnd()).join('\n');
}
