import type { NewDeal } from '../db/insert-deals.ts';
import { Dice } from './dice.ts';
import { Floor, type Ids } from './floor.ts';
import { Telling } from './telling.ts';

/** All deals of the sample as they stand at `now`: the same for the same moment, whoever the people are in the database. */
export function story(now: Date, ids: Ids): readonly NewDeal[] {
  const floor = new Floor(now, ids);
  const dice = new Dice(1);
  const acme = new Telling(floor, dice, {
    owner: 'ben',
    company: 'Acme Foods',
    contact: { name: 'Jo Park', role: 'VP Operations' },
    amount: 45_000,
    closes: floor.day(30),
    at: floor.ago(20),
  })
    .answers(floor.ago(19), {
      timing: ['said-so', 'audit in March, must be live by February'],
      decision: ['said-so', 'signs up to €50k herself'],
      price: ['we-think-so', 'pays more for the tool it would replace'],
      alternatives: ['said-so', 'looked at two, neither does audits'],
    })
    .advance(floor.ago(13));
  return [acme.life.lived];
}
