import type { Brand } from './brand.ts';

/** An amount in the minor unit of the workspace's currency: an integer from 0 to 10^13. A difference may be negative. */
export type Money = Brand<number, 'Money'>;

export const MOST_MONEY = 10_000_000_000_000;

export type MoneyFormat = { readonly currency: string; readonly decimal: '.' | ',' };

export type ParsedMoney =
  | { readonly is: 'amount'; readonly amount: Money }
  /** Could be meant in two ways, which are written out as the person should write them. */
  | { readonly is: 'ambiguous'; readonly thousands: string; readonly decimals: string }
  | { readonly is: 'wrong'; readonly why: 'not-an-amount' | 'negative' | 'too-large' | 'too-many-decimals' };

const TIMES: { readonly [suffix: string]: number } = { '': 0, k: 3, m: 6 };
const AMOUNT = /^([0-9][0-9.,'\u0020]*)([km]?)$/u;

/** Digits after the point in a currency: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217, as the platform knows it). */
export function minorDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  digitsOf.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
}

const digitsOf = new Map<string, number>();
const formatters = new Map<string, Intl.NumberFormat>();

/** To make one takes a hundred times longer than to use it, and a digest uses hundreds. `least`, `most`: digits after the point. */
function formatter({ currency, decimal }: MoneyFormat, least: number, most: number): Intl.NumberFormat {
  const key = `${currency}${decimal}${least}${most}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(decimal === ',' ? 'de' : 'en', {
    ...{ style: 'currency', currency, currencyDisplay: 'narrowSymbol' },
    ...{ minimumFractionDigits: least, maximumFractionDigits: most },
  });
  formatters.set(key, made);
  return made;
}

export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && Intl.supportedValuesOf('currency').includes(code);
}

/** An amount as people write it: `45k`, `1.2m`, `€5k`, `1,234.56`; `1.234,56` where the decimal sign is a comma. */
export function parseMoney(text: string, { currency, decimal }: MoneyFormat): ParsedMoney {
  const plain = stripped(text, currency);
  if (/^-|^\(.*\)$/u.test(plain)) return { is: 'wrong', why: 'negative' };
  const [, typed, suffix] = AMOUNT.exec(plain) ?? [];
  if (typed === undefined || suffix === undefined) return { is: 'wrong', why: 'not-an-amount' };
  const number = typed.trim();
  const thousands = decimal === '.' ? ',' : '.';
  const digits = minorDigits(currency);
  if (suffix === '' && digits < 3 && oneGroup(number, decimal)) return ambiguous(number, decimal, thousands, digits);
  return inMinorUnits(number, decimal, thousands, { digits, zeros: TIMES[suffix] ?? 0 });
}

/** `12.345` where the point is the decimal sign: it looks like thousands elsewhere, and nobody has thousandths of a cent. */
function oneGroup(number: string, decimal: string): boolean {
  const [whole = '', group = '', ...more] = number.split(decimal);
  return more.length === 0 && /^[1-9]\d{0,2}$/.test(whole) && /^\d{3}$/.test(group);
}

function ambiguous(number: string, decimal: string, thousands: string, digits: number): ParsedMoney {
  const [whole = '', group = ''] = number.split(decimal);
  const rounded = digits === 0 ? whole : `${whole}${decimal}${group.slice(0, digits - 1)}${lastDigit(group, digits)}`;
  return { is: 'ambiguous', thousands: `${whole}${thousands}${group}`, decimals: rounded };
}

function lastDigit(group: string, digits: number): string {
  const kept = Number(group[digits - 1] ?? '0');
  return String(Number(group[digits] ?? '0') >= 5 && kept < 9 ? kept + 1 : kept);
}

function inMinorUnits(
  number: string,
  decimal: string,
  thousands: string,
  { digits, zeros }: { digits: number; zeros: number },
): ParsedMoney {
  const [whole = '', fraction = '', ...more] = number.split(decimal);
  if (more.length > 0 || !grouped(whole, thousands) || !/^\d*$/.test(fraction))
    return { is: 'wrong', why: 'not-an-amount' };
  if (number.endsWith(decimal)) return { is: 'wrong', why: 'not-an-amount' };
  const places = digits + zeros;
  if (fraction.slice(places).replace(/0/g, '') !== '') return { is: 'wrong', why: 'too-many-decimals' };
  const units = `${whole.replace(/\D/gu, '')}${fraction.slice(0, places).padEnd(places, '0')}`.replace(/^0+(?=\d)/, '');
  if (units.length > 14 || Number(units) > MOST_MONEY) return { is: 'wrong', why: 'too-large' };
  return { is: 'amount', amount: Number(units) as Money };
}

/** Digits alone, or all in groups of three by one sign: the thousands', an apostrophe or a space. */
function grouped(whole: string, thousands: string): boolean {
  if (/^\d+$/.test(whole)) return true;
  return [thousands, "'", ' '].some((sign) => {
    const [first = '', ...groups] = whole.split(sign);
    return groups.length > 0 && /^[1-9]\d{0,2}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
  });
}

/** Without the currency's sign or code, in plain digits and small letters. */
function stripped(text: string, currency: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u00A0\u202F]+/gu, ' ')
    .replace(/[’`´]/gu, "'")
    .replace(/[−–]/gu, '-')
    .trim();
  const sign = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find((part) => part.type === 'currency')?.value;
  return [currency, currency.toLowerCase(), sign ?? currency].reduce(withoutMark, plain).toLowerCase();
}

/** The kyat's sign is a K, which close behind a number means thousands. */
function withoutMark(text: string, mark: string): string {
  if (text.startsWith(mark)) return text.slice(mark.length).trim();
  return text.endsWith(mark === 'K' ? ' K' : mark) ? text.slice(0, -mark.length).trim() : text;
}

/** `€45,000`, and `€45,000.50` only where there is something after the point. */
export function formatMoney(amount: Money, as: MoneyFormat): string {
  const digits = minorDigits(as.currency);
  const unit = 10 ** digits;
  const format = formatter(as, amount % unit === 0 ? 0 : digits, digits);
  return format.format(amount / unit).replace(/\u00A0/gu, ' ');
}

const UNITS = [
  { from: 1_000_000_000, sign: 'bn' },
  { from: 1_000_000, sign: 'm' },
  { from: 1_000, sign: 'k' },
  { from: 1, sign: '' },
] as const;

/** `€128k`, `€32.3k`, `€1.35m`: to three digits, for where many amounts stand side by side. */
export function shortMoney(amount: number, as: MoneyFormat): string {
  const exact = amount / 10 ** minorDigits(as.currency);
  // Rounded before the unit is chosen, or 999,600 would read 1,000k.
  const rounded = Math.abs(exact) < 1_000 ? Math.round(exact) : Number(exact.toPrecision(3));
  const unit = UNITS.find(({ from }) => Math.abs(rounded) >= from) ?? { from: 1, sign: '' };
  const format = formatter(as, 0, unit.from === 1 ? 0 : 2);
  const text = format.format(rounded / unit.from).replace(/\u00A0/gu, ' ');
  return text.replace(/\d(?=\D*$)/u, (digit) => `${digit}${unit.sign}`);
}

/** As `formatMoney`, without sign or code: what a form shows in an amount's field, and reads back unchanged. */
export function plainMoney(amount: Money, { currency, decimal }: MoneyFormat): string {
  const digits = minorDigits(currency);
  const text = (amount / 10 ** digits).toFixed(amount % 10 ** digits === 0 ? 0 : digits);
  const [whole = '', fraction] = text.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, decimal === '.' ? ',' : '.');
  return fraction === undefined ? groups : `${groups}${decimal}${fraction}`;
}

/** A share in basis points (1 % is 100) of an amount, half a unit rounded up. */
export function shareOf(amount: Money, basisPoints: number): Money {
  return Number((BigInt(amount) * BigInt(basisPoints) + 5_000n) / 10_000n) as Money;
}

export function sum(amounts: readonly Money[]): Money {
  return amounts.reduce<number>((total, amount) => total + amount, 0) as Money;
}
