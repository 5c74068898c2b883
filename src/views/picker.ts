import type { KnownBlock, StaticSelect } from '@slack/types';
import type { DealId } from '../domain/brand.ts';
import type { Stage } from '../domain/stages.ts';
import { actions, button, option, plain, section } from './blocks.ts';
import { ids } from './ids.ts';
import { cut, LIMITS, TYPED } from './limits.ts';
import { STAGE_NAMES } from './words.ts';

/** A deal on offer, by what tells it apart from the others. */
export type Pickable = {
  readonly id: DealId;
  readonly company: string;
  readonly title: string;
  readonly owner: string;
  readonly standing: 'live' | 'parked' | 'won' | 'lost' | 'withdrawn';
  readonly stage: Stage | null;
};

/** What follows once one is picked: the action_id of the picker. */
export type Following = typeof ids.pickDeal | typeof ids.pickForQualify | typeof ids.pickForAdvance;

const ALL = 100;
const SHOWN_WORDS = 80;
/** With less room than this the name would not be told, and what follows it is cut instead. */
const LEAST_NAME = 20;

export function whichDeal(deals: readonly Pickable[], words: string, following: Following): KnownBlock[] {
  const count = deals.length >= ALL ? `The first ${ALL} deals that match` : `${deals.length} deals match`;
  const picker: StaticSelect = {
    type: 'static_select',
    action_id: following,
    placeholder: plain('Which one?', LIMITS.placeholder),
    options: deals.slice(0, LIMITS.options).map((deal) => option(deal.id, pickText(deal))),
  };
  return [section([`${count} “${cut(words, SHOWN_WORDS)}”. Which one?`]), actions(ids.listButtons, [picker])];
}

/** The title first where it is cut: several deals of a company are told apart by it. */
export function pickText({ company, title, owner, standing, stage }: Pickable): string {
  const where = standing === 'live' && stage !== null ? STAGE_NAMES[stage] : standing;
  const name = title === '' ? company : `${company} · ${title}`;
  const tail = ` · ${where} · ${owner}`;
  const room = LIMITS.option - tail.length;
  return room < LEAST_NAME ? `${name}${tail}` : `${cut(name, room)}${tail}`;
}

/** Under a card: what the company has closed before. */
export function closedPicker(deals: readonly Pickable[]): KnownBlock[] {
  const [first] = deals;
  if (first === undefined) return [];
  const count = deals.length === 1 ? 'Closed before' : `Closed before (${deals.length})`;
  const picker: StaticSelect = {
    type: 'static_select',
    action_id: ids.pickDeal,
    placeholder: plain(count, LIMITS.placeholder),
    options: deals.slice(0, LIMITS.options).map((deal) => option(deal.id, pickText(deal))),
  };
  return [actions(ids.closedDeals, [picker])];
}

/** No deal has that name: the nearest ones, and the offer to open it. */
export function noSuchDeal(words: string, near: readonly Pickable[], following: Following): KnownBlock[] {
  const names = [...new Set(near.map(({ company }) => company))];
  const meant = names.length === 0 ? '' : ` Did you mean ${names.slice(0, 3).join(' or ')}?`;
  return [
    section([`No deal matches “${cut(words, SHOWN_WORDS)}”.${meant}`]),
    actions(ids.nextButtons, [
      ...near.slice(0, NEAR_IDS.length).map((deal, index) =>
        button(NEAR_IDS[index] ?? ids.nearFirst, pickText(deal), {
          value: JSON.stringify({ v: 1, pick: deal.id, following }),
        }),
      ),
      button(ids.newDealNamed, `New deal “${words}”`, { value: cut(words, TYPED.name) }),
    ]),
  ];
}

/** Buttons of one row need an id each. */
const NEAR_IDS = [ids.nearFirst, ids.nearSecond, ids.nearThird] as const;
