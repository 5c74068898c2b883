import { createHash } from 'node:crypto';
import type { Day } from '../domain/calendar.ts';
import type { Contact } from '../domain/deal.ts';
import type { ImportedDeal, Oddity, Placed } from '../domain/imported.ts';
import type { Money, MoneyFormat } from '../domain/money.ts';
import { cleanLine, cutText, folded } from '../domain/text.ts';
import { type DayOrder, dayCell, moneyCell, nameCell, Wrong } from './cells.ts';
import type { Columns, DealField } from './columns.ts';
import { type Outcome, placed } from './placing.ts';
import { type CsvRow, quoted, type RowError } from './read-csv.ts';
import type { Place } from './stage-names.ts';

export type DealsOptions = {
  readonly format: MoneyFormat;
  readonly zone: string;
  /** In that zone: nothing was opened or closed after it. */
  readonly today: Day;
  /** Names of the CRM's stages, by `stageKey`. */
  readonly stages: ReadonlyMap<string, Place>;
  readonly columns: ReadonlyMap<DealField, string>;
  readonly dayOrder: DayOrder | null;
  /** Whose the deals are that the file gives to nobody. */
  readonly owner: string | null;
};

type Cells = (field: DealField) => string;

const LONGEST_ID = 80;
const LONGEST_COMPANY = 120;
const LONGEST_NOTE = 3_000;

/** One line as a deal, or all that is wrong with it. */
export function dealIn(row: CsvRow, columns: Columns<DealField>, options: DealsOptions): ImportedDeal | RowError {
  const cell: Cells = (field) => {
    const at = columns.get(field);
    return at === undefined ? '' : (row.cells[at] ?? '');
  };
  const names = namesIn(cell, options);
  const days = daysIn(cell, options);
  const amount = amountIn(cell, options);
  const outcome = placed(
    { stage: cell('stage').trim(), status: cell('status'), isWon: cell('is-won'), isClosed: cell('is-closed') },
    options.stages,
  );
  if (names instanceof Wrong || days instanceof Wrong || amount instanceof Wrong || outcome instanceof Wrong) {
    return { line: row.line, reason: reasons([outcome, names, days, amount]) };
  }
  const place = placedAt(outcome, days, { amount, today: options.today });
  if (place instanceof Wrong) return { line: row.line, reason: place.why };
  const isUnknown = amount === 0 && place.is !== 'won';
  const unknown: readonly Oddity[] = isUnknown ? [place.is === 'lost' ? 'lost-for-0' : 'open-for-0'] : [];
  return {
    line: row.line,
    ...names.kept,
    amount: isUnknown ? null : amount,
    // An open deal's close date is when it is expected to close.
    expectedClose: days.expectedClose ?? (place.is === 'live' ? days.closed : null),
    opened: days.opened,
    inStageSince: days.inStageSince,
    placed: place,
    crmStage: nameCell(cell('stage')).text,
    lossNote: cutText(cleanLine(cell('loss-note')), LONGEST_NOTE),
    oddities: [
      ...names.oddities,
      ...unknown,
      ...(days.opened === null ? (['no-opening-day'] as const) : []),
      ...(place.is === 'lost' && place.from === null ? (['lost-from-unknown'] as const) : []),
    ],
  };
}

function reasons(parts: readonly unknown[]): string {
  return parts
    .filter((part) => part instanceof Wrong)
    .map(({ why }) => why)
    .join('; ');
}

type Names = {
  readonly kept: Pick<ImportedDeal, 'externalId' | 'company' | 'title' | 'owner'> & {
    readonly contact: Contact | null;
  };
  readonly oddities: readonly Oddity[];
};

function namesIn(cell: Cells, { owner: owners }: DealsOptions): Names | Wrong {
  const company = nameCell(cell('company'));
  const title = nameCell(cell('title'));
  const given = nameCell(cell('owner'));
  const owner = given.text === '' ? nameCell(owners ?? '') : given;
  const contact = nameCell(cell('contact'));
  const role = nameCell(cell('contact-role'));
  const id = cleanLine(cell('id'));
  if (owner.text === '') return new Wrong('no owner: expected a name, or --owner NAME for all such deals');
  if (id.length > LONGEST_ID) return new Wrong(`the id ${quoted(id)} is longer than ${LONGEST_ID} characters`);
  if (company.text === '' && title.text === '' && id === '') return new Wrong('neither company, title nor id');
  const externalId = id === '' ? derivedId([company.text, title.text, owner.text, cell('opened')]) : id;
  const names = [company, title, owner, contact, role];
  return {
    kept: {
      externalId,
      company: company.text === '' ? unnamed(title.text, externalId) : company.text,
      title: title.text,
      owner: owner.text,
      contact: contact.text === '' ? null : { name: contact.text, role: role.text },
    },
    oddities: [
      ...(company.text === '' ? (['no-company'] as const) : []),
      ...(names.some(({ isShortened }) => isShortened) ? (['shortened'] as const) : []),
      ...(id === '' ? (['no-id'] as const) : []),
    ],
  };
}

const NO_COMPANY = '(no company)';

/** What tells such a deal from others: what they would buy, and its id, which stays whole. */
function unnamed(title: string, id: string): string {
  if (title === '') return `${NO_COMPANY} · ${id}`;
  const room = LONGEST_COMPANY - `${NO_COMPANY} ·  · ${id}`.length;
  return `${NO_COMPANY} · ${cutText(title, room)} · ${id}`;
}

/** What a deal without an id is known by in the next export: what does not change while it runs. */
function derivedId(parts: readonly string[]): string {
  const text = JSON.stringify(parts.map(folded));
  return `derived-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

type Days = {
  readonly opened: Day | null;
  readonly inStageSince: Day | null;
  readonly closed: Day | null;
  readonly wonOn: Day | null;
  readonly lostOn: Day | null;
  readonly expectedClose: Day | null;
};

function daysIn(cell: Cells, { dayOrder, zone }: DealsOptions): Days | Wrong {
  const day = (field: DealField): Day | null | Wrong => {
    const read = dayCell(cell(field), { order: dayOrder, zone });
    return read instanceof Wrong ? new Wrong(`${field}: ${read.why}`) : read;
  };
  const opened = day('opened');
  const inStageSince = day('in-stage-since');
  const closed = day('closed');
  const wonOn = day('won-on');
  const lostOn = day('lost-on');
  const expectedClose = day('expected-close');
  if (
    opened instanceof Wrong ||
    inStageSince instanceof Wrong ||
    closed instanceof Wrong ||
    wonOn instanceof Wrong ||
    lostOn instanceof Wrong ||
    expectedClose instanceof Wrong
  ) {
    return new Wrong(reasons([opened, inStageSince, closed, wonOn, lostOn, expectedClose]));
  }
  return { opened, inStageSince, closed, wonOn, lostOn, expectedClose };
}

function amountIn(cell: Cells, { format }: DealsOptions): Money | null | Wrong {
  const amount = moneyCell(cell('amount'), format);
  if (amount instanceof Wrong) return new Wrong(`amount: ${amount.why}`);
  const currency = cleanLine(cell('currency'));
  if (amount === null || currency === '' || currency.toUpperCase() === format.currency) return amount;
  return new Wrong(`the amount is in ${quoted(currency)}, and Sideline counts in ${format.currency}`);
}

function placedAt(
  outcome: Outcome,
  { opened, inStageSince, closed, wonOn, lostOn }: Days,
  { amount, today }: { readonly amount: Money | null; readonly today: Day },
): Placed | Wrong {
  if (opened !== null && opened > today) return new Wrong(`opened on ${opened}, which is in the future`);
  if (inStageSince !== null && inStageSince > today) {
    return new Wrong(`in its stage since ${inStageSince}, which is in the future`);
  }
  if (outcome.is === 'live') return outcome;
  const on = (outcome.is === 'won' ? wonOn : lostOn) ?? closed;
  if (on === null) return new Wrong(`${outcome.is}, and no day on which it was closed`);
  if (on > today) return new Wrong(`${outcome.is} on ${on}, which is in the future`);
  if (opened !== null && on < opened) return new Wrong(`${outcome.is} on ${on}, before it was opened on ${opened}`);
  if (outcome.is === 'lost') return { ...outcome, on };
  return amount === null ? new Wrong('won, and no amount: expected what it was won for') : { is: 'won', on, amount };
}
