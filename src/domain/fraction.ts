/** An exact ratio in lowest terms; the denominator is above 0. Judged as it is, rounded only when shown. */
export type Fraction = { readonly num: bigint; readonly den: bigint };

export const ZERO: Fraction = { num: 0n, den: 1n };

/** Of whole numbers. A denominator of 0 is the caller's mistake: what has none is no number, and says why. */
export function fraction(num: bigint | number, den: bigint | number = 1n): Fraction {
  const over = BigInt(den);
  if (over === 0n) throw new Error('A ratio without a denominator was asked for.');
  if (over === 1n) return { num: BigInt(num), den: over };
  const above = over < 0n ? -BigInt(num) : BigInt(num);
  const below = over < 0n ? -over : over;
  const common = divisor(above < 0n ? -above : above, below);
  return { num: above / common, den: below / common };
}

/** Up to here a number is exact, and its remainders come several times faster than a bigint's. */
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function divisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller > SAFE) [larger, smaller] = [smaller, larger % smaller];
  if (smaller === 0n) return larger;
  let [least, rest] = [Number(smaller), Number(larger % smaller)];
  while (rest !== 0) [least, rest] = [rest, least % rest];
  return BigInt(least);
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den - b.num * a.den, a.den * b.den);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.num, a.den * b.den);
}

/** `b` is not 0. */
export function over(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den, a.den * b.num);
}

export function total(fractions: readonly Fraction[]): Fraction {
  const { num, den } = sum(fractions);
  return fraction(num, den);
}

/**
 * The same and not in lowest terms, nor need its parts be: for what is reckoned with further. A thousand of different denominators add up
 * to one of hundreds of digits, which is put into lowest terms once, at the end.
 */
export function sum(fractions: readonly Fraction[]): Fraction {
  const sums = new Map<bigint, bigint>();
  for (const { num, den } of fractions) sums.set(den, (sums.get(den) ?? 0n) + num);
  return unreduced([...sums].map(([den, num]) => ({ num, den })));
}

/** By halves: both sides of a sum are of about the same length. */
function unreduced(parts: readonly Fraction[]): Fraction {
  if (parts.length < 2) return parts[0] ?? ZERO;
  const half = parts.length >> 1;
  const [a, b] = [unreduced(parts.slice(0, half)), unreduced(parts.slice(half))];
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

/** Below 0 where `a` is smaller, above 0 where it is larger. */
export function compared(a: Fraction, b: Fraction): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isAtLeast(a: Fraction, b: Fraction): boolean {
  return compared(a, b) >= 0;
}

export function isAbove(a: Fraction, b: Fraction): boolean {
  return compared(a, b) > 0;
}

export function isPositive({ num }: Fraction): boolean {
  return num > 0n;
}

/** The largest whole number not above `fraction` × `times`: of a ratio with 100, its percentage rounded down. */
export function floored({ num, den }: Fraction, scale = 1n): bigint {
  const scaled = num * scale;
  return scaled >= 0n || scaled % den === 0n ? scaled / den : scaled / den - 1n;
}

/** To the nearest whole number, halves up. */
export function rounded({ num, den }: Fraction): number {
  return Number(floored({ num: num * 2n + den, den: den * 2n }));
}

/** As near as a number comes to it. */
export function numberOf({ num, den }: Fraction): number {
  const [above, below] = [Number(num), Number(den)];
  if (Number.isFinite(above) && Number.isFinite(below)) return above / below;
  // Longer than any number can be: its last digits make no difference.
  const cut = BigInt(Math.max(digits(num), digits(den)) - MOST_DIGITS) * 4n;
  return Number(num >> cut) / Number(den >> cut);
}

/** Hexadecimal digits of a bigint that is a finite number. */
const MOST_DIGITS = 255;

function digits(whole: bigint): number {
  return whole.toString(16).length;
}
