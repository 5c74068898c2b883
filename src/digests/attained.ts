import type { Books, Tally } from '../domain/against.ts';
import type { PersonId } from '../domain/brand.ts';
import type { FiscalQuarter } from '../domain/calendar.ts';
import type { Schedule } from '../domain/digest.ts';
import { type Figure, percentOf } from '../domain/figure.ts';
import { attainment } from '../domain/metrics.ts';
import type { Attained } from '../domain/movement.ts';
import { isOnes } from '../domain/unnamed.ts';

/** What was attained, as it is said and kept. */

type Whose = Pick<Schedule, 'team' | 'readers'>;

/** Of a rep or a team as its scorecard has it. */
export function attainedBy(numbers: { readonly won: number; readonly attainment: Pick<Figure, 'value'> }): Attained {
  return kept(numbers.won, numbers.attainment.value);
}

/** Of any quarter in the facts, by the same books as the numbers. */
export function attainedOf(
  schedule: Pick<Whose, 'team'>,
  books: Books,
  { quarter, whose }: { readonly quarter: FiscalQuarter; readonly whose: PersonId | 'team' },
): Attained {
  if (whose !== 'team') {
    const { won, quota } = books.ofRep(whose, quarter);
    return kept(won, attainment({ won, quota: quota.amount }).value);
  }
  const { won, against } = tallyOf(schedule, books, quarter);
  return kept(won, attainment(against).value);
}

/** Whether what was attained in a quarter may not be told, as it would be one person's. */
export function isOnesIn(whose: Whose, books: Books, quarter: FiscalQuarter): boolean {
  return whose.readers === 'team' && isOnes(tallyOf(whose, books, quarter).people.length);
}

function tallyOf({ team }: Pick<Whose, 'team'>, books: Books, quarter: FiscalQuarter): Tally {
  return team === null ? books.ofAll(quarter) : books.ofTeam(team, quarter);
}

function kept(won: number, value: Figure['value']): Attained {
  return { won, percent: value === null ? null : percentOf(value) };
}
