import type { App } from '@slack/bolt';
import { changeDeal } from '../db/deals.ts';
import { qualify } from '../domain/answering.ts';
import type { DealId } from '../domain/brand.ts';
import { helpBlocks } from '../views/help.ts';
import { ids } from '../views/ids.ts';
import { qualifyForm, readQualifyForm } from '../views/qualify-form.ts';
import { goneBlocks } from '../views/sorry.ts';
import { verdictBlocks } from '../views/verdict.ts';
import type { Asked } from './asked.ts';
import { parsed } from './command-line.ts';
import { dealToChange, type OnHand, onHand, onPick, outdated, settle, showHeld } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { findDeal } from './find-deal.ts';
import { type Answer, onCommand, onPress, onShortcut, onSubmit, type Submission } from './gesture.ts';
import { notNow } from './not-now.ts';
import { pickDealForm } from './pick-deal.ts';

/** `/qualify [company]`, the shortcut and the buttons open the four questions; saved, the same modal becomes the verdict. */
export function qualifyDeals(app: App, deps: Deps): void {
  onCommand(app, deps, '/qualify', async (asked) => {
    const line = parsed(asked.words, ['help']);
    if (line.is === 'word') return asked.say(helpBlocks('/qualify'));
    if (line.is === 'nothing') return pickDealForm(deps, asked, ids.pickForQualify);
    const id = await findDeal(deps, asked, line.name, { among: 'open', following: ids.pickForQualify });
    if (id !== null) await openQualify(deps, asked, id);
  });
  onShortcut(app, deps, ids.qualifyShortcut, (asked) => pickDealForm(deps, asked, ids.pickForQualify));
  onPress(app, deps, ids.pickForQualify, (asked) => onPick(asked, (id) => openQualify(deps, asked, id)));
  onPress(app, deps, ids.qualifyDeal, async (asked) => {
    const found = await dealToChange(deps, asked, asked.value);
    if (found !== null) await showQualify(asked, found);
  });
  onSubmit(app, deps, ids.qualifyForm, (asked) => submitted(deps, asked));
}

export async function openQualify(deps: Deps, asked: Asked, id: DealId): Promise<void> {
  const found = await onHand(deps, asked, id);
  if (found === null) return asked.say(goneBlocks());
  await showQualify(asked, found);
}

async function showQualify(asked: Asked, found: OnHand): Promise<void> {
  const held = notNow(found);
  if (held !== null) return showHeld(asked, found, held);
  await asked.show(async () => qualifyForm(found.file.deal, found.look));
}

async function submitted(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readQualifyForm(asked.view);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, answered } = form.value;
  // Two people who answer different questions both count, so the rule itself merges: nothing is "seen" here.
  const outcome = await changeDeal(deps.db, id, asked.gesture(null), (deal, scene) =>
    qualify(deal, { answered, seen }, scene),
  );
  return settle(deps, asked, outcome, {
    done: {
      title: 'Answers saved',
      said: () => [],
      below: () => (outcome.is === 'done' || outcome.is === 'same' ? verdictBlocks(outcome.deal, asked.now) : []),
    },
    fields: { blocks: {} },
  });
}
