import type { DealId } from './brand.ts';
import { addDays, type Day, startOf } from './calendar.ts';
import type { Discipline, LiveRow, TouchedRow, Week } from './discipline.ts';
import type { Losses } from './review.ts';
import { type Behind, quarterToDate, type TheseDeal } from './why-deals.ts';
import { WHY_NUMBERS, type WhyNumber, type WhySeen, type WhyWhose } from './why-number.ts';

/** What the discipline digest and the quarter review say beside the numbers of a quarter, in the order in which it is shown. */
export const DIGEST_NUMBERS = [
  'past-usual',
  'not-asked',
  'stale',
  'slipped',
  'opened',
  'advanced',
  'moved-back',
  'won-in-week',
  'lost-in-week',
  'ended',
  'loss-reasons',
] as const;
export type DigestNumber = (typeof DIGEST_NUMBERS)[number];

/** Whatever can be asked about. */
export const ASKABLE = [...WHY_NUMBERS, ...DIGEST_NUMBERS] as const;
export type Askable = WhyNumber | DigestNumber;

/** A loss counts for the team of its day, so that a rep has none of their own. */
export function digestNumbersFor({ is }: WhyWhose): readonly DigestNumber[] {
  return is === 'team' ? DIGEST_NUMBERS : DIGEST_NUMBERS.filter((number) => number !== 'loss-reasons');
}

/** The seven days before the day that is asked about: a button says which day, and not since when its digest counted. */
export type WhyWeek = Week & { readonly first: Day; readonly last: Day };

const DAYS_A_WEEK = 7;

export function weekBefore(on: Day, zone: string): WhyWeek {
  const first = addDays(on, -DAYS_A_WEEK);
  return { first, last: addDays(on, -1), from: startOf(first, zone), to: startOf(on, zone), isSinceLast: false };
}

export type WhyDigests = {
  readonly week: WhyWeek;
  readonly rows: readonly LiveRow[];
  readonly touched: readonly TouchedRow[];
  readonly discipline: Discipline;
  /** Null of a rep. */
  readonly losses: Losses | null;
};

/** The deals behind one of them. */
export function dealsOfDigest({ facts, whose }: WhySeen, found: WhyDigests, number: DigestNumber): Behind {
  const { rows, touched, discipline } = found;
  const live = (which: (row: LiveRow) => boolean): Behind => these(rows.filter(which).map(({ id }) => plain(id)));
  const moved = (which: (row: TouchedRow) => boolean): Behind =>
    these(
      touched
        .filter(which)
        .map(({ deal, isEnded, endedAfter }) => ({ ...plain(deal), days: isEnded ? endedAfter : null })),
    );
  switch (number) {
    case 'past-usual':
      return these(discipline.past.map(({ id, stage, days }) => ({ ...plain(id), stages: { [stage]: days ?? 0 } })));
    case 'not-asked':
      return live(({ notAsked }) => notAsked.length > 0);
    case 'stale':
      return live(({ stale }) => stale.length > 0);
    case 'slipped':
      return these(
        discipline.moves.slipped.map(({ row, how }) => ({
          ...plain(row.id),
          mark: how === 'later' ? 'moved-later' : 'passed',
        })),
      );
    case 'opened':
      return moved(({ isNew }) => isNew);
    case 'advanced':
      return moved(({ isAdvanced }) => isAdvanced);
    case 'moved-back':
      return moved(({ isMovedBack }) => isMovedBack);
    case 'won-in-week':
      return moved(({ isWon }) => isWon);
    case 'lost-in-week':
      return moved(({ isLost }) => isLost);
    case 'ended':
      return moved(({ isEnded }) => isEnded);
    case 'loss-reasons': {
      const team = whose.is === 'rep' || whose.team === 'all' ? null : whose.team;
      return { is: 'closed', which: 'lost', spans: [{ person: null, team, ...quarterToDate(facts) }] };
    }
  }
}

function these(deals: readonly TheseDeal[]): Behind {
  return { is: 'these', deals };
}

function plain(deal: DealId): TheseDeal {
  return { deal, days: null, stages: null, mark: null };
}
