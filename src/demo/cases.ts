import type { Dice } from './dice.ts';
import type { Floor } from './floor.ts';
import { euros, type Telling, tell } from './telling.ts';

/** Deals told one by one, so that every case of the method can be seen. */
export function cases(floor: Floor, dice: Dice): readonly Telling[] {
  return [acme(floor, dice)];
}

function acme(floor: Floor, dice: Dice): Telling {
  return tell(floor, dice, {
    ...{ owner: 'ben', company: 'Acme Foods', contact: { name: 'Jo Park', role: 'VP Operations' } },
    ...{ amount: 45_000, closes: floor.day(32), at: floor.ago(21) },
  })
    .answers(floor.ago(20), { timing: ['said-so', 'audit in March, must be live by February'] })
    .proof(floor.ago(12), 'demo')
    .proofIs(floor.ago(10), 'demo', 'delivered', { roi: { cost: euros(1), yearlyGain: euros(2) } });
}
