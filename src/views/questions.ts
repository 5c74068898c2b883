import { never, type PersonId } from '../domain/brand.ts';
import { type Day, daysFrom, shortDay } from '../domain/calendar.ts';
import type { Concern } from '../domain/concern.ts';
import type { LiveRow } from '../domain/discipline.ts';
import { rounded } from '../domain/fraction.ts';
import { formatMoney, type Money } from '../domain/money.ts';
import type { Question } from '../domain/qualification.ts';
import type { Settings } from '../domain/settings.ts';
import { button, context, header, type Spoken, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { inFull, moneyText, paceText, percentText, shortMoneyText } from './figures.ts';
import { ids } from './ids.ts';
import { cut } from './limits.ts';
import { days } from './look.ts';
import { carried } from './metadata.ts';
import { counted, listed, OPEN_POINT_NAMES, proofName, QUESTION_NAMES, STAGE_NAMES } from './words.ts';

export type QuestionsLook = {
  readonly settings: Settings;
  readonly today: Day;
  readonly teamName: string;
  readonly nameOf: (person: PersonId) => string;
};

/** For one manager alone: a line a rep, with the fact, the question to put to them, and the deal behind a button. */
export function questionsMessage(concerns: readonly Concern[], look: QuestionsLook): Spoken {
  const title = 'For this week’s 1:1s';
  const lines = concerns.map((concern) => ({
    concern,
    name: cut(look.nameOf(concern.person), 80),
    said: lineOf(concern, look),
  }));
  const note = `${cut(look.teamName, 80)} · from rules that are the same for everybody · only you read this`;
  return {
    text: inFull(
      [`${title}.`],
      lines.map(({ name, said }, index) => `${index + 1}. ${name}: ${said}`),
      [note],
    ),
    blocks: [
      header(title),
      ...lines.map(({ concern: { deal }, name, said }, index) =>
        section(
          [[`${index + 1}  `, { bold: `${name}:` }, ` ${said}`]],
          button(ids.openDeal, 'Open', { value: carried(deal), label: `Open ${dealName(deal)}` }),
        ),
      ),
      context(note),
    ],
  };
}

/** The fact with its reason, then the question in the manager's mouth. */
function lineOf(concern: Concern, look: QuestionsLook): string {
  const name = named(concern.deal, look);
  const { stage } = concern.deal;
  switch (concern.is) {
    case 'blocked': {
      const points = listed(concern.points.map((point) => OPEN_POINT_NAMES[point]));
      return `${name} has stood in ${timeText(concern)}, with ${points} open. ${whoCloses(concern.points.length)}`;
    }
    case 'discount-first':
      return `${name} ${discountText(concern.asked)} and no value has been offered. What could stand beside the price?`;
    case 'no-stands':
      return noText(concern.question, name);
    case 'price-unasked':
      return `${counted(concern.inQualify, 'deal', 'deals').toLowerCase()} in Qualify, ${count(concern.unasked)} with price not asked yet, ${name} the largest of them. Which of them would still be a deal at list price?`;
    case 'proof-waits':
      return `${cut(proofName(concern.proof), 80)} was delivered to ${name} ${days(concern.days)} ago and is not accepted. What would they have to see to say yes?`;
    case 'close-passed':
      return `${name} was expected to close ${onDay(concern.on, look)} and stands in ${STAGE_NAMES[stage]}. Which day has the prospect named, and what has to happen before it?`;
    case 'behind':
      return behindText(concern, look);
    case 'poor-ratio':
      return `${percentText(concern.ratio)} of ${concern.ratio.n ?? 0} sales-qualified deals won in the last four quarters, under 20 %. ${name} has ${openText(concern.open)}. What would the prospect have to say for it to keep its place?`;
    case 'over-capacity':
      return `${concern.live} live deals in ${concern.capacity} places. ${name}, in ${STAGE_NAMES[stage]}, ${concern.deal.isQualified ? 'has stood longest' : 'is not qualified and the oldest'}. Which one goes?`;
    case 'long-in-stage':
      return `${name} has stood in ${timeText(concern)}${concern.open.length === 0 ? '' : `, with ${openText(concern.open)}`}. What would move it on, or end it?`;
    case 'under-median':
      return medianText(concern, name, look);
    default:
      return never(concern);
  }
}

function named(deal: LiveRow, { settings }: QuestionsLook): string {
  const amount = deal.amount === null ? 'no amount' : formatMoney(deal.amount as Money, settings);
  return `${cut(dealName(deal), 120)} (${amount})`;
}

/** Without a unit, as it follows one: `four`. */
function count(number: number): string {
  return counted(number, '', '').trim().toLowerCase();
}

/** `Propose for 34 days, usual 12`. */
function timeText({ deal, days: spent, usual }: { deal: LiveRow; days: number; usual: number }): string {
  return `${STAGE_NAMES[deal.stage]} for ${days(spent)}, usual ${usual}`;
}

function whoCloses(points: number): string {
  return points === 1 ? 'Who can close that point?' : 'Who can close these points?';
}

function discountText(basisPoints: number | null): string {
  return basisPoints === null ? 'has been given a discount' : `expects ${basisPoints / 100} % off`;
}

function noText(question: Question, name: string): string {
  switch (question) {
    case 'alternatives':
      return `at ${name} another is far more likely to be chosen. What would change that, and if nothing would, which prospect takes its place?`;
    case 'timing':
      return `${name} wants it later, and takes a place today. Until which day could it be parked?`;
    case 'decision':
      return `at ${name} our contact is not part of the decision. Who decides, and who can bring us together?`;
    case 'price':
      return `at ${name} the price will be an issue. Which range have they agreed to?`;
    default:
      return never(question);
  }
}

function openText(open: readonly Question[]): string {
  return `${listed(open.map((question) => QUESTION_NAMES[question].toLowerCase()))} to be asked`;
}

function onDay(on: Day, { today }: QuestionsLook): string {
  const ago = daysFrom(on, today);
  return ago === 1 ? 'yesterday' : `on ${shortDay(on, today)}, ${days(ago)} ago,`;
}

function behindText({ pace, gap, closing }: Extract<Concern, { is: 'behind' }>, look: QuestionsLook): string {
  const missing = formatMoney(gap as Money, look.settings);
  const deals = listed(closing.map((deal) => named(deal, look)));
  const brought = closing.reduce((all, { amount }) => all + (amount ?? 0), 0);
  const enough =
    brought >= gap ? 'would close the gap' : `${closing.length === 1 ? 'is' : 'are'} due, and would not close it alone`;
  return `pace ${paceText(pace)}; ${missing} more reach 80 % of the quota. ${deals} ${enough} this quarter. What does ${closing.length === 1 ? 'it' : 'each'} need first?`;
}

function medianText(
  { what, own, median, deal }: Extract<Concern, { is: 'under-median' }>,
  name: string,
  { settings }: QuestionsLook,
): string {
  if (own.value === null) return name;
  if (what === 'size') {
    const size = shortMoneyText(own.value, settings);
    return `${size} a deal over ${own.n ?? 0} wins, where the team’s median is ${moneyText(median, settings)}. ${name} is the smallest live deal. What else could they need from us?`;
  }
  const cycle = days(rounded(own.value));
  return `${cycle} from first call to close over ${own.n ?? 0} wins, where the team’s median is ${rounded(median)}. ${name}, in ${STAGE_NAMES[deal.stage]}, has been open longest. What holds it?`;
}
