import type { App } from '@slack/bolt';
import { changeDeal } from '../db/deals.ts';
import { reopen, withdraw } from '../domain/closing.ts';
import { stageOf } from '../domain/deal.ts';
import type { Refusal } from '../domain/decision.ts';
import { isInCharge } from '../domain/roles.ts';
import { dealName } from '../views/deal-card.ts';
import { ids } from '../views/ids.ts';
import { nameOf } from '../views/look.ts';
import { readCarried } from '../views/metadata.ts';
import { heldBlocks } from '../views/outcome.ts';
import { theirPlacesText } from '../views/places.ts';
import { readReopenForm, reopenForm } from '../views/reopen-form.ts';
import { STAGE_NAMES } from '../views/words.ts';
import {
  dealToChange,
  noteRefusal,
  type OnHand,
  outdated,
  sayOutdated,
  settle,
  settlePress,
  showCard,
} from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onSubmit, type Press, type Submission } from './gesture.ts';
import { placesTaken } from './places-taken.ts';

/** A closed deal comes back; one that was opened by mistake goes. */
export function reopenDeals(app: App, deps: Deps): void {
  onPress(app, deps, ids.reopenDeal, (asked) => opened(deps, asked));
  onPress(app, deps, ids.withdrawDeal, (asked) => withdrawn(deps, asked));
  onSubmit(app, deps, ids.reopenForm, (asked) => reopened(deps, asked));
}

async function opened(deps: Deps, asked: Press): Promise<void> {
  const found = await dealToChange(deps, asked, asked.value);
  if (found === null) return;
  const { file, look } = found;
  const refusal = held(found);
  if (refusal === null) return asked.show(async () => reopenForm(file.deal, look));
  noteRefusal(asked, { ...refusal, deal: file.deal });
  await showCard(asked, found, heldBlocks(refusal, { deal: file.deal, since: [] }, look));
}

function held({ file: { deal, relation } }: OnHand): Refusal | null {
  if (deal.standing.is !== 'won' && deal.standing.is !== 'lost') return { is: 'refused', why: 'not-closed' };
  return isInCharge(relation) ? null : { is: 'refused', why: 'needs-manager', for: 'reopen' };
}

async function reopened(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readReopenForm(asked.view);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, reason } = form.value;
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) => reopen(deal, { reason }, scene));
  const deal = outcome.is === 'done' ? outcome.deal : null;
  const taken = deal === null ? null : await placesTaken(deps, asked, deal.owner);
  return settle(deps, asked, outcome, {
    done: {
      title: 'Reopened',
      said: (look) =>
        deal === null || taken === null
          ? []
          : [
              [{ bold: `${dealName(deal)} is live again, in ${STAGE_NAMES[stageOf(deal)]}.` }],
              ...theirPlacesText(nameOf(look, deal.owner), taken.places),
            ],
    },
    fields: { blocks: { reason: ids.reason } },
  });
}

/** One click, confirmed by Slack's own dialog. */
async function withdrawn(deps: Deps, asked: Press): Promise<void> {
  const carried = readCarried(asked.value);
  if (carried === null) return sayOutdated(asked);
  const outcome = await changeDeal(deps.db, carried.deal, asked.gesture(carried.seen), withdraw);
  await settlePress(deps, asked, outcome, {
    said: () =>
      outcome.is === 'done'
        ? [`${dealName(outcome.deal)} is withdrawn. It counts nowhere, and its place is free.`]
        : [],
  });
}
