import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A CRM's export of the shape and size of a real one (8,800 opportunities of 35 people, three in four closed, some with
 * no company or no dates), made with a fixed seed, so that anybody measures the same.
 */
export async function writeSample(folder: string): Promise<{ readonly deals: string; readonly people: string }> {
  const [deals, people] = [join(folder, 'deals.csv'), join(folder, 'people.csv')];
  await mkdir(folder, { recursive: true });
  await writeFile(deals, csv([DEAL_COLUMNS, ...opportunities()]));
  await writeFile(people, csv([PEOPLE_COLUMNS, ...PEOPLE.map((name, at) => [name, MANAGERS[at % 6] ?? '', 'Region'])]));
  return { deals, people };
}

export const OPPORTUNITIES = 8_800;
const DEAL_COLUMNS = [
  'opportunity_id',
  'sales_agent',
  'product',
  'account',
  'deal_stage',
  'engage_date',
  'close_date',
  'close_value',
];
const PEOPLE_COLUMNS = ['sales_agent', 'manager', 'regional_office'];
const MANAGERS = Array.from({ length: 6 }, (_, number) => `Manager Number${number}`);
const PEOPLE = Array.from({ length: 35 }, (_, number) => `Agent Number${number}`);
const PRODUCTS = [55, 550, 1_096, 3_393, 4_821, 5_482, 26_768].map((price) => ({ name: `Product ${price}`, price }));
const COMPANIES = Array.from({ length: 85 }, (_, number) => `Company & Sons ${number}`);
const FIRST_DAY = Date.UTC(2016, 9, 20);
const MS_A_DAY = 86_400_000;

function opportunities(): readonly (readonly string[])[] {
  const dice = seeded(1611);
  return Array.from({ length: OPPORTUNITIES }, (_, number) => opportunity(number, dice));
}

function opportunity(number: number, dice: (sides: number) => number): readonly string[] {
  const id = (number + 36 ** 4).toString(36).toUpperCase().padStart(8, 'X');
  const product = PRODUCTS[dice(PRODUCTS.length)];
  const [agent = '', company = ''] = [PEOPLE[dice(30)], dice(100) < 16 ? '' : COMPANIES[dice(COMPANIES.length)]];
  const of = [id, agent, product?.name ?? '', company];
  const chance = dice(1_000);
  if (chance < 57) return [...of, 'Prospecting', '', '', ''];
  const engaged = dice(430);
  if (chance < 238) return [...of, 'Engaging', day(engaged), '', ''];
  const isWon = chance < 720;
  const value = isWon ? Math.round(((product?.price ?? 0) * (80 + dice(40))) / 100) : 0;
  return [...of, isWon ? 'Won' : 'Lost', day(engaged), day(engaged + 1 + dice(137)), String(value)];
}

function day(number: number): string {
  return new Date(FIRST_DAY + number * MS_A_DAY).toISOString().slice(0, 10);
}

/** A linear congruential generator, as in Numerical Recipes: the same on every machine. */
function seeded(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function csv(rows: readonly (readonly string[])[]): string {
  return `${rows.map((cells) => cells.join(',')).join('\n')}\n`;
}
