import type { PersonId } from './brand.ts';
import type { Deal } from './deal.ts';
import { changed, type Decision, event, type Scene, wrong } from './decision.ts';
import { isInCharge } from './roles.ts';

/** To another rep, by the owner's manager or an admin, with a reason; the history and the credit of old wins stay. */
export function reassign(deal: Deal, { to, reason }: { to: PersonId; reason: string }, scene: Scene): Decision {
  if (!isInCharge(scene.relation)) return { is: 'refused', why: 'needs-manager', for: 'reassign' };
  if (deal.standing.is === 'withdrawn') return { is: 'refused', why: 'not-live', standing: deal.standing };
  if (to === deal.owner) return wrong('owner', 'same-owner');
  if (reason === '') return wrong('reason', 'missing');
  const owners = [...deal.owners, { person: to, since: scene.now }];
  return changed(
    { ...deal, owner: to, owners },
    [event('reassigned', { owner: deal.owner }, { owner: to }, reason)],
    scene,
  );
}
