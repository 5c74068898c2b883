import type { ModalView } from '@slack/types';
import type { Deal } from '../domain/deal.ts';
import { context, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import {
  hasBlocks,
  modal,
  pickedUser,
  type Read,
  type SubmittedView,
  textInput,
  tooLong,
  typed,
  userInput,
} from './form.ts';
import { ids } from './ids.ts';
import { TYPED } from './limits.ts';
import { type Look, nameOf } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';

/** To another owner, with a reason. */
export function handOverForm(deal: Deal, look: Look): ModalView {
  return modal({ callbackId: ids.reassignForm, title: 'Hand over', metadata: carried(deal), submit: 'Hand over' }, [
    section([[{ bold: dealName(deal) }], `It is ${nameOf(look, deal.owner)}’s now.`]),
    userInput(ids.owner, 'Who takes it over?', { hint: 'Any full member of the workspace.' }),
    textInput(ids.reason, 'Why?'),
    context('Its history goes with it; what was won with it before stays with whoever won it.'),
  ]);
}

export type HandOverForm = Carried & { readonly owner: string; readonly reason: string };

export function readHandOverForm(view: SubmittedView): Read<HandOverForm> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null || !hasBlocks(view, [ids.owner, ids.reason])) return { is: 'outdated' };
  const [owner, reason] = [pickedUser(view, ids.owner), typed(view, ids.reason)];
  const errors: { [block: string]: string } = {};
  if (owner === null) errors[ids.owner] = 'Who takes it over?';
  const problem = reason === '' ? 'One line: why does it change hands?' : tooLong(reason, TYPED.reason);
  if (problem !== null) errors[ids.reason] = problem;
  return owner === null || problem !== null
    ? { is: 'wrong', errors }
    : { is: 'read', value: { ...carriedBy, owner, reason } };
}
