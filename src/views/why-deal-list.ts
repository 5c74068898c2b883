import type { KnownBlock } from '@slack/types';
import { type Day, shortDay } from '../domain/calendar.ts';
import type { LossReason } from '../domain/deal.ts';
import { formatMoney, type Money } from '../domain/money.ts';
import type { Settings } from '../domain/settings.ts';
import { WHY_PAGE, type WhyDeal, type WhyDeals, type WhyMark } from '../domain/why-deals.ts';
import type { Askable } from '../domain/why-digests.ts';
import { actions, button, context, section } from './blocks.ts';
import { ids } from './ids.ts';
import { carried } from './metadata.ts';
import { LOSS_NAMES, STAGE_NAMES } from './words.ts';

type Drawn = { readonly number: Askable; readonly isTeam: boolean; readonly settings: Settings; readonly today: Day };

/** A page of the deals behind a number, and how many there are that the reader may not read. */
export function dealBlocks({ rows, number, all, sums }: WhyDeals, drawn: Drawn): KnownBlock[] {
  const { settings } = drawn;
  const unread =
    sums.unread === 0
      ? []
      : [
          context(
            `${sums.unread} more, ${formatMoney(sums.unreadAmount as Money, settings)} together, ${sums.unread === 1 ? 'is' : 'are'} another team’s to read.`,
          ),
        ];
  const compares = drawn.number === 'spread' || drawn.number === 'explained';
  const title = { bold: compares ? 'Deals of the lowest and the highest rep' : 'Its deals' };
  if (all === 0 && sums.unread === 0) return drawn.number === 'quota' ? [] : [section([[title], 'None.'])];
  const first = number * WHY_PAGE;
  const turns = [
    ...(number === 0 ? [] : [button(ids.whyPrevious, 'Previous', { value: String(number - 1) })]),
    ...(first + rows.length >= all ? [] : [button(ids.whyNext, 'Next', { value: String(number + 1) })]),
  ];
  const range = all > rows.length ? ` · ${first + 1}–${first + rows.length} of ${all}` : ` · ${all}`;
  return [
    section([[title, range]]),
    ...rows.map((deal) => dealBlock(deal, drawn)),
    ...(turns.length === 0 ? [] : [actions(ids.listButtons, turns)]),
    ...unread,
  ];
}

function dealBlock(deal: WhyDeal, { number, isTeam, settings, today }: Drawn): KnownBlock {
  const { company, title, owner, amount, days, stages, mark } = deal;
  const facts = [
    amount === null ? 'no amount' : formatMoney(amount as Money, settings),
    momentText(deal, today),
    ...(days === null || !OF_DAYS.includes(number) ? [] : [days === 1 ? '1 day' : `${days} days`]),
    ...(isTeam ? [owner] : []),
    ...(mark === null ? [] : [MARKS[mark]]),
  ];
  const times = stages === null ? [] : [stagesText(stages)];
  return section(
    [[{ bold: company }, title === '' ? '' : ` · ${title}`], facts.join(' · '), ...times],
    button(ids.openDeal, 'Open', { value: carried(deal), label: `Open ${company}` }),
  );
}

/** Numbers that are about how long a closed deal took. */
const OF_DAYS: readonly Askable[] = ['sales-cycle', 'ended'];

const MARKS: { readonly [M in Exclude<WhyMark, LossReason>]: string } & typeof LOSS_NAMES = {
  ...LOSS_NAMES,
  'moved-later': 'moved later',
  passed: 'that day has passed',
  unsure: 'the import does not say how far it had come',
  misled: 'they had said so',
};

function momentText({ is, on }: WhyDeal, today: Day): string {
  const day = on === null ? null : shortDay(on, today);
  switch (is) {
    case 'won':
      return `won ${day ?? ''}`.trim();
    case 'reopened':
      return `reopened ${day ?? ''}`.trim();
    case 'lost':
      return `lost ${day ?? ''}`.trim();
    case 'parked':
      return 'parked';
    case 'live':
      return day === null ? 'no expected close' : `expected ${day}`;
  }
}

function stagesText(stages: NonNullable<WhyDeal['stages']>): string {
  return Object.entries(STAGE_NAMES)
    .flatMap(([stage, name]) => {
      const days = stages[stage as keyof typeof STAGE_NAMES];
      return days === undefined ? [] : [`${name} ${days === 1 ? '1 day' : `${days} days`}`];
    })
    .join(', ');
}
