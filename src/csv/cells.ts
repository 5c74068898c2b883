import { type Day, dayIn, parseDay } from '../domain/calendar.ts';
import { MOST_MONEY, type Money, type MoneyFormat, minorDigits, parseMoney } from '../domain/money.ts';
import { cleanLine, cutText, graphemes, lengthOf } from '../domain/text.ts';
import { quoted } from './read-csv.ts';

/** What cannot be read in a cell, and what was expected there. */
export class Wrong {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

/** The order in which a file writes day and month where it does not begin with the year. */
export const DAY_ORDERS = ['dmy', 'mdy'] as const;
export type DayOrder = (typeof DAY_ORDERS)[number];

export type DayFormat = { readonly order: DayOrder | null; readonly zone: string };

const TIME = /(?:[T\s]+(\d{1,2}:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*([AP]M)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?/i.source;
const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`, 'i');
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})${TIME}$`, 'i');

/** A day, null where the cell is empty. A time with its offset is that moment's day in the zone; without one, the day as written. */
export function dayCell(cell: string, { order, zone }: DayFormat): Day | null | Wrong {
  const text = cleanLine(cell);
  if (text === '') return null;
  const first = YEAR_FIRST.exec(text);
  if (first) {
    const [, year = '', , month = '', day = '', time, half, offset] = first;
    return dayOf(text, [year, month, day], { zone, time, half, offset });
  }
  const last = YEAR_LAST.exec(text);
  if (!last) return notADay(text);
  if (order === null)
    return new Wrong(`${quoted(text)} could be read in two ways: say which by --dates dmy or --dates mdy`);
  const [, one = '', , two = '', year = '', time, half, offset] = last;
  const [day, month] = order === 'dmy' ? [one, two] : [two, one];
  return dayOf(text, [year, month, day], { zone, time, half, offset });
}

type Written = {
  readonly zone: string;
  readonly time: string | undefined;
  readonly half: string | undefined;
  readonly offset: string | undefined;
};

function dayOf(
  text: string,
  parts: readonly [string, string, string],
  { zone, time, half, offset }: Written,
): Day | Wrong {
  const [year, month, day] = parts;
  const written = parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (written === null) return notADay(text);
  if (time === undefined || offset === undefined || half !== undefined) return written;
  const [hour = '', minute = '', second = '00'] = time.split(':');
  const zoned = /^[+-]/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(-2)}` : 'Z';
  const at = new Date(`${written}T${hour.padStart(2, '0')}:${minute}:${second}${zoned}`);
  return Number.isNaN(at.getTime()) ? notADay(text) : (parseDay(dayIn(zone, at)) ?? notADay(text));
}

function notADay(text: string): Wrong {
  return new Wrong(`${quoted(text)} is not a day: expected one from 2000 to 2100, such as 2016-10-20`);
}

/** An amount in minor units, null where the cell is empty; written in major units, as exports do. */
export function moneyCell(cell: string, format: MoneyFormat): Money | null | Wrong {
  const text = cleanLine(cell);
  if (text === '') return null;
  if (/^\d{1,11}$/.test(text)) return wholeUnits(Number(text), format) ?? tooLarge(text);
  const read = parseMoney(text, format);
  if (read.is === 'amount') return read.amount;
  if (read.is === 'ambiguous') {
    return new Wrong(
      `${quoted(text)} could be ${read.thousands} or ${read.decimals}: say by --decimal which sign parts the cents`,
    );
  }
  switch (read.why) {
    case 'negative':
      return new Wrong(`${quoted(text)} is below zero: expected an amount from 0`);
    case 'too-large':
      return tooLarge(text);
    case 'too-many-decimals':
      return new Wrong(`${quoted(text)} has more digits behind the ${format.decimal} than ${format.currency} has`);
    default:
      return new Wrong(`${quoted(text)} is not an amount: expected one such as 1234${format.decimal}50`);
  }
}

/** Most cells are plain digits, which need none of the care that typed amounts do. */
function wholeUnits(units: number, { currency }: MoneyFormat): Money | null {
  const amount = units * 10 ** digitsOf(currency);
  return amount > MOST_MONEY ? null : (amount as Money);
}

const digits = new Map<string, number>();

function digitsOf(currency: string): number {
  const known = digits.get(currency) ?? minorDigits(currency);
  digits.set(currency, known);
  return known;
}

function tooLarge(text: string): Wrong {
  return new Wrong(`${quoted(text)} is more than Sideline can count`);
}

/** True, false, or null where the cell is empty. */
export function yesCell(cell: string): boolean | null | Wrong {
  const text = cleanLine(cell).toLowerCase();
  if (text === '') return null;
  if (['true', 't', '1', 'yes', 'y'].includes(text)) return true;
  if (['false', 'f', '0', 'no', 'n'].includes(text)) return false;
  return new Wrong(`${quoted(text)} is neither yes nor no: expected true or false`);
}

/** What a form takes for a name, in characters as people see them. */
const LONGEST_NAME = 120;
/** Characters may be made of many units; this many are always enough for a name. */
const MOST_UNITS = 480;

/** A name on one line, shortened where it is longer than any form takes. */
export function nameCell(cell: string): { readonly text: string; readonly isShortened: boolean } {
  const text = cleanLine(cell);
  if (text.length <= LONGEST_NAME) return { text, isShortened: false };
  const long = cutText(text, MOST_UNITS);
  if (lengthOf(long) <= LONGEST_NAME) return { text: long, isShortened: long !== text };
  return { text: `${firstCharacters(long, LONGEST_NAME - 1).trimEnd()}…`, isShortened: true };
}

function firstCharacters(text: string, count: number): string {
  return [...graphemes(text)]
    .slice(0, count)
    .map(({ segment }) => segment)
    .join('');
}
