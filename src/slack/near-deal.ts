import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { DealId } from '../domain/brand.ts';
import { ids } from '../views/ids.ts';
import { json } from '../views/metadata.ts';
import { openAdvance } from './advance-deal.ts';
import { sayOutdated } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { onPress, type Press } from './gesture.ts';
import { openQualify } from './qualify-deal.ts';
import { showDeal } from './show-deals.ts';

const Picked = z.strictObject({
  v: z.literal(1),
  pick: z.uuid().transform((id) => id as DealId),
  following: z.enum([ids.pickDeal, ids.pickForQualify, ids.pickForAdvance]),
});

/** “Did you mean Acme Foods?”: the click goes on with what was typed. */
export function nearDeals(app: App, deps: Deps): void {
  for (const id of [ids.nearFirst, ids.nearSecond, ids.nearThird]) onPress(app, deps, id, (asked) => goOn(deps, asked));
}

async function goOn(deps: Deps, asked: Press): Promise<void> {
  const picked = Picked.safeParse(json(asked.value));
  if (!picked.success) return sayOutdated(asked);
  const { pick, following } = picked.data;
  if (following === ids.pickForQualify) return openQualify(deps, asked, pick);
  return following === ids.pickForAdvance ? openAdvance(deps, asked, pick) : showDeal(deps, asked, pick);
}
