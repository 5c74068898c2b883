import type { App } from '@slack/bolt';
import { changeDeal } from '../db/deals.ts';
import { lose, win } from '../domain/closing.ts';
import { loseForm, readLoseForm, readWinForm } from '../views/close-form.ts';
import { dealName } from '../views/deal-card.ts';
import { ids } from '../views/ids.ts';
import { moneyIn } from '../views/look.ts';
import { dealToChange, outdated, settle, showCard } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onSubmit, type Submission } from './gesture.ts';
import { closed } from './not-now.ts';

/** The form of a win is the last gate's, opened by advance-deal; that of a loss opens from anywhere. */
export function closeDeals(app: App, deps: Deps): void {
  onPress(app, deps, ids.loseDeal, async (asked) => {
    const found = await dealToChange(deps, asked, asked.value);
    if (found === null) return;
    const held = closed(found);
    if (held !== null) return showCard(asked, found, held);
    await asked.show(async () => loseForm(found.file.deal));
  });
  onSubmit(app, deps, ids.winForm, (asked) => won(deps, asked));
  onSubmit(app, deps, ids.loseForm, (asked) => lost(deps, asked));
}

async function won(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readWinForm(asked.view, asked.settings);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen } = form.value;
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) => win(deal, form.value, scene));
  return settle(deps, asked, outcome, {
    done: {
      title: 'Won',
      said: (look) =>
        outcome.is === 'done' ? [`${dealName(outcome.deal)} is won, at ${moneyIn(look, outcome.deal.amount)}.`] : [],
    },
    fields: { blocks: { amount: ids.amount, day: ids.closingDay, reason: ids.reason } },
  });
}

async function lost(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readLoseForm(asked.view);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, loss } = form.value;
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) => lose(deal, loss, scene));
  return settle(deps, asked, outcome, {
    done: {
      title: 'Lost',
      said: () =>
        outcome.is === 'done' ? [`${dealName(outcome.deal)} is closed as lost. Its place is free for another.`] : [],
    },
    fields: {
      blocks: { alternative: ids.alternative, reason: ids.note },
      words: { missing: 'Which one, or what happened? One line is enough' },
    },
  });
}
