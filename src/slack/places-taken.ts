import { openDealsOf } from '../db/pipeline.ts';
import type { PersonId } from '../domain/brand.ts';
import type { Places } from '../domain/capacity.ts';
import type { Deal } from '../domain/deal.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';

export type Taken = { readonly places: Places; readonly live: readonly Deal[]; readonly parked: readonly Deal[] };

/** A rep's live and parked deals, counted now. */
export async function placesTaken({ db }: Deps, { by, settings, today }: Asked, owner: PersonId): Promise<Taken> {
  const deals = await openDealsOf(db, owner, { workspace: by.workspace, today, zone: settings.zone });
  const live = deals.filter(({ standing }) => standing.is === 'live');
  const parked = deals.filter(({ standing }) => standing.is === 'parked');
  return { places: { live: live.length, parked: parked.length, capacity: settings.capacity }, live, parked };
}
