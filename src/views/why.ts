import type { Why } from '../domain/figure.ts';

/** Why a number is a dash, or is shown and not judged: a part of a sentence behind “–”. */
export const WHY_WORDS: { readonly [W in Why]: string } = {
  'no-quota': 'no quota',
  left: 'left the team',
  'not-begun': 'no working day of it is finished yet',
  'first-fifth': 'not judged in the first fifth',
  'quarter-over': 'the quarter is over',
  'closed-since': 'deals that were live on that day have been closed since',
  'no-amounts': 'none of the live deals has an amount',
  'few-closed': 'under ten deals closed, in the whole workspace too',
  'none-won': 'no deal won',
  'no-opening-days': 'none of the deals says when it was opened',
  'none-closed': 'no sales-qualified deal closed',
  'none-lost': 'no deal lost past the gate for a reason that a question covers',
  'none-ended': 'no deal ended before the gate',
  'lost-amounts-unknown': 'not every lost deal has an amount',
  'quota-reached': 'the quota is reached',
  'ratio-zero': 'the closing ratio is 0',
  'few-reps': 'too few reps',
  'none-above-zero': 'nobody brought in more than 0',
  'below-zero': 'the lowest is below 0, and counts as 0',
  'under-ten': 'under ten deals: shown, not judged',
  'not-said-by-import': 'not judged: the import does not say how far lost deals had come',
  'spread-zero': 'the lowest brought in nothing',
  'spread-one': 'there is no gap',
  reopened: 'wins were reopened, and their minus stands in the sum',
};
