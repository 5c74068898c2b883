import type { ModalView } from '@slack/types';
import { type Deal, stageOf } from '../domain/deal.ts';
import { type Line, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { hasBlocks, modal, type Read, type SubmittedView, textInput, tooLong, typed } from './form.ts';
import { ids } from './ids.ts';
import { TYPED } from './limits.ts';
import { type Look, moneyIn } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { STAGE_NAMES } from './words.ts';

/** Back into the stage from which it was closed, with a reason. */
export function reopenForm(deal: Deal, look: Look): ModalView {
  return modal({ callbackId: ids.reopenForm, title: 'Reopen', metadata: carried(deal), submit: 'Reopen' }, [
    section([
      [{ bold: dealName(deal) }],
      `It comes back into ${STAGE_NAMES[stageOf(deal)]} and keeps its history.`,
      ...creditLines(deal, look),
    ]),
    textInput(ids.reason, 'Why?'),
  ]);
}

function creditLines({ standing }: Deal, look: Look): Line[] {
  if (standing.is !== 'won') return [];
  return [
    `The ${moneyIn(look, standing.amount)} won with it is taken back: in that quarter while it lasts, otherwise in this one.`,
  ];
}

export function readReopenForm(view: SubmittedView): Read<Carried & { readonly reason: string }> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null || !hasBlocks(view, [ids.reason])) return { is: 'outdated' };
  const reason = typed(view, ids.reason);
  const problem = reason === '' ? 'One line: why is it open again?' : tooLong(reason, TYPED.reason);
  return problem === null
    ? { is: 'read', value: { ...carriedBy, reason } }
    : { is: 'wrong', errors: { [ids.reason]: problem } };
}
