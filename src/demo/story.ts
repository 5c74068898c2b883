import type { NewDeal } from '../db/insert-deals.ts';
import { cases } from './cases/all.ts';
import { Companies } from './companies.ts';
import { current } from './current.ts';
import { Dice } from './dice.ts';
import { finished } from './finished.ts';
import { Floor, type Ids } from './floor.ts';
import { REPS } from './reps.ts';

/** All deals of the sample as they stand at `now`: the same for the same moment, whoever the people are in the database. */
export function story(now: Date, ids: Ids): readonly NewDeal[] {
  const floor = new Floor(now, ids);
  const companies = new Companies(new Dice(2));
  const told = cases(floor, new Dice(1));
  const others = REPS.flatMap((rep) => [...finished(floor, companies, rep), ...current(floor, companies, rep, told)]);
  return [...told, ...others].map(({ life }) => life.lived);
}
