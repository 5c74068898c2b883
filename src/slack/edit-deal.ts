import type { App } from '@slack/bolt';
import { changeDeal, type Outcome } from '../db/deals.ts';
import { edit } from '../domain/editing.ts';
import type { Line } from '../views/blocks.ts';
import { dealName } from '../views/deal-card.ts';
import { editForm, readEditForm } from '../views/deal-form.ts';
import { ids } from '../views/ids.ts';
import { dealToChange, outdated, settle, showCard } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onSubmit, type Press, type Submission } from './gesture.ts';
import { closed } from './not-now.ts';

/** What a deal is: company, title, contact, amount, expected close. Where it stands is changed by its moves. */
export function editDeals(app: App, deps: Deps): void {
  onPress(app, deps, ids.editDeal, (asked) => opened(deps, asked));
  onSubmit(app, deps, ids.editForm, (asked) => submitted(deps, asked));
}

async function opened(deps: Deps, asked: Press): Promise<void> {
  const found = await dealToChange(deps, asked, asked.value);
  if (found === null) return;
  const held = closed(found);
  if (held !== null) return showCard(asked, found, held);
  await asked.show(async () => editForm(found.file.deal, found.look));
}

async function submitted(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readEditForm(asked.view, asked.settings);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, typed, amount } = form.value;
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) =>
    edit(deal, { ...typed, amount: amount === undefined ? deal.amount : amount }, scene),
  );
  return settle(deps, asked, outcome, {
    done: { title: 'Deal saved', said: () => saved(outcome) },
    fields: { blocks: { company: ids.company, amount: ids.amount } },
  });
}

function saved(outcome: Outcome): readonly Line[] {
  if (outcome.is !== 'done') return [];
  const isAnother = outcome.events.some(({ kind }) => kind === 'contact-changed');
  return [
    `${dealName(outcome.deal)} is saved.`,
    ...(isAnother ? ['The contact is another person now, so the four questions are to be asked again.'] : []),
  ];
}
