import type { KnownBlock } from '@slack/types';
import { mayChange } from '../domain/roles.ts';
import { heldBlocks } from '../views/outcome.ts';
import type { OnHand } from './deal-on-hand.ts';

/** What stands in the way of any form that moves a live deal: somebody else's, parked, or closed; null where nothing does. */
export function notNow({ file, look }: OnHand): KnownBlock[] | null {
  const { deal, relation } = file;
  const about = { deal, since: [] };
  if (!mayChange(relation)) return heldBlocks({ is: 'refused', why: 'not-yours' }, about, look);
  if (deal.standing.is === 'parked') return heldBlocks({ is: 'refused', why: 'parked' }, about, look);
  return closed({ file, look });
}

/** What stands in the way of a form that a parked deal has as well: that it is closed or withdrawn; null where it is neither. */
export function closed({ file: { deal }, look }: Pick<OnHand, 'file' | 'look'>): KnownBlock[] | null {
  const { standing } = deal;
  if (standing.is === 'live' || standing.is === 'parked') return null;
  return heldBlocks({ is: 'refused', why: 'not-live', standing }, { deal, since: [] }, look);
}
