import type { Dice } from '../dice.ts';
import type { Floor } from '../floor.ts';
import type { Opening } from '../tell.ts';
import type { Telling } from '../telling.ts';

/** What a case is told with. */
export type Told = {
  readonly floor: Floor;
  readonly dice: Dice;
  readonly open: (opening: Opening) => Telling;
};
