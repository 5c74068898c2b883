import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { changeDeal } from '../db/deals.ts';
import { dayIn } from '../domain/calendar.ts';
import { whichGoes } from '../domain/capacity.ts';
import { stageOf } from '../domain/deal.ts';
import { bringBack, moveBack, park } from '../domain/moves.ts';
import { earlierStages } from '../domain/stages.ts';
import { section } from '../views/blocks.ts';
import { dealName } from '../views/deal-card.ts';
import { ids } from '../views/ids.ts';
import { dayText } from '../views/look.ts';
import { readCarried } from '../views/metadata.ts';
import { backForm, parkForm, readBackForm, readParkForm } from '../views/park-form.ts';
import { placesText } from '../views/pipeline.ts';
import { whichEndsBlocks, whichGoesBlocks } from '../views/places.ts';
import { STAGE_NAMES } from '../views/words.ts';
import { dealToChange, type OnHand, outdated, sayOutdated, settle, settlePress, showCard } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onSubmit, type Press, type Submission } from './gesture.ts';
import { closed, notNow } from './not-now.ts';
import { placesTaken } from './places-taken.ts';

/** Off the live places and back onto them; and back a stage. */
export function parkDeals(app: App, deps: Deps): void {
  onPress(app, deps, ids.parkDeal, async (asked) => {
    const found = await dealToChange(deps, asked, asked.value);
    if (found === null) return;
    const held = closed(found);
    if (held !== null) return showCard(asked, found, held);
    await asked.show(async () => parkForm(found.file.deal, found.look));
  });
  onPress(app, deps, ids.backDeal, async (asked) => {
    const found = await dealToChange(deps, asked, asked.value);
    if (found === null) return;
    const held = notNow(found) ?? nowhereBack(found.file);
    if (held !== null) return showCard(asked, found, held);
    await asked.show(async () => backForm(found.file.deal));
  });
  onPress(app, deps, ids.bringBack, (asked) => broughtBack(deps, asked));
  onSubmit(app, deps, ids.parkForm, (asked) => parked(deps, asked));
  onSubmit(app, deps, ids.backForm, (asked) => movedBack(deps, asked));
}

/** Slack takes no menu without options; its button may be older than the move that brought the deal to the first stage. */
function nowhereBack({ deal }: OnHand['file']): KnownBlock[] | null {
  if (earlierStages(stageOf(deal)).length > 0) return null;
  return [section([`${dealName(deal)} is in ${STAGE_NAMES[stageOf(deal)]}: there is no stage before it.`])];
}

async function parked(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readParkForm(asked.view);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, until, reason } = form.value;
  const personsToday = dayIn(asked.by.zone, asked.now);
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) =>
    park(deal, { until, personsToday, reason }, scene),
  );
  const taken = outcome.is === 'done' ? await placesTaken(deps, asked, outcome.deal.owner) : null;
  return settle(deps, asked, outcome, {
    done: {
      title: 'Parked',
      said: (look) => [`It comes back by itself on ${dayText(look, until)}.`],
      below: (look) =>
        taken === null ? [] : whichEndsBlocks(taken.places, whichGoes(taken.parked, id, asked.now), look),
    },
    fields: { blocks: { day: ids.until } },
  });
}

async function movedBack(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readBackForm(asked.view);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, to, reason } = form.value;
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) =>
    moveBack(deal, { to, reason }, scene),
  );
  return settle(deps, asked, outcome, {
    done: {
      title: 'Moved back',
      said: () => (outcome.is === 'done' ? [`${dealName(outcome.deal)} is back in ${STAGE_NAMES[to]}.`] : []),
    },
    fields: { blocks: { stage: ids.stage, reason: ids.reason } },
  });
}

/** One click; if the places are full the deal comes back all the same, and the coach asks which one goes. */
async function broughtBack(deps: Deps, asked: Press): Promise<void> {
  const carried = readCarried(asked.value);
  if (carried === null) return sayOutdated(asked);
  const outcome = await changeDeal(deps.db, carried.deal, asked.gesture(carried.seen), bringBack);
  const taken = outcome.is === 'done' ? await placesTaken(deps, asked, outcome.deal.owner) : null;
  await settlePress(deps, asked, outcome, {
    said: () =>
      taken === null ? [] : [`It is live again · ${placesText(taken.places)}. When they want it is to be asked again.`],
    below: (look) =>
      taken === null ? [] : whichGoesBlocks(taken.places, whichGoes(taken.live, carried.deal, asked.now), look),
  });
}
