import type { Button, KnownBlock } from '@slack/types';
import { byNeed, nextStep } from '../domain/advice.ts';
import type { Places } from '../domain/capacity.ts';
import { type Deal, stageOf } from '../domain/deal.ts';
import { actions, button, context, divider, section } from './blocks.ts';
import { dealName, hereText } from './deal-card.ts';
import { ids } from './ids.ts';
import { cut, LIMITS } from './limits.ts';
import { dayText, type Look, moneyIn, nameOf, todayOf } from './look.ts';
import { carried } from './metadata.ts';
import { STAGE_NAMES, stepText } from './words.ts';

/** What fits a phone's screen, and with the rest stays far under Slack's 50 blocks. */
export const PAGE = 8;

/** Whose list it is: one's own, or a sales team's, then with the owner's name on each line. */
export type ListOf =
  | { readonly is: 'mine'; readonly places: Places; readonly hasTeam: boolean }
  | { readonly is: 'team'; readonly id: string; readonly name: string };

/** Live deals, those that need somebody first, a page of them; the parked are counted. */
export function dealList(deals: readonly Deal[], of: ListOf, page: number, look: Look): KnownBlock[] {
  const live = deals.filter(({ standing }) => standing.is === 'live');
  if (live.length === 0) return noDeals(of);
  const today = todayOf(look);
  const steps = live.map((deal) => ({ deal, step: nextStep(deal, { now: look.now, today, usual: look.usual }) }));
  const sorted = byNeed(steps, look.now);
  const last = Math.ceil(sorted.length / PAGE) - 1;
  const at = Math.min(Math.max(0, page), last);
  const shown = sorted.slice(at * PAGE, (at + 1) * PAGE);
  return [
    section([[{ bold: listTitle(deals, of) }]]),
    divider,
    ...shown.map(({ deal, step }) => dealRow(deal, [stepText(step, look)], of, look)),
    context(`Sorted by what needs you first · ${at * PAGE + 1}–${at * PAGE + shown.length} of ${sorted.length}`),
    actions(ids.listButtons, listButtons({ at, last, count: sorted.length }, of)),
  ];
}

function listTitle(deals: readonly Deal[], of: ListOf): string {
  const parked = deals.filter(({ standing }) => standing.is === 'parked').length;
  const live = deals.length - parked;
  if (of.is === 'team') return `${of.name} · ${live} live deals · ${parked} parked`;
  return `Your deals · ${placesText(of.places)} · ${parked} parked`;
}

export function placesText({ live, capacity }: Places): string {
  return `${live} of ${capacity} places`;
}

export function dealRow(deal: Deal, lines: readonly string[], of: ListOf, look: Look): KnownBlock {
  const open = button(ids.openDeal, 'Open', { value: carried(deal), label: `Open ${dealName(deal)}` });
  const facts = [
    STAGE_NAMES[stageOf(deal)],
    moneyIn(look, deal.amount),
    hereText(deal, look),
    ...(of.is === 'team' ? [nameOf(look, deal.owner)] : []),
  ];
  return section([[{ bold: cut(dealName(deal), LIMITS.header) }], facts.join(' · '), ...lines], open);
}

function noDeals(of: ListOf): KnownBlock[] {
  const nobody =
    of.is === 'team' ? `No live deals in ${of.name}.` : 'No live deals. A deal starts with a company and a first call.';
  const team = of.is === 'mine' && of.hasTeam ? [context('Your team’s deals: /deal list team')] : [];
  const parked = of.is === 'mine' ? parkedButton(of.places) : [];
  const open = button(ids.newDeal, 'New deal', { style: 'primary' });
  return [section([nobody]), ...team, actions(ids.listButtons, [open, ...parked])];
}

function parkedButton({ parked }: Places): Button[] {
  return parked === 0 ? [] : [button(ids.listParked, `${parked} parked`)];
}

/** Parked deals, the one that comes back first at the top. */
export function parkedList(deals: readonly Deal[], look: Look): KnownBlock[] {
  const until = ({ standing }: Deal): string => (standing.is === 'parked' ? standing.until : '');
  const sorted = [...deals].sort((a, b) => until(a).localeCompare(until(b)));
  const rows = sorted.slice(0, MOST_PARKED_SHOWN).map((deal) => {
    const open = button(ids.openDeal, 'Open', { value: carried(deal), label: `Open ${dealName(deal)}` });
    const facts = [STAGE_NAMES[stageOf(deal)], moneyIn(look, deal.amount), parkedText(deal, look)];
    return section([[{ bold: dealName(deal) }], facts.join(' · ')], open);
  });
  const more = sorted.length > rows.length ? [context(`and ${sorted.length - rows.length} more`)] : [];
  return [
    section([[{ bold: sorted.length === 0 ? 'Nothing is parked.' : `${sorted.length} parked` }]]),
    ...rows,
    ...more,
  ];
}

/** Far under Slack's 50 blocks; more than anybody should have parked. */
const MOST_PARKED_SHOWN = 20;

export function parkedText({ standing }: Deal, look: Look): string {
  return standing.is === 'parked' ? `parked until ${dayText(look, standing.until)}` : '';
}

function listButtons({ at, last, count }: { at: number; last: number; count: number }, of: ListOf) {
  const team = of.is === 'team' ? of.id : null;
  const page = (id: string, to: number, words: string) =>
    button(id, words, { value: JSON.stringify({ v: 1, page: to, team }) });
  const left = Math.min(PAGE, count - (at + 1) * PAGE);
  return [
    ...(at < last ? [page(ids.listNext, at + 1, `Next ${left}`)] : []),
    ...(at > 0 ? [page(ids.listPrevious, at - 1, `Previous ${PAGE}`)] : []),
    button(ids.newDeal, 'New deal'),
    ...(of.is === 'mine' ? parkedButton(of.places) : []),
  ];
}

export function noTeamBlocks(): KnownBlock[] {
  return [section(['You are on no sales team yet. An admin puts you on one: /coach setup. Your own deals: /deal'])];
}
