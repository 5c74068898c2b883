import type { KnownBlock } from '@slack/types';
import type { Day } from '../domain/calendar.ts';
import { shortDay } from '../domain/calendar.ts';
import type { Deal } from '../domain/deal.ts';
import { actions, button, context, section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { ids } from './ids.ts';
import { carried } from './metadata.ts';
import { ASK } from './words.ts';

/** What a team's channel reads of a win; `late` says when it was, where the message comes long after. */
export function wonBlocks({
  who,
  deal,
  amount,
  late,
}: {
  readonly who: string;
  readonly deal: Pick<Deal, 'company' | 'title'>;
  readonly amount: string | null;
  readonly late: string | null;
}): KnownBlock[] {
  return [
    section([[{ bold: `${who} won ${dealName(deal)}` }, amount === null ? '' : ` · ${amount}`]]),
    ...(late === null ? [] : [context(`Delayed: it was won ${late}.`)]),
  ];
}

/** What an owner reads of a parked deal whose day has come. */
export function backBlocks(deal: Deal, { until, today }: { readonly until: Day; readonly today: Day }): KnownBlock[] {
  const value = carried(deal);
  const name = dealName(deal);
  return [
    section([
      [{ bold: `${name} is back` }, `: you parked it until ${until === today ? 'today' : shortDay(until, today)}.`],
      `Ask: ${ASK.timing}`,
    ]),
    actions(ids.nextButtons, [
      button(ids.qualifyDeal, 'Qualify', { value, style: 'primary', label: `Qualify ${name}` }),
      button(ids.parkDeal, 'Another date', { value, label: `Park ${name} until another date` }),
      button(ids.loseDeal, 'Lost', { value, label: `Lost: ${name}` }),
    ]),
  ];
}
