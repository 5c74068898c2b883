import type { ModalView } from '@slack/types';
import { type Deal, OPEN_POINTS, type OpenPoint } from '../domain/deal.ts';
import { section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { checkboxes, chosenAll, hasBlocks, modal, type Read, type SubmittedView } from './form.ts';
import { ids } from './ids.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { capital, OPEN_POINT_NAMES } from './words.ts';

/** What is still open with them: price and terms stand first. */
export function pointsForm(deal: Deal): ModalView {
  const choices = OPEN_POINTS.map((point) => [point, capital(OPEN_POINT_NAMES[point])] as const);
  return modal({ callbackId: ids.pointsForm, title: 'Open points', metadata: carried(deal), submit: 'Save' }, [
    section([
      [{ bold: dealName(deal) }],
      'A proposal only puts in writing what is already agreed, so little may be open by then.',
    ]),
    checkboxes(ids.openPoints, 'What is still open?', choices, deal.openPoints, {
      hint: 'The first four, price and terms, may stay open until it is won. Any other is settled before a proposal.',
    }),
  ]);
}

export function readPointsForm(view: SubmittedView): Read<Carried & { readonly points: readonly OpenPoint[] }> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null || !hasBlocks(view, [ids.openPoints])) return { is: 'outdated' };
  return { is: 'read', value: { ...carriedBy, points: chosenAll(view, ids.openPoints, OPEN_POINTS) } };
}
