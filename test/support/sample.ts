import type { NewDeal } from '../../src/db/insert-deals.ts';
import type { Ids } from '../../src/demo/floor.ts';
import { SETTINGS } from '../../src/demo/roster.ts';
import { story } from '../../src/demo/story.ts';
import type { PersonId, TeamId } from '../../src/domain/brand.ts';
import { type Day, dayIn } from '../../src/domain/calendar.ts';
import { awake, type Deal } from '../../src/domain/deal.ts';
import { larkfield } from '../../src/playground/cast.ts';

/** Everybody of the playground by a number of their own, as no database is asked. */
export const IDS: Ids = {
  people: new Map(larkfield.people.map(({ handle }, index) => [handle, `person-${index}` as PersonId])),
  teams: new Map([
    ['West', 'west' as TeamId],
    ['East', 'east' as TeamId],
  ]),
};

export function handleOf(person: PersonId): string {
  for (const [handle, id] of IDS.people) if (id === person) return handle;
  throw new Error(`Nobody has the id ${person}`);
}

/** The sample that begins at a moment, as it stands then or on a later day: parked deals live again where their day has come. */
export function sampleAt(now: Date, today: Day = dayIn(SETTINGS.zone, now)): readonly NewDeal[] {
  return story(now, IDS).map((each) => ({ ...each, deal: awake(each.deal, today, SETTINGS.zone) }));
}

export function dealsOf(sample: readonly NewDeal[], handle: string): readonly Deal[] {
  return sample.map(({ deal }) => deal).filter(({ owner }) => handleOf(owner) === handle);
}
