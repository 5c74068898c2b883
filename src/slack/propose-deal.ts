import type { App } from '@slack/bolt';
import { changeDeal, type Outcome } from '../db/deals.ts';
import { isOnlyTerms, stageOf } from '../domain/deal.ts';
import { propose, setOpenPoints } from '../domain/proposing.ts';
import type { Line } from '../views/blocks.ts';
import { ids } from '../views/ids.ts';
import { type Look, moneyIn } from '../views/look.ts';
import { heldBlocks } from '../views/outcome.ts';
import { pointsForm, readPointsForm } from '../views/points-form.ts';
import { proposalForm, readProposalForm } from '../views/proposal-form.ts';
import { listed, OPEN_POINT_NAMES } from '../views/words.ts';
import { dealToChange, type OnHand, outdated, settle, showCard } from './deal-on-hand.ts';
import type { Deps } from './deps.ts';
import { type Answer, onPress, onSubmit, type Press, type Submission } from './gesture.ts';
import { notNow } from './not-now.ts';

/** Proposals on record, and what is still open with the prospect. */
export function proposeDeals(app: App, deps: Deps): void {
  onPress(app, deps, ids.proposeDeal, (asked) => openedProposal(deps, asked));
  onPress(app, deps, ids.setPoints, async (asked) => {
    const found = await dealToChange(deps, asked, asked.value);
    if (found === null) return;
    const held = notNow(found);
    if (held !== null) return showCard(asked, found, held, 'beside');
    await asked.show(async () => pointsForm(found.file.deal));
  });
  onSubmit(app, deps, ids.proposalForm, (asked) => proposed(deps, asked));
  onSubmit(app, deps, ids.pointsForm, (asked) => pointsSet(deps, asked));
}

async function openedProposal(deps: Deps, asked: Press): Promise<void> {
  const found = await dealToChange(deps, asked, asked.value);
  if (found === null) return;
  const held = notNow(found) ?? tooEarly(found);
  if (held !== null) return showCard(asked, found, held, 'beside');
  await asked.show(async () => proposalForm(found.file.deal, found.look));
}

function tooEarly({ file: { deal }, look }: OnHand) {
  const isEarly = stageOf(deal) === 'qualify' || stageOf(deal) === 'prove';
  return isEarly ? heldBlocks({ is: 'refused', why: 'too-early-to-propose' }, { deal, since: [] }, look) : null;
}

async function proposed(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readProposalForm(asked.view, asked.settings);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, proposal } = form.value;
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) => propose(deal, proposal, scene));
  return settle(deps, asked, outcome, {
    done: { title: 'Proposal', said: (look) => proposedLines(outcome, look) },
    fields: { blocks: { amount: ids.amount, agreed: ids.agreed, link: ids.link, reason: ids.reason } },
  });
}

function proposedLines(outcome: Outcome, look: Look): readonly Line[] {
  if (outcome.is !== 'done') return [];
  const isLower = outcome.events.some(({ kind }) => kind === 'discount');
  return [
    `Proposal on record: ${moneyIn(look, outcome.deal.amount)}.`,
    ...(isLower ? ['It is lower than the first one, so the difference stands on the ledger as a discount.'] : []),
  ];
}

async function pointsSet(deps: Deps, asked: Submission): Promise<Answer> {
  const form = readPointsForm(asked.view);
  if (form.is === 'outdated') return outdated(asked);
  if (form.is === 'wrong') return { response_action: 'errors', errors: form.errors };
  const { deal: id, seen, points } = form.value;
  const outcome = await changeDeal(deps.db, id, asked.gesture(seen), (deal, scene) =>
    setOpenPoints(deal, points, scene),
  );
  const others = points.filter((point) => !isOnlyTerms(point)).map((point) => OPEN_POINT_NAMES[point]);
  return settle(deps, asked, outcome, {
    done: {
      title: 'Open points',
      said: () =>
        others.length === 0
          ? [
              points.length === 0
                ? 'Nothing is open any more.'
                : 'Only price and terms are open: that is where a proposal belongs.',
            ]
          : [`To settle before a proposal: ${listed(others)}.`],
    },
    fields: { blocks: { points: ids.openPoints } },
  });
}
