import type { Books, Tally } from '../domain/against.ts';
import type { FiscalQuarter } from '../domain/calendar.ts';
import type { Schedule } from '../domain/digest.ts';
import { isOnes } from '../domain/unnamed.ts';

type Whose = Pick<Schedule, 'team' | 'readers'>;

/** Won and quota of whom a schedule is about, in any of the quarters that the books know. */
export function tallyOf({ team }: Pick<Whose, 'team'>, books: Books, quarter: FiscalQuarter): Tally {
  return team === null ? books.ofAll(quarter) : books.ofTeam(team, quarter);
}

/** Whether what was attained in a quarter may not be told, as it would be one person's. */
export function isOnesIn(whose: Whose, books: Books, quarter: FiscalQuarter): boolean {
  return whose.readers === 'team' && isOnes(tallyOf(whose, books, quarter).people.length);
}
