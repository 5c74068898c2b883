import { byNeed, nextStep } from '../domain/advice.ts';
import { stageOf } from '../domain/deal.ts';
import { LIMITS } from '../views/limits.ts';
import { nameOf, todayOf } from '../views/look.ts';
import { pickForm } from '../views/pick-form.ts';
import type { Following } from '../views/picker.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';
import { placesTaken } from './places-taken.ts';

/** A modal with one's own live deals to choose from, where a command or a shortcut named none. */
export async function pickDealForm(deps: Deps, asked: Asked, following: Following): Promise<void> {
  await asked.show(async () => {
    const [look, { live }] = await Promise.all([asked.look(), placesTaken(deps, asked, asked.by.person)]);
    const at = { now: look.now, today: todayOf(look), usual: look.usual };
    const sorted = byNeed(
      live.map((deal) => ({ deal, step: nextStep(deal, at) })),
      look.now,
    );
    const offered = sorted.slice(0, LIMITS.options).map(({ deal }) => ({
      ...{ id: deal.id, company: deal.company, title: deal.title, owner: nameOf(look, deal.owner) },
      ...{ standing: deal.standing.is, stage: stageOf(deal) },
    }));
    return pickForm(offered, live.length, following);
  });
}
