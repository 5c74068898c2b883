export type Scale = {
  readonly ticks: readonly number[];
  /** Where a value stands, from 0 at the lowest tick to 1 at the highest. */
  readonly at: (value: number) => number;
};

const MOST_STEPS = 7;

/** An axis of round numbers that holds 0 and all values. */
export function scaleOf(values: readonly number[]): Scale {
  const least = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  const most = highest > least ? highest : 1;
  const step = roundStep(least, most);
  const [from, to] = [Math.floor(least / step), Math.ceil(most / step)];
  const ticks = Array.from({ length: to - from + 1 }, (_, nth) => rounded((from + nth) * step));
  return { ticks, at: (value) => (value / step - from) / (to - from) };
}

/** The smallest of 1, 2 and 5, times a power of ten, that gets along with few steps. */
function roundStep(least: number, most: number): number {
  const power = 10 ** Math.floor(Math.log10((most - least) / MOST_STEPS));
  const fits = (step: number) => Math.ceil(most / step) - Math.floor(least / step) <= MOST_STEPS;
  return [1, 2, 5, 10].map((times) => times * power).find(fits) ?? 20 * power;
}

/** Without what binary fractions leave behind. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** As in a table: 1,250 or 0.5. */
export function figure(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** Short enough for an axis: 250k. */
export function tickText(value: number): string {
  if (Math.abs(value) < 10_000) return figure(value);
  return value.toLocaleString('en-US', { notation: 'compact' }).toLowerCase();
}
