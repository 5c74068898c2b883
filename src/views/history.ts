import { never, type PersonId } from '../domain/brand.ts';
import { parseDay } from '../domain/calendar.ts';
import type { Facts } from '../domain/decision.ts';
import type { HistoryRow } from '../domain/history.ts';
import { formatMoney, type Money } from '../domain/money.ts';
import { cut } from './limits.ts';
import { dateText, dayText, type Look, momentText, nameOf } from './look.ts';
import {
  ANSWER_TEXTS,
  GATE_NAMES,
  LOSS_NAMES,
  listed,
  OPEN_POINT_NAMES,
  PROOF_NAMES,
  PROOF_STATE_NAMES,
  QUESTION_NAMES,
  STAGE_NAMES,
  VALUE_NAMES,
} from './words.ts';

type Fact = Facts[string] | undefined;

/** `10 Nov Ben: ROI calculation delivered`; with `for Ben` where somebody acted for the owner, and the reason in quotes. */
export function historyLine(row: HistoryRow, look: Look): string {
  return `${dateText(look, row.at)} ${who(row, look)}: ${what(row, look)}${row.reason === '' ? '' : ` (“${row.reason}”)`}`;
}

/** Several of these stand above a card, which is long enough; the whole of each is in the history. */
export const LONGEST_GLANCE = 300;

/** What others did meanwhile: `Dana moved it on to Negotiate at 14:02`. */
export function meanwhileLine(row: HistoryRow, look: Look): string {
  return cut(`${who(row, look)}, ${momentText(look, row.at)}: ${what(row, look)}`, LONGEST_GLANCE);
}

function who({ by, for: owner }: HistoryRow, look: Look): string {
  return owner === null ? nameOf(look, by) : `${nameOf(look, by)} for ${nameOf(look, owner)}`;
}

function what({ kind, from, to }: HistoryRow, look: Look): string {
  switch (kind) {
    case 'opened':
      return 'opened the deal';
    case 'imported':
      return 'imported from the CRM';
    case 'edited':
      return edited(from, to, look);
    case 'contact-changed':
      return `the contact is now ${text(to.contact) || 'nobody'}, was ${text(from.contact)}: the four questions are to be asked again`;
    case 'answered':
      return answered(from, to);
    case 'proof':
      return proof(from, to);
    case 'no-proof-wanted':
      return text(to.words) === '' ? 'proof is wanted after all' : `they want no proof: “${text(to.words)}”`;
    case 'bad-for-contact':
      return 'noted what would make this look bad for the contact';
    case 'open-points':
      return text(to.points) === '' ? 'no open points left' : `open points: ${points(to.points)}`;
    case 'proposed':
      return `proposal over ${money(to.amount, look)}`;
    case 'asked':
      return askedFor(to);
    case 'value':
      return `offered ${named(VALUE_NAMES, to.value)}${text(to.words) === '' ? '' : `: ${text(to.words)}`}`;
    case 'discount':
      return discount(to, look);
    case 'advanced':
      return `advanced from ${named(STAGE_NAMES, from.stage)} to ${named(GATE_NAMES, to.stage)}`;
    case 'moved-back':
      return `moved back from ${named(STAGE_NAMES, from.stage)} to ${named(STAGE_NAMES, to.stage)}`;
    case 'parked':
      return `parked until ${day(to.until, look)}`;
    case 'came-back':
      return 'the deal came back, as its day had come';
    case 'brought-back':
      return 'brought the deal back';
    case 'won':
      return `won at ${money(to.amount, look)}, closed ${day(to.on, look)}`;
    case 'lost':
      return `lost from ${named(STAGE_NAMES, from.stage)}: ${lost(to)}`;
    case 'reopened':
      return `reopened into ${named(STAGE_NAMES, to.stage)}`;
    case 'reassigned':
      return `handed over from ${person(from.owner, look)} to ${person(to.owner, look)}`;
    case 'withdrawn':
      return 'withdrew the deal: it was opened by mistake';
    default:
      return never(kind);
  }
}

const FACT_NAMES: { readonly [fact: string]: string } = {
  company: 'company',
  title: 'title',
  contact: 'contact',
  role: 'contact’s role',
  amount: 'amount',
  expectedClose: 'expected close',
};

function edited(from: Facts, to: Facts, look: Look): string {
  const shown = (fact: string, value: Fact): string => {
    if (value === null || value === undefined || value === '') return '–';
    if (fact === 'amount') return money(value, look);
    return fact === 'expectedClose' ? day(value, look) : String(value);
  };
  return listed(
    Object.keys(to).map(
      (fact) => `${FACT_NAMES[fact] ?? fact} from ${shown(fact, from[fact])} to ${shown(fact, to[fact])}`,
    ),
  );
}

function answered(from: Facts, to: Facts): string {
  const texts: { readonly [question: string]: { readonly [answer: string]: string } } = ANSWER_TEXTS;
  const answer = (facts: Facts): string => texts[text(facts.question)]?.[text(facts.answer)] ?? '–';
  const evidence = text(to.evidence) === '' ? '' : `, “${text(to.evidence)}”`;
  const was = from.answer === to.answer || from.answer === 'not-asked' ? '' : ` (was: ${answer(from)})`;
  return `${named(QUESTION_NAMES, to.question)} – ${answer(to)}${evidence}${was}`;
}

const PROOF_FACTS: { readonly [fact: string]: string } = {
  wish: 'what it is',
  owner: 'who sees to it',
  due: 'the day',
  note: 'what they said',
  link: 'the link',
  cost: 'the cost',
  yearlyGain: 'the gain',
};

/** Its new state, or what else was changed about it. */
function proof(from: Facts, to: Facts): string {
  const name = named(PROOF_NAMES, to.kind);
  if (from.state !== to.state) return `${name} ${named(PROOF_STATE_NAMES, to.state)}`;
  const facts = Object.keys(to).flatMap((fact) => PROOF_FACTS[fact] ?? []);
  return `${name}: changed ${listed(facts)}`;
}

function askedFor({ kind, basisPoints, words }: Facts): string {
  if (kind === 'asked-discount')
    return `they ask for ${Number(basisPoints) / 100} % off${text(words) === '' ? '' : `: ${text(words)}`}`;
  return `they ask: ${text(words)}`;
}

function discount({ amount, via, isOverLimit, isOwnYes }: Facts, look: Look): string {
  const how = via === 'counter' ? '' : ` by a lower amount at ${via === 'closing' ? 'closing' : 'a later proposal'}`;
  const over = isOverLimit === true ? ', over the limit' : '';
  return `discount of ${money(amount, look)}${how}${over}${isOwnYes === true ? ', on a deal of their own with nobody else to ask' : ''}`;
}

function lost({ reason, alternative, wrong }: Facts): string {
  const to =
    text(alternative) === '' ? named(LOSS_NAMES, reason) : `${named(LOSS_NAMES, reason)}, ${text(alternative)}`;
  const questions = text(wrong) === '' ? [] : text(wrong).split(' ');
  if (questions.length === 0) return to;
  return `${to}; turned out wrong: ${listed(questions.map((question) => named(QUESTION_NAMES, question).toLowerCase()))}`;
}

function points(value: Fact): string {
  return listed(
    text(value)
      .split(' ')
      .map((point) => named(OPEN_POINT_NAMES, point)),
  );
}

function named(names: { readonly [key: string]: string }, key: Fact): string {
  return names[text(key)] ?? 'unknown';
}

function text(value: Fact): string {
  return value === null || value === undefined ? '' : String(value);
}

function money(value: Fact, look: Look): string {
  return typeof value === 'number' ? formatMoney(value as Money, look.settings) : '–';
}

function day(value: Fact, look: Look): string {
  const known = parseDay(text(value));
  return known === null ? '–' : dayText(look, known);
}

function person(value: Fact, look: Look): string {
  return nameOf(look, text(value) as PersonId);
}
