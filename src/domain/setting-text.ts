import { isZone } from './calendar.ts';
import { isCurrency } from './money.ts';
import { distance } from './text.ts';

/** A setting as somebody typed it: what it says, or that it says nothing, with what may have been meant. */
export type Meant =
  | { readonly is: 'known'; readonly name: string }
  | { readonly is: 'unknown'; readonly near: string | null };

/** An IANA zone, written as IANA writes it. */
export function meantZone(text: string): Meant {
  if (isZone(text)) return { is: 'known', name: text };
  return { is: 'unknown', near: nearZone(text) };
}

function nearZone(text: string): string | null {
  const wanted = text.replace(/\s+/gu, '_').toLowerCase();
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const same = zones.find((zone) => zone.toLowerCase() === wanted || cityOf(zone) === wanted);
  return same ?? nearest(wanted, zones, (zone) => [zone.toLowerCase(), cityOf(zone)]);
}

function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).toLowerCase();
}

/** An ISO 4217 code; small letters are meant as capitals. */
export function meantCurrency(text: string): Meant {
  const code = text.toUpperCase();
  if (isCurrency(code)) return { is: 'known', name: code };
  const codes = Intl.supportedValuesOf('currency');
  const sign = /\p{L}/u.test(text) ? undefined : codes.find((each) => signOf(each) === text);
  return { is: 'unknown', near: sign ?? (code.length < 3 ? null : nearest(code, codes, (each) => [each])) };
}

function signOf(currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
}

/** The one within a slip for every four letters, at least one; null where none is, so that nothing is suggested at random. */
function nearest(
  wanted: string,
  names: readonly string[],
  waysToWrite: (name: string) => readonly string[],
): string | null {
  if (wanted.length > LONGEST) return null;
  const slips = Math.max(1, Math.floor(wanted.length / 4));
  const near = names
    .map((name) => ({ name, away: Math.min(...waysToWrite(name).map((way) => distance(wanted, way))) }))
    .filter(({ away }) => away <= slips)
    .sort((a, b) => a.away - b.away);
  return near[0]?.name ?? null;
}

const LONGEST = 40;

/** A share such as `10`, `12.5 %` or `7,25` in basis points: from 0 to 100 %, with two decimals at most; null otherwise. */
export function parsePercent(text: string): number | null {
  const [, whole, fraction = ''] = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/u.exec(text.normalize('NFKC').trim()) ?? [];
  if (whole === undefined) return null;
  const basisPoints = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return basisPoints <= 10_000 ? basisPoints : null;
}

/** `12.5`: what `parsePercent` reads back unchanged. */
export function percentText(basisPoints: number, decimal: '.' | ',' = '.'): string {
  return String(basisPoints / 100).replace('.', decimal);
}

export const MOST_CAPACITY = 200;

/** Live deals a rep can work: a whole number from 1 to 200; null otherwise. */
export function parseCapacity(text: string): number | null {
  const typed = text.normalize('NFKC');
  const capacity = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  return capacity >= 1 && capacity <= MOST_CAPACITY ? capacity : null;
}
