import type { ModalView } from '@slack/types';
import { HISTORY_PAGE } from '../domain/history.ts';
import { actions, button, divider, section } from './blocks.ts';
import { type CardFile, dealName } from './deal-card.ts';
import { modal } from './form.ts';
import { historyLine } from './history.ts';
import { ids } from './ids.ts';
import type { Look } from './look.ts';
import { carried } from './metadata.ts';

/** Who changed what, when, from what to what; the newest first, a page of them. */
export function historyView({ deal, history, historyLength }: CardFile, page: number, look: Look): ModalView {
  const last = Math.max(0, Math.ceil(historyLength / HISTORY_PAGE) - 1);
  const buttons = [
    ...(page > 0 ? [button(ids.historyNewer, 'Newer', { value: carried(deal, String(page - 1)) })] : []),
    ...(page < last ? [button(ids.historyOlder, 'Older', { value: carried(deal, String(page + 1)) })] : []),
    button(ids.openDeal, 'The deal', { value: carried(deal) }),
  ];
  const rows = history.map((row) => section([historyLine(row, look)]));
  return modal({ callbackId: ids.done, title: 'History', metadata: carried(deal), close: 'Close' }, [
    section([
      [{ bold: dealName(deal) }],
      `Entry ${page * HISTORY_PAGE + 1} to ${page * HISTORY_PAGE + history.length} of ${historyLength}, newest first`,
    ]),
    divider,
    ...rows,
    actions(ids.nextButtons, buttons),
  ]);
}
