import type { KnownBlock, ModalView } from '@slack/types';
import { never } from '../domain/brand.ts';
import type { Deal } from '../domain/deal.ts';
import type { Off } from '../domain/discount-off.ts';
import { formatMoney, parseMoney } from '../domain/money.ts';
import { VALUES } from '../domain/negotiation.ts';
import type { Counter } from '../domain/proposing.ts';
import { parsePercent, percentText } from '../domain/setting-text.ts';
import type { Settings } from '../domain/settings.ts';
import { section } from './blocks.ts';
import { COUNTER_KINDS, type CounterKind, counterTitle, standLine } from './counter-view.ts';
import { dealName } from './deal-card.ts';
import { readAmount } from './deal-form.ts';
import {
  chosen,
  type Errors,
  hasBlocks,
  modal,
  type Read,
  type SubmittedView,
  select,
  textInput,
  tooLong,
  typed,
} from './form.ts';
import { ids } from './ids.ts';
import { TYPED } from './limits.ts';
import type { Look } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { capital, VALUE_NAMES } from './words.ts';

/** One line of the ledger, with just the fields that its kind needs. */
export function counterForm(deal: Deal, kind: CounterKind, look: Look): ModalView {
  const frame = { callbackId: ids.counterForm, title: counterTitle(kind), metadata: carried(deal, kind) };
  return modal({ ...frame, submit: 'Save' }, [
    section([[{ bold: dealName(deal) }], standLine(deal, look)]),
    ...inputs(kind, look.settings),
  ]);
}

function inputs(kind: CounterKind, { currency, decimal }: Settings): KnownBlock[] {
  const half = percentText(750, decimal);
  switch (kind) {
    case 'asked-discount':
      return [
        textInput(ids.percent, 'How much off, in %?', {
          placeholder: half,
          hint: 'All in all, off the first proposal.',
        }),
        textInput(ids.words, 'In their words', { isOptional: true }),
      ];
    case 'asked-term':
    case 'asked-other':
      return [textInput(ids.words, 'What do they ask?')];
    case 'value':
      return [
        select(
          ids.value,
          'What do we offer?',
          VALUES.map((value) => [value, capital(VALUE_NAMES[value])]),
        ),
        textInput(ids.words, 'In a few words', {
          isOptional: true,
          placeholder: 'Two days of onboarding on site',
        }),
      ];
    case 'discount':
      return [
        textInput(ids.discount, `How much do we give (${currency}, or %)?`, {
          placeholder: `5 % or ${decimal === '.' ? '2,500' : '2.500'}`,
          hint: 'A share is one of the first proposal.',
        }),
        textInput(ids.reason, 'Why?', {
          isOptional: true,
          hint: 'Needed before any value was offered, and over the discount limit.',
        }),
      ];
    default:
      return never(kind);
  }
}

/** As it was typed: what a share comes to in money, the deal knows. */
export type CounterTyped =
  | Exclude<Counter, { kind: 'discount' }>
  | { readonly kind: 'discount'; readonly off: Off; readonly reason: string };
export type CounterForm = Carried & { readonly typed: CounterTyped };

const BLOCKS: { readonly [K in CounterKind]: readonly string[] } = {
  'asked-discount': [ids.percent, ids.words],
  'asked-term': [ids.words],
  'asked-other': [ids.words],
  value: [ids.value, ids.words],
  discount: [ids.discount, ids.reason],
};

export function readCounterForm(view: SubmittedView, settings: Settings): Read<CounterForm> {
  const carriedBy = readCarried(view.private_metadata);
  const kind = COUNTER_KINDS.find((each) => each === carriedBy?.of);
  if (carriedBy === null || kind === undefined || !hasBlocks(view, BLOCKS[kind])) return { is: 'outdated' };
  const read = readKind(view, kind, settings);
  return 'errors' in read
    ? { is: 'wrong', errors: read.errors }
    : { is: 'read', value: { ...carriedBy, typed: read.typed } };
}

type KindRead = { readonly typed: CounterTyped } | { readonly errors: Errors };

function readKind(view: SubmittedView, kind: CounterKind, settings: Settings): KindRead {
  const errors: { [block: string]: string } = {};
  const line = (id: string): string => {
    const text = typed(view, id);
    const long = tooLong(text, TYPED.reason);
    if (long !== null) errors[id] = long;
    return text;
  };
  const read = fields(view, kind, { settings, errors, line });
  return read === null || Object.keys(errors).length > 0 ? { errors } : { typed: read };
}

type Reading = {
  readonly settings: Settings;
  readonly errors: { [block: string]: string };
  readonly line: (id: string) => string;
};

/** Null, with the reason in `errors`, where something that is needed is missing. */
function fields(view: SubmittedView, kind: CounterKind, reading: Reading): CounterTyped | null {
  const { settings, errors, line } = reading;
  switch (kind) {
    case 'asked-discount': {
      const basisPoints = readPercent(typed(view, ids.percent));
      if (basisPoints === null) errors[ids.percent] = percentWanted(settings);
      const words = line(ids.words);
      return basisPoints === null ? null : { kind, basisPoints, words };
    }
    case 'asked-term':
    case 'asked-other': {
      const words = line(ids.words);
      if (words === '') errors[ids.words] = 'What do they ask? One line is enough';
      return { kind, words };
    }
    case 'value':
      return readValue(view, reading);
    case 'discount': {
      const off = readOff(view, settings, errors);
      const reason = line(ids.reason);
      return off === null ? null : { kind, off, reason };
    }
    default:
      return never(kind);
  }
}

function readValue(view: SubmittedView, { errors, line }: Reading): CounterTyped | null {
  const value = chosen(view, ids.value, VALUES);
  const words = line(ids.words);
  if (value === null) errors[ids.value] = 'What do we offer?';
  if (value === 'other' && words === '') errors[ids.words] = 'What is it? One line is enough';
  return value === null ? null : { kind: 'value', value, words };
}

function readPercent(text: string): number | null {
  const basisPoints = parsePercent(text);
  return basisPoints === 0 ? null : basisPoints;
}

function percentWanted({ decimal }: Settings): string {
  return `A share such as ${percentText(750, decimal)}, above 0 and at most 100`;
}

/** Digits alone that could as well be per cent are asked back. */
const COULD_BE_PERCENT = /^\d{1,2}$/;

function readOff(view: SubmittedView, settings: Settings, errors: { [block: string]: string }): Off | null {
  const text = typed(view, ids.discount);
  if (text.includes('%')) {
    const basisPoints = readPercent(text);
    if (basisPoints === null) errors[ids.discount] = percentWanted(settings);
    return basisPoints === null ? null : { is: 'share', basisPoints };
  }
  const amount = readAmount(view, ids.discount, settings, errors);
  if (amount === null || amount === 0) errors[ids.discount] ??= 'How much? A share such as 5 %, or an amount';
  else if (COULD_BE_PERCENT.test(text)) errors[ids.discount] = whichOne(text, settings);
  return amount === null ? null : { is: 'amount', amount };
}

function whichOne(text: string, settings: Settings): string {
  const read = parseMoney(text, settings);
  const amount = read.is === 'amount' ? formatMoney(read.amount, settings) : text;
  return `${text} could be a share or an amount. Write ${text} % or ${amount}`;
}
