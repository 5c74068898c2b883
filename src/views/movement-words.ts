import type { PersonId } from '../domain/brand.ts';
import { dayIn, type FiscalQuarter, shortDay } from '../domain/calendar.ts';
import type { Cause, Correction } from '../domain/corrections.ts';
import { formatMoney, type Money, type MoneyFormat } from '../domain/money.ts';
import type { Attained, Entered, Movement } from '../domain/movement.ts';
import { quarterLabel } from './attainment-words.ts';
import { DASH } from './figures.ts';
import { cut } from './limits.ts';

/** By which names, money and calendar what has moved is told. */
export type Tongue = {
  /** No two people are called the same. */
  readonly nameOf: (person: PersonId) => string;
  readonly format: MoneyFormat;
  /** The workspace's. */
  readonly zone: string;
  readonly at: Date;
  readonly current: FiscalQuarter;
};

/** `Since last Monday: Ana won Borealis (€31,000). Nobody else's attainment moved.` Null where there is nothing to tell. */
export function movementLine(
  since: string,
  { entered, moved, isCompared }: Movement,
  most: number,
  tongue: Tongue,
): string | null {
  const said = [
    ...entered.map((each) => enteredText(each, tongue)),
    ...moved.map(({ person, from, to }) => `${tongue.nameOf(person)} went from ${kept(from)} to ${kept(to)}`),
  ];
  if (said.length === 0) return isCompared ? `${since} nobody's attainment moved.` : null;
  const more = said.length > most ? [`and ${said.length - most} more`] : [];
  const others = isCompared ? " Nobody else's attainment moved." : '';
  return `${since}: ${[...said.slice(0, most), ...more].join(', ')}.${others}`;
}

function enteredText({ person, company, amount }: Entered, { nameOf, format }: Tongue): string {
  const name = nameOf(person);
  if (amount < 0) return `${name}'s win of ${company} (${formatMoney(-amount as Money, format)}) was reopened`;
  return `${name} won ${company} (${formatMoney(amount as Money, format)})`;
}

/** Of the team as a whole, where nobody may be named. */
export function teamMovementLine(since: string, before: Attained, after: Attained): string {
  return before.percent === after.percent
    ? `${since} the team's attainment has stayed at ${kept(after.percent)}.`
    : `${since} the team's attainment went from ${kept(before.percent)} to ${kept(after.percent)}.`;
}

function kept(percent: number | null): string {
  return percent === null ? DASH : `${percent} %`;
}

/** Causes that are told one by one. */
const MOST_CAUSES = 3;
/** The longest that a name in it may be: what it comes to stands last, and is not cut off. */
const NAME = 80;

export function correctionLine(correction: Correction, teamName: string, tongue: Tongue): string {
  const { whose, quarter, shown, shownAt, wasFinal, now, causes } = correction;
  const who = cut(whose === 'team' ? teamName : tongue.nameOf(whose), NAME);
  const today = dayIn(tongue.zone, tongue.at);
  const on = wasFinal ? '' : `, on ${shortDay(dayIn(tongue.zone, shownAt), today)}`;
  const [before, after] = values(shown, now, tongue.format);
  const was = `Corrected: ${who}'s ${quarterLabel(quarter, tongue.current)} was ${wasFinal ? '' : 'last '}shown as ${before}${on}`;
  // A deal points at whoever won it.
  if (whose === 'team') return `${was}; it is ${after}`;
  if (causes.length === 0) return `${was}; it is ${after}, as what it is reckoned from has been changed`;
  const told = causes.slice(0, MOST_CAUSES).map((cause) => `with ${causeText(cause, tongue)}`);
  const more = causes.length > MOST_CAUSES ? [`with ${causes.length - MOST_CAUSES} more`] : [];
  return `${was}; ${[...told, ...more].join(', and ')}, it is ${after}`;
}

function values(shown: Attained, now: Attained, format: MoneyFormat): readonly [string, string] {
  if (shown.percent !== now.percent) return [kept(shown.percent), kept(now.percent)];
  return [`${formatMoney(shown.won as Money, format)} won`, `${formatMoney(now.won as Money, format)} won`];
}

function causeText(cause: Cause, { format, zone, at }: Tongue): string {
  const today = dayIn(zone, at);
  const by = cause.by === null ? '' : ` by ${cut(cause.by, NAME)}`;
  const on = shortDay(dayIn(zone, cause.at), today);
  if (cause.is === 'win')
    return `${cut(cause.company, NAME)}, won ${shortDay(cause.on, today)} and entered${by} on ${on}`;
  const from = shortDay(cause.startsOn, today);
  return `a quota of ${formatMoney(cause.amount as Money, format)} from ${from}, set${by} on ${on}`;
}
