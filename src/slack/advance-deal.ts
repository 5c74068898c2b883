import type { App } from '@slack/bolt';
import { changeDeal } from '../db/deals.ts';
import type { DealId } from '../domain/brand.ts';
import { stageOf } from '../domain/deal.ts';
import { NOTHING_ASKED, shut } from '../domain/gates.ts';
import { advance } from '../domain/moves.ts';
import { advanceForm, readAdvanceForm } from '../views/advance-form.ts';
import { winForm } from '../views/close-form.ts';
import { dealName } from '../views/deal-card.ts';
import { helpBlocks } from '../views/help.ts';
import { ids } from '../views/ids.ts';
import { gateView } from '../views/outcome.ts';
import { goneBlocks } from '../views/sorry.ts';
import { STAGE_NAMES } from '../views/words.ts';
import type { Asked } from './asked.ts';
import { parsed } from './command-line.ts';
import { dealToChange, type OnHand, onHand, onPick, outdated, settle, showHeld } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { findDeal } from './find-deal.ts';
import { type Answer, onCommand, onPress, onSubmit, type Submission } from './gesture.ts';
import { notNow } from './not-now.ts';
import { pickDealForm } from './pick-deal.ts';

/** `/advance [company]` and the button open the form of the next gate; its submission moves the deal, or says what holds it. */
export function advanceDeals(app: App, deps: Deps): void {
  onCommand(app, deps, '/advance', async (asked) => {
    const line = parsed(asked.words, ['help']);
    if (line.is === 'word') return asked.say(helpBlocks('/advance'));
    if (line.is === 'nothing') return pickDealForm(deps, asked, ids.pickForAdvance);
    const id = await findDeal(deps, asked, line.name, { among: 'open', following: ids.pickForAdvance });
    if (id !== null) await openAdvance(deps, asked, id);
  });
  onPress(app, deps, ids.pickForAdvance, (asked) => onPick(asked, (id) => openAdvance(deps, asked, id)));
  onPress(app, deps, ids.advanceDeal, async (asked) => {
    const found = await dealToChange(deps, asked, asked.value);
    if (found !== null) await showAdvance(asked, found);
  });
  onSubmit(app, deps, ids.advanceForm, (asked) => submitted(deps, asked));
}

export async function openAdvance(deps: Deps, asked: Asked, id: DealId): Promise<void> {
  const found = await onHand(deps, asked, id);
  if (found === null) return asked.say(goneBlocks());
  await showAdvance(asked, found);
}

/** At the first gate nothing is asked that the four questions do not ask: where it holds, it says so at once. */
async function showAdvance(asked: Asked, found: OnHand): Promise<void> {
  const held = notNow(found);
  if (held !== null) return showHeld(asked, found, held);
  const { file, look } = found;
  const stage = stageOf(file.deal);
  await asked.show(async () => {
    const closed = stage === 'qualify' ? shut(file.deal, stage, NOTHING_ASKED, asked.now) : null;
    if (closed !== null) return gateView(closed, file.deal, look);
    return stage === 'negotiate' ? winForm(file.deal, look) : advanceForm(file.deal, look);
  });
}

async function submitted(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readAdvanceForm(asked.view, asked.settings);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen } = form.value;
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) => advance(deal, form.value, scene));
  return settle(deps, asked, outcome, {
    done: {
      title: 'Advanced',
      said: () =>
        outcome.is === 'done' ? [`${dealName(outcome.deal)} is in ${STAGE_NAMES[stageOf(outcome.deal)]}.`] : [],
    },
    fields: { blocks: { amount: ids.amount, reason: ids.reason, agreed: ids.agreed, link: ids.link } },
  });
}
