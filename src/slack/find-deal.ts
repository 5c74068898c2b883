import { companyNames, type DealHit, findDeals } from '../db/pipeline.ts';
import type { DealId } from '../domain/brand.ts';
import { type Following, noSuchDeal, whichDeal } from '../views/picker.ts';
import type { Asked } from './asked.ts';
import { nearestNames } from './command-line.ts';
import type { Deps } from './deps.ts';

type Search = { readonly among: 'all' | 'open'; readonly following: Following };

/** The one deal that the words name; null, once the person has been shown a picker or the nearest names, where it is not one. */
export async function findDeal(
  { db }: Deps,
  asked: Asked,
  words: string,
  { among, following }: Search,
): Promise<DealId | null> {
  const look = { by: asked.by, today: asked.today };
  const open = await findDeals(db, words, { ...look, among });
  // What is closed is told as closed, and not as unknown.
  const [deal, ...others] = open.length > 0 ? open : await findDeals(db, words, { ...look, among: 'all' });
  if (deal !== undefined && others.length === 0) return deal.id;
  if (deal !== undefined) await asked.say(whichDeal([deal, ...others], words, following));
  else await asked.say(noSuchDeal(words, await nearDeals(db, words, look), following));
  return null;
}

async function nearDeals(
  db: Deps['db'],
  words: string,
  look: Pick<Asked, 'by' | 'today'>,
): Promise<readonly DealHit[]> {
  const near: DealHit[] = [];
  if (words.length > LONGEST_SLIP) return near;
  for (const name of nearestNames(words, await companyNames(db, look))) {
    const [hit] = await findDeals(db, name, { ...look, among: 'open' });
    if (hit) near.push(hit);
  }
  return near;
}

/** Longer than this it is no name with a slip in it. */
const LONGEST_SLIP = 120;
