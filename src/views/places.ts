import type { KnownBlock } from '@slack/types';
import type { Places } from '../domain/capacity.ts';
import { type Deal, stageOf } from '../domain/deal.ts';
import { MOST_PARKED } from '../domain/settings.ts';
import { actions, button, divider, type Line, section } from './blocks.ts';
import { dealName, hereText } from './deal-card.ts';
import { ids } from './ids.ts';
import { cut, LIMITS } from './limits.ts';
import { type Look, moneyIn } from './look.ts';
import { carried } from './metadata.ts';
import { parkedText } from './pipeline.ts';
import { STAGE_NAMES } from './words.ts';

/** One live deal too many: it is open all the same, and the coach asks which one goes. */
export function whichGoesBlocks({ live, capacity }: Places, offered: readonly Deal[], look: Look): KnownBlock[] {
  if (live <= capacity || offered.length === 0) return [];
  return [
    section([
      [{ bold: `That is live deal ${live}, and you have ${capacity} places. Which one goes?` }],
      'A place taken by a deal that will not close is missing for one that would.',
    ]),
    ...offered.flatMap((deal, index) => [
      section([
        [{ bold: cut(dealName(deal), LIMITS.header) }],
        [STAGE_NAMES[stageOf(deal)], moneyIn(look, deal.amount), hereText(deal, look)].join(' · '),
      ]),
      actions(`${ids.whichGoes}_${index}`, [
        button(ids.parkDeal, 'Park', { value: carried(deal), label: `Park ${dealName(deal)}` }),
        button(ids.loseDeal, 'Lost', { value: carried(deal), label: `Lost: ${dealName(deal)}` }),
      ]),
    ]),
    divider,
  ];
}

/** One parked deal too many: it is parked all the same, and the coach asks which one ends. */
export function whichEndsBlocks(
  { parked }: Pick<Places, 'parked'>,
  offered: readonly Deal[],
  look: Look,
): KnownBlock[] {
  if (parked <= MOST_PARKED || offered.length === 0) return [];
  return [
    section([
      [
        {
          bold: `That is parked deal ${parked}, and ${MOST_PARKED} is the most that anybody goes back to. Which one ends?`,
        },
      ],
    ]),
    ...offered.flatMap((deal, index) => [
      section([
        [{ bold: cut(dealName(deal), LIMITS.header) }],
        [STAGE_NAMES[stageOf(deal)], moneyIn(look, deal.amount), parkedText(deal, look)].join(' · '),
      ]),
      actions(`${ids.whichGoes}_${index}`, [
        button(ids.loseDeal, 'Lost', { value: carried(deal), label: `Lost: ${dealName(deal)}` }),
      ]),
    ]),
    divider,
  ];
}

/** How full somebody else's places are; one too many is theirs to let go. */
export function theirPlacesText(name: string, { live, capacity }: Places): Line[] {
  const taken = `${name} has ${live} of ${capacity} places taken.`;
  return live <= capacity ? [taken] : [`${taken} Settle with them which one goes.`];
}
