import { type Day, shortDay } from '../domain/calendar.ts';
import { STALE_AFTER_DAYS } from '../domain/qualification.ts';
import type { Losses } from '../domain/review.ts';
import type { DigestNumber, WhyDigests } from '../domain/why-digests.ts';
import { days } from './look.ts';
import { reasonName } from './review-digest.ts';
import { WHY_WORDS } from './why.ts';
import { daysText, type Valued } from './why-figures.ts';
import { STAGE_NAMES } from './words.ts';

/** What the discipline digest and the quarter review count, explained. Product, section 5. */

export const DIGEST_NUMBER_NAMES: { readonly [N in DigestNumber]: string } = {
  'past-usual': 'Past their usual time',
  'not-asked': 'Questions not asked yet',
  stale: 'Questions to be asked again',
  slipped: 'Slipped',
  opened: 'New',
  advanced: 'Advanced',
  'moved-back': 'Moved back',
  'won-in-week': 'Won in the week',
  'lost-in-week': 'Lost in the week',
  ended: 'Ended before the gate',
  'loss-reasons': 'Why deals were lost',
};

export const DIGEST_DEFINITIONS: { readonly [N in DigestNumber]: string } = {
  'past-usual':
    'Live deals that have stood in their stage for longer than is usual: than three quarters of the won deals of the last four quarters needed there at most, parked days apart. Under ten such won deals it is 14 days.',
  'not-asked':
    'Live deals with one of the four questions not asked yet, or more. Whoever comes back from where they were parked is asked about timing again.',
  stale: `Live deals with an answer to be asked again: the deal has lain idle for ${STALE_AFTER_DAYS} days since, or has another contact.`,
  slipped: 'Live deals whose expected close was moved later in the week, or passed in it.',
  opened: 'Deals that were opened in the week.',
  advanced: 'Deals that moved on to a later stage in the week. One counts once, however many stages it took.',
  'moved-back': 'Deals that were moved back to an earlier stage in the week. One counts once.',
  'won-in-week': 'Deals that were closed won in the week, and are so still.',
  'lost-in-week': 'Deals that were lost in the week, and are so still, whether before the gate or past it.',
  ended:
    'Deals lost in the week that were not sales-qualified. The days are the mean from the day on which they were opened to the day on which they ended.',
  'loss-reasons':
    'All deals lost in the quarter, before the gate too, by the reason that was given. A loss is the team’s to which the owner belonged on that day.',
};

export function digestValued({ discipline, losses }: WhyDigests, number: DigestNumber): Valued {
  const { live, past, notAsked, stale, moves } = discipline;
  switch (number) {
    case 'past-usual':
      return ofLive(past.length, live);
    case 'not-asked':
      return ofLive(notAsked, live);
    case 'stale':
      return ofLive(stale, live);
    case 'slipped':
      return ofLive(moves.slipped.length, live);
    case 'opened':
      return inWeek(moves.opened);
    case 'advanced':
      return inWeek(moves.advanced);
    case 'moved-back':
      return inWeek(moves.movedBack);
    case 'won-in-week':
      return inWeek(moves.won);
    case 'lost-in-week':
      return inWeek(moves.lost);
    case 'ended':
      return { value: String(moves.ended), notes: endedNotes(moves) };
    case 'loss-reasons':
      return { value: String(losses?.n ?? 0), notes: mostFrequent(losses) };
  }
}

function ofLive(count: number, live: number): Valued {
  return { value: String(count), notes: [`of ${live === 1 ? '1 live deal' : `${live} live deals`}`] };
}

function inWeek(count: number): Valued {
  return { value: String(count), notes: [] };
}

function endedNotes({ ended, daysToEnd: { value, n, why } }: WhyDigests['discipline']['moves']): readonly string[] {
  if (ended === 0) return [];
  if (value !== null) return [`after ${daysText(value)}, the mean of ${n ?? 0}`];
  return why === null ? [] : [WHY_WORDS[why]];
}

function mostFrequent(losses: Losses | null): readonly string[] {
  const [first] = losses?.lines ?? [];
  return first === undefined ? [] : [`most often: ${reasonName(first.reason).toLowerCase()}`];
}

type Reader = { readonly reads: 'names' | 'totals'; readonly today: Day };

const OF_LIVE: readonly DigestNumber[] = ['past-usual', 'not-asked', 'stale'];

/** What a digest counted since its last one may differ from these seven days, and the page says so. */
export function digestLines(found: WhyDigests, number: DigestNumber, { reads, today }: Reader): readonly string[] {
  if (number === 'past-usual')
    return found.discipline.stages.map(
      ({ stage, past, live, usual }) => `${STAGE_NAMES[stage]}: ${past} of ${live}, usual ${days(usual)}.`,
    );
  if (OF_LIVE.includes(number)) return [];
  if (number === 'loss-reasons') return found.losses === null ? [] : lossLines(found.losses, reads);
  const { first, last } = found.week;
  return [
    `The week is the 7 days from ${shortDay(first, today)} to ${shortDay(last, today)}. A digest counts since the last one that was sent, so that its week may begin and end at other hours.`,
  ];
}

/** What the checklist had said is about how people work, and for who leads them. */
function lossLines({ lines, checklist }: Losses, reads: Reader['reads']): readonly string[] {
  const { n, misled, no, guessed, notAsked } = checklist;
  const said =
    reads === 'totals' || n === 0
      ? []
      : [
          `Past the gate, for a reason that a question covers: ${n}. The answer was no in ${no}, “we think so” in ${guessed}, not asked in ${notAsked}, and “the prospect said so” in ${misled}.`,
        ];
  return [
    ...lines.map(
      ({ reason, pastGate, before }) => `${reasonName(reason)}: ${pastGate} past the gate, ${before} before it.`,
    ),
    ...said,
  ];
}

export function digestLeftOut({ discipline: { ageless } }: WhyDigests, number: DigestNumber): readonly string[] {
  if (number === 'past-usual' && ageless > 0)
    return [
      ageless === 1
        ? '1 live deal is left out: an import does not say since when it has stood in its stage.'
        : `${ageless} live deals are left out: an import does not say since when they have stood in their stage.`,
    ];
  return OF_LIVE.includes(number)
    ? ['Parked deals are left out until their day comes.']
    : ['Withdrawn deals are left out.'];
}
