export type OutCell = string | number | null;

/** What a spreadsheet would take for a formula, or hides: it begins with a sign, full-width ones too, whatever blanks are before it. */
const FORMULA = /^[\p{Z}\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^\p{Cc}/u;

/** RFC 4180. Text that could be a formula begins with `'`; a number stays one, a null is an empty cell. Reliability, I11. */
export function csvText(rows: readonly (readonly OutCell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: OutCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",;\p{Cc}]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
