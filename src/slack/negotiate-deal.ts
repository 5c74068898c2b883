import type { App } from '@slack/bolt';
import { changeDeal } from '../db/deals.ts';
import type { Deal } from '../domain/deal.ts';
import { offAmount } from '../domain/discount-off.ts';
import { type Counter, counter } from '../domain/proposing.ts';
import { type CounterTyped, counterForm, readCounterForm } from '../views/counter-form.ts';
import { counterLines } from '../views/counter-said.ts';
import { COUNTER_KINDS, counterView } from '../views/counter-view.ts';
import { ids } from '../views/ids.ts';
import { dealToChange, outdated, settle, showCard } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onSubmit, type Press, type Submission } from './gesture.ts';
import { notNow } from './not-now.ts';

/** What they ask and what we counter with: first which of it, then its own short form in the same place. */
export function negotiateDeals(app: App, deps: Deps): void {
  onPress(app, deps, ids.counterDeal, (asked) => opened(deps, asked));
  onPress(app, deps, ids.counterKind, (asked) => opened(deps, asked));
  onSubmit(app, deps, ids.counterForm, (asked) => submitted(deps, asked));
}

async function opened(deps: Deps, asked: Press): Promise<void> {
  const found = await dealToChange(deps, asked, asked.value);
  if (found === null) return;
  const held = notNow(found);
  if (held !== null) return showCard(asked, found, held, 'beside');
  const { file, look, carried } = found;
  const kind = COUNTER_KINDS.find((each) => each === carried.of);
  await asked.show(async () =>
    kind === undefined ? counterView(file.deal, look) : counterForm(file.deal, kind, look),
  );
}

async function submitted(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readCounterForm(asked.view, asked.settings);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, typed } = form.value;
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) =>
    counter(deal, inMoney(typed, deal), scene),
  );
  return settle(deps, asked, outcome, {
    done: {
      title: 'Ask or counter',
      said: (look) => (outcome.is === 'done' ? counterLines(outcome.deal, look) : []),
    },
    fields: {
      blocks: { amount: ids.discount, reason: ids.reason },
      words: { missing: 'That comes to nothing. How much do we give?' },
    },
  });
}

function inMoney(typed: CounterTyped, deal: Deal): Counter {
  if (typed.kind !== 'discount') return typed;
  return { kind: 'discount', amount: offAmount(typed.off, deal), reason: typed.reason };
}
