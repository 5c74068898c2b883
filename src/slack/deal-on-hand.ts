import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Outcome } from '../db/deals.ts';
import { relationTo } from '../db/people.ts';
import { mayReadDeal } from '../db/pipeline.ts';
import { changesByOthers, dealFile } from '../db/read-deal.ts';
import type { DealId } from '../domain/brand.ts';
import type { Field, Problem } from '../domain/decision.ts';
import { mayChange } from '../domain/roles.ts';
import { type Line, section } from '../views/blocks.ts';
import { type CardFile, dealCard } from '../views/deal-card.ts';
import { type Errors, hasBlocks, type SubmittedView } from '../views/form.ts';
import { meanwhileLine } from '../views/history.ts';
import type { Look } from '../views/look.ts';
import type { Carried } from '../views/metadata.ts';
import { readCarried } from '../views/metadata.ts';
import { doneView, type FieldBlocks, heldBlocks, heldView } from '../views/outcome.ts';
import { PROBLEMS } from '../views/refusals.ts';
import { goneBlocks, outdatedBlocks, sorryView } from '../views/sorry.ts';
import type { Asked } from './asked.ts';
import type { Deps } from './deps.ts';
import { type Answer, over, type Press } from './gesture.ts';

export type OnHand = { readonly file: CardFile; readonly look: Look };

/** A deal that the person may read, with its history and what they are to it; null where there is none for them. */
export async function onHand({ db }: Deps, asked: Asked, id: DealId, page = 0): Promise<OnHand | null> {
  const { by, settings, now, today } = asked;
  const [isReadable, found, look] = await Promise.all([
    mayReadDeal(db, id, { by, today }),
    dealFile(db, id, { workspace: by.workspace, settings, now, page }),
    asked.look(),
  ]);
  if (!isReadable || found === null) return null;
  const { relation } = await relationTo(db, found.deal.owner, { workspace: by.workspace, by: by.person, today });
  return { file: { ...found, relation }, look };
}

/** The deal that a button or a form is about; null, once the person has been told, where it is not to be had. */
export async function dealOf(deps: Deps, asked: Asked, value: string): Promise<(OnHand & { carried: Carried }) | null> {
  const carried = readCarried(value);
  if (carried === null) {
    await sayOutdated(asked);
    return null;
  }
  const found = await onHand(deps, asked, carried.deal);
  if (found === null) await asked.say(goneBlocks());
  return found === null ? null : { ...found, carried };
}

/**
 * The deal that a button is to change, where the person may and nobody else has changed it since the button was drawn; otherwise
 * they are shown how it stands, and nothing opens.
 */
export async function dealToChange(
  deps: Deps,
  asked: Asked,
  value: string,
): Promise<(OnHand & { carried: Carried }) | null> {
  const found = await dealOf(deps, asked, value);
  if (found === null) return null;
  const { file, look, carried } = found;
  if (!mayChange(file.relation)) {
    const refusal = { is: 'refused', why: 'not-yours' } as const;
    noteRefusal(asked, { ...refusal, deal: file.deal });
    await showCard(asked, found, heldBlocks(refusal, { deal: file.deal, since: [] }, look));
    return null;
  }
  const since = await changesByOthers(deps.db, asked.by.workspace, file.deal.id, { by: asked.by, seen: carried.seen });
  if (since.length === 0) return found;
  const lines = [...since.slice(-MOST_SHOWN).map((row) => meanwhileLine(row, look)), 'Here is how it stands now:'];
  await showCard(asked, found, [section(lines)]);
  return null;
}

const MOST_SHOWN = 5;

export type Done = {
  readonly title: string;
  readonly said: (look: Look) => readonly Line[];
  /** What else has to be settled now, above the card. */
  readonly below?: (look: Look) => readonly KnownBlock[];
};
export type Fields = { readonly blocks: FieldBlocks; readonly words?: { readonly [P in Problem]?: string } };

/**
 * What a submission answers: field errors, a refusal over the form so that nothing typed is lost, or in the form's place the
 * outcome and the deal as it stands.
 */
export async function settle(
  deps: Deps,
  asked: Asked & { readonly view: SubmittedView & { readonly depth: number } },
  outcome: Outcome,
  { done, fields }: { done: Done; fields: Fields },
): Promise<Answer> {
  if (outcome.is === 'gone') return over(asked.view.depth, sorryView(goneBlocks()));
  if (outcome.is === 'refused') noteRefusal(asked, outcome);
  const found = await onHand(deps, asked, outcome.deal.id);
  if (found === null) return over(asked.view.depth, sorryView(goneBlocks()));
  if (outcome.is === 'refused') {
    const errors = outcome.why === 'field' ? fieldErrors(outcome, fields, asked.view) : null;
    return errors === null
      ? over(asked.view.depth, heldView(outcome, outcome, found.look))
      : { response_action: 'errors', errors };
  }
  const said = outcome.is === 'same' ? [NOTHING_CHANGED] : done.said(found.look);
  const card = [...(done.below?.(found.look) ?? []), ...dealCard(found.file, found.look)];
  return {
    response_action: 'update',
    view: doneView(outcome.is === 'same' ? 'Nothing changed' : done.title, said, found.file.deal, card),
  };
}

/** Null where the form has no such field: a first proposal asks for no reason, but it may be the second by now. */
function fieldErrors(
  { field, problem }: { field: Field; problem: Problem },
  { blocks, words }: Fields,
  view: SubmittedView,
): Errors | null {
  const block = blocks[field];
  if (block === undefined || !hasBlocks(view, [block])) return null;
  return { [block]: words?.[problem] ?? PROBLEMS[problem] };
}

export function noteRefusal({ note }: Asked, { why, deal }: { why: string; deal: { id: string } }): void {
  if (why !== 'not-yours' && why !== 'needs-manager') return;
  note('A change was refused for want of the right.', { deal: deal.id, code: why });
}

/** What one click answers: the card in place of the one that was clicked, below what happened or what stands in the way. */
export async function settlePress(
  deps: Deps,
  asked: Asked,
  outcome: Outcome,
  done: Omit<Done, 'title'>,
): Promise<void> {
  if (outcome.is === 'gone') return asked.say(goneBlocks());
  if (outcome.is === 'refused') noteRefusal(asked, outcome);
  const found = await onHand(deps, asked, outcome.deal.id);
  if (found === null) return asked.say(goneBlocks());
  await showCard(asked, found, pressBlocks(outcome, done, found.look));
}

function pressBlocks(
  outcome: Exclude<Outcome, { is: 'gone' }>,
  done: Omit<Done, 'title'>,
  look: Look,
): readonly KnownBlock[] {
  if (outcome.is === 'refused') return heldBlocks(outcome, outcome, look);
  if (outcome.is === 'same') return [section([NOTHING_CHANGED])];
  const said = done.said(look);
  return [...(said.length === 0 ? [] : [section(said)]), ...(done.below?.(look) ?? [])];
}

const NOTHING_CHANGED = 'Nothing was changed: it stands as it stood.';

/** In a channel the card takes the place of the message that was clicked; in a modal, of the modal. */
export async function showCard(
  asked: Asked,
  { file, look }: OnHand,
  told: readonly KnownBlock[] = [],
  how?: 'beside',
): Promise<void> {
  const blocks = [...told, ...dealCard(file, look)];
  if (asked.isInModal) return asked.show(async () => doneView('Deal', [], file.deal, blocks));
  await asked.say(blocks, how === 'beside' ? undefined : 'replace');
}

/** The card, below what stands in the way of the form that was asked for. */
export async function showHeld(asked: Asked, found: OnHand, held: readonly KnownBlock[]): Promise<void> {
  if (!mayChange(found.file.relation)) noteRefusal(asked, { why: 'not-yours', deal: found.file.deal });
  await showCard(asked, found, held, 'beside');
}

/** Goes on with the deal that was chosen in a picker. */
export async function onPick(asked: Press, goOn: (id: DealId) => Promise<void>): Promise<void> {
  const id = z.uuid().safeParse(asked.value);
  await (id.success ? goOn(id.data as DealId) : sayOutdated(asked));
}

/** A button that another version of Sideline drew. */
export async function sayOutdated({ note, say }: Asked): Promise<void> {
  note('A button of another version was pressed.');
  await say(outdatedBlocks());
}

/** A modal that another version of Sideline drew. */
export function outdated({ note, view }: Asked & { readonly view: { readonly depth: number } }): Answer {
  note('A form of another version was sent.');
  return over(view.depth, sorryView(outdatedBlocks()));
}
