import type { App } from '@slack/bolt';
import { changeDeal } from '../db/deals.ts';
import { mayReadDeal } from '../db/pipeline.ts';
import type { Deal } from '../domain/deal.ts';
import { reassign } from '../domain/handing-over.ts';
import { isInCharge } from '../domain/roles.ts';
import type { Line } from '../views/blocks.ts';
import { dealName } from '../views/deal-card.ts';
import { handOverForm, readHandOverForm } from '../views/hand-over-form.ts';
import { ids } from '../views/ids.ts';
import { doneView, heldBlocks } from '../views/outcome.ts';
import { theirPlacesText } from '../views/places.ts';
import { dealToChange, noteRefusal, outdated, settle, showCard } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onSubmit, type Press, type Submission } from './gesture.ts';
import { pickedPerson } from './picked-person.ts';
import { placesTaken } from './places-taken.ts';

/** To another owner, by the owner's manager or an admin. */
export function handOverDeals(app: App, deps: Deps): void {
  onPress(app, deps, ids.reassignDeal, (asked) => opened(deps, asked));
  onSubmit(app, deps, ids.reassignForm, (asked) => submitted(deps, asked));
}

async function opened(deps: Deps, asked: Press): Promise<void> {
  const found = await dealToChange(deps, asked, asked.value);
  if (found === null) return;
  const { file, look } = found;
  if (isInCharge(file.relation)) return asked.show(async () => handOverForm(file.deal, look));
  const refusal = { is: 'refused', why: 'needs-manager', for: 'reassign' } as const;
  noteRefusal(asked, { ...refusal, deal: file.deal });
  await showCard(asked, found, heldBlocks(refusal, { deal: file.deal, since: [] }, look));
}

async function submitted(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readHandOverForm(asked.view);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, owner, reason } = form.value;
  const picked = await pickedPerson(deps, asked, owner);
  if ('problem' in picked) return { response_action: 'errors', errors: { [ids.owner]: picked.problem } };
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) =>
    reassign(deal, { to: picked.person, reason }, scene),
  );
  if (outcome.is !== 'done') {
    const fields = { blocks: { owner: ids.owner, reason: ids.reason } };
    return settle(deps, asked, outcome, { done: { title: TITLE, said: () => [] }, fields });
  }
  const said = await handedOver(deps, asked, outcome.deal, picked.name);
  // Into another team: whoever managed the old owner may not read it any more.
  if (!(await mayReadDeal(deps.db, id, { by: asked.by, today: asked.today })))
    return { response_action: 'update', view: doneView(TITLE, said, outcome.deal, []) };
  return settle(deps, asked, outcome, { done: { title: TITLE, said: () => said }, fields: { blocks: {} } });
}

const TITLE = 'Handed over';

async function handedOver(deps: Deps, asked: Submission, deal: Deal, name: string): Promise<readonly Line[]> {
  const { places } = await placesTaken(deps, asked, deal.owner);
  return [[{ bold: `${dealName(deal)} is ${name}’s now.` }], ...theirPlacesText(name, places)];
}
