import { addDays, type Day, daysFrom } from '../domain/calendar.ts';
import type { Loss, LossReason } from '../domain/deal.ts';
import type { Question } from '../domain/qualification.ts';
import type { Companies } from './companies.ts';
import { COURSE, follow, type When } from './course.ts';
import { Dice } from './dice.ts';
import type { Floor } from './floor.ts';
import type { Rep } from './reps.ts';
import { tell } from './tell.ts';
import { euros as inEuros, type Telling } from './telling.ts';
import { LATER, NO, RIVALS, YES } from './words.ts';

/** What is handed from one deal of a rep's to the next. */
type Shop = { readonly floor: Floor; readonly companies: Companies; readonly rep: Rep; readonly dice: Dice };

const DAY_MS = 86_400_000;

/** All deals that a rep has closed in the sample's quarters, at an even pace; the current quarter's up to yesterday. */
export function finished(floor: Floor, companies: Companies, rep: Rep): readonly Telling[] {
  const told: Telling[] = [];
  let count = 0;
  for (const [index, quarter] of floor.quarters.entries()) {
    const span = worked(floor, rep, quarter);
    if (span === null) continue;
    const shop = { floor, companies, rep, dice: new Dice(index * 1_000 + seed(rep.handle)) };
    const share = daysFrom(span.from, span.to) / daysFrom(quarter.from, quarter.to);
    for (const day of spread(span, Math.round(rep.closed * share), shop.dice)) {
      count += 1;
      const isWon = Math.floor(count * rep.ratio + 0.3) > Math.floor((count - 1) * rep.ratio + 0.3);
      told.push(isWon ? won(shop, day) : lost(shop, day, count));
    }
    for (const day of spread(span, Math.round(rep.ended * share), shop.dice)) told.push(ended(shop, day));
  }
  return told;
}

function seed(handle: string): number {
  return [...handle].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 100_003;
}

type Span = { readonly from: Day; readonly to: Day };

/** The part of a quarter in which the rep could have closed something: three weeks after joining, until leaving. */
function worked(floor: Floor, { handle }: Rep, quarter: Span): Span | null {
  const { joinedOn, leftOn } = floor.member(handle);
  const [from = quarter.from] = [addDays(joinedOn, 25), quarter.from].sort().slice(-1);
  const [to = quarter.to] = [addDays(leftOn ?? floor.today, -1), quarter.to].sort();
  return from < to ? { from, to } : null;
}

function spread({ from, to }: Span, count: number, dice: Dice): readonly Day[] {
  const days = daysFrom(from, to);
  return Array.from({ length: count }, (_, index) =>
    addDays(from, Math.floor(((index + dice.between(0.1, 0.9)) / count) * days)),
  );
}

/** Around the rep's mean, as sizes are: many small ones and a few large ones. */
export function size({ euros }: Rep, dice: Dice): number {
  const normal = dice.next() + dice.next() + dice.next() + dice.next() - 2;
  return Math.max(4_000, Math.round((euros * Math.exp(normal * 0.75) * 0.93) / 500) * 500);
}

type Plan = { readonly when: When; readonly told: Telling; readonly euros: number };

/** A deal that goes through `upTo` of its course by the day on which it closes. */
function opened({ floor, companies, rep, dice }: Shop, closing: Day, upTo: number): Plan {
  const end = floor.at(closing, dice.between(10, 16.5)).getTime();
  const most = (end - floor.at(floor.member(rep.handle).joinedOn, 9).getTime()) / DAY_MS - 1;
  const days = Math.min(rep.cycle * dice.between(0.55, 1.45) * upTo ** 0.7, most);
  const start = end - Math.max(days, 3) * DAY_MS;
  const when: When = (share) => floor.workTime(new Date(start + (end - start) * Math.min(1, share / upTo)));
  const euros = size(rep, dice);
  const told = tell(floor, dice, {
    ...{ owner: rep.handle, company: companies.next(), title: companies.title(), contact: companies.contact() },
    ...{ amount: euros, closes: addDays(closing, dice.whole(-10, 12)), at: when(0) },
  });
  return { when, told, euros };
}

function won(shop: Shop, day: Day): Telling {
  const { dice } = shop;
  const { when, told, euros } = opened(shop, day, 1);
  follow(told, when, { dice, euros, upTo: 1 });
  const { amount } = told.deal;
  const lower = Math.round((euros * 0.97) / 100) * 100;
  const isRounded = dice.chance(0.12) && amount !== null && inEuros(lower) < amount;
  return told.win(when(1), isRounded ? { amount: inEuros(lower), reason: 'rounded down to close this week' } : {});
}

const REASONS: readonly LossReason[] = [
  'no-decision',
  'price',
  'alternative',
  'later',
  'no-decision',
  'not-the-decision-maker',
  'alternative',
  'proof-not-convincing',
  'price',
  'other',
];
const WRONG: { readonly [R in LossReason]?: Question } = {
  later: 'timing',
  'not-the-decision-maker': 'decision',
  price: 'price',
  alternative: 'alternatives',
};

/** Lost past the first gate: to each reason in turn, from each stage. */
function lost(shop: Shop, day: Day, count: number): Telling {
  const { dice } = shop;
  const upTo = dice.pick([0.4, 0.5, COURSE.propose - 0.01, 0.7, 0.75, 0.85, 0.9]);
  const { when, told, euros } = opened(shop, day, upTo);
  follow(told, when, { dice, euros, upTo });
  const reason = REASONS[count % REASONS.length] ?? 'no-decision';
  return told.lose(when(upTo), reason, loss(reason, dice));
}

function loss(reason: LossReason, dice: Dice): Partial<Loss> {
  const question = WRONG[reason];
  const wrong = question !== undefined && dice.chance(0.6) ? [question] : [];
  const alternative = reason === 'alternative' ? dice.pick(RIVALS) : '';
  const note = { later: dice.pick(LATER), other: 'plant is being sold' }[reason as string] ?? '';
  return { wrong, alternative, note };
}

/** Ended before the first gate: good work, as the place is free again after days. */
function ended(shop: Shop, day: Day): Telling {
  const { dice } = shop;
  const { when, told } = opened(shop, day, COURSE.prove - 0.06);
  const [question, reason] = dice.pick([
    ['alternatives', 'alternative'],
    ['decision', 'not-the-decision-maker'],
    ['price', 'price'],
    ['timing', 'later'],
  ] as const);
  const other = question === 'timing' ? 'price' : 'timing';
  told.answers(when(0.06), { [other]: ['said-so', dice.pick(YES[other])] });
  told.answers(when(0.17), { [question]: ['no', dice.pick(NO[question])] });
  return told.lose(when(1), reason, { ...loss(reason, dice), wrong: [] });
}
