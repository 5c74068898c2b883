import type { ModalView, StaticSelect } from '@slack/types';
import { actions, button, option, plain, section } from './blocks.ts';
import { modal } from './form.ts';
import { ids } from './ids.ts';
import { LIMITS } from './limits.ts';
import { type Following, type Pickable, pickText } from './picker.ts';

/** Which deal, where none was named: one's own open ones, those that need it most first. */
export function pickForm(deals: readonly Pickable[], count: number, following: Following): ModalView {
  const look = { callbackId: ids.done, title: 'Which deal?', metadata: '', close: 'Cancel' };
  if (deals.length === 0) {
    return modal(look, [
      section(['No live deals. A deal starts with a company and a first call.']),
      actions(ids.listButtons, [button(ids.newDeal, 'New deal', { style: 'primary' })]),
    ]);
  }
  const picker: StaticSelect = {
    type: 'static_select',
    action_id: following,
    placeholder: plain('Choose a deal', LIMITS.placeholder),
    options: deals.slice(0, LIMITS.options).map((deal) => option(deal.id, pickText(deal))),
  };
  const more =
    count > deals.length
      ? ` The first ${deals.length} of ${count}; for another, name it: /qualify and the company.`
      : '';
  return modal(look, [section([`Which one is it about?${more}`]), actions(ids.listButtons, [picker])]);
}
