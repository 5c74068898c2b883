import type { DealId } from '../domain/brand.ts';
import type { Day } from '../domain/calendar.ts';
import type { Contact } from '../domain/deal.ts';
import { opened } from '../domain/opening.ts';
import type { Dice } from './dice.ts';
import { type Floor, workday } from './floor.ts';
import { Life } from './life.ts';
import { euros, Telling } from './telling.ts';

export type Opening = {
  readonly owner: string;
  readonly company: string;
  readonly title?: string;
  readonly contact?: Contact | null;
  /** In whole euros. */
  readonly amount?: number;
  readonly closes?: Day;
  readonly at: Date;
};

/** Opens a deal, and goes on telling it. */
export function tell(floor: Floor, dice: Dice, { owner, at, ...typed }: Opening): Telling {
  const { company, title = '', contact = null, amount, closes = null } = typed;
  const person = floor.person(owner);
  const facts = { company, title, contact, amount: amount === undefined ? null : euros(amount) };
  const deal = opened(dice.uuid() as DealId, { ...facts, expectedClose: closes && workday(closes), owner: person }, at);
  return new Telling(new Life(floor, deal, { at, by: person }), dice);
}
