import type { Dice } from '../dice.ts';
import type { Floor } from '../floor.ts';
import { tell } from '../tell.ts';
import type { Telling } from '../telling.ts';
import { closed } from './closed.ts';
import { handedOver } from './handed-over.ts';
import { imported } from './imported.ts';
import { negotiate } from './negotiate.ts';
import { odd } from './odd.ts';
import { parked } from './parked.ts';
import { propose } from './propose.ts';
import { prove } from './prove.ts';
import { qualify } from './qualify.ts';
import type { Told } from './told.ts';

/** Deals told one by one, so that every case of the method can be seen whatever chance does. */
export function cases(floor: Floor, dice: Dice): readonly Telling[] {
  const told: Told = { floor, dice, open: (opening) => tell(floor, dice, opening) };
  const rooms = [qualify, prove, propose, negotiate, parked, closed, handedOver, odd, imported];
  return rooms.flatMap((room) => room(told));
}
