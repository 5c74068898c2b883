import type { Button } from '@slack/types';
import type { NextStep } from '../domain/advice.ts';
import { daysBetween } from '../domain/calendar.ts';
import { type Deal, stageOf } from '../domain/deal.ts';
import { earlierStages } from '../domain/stages.ts';
import { button } from './blocks.ts';
import { ids } from './ids.ts';
import { carried } from './metadata.ts';

/** What is usually done next, the likeliest first. */
export function cardButtons(deal: Deal, next: NextStep['is']): Button[] {
  const value = carried(deal);
  const { standing } = deal;
  if (standing.is === 'parked') {
    return [
      button(ids.bringBack, 'Bring back', { value, style: 'primary' }),
      button(ids.parkDeal, 'Another date', { value }),
      button(ids.loseDeal, 'Lost', { value }),
    ];
  }
  if (standing.is !== 'live') return [];
  const stage = stageOf(deal);
  const advance = button(ids.advanceDeal, stage === 'negotiate' ? 'Close as won' : 'Advance', { value });
  const proof = button(ids.proveDeal, 'Proof', { value });
  const proposal = button(ids.proposeDeal, 'Proposal', { value });
  const counter = button(ids.counterDeal, 'Ask or counter', { value });
  const qualify = button(ids.qualifyDeal, deal.answers.length === 0 ? 'Qualify' : 'Qualify again', { value });
  const points = button(ids.setPoints, 'Open points', { value });
  const rows = {
    qualify: [qualify, advance, proof],
    prove: [{ ...proof, text: { ...proof.text, text: 'Record proof' } }, advance, qualify, points],
    propose: [proposal, advance, points, proof, qualify],
    negotiate: [counter, advance, points, proposal, qualify],
  };
  const answering = rows[stage].find(({ action_id }) => action_id === ANSWERS[next]) ?? rows[stage][0];
  const others = rows[stage].filter((each) => each !== answering);
  return answering === undefined ? others : [{ ...answering, style: 'primary' }, ...others];
}

/** The button that answers what a deal needs next, where it is not the stage's usual one. */
const ANSWERS: { readonly [N in NextStep['is']]?: string } = {
  hold: ids.qualifyDeal,
  ask: ids.qualifyDeal,
  stale: ids.qualifyDeal,
  'points-open': ids.setPoints,
  'proof-not-accepted': ids.proveDeal,
  'proof-due': ids.proveDeal,
  'no-proof': ids.proveDeal,
  'no-proposal': ids.proposeDeal,
  'discount-before-value': ids.counterDeal,
  advance: ids.advanceDeal,
};

/** Product, section 3, Close: a deal opened by mistake. */
const WITHDRAW_WITHIN_DAYS = 1;

/** The rest of what can be done with a deal as it stands, by somebody who may. */
export function moreButtons(deal: Deal, { isInCharge, now }: { isInCharge: boolean; now: Date }): Button[] {
  const value = carried(deal);
  const { standing } = deal;
  const reopen = button(ids.reopenDeal, 'Reopen', { value });
  const handOver = isInCharge ? [button(ids.reassignDeal, 'Hand over', { value })] : [];
  if (standing.is === 'won' || standing.is === 'lost') return isInCharge ? [reopen, ...handOver] : [];
  if (standing.is === 'withdrawn') return [];
  const edit = button(ids.editDeal, 'Edit', { value });
  if (standing.is === 'parked') return [edit, ...handOver];
  const isYoung =
    deal.openedAt !== null && deal.stints.length === 1 && daysBetween(deal.openedAt, now) < WITHDRAW_WITHIN_DAYS;
  return [
    button(ids.parkDeal, 'Park', { value }),
    button(ids.loseDeal, 'Lost', { value }),
    ...(earlierStages(standing.stage).length > 0 ? [button(ids.backDeal, 'Back', { value })] : []),
    edit,
    ...handOver,
    ...(isYoung ? [withdrawButton(value)] : []),
  ];
}

function withdrawButton(value: string): Button {
  return {
    ...button(ids.withdrawDeal, 'Withdraw', { value, style: 'danger' }),
    confirm: {
      title: { type: 'plain_text', text: 'Withdraw this deal?' },
      text: { type: 'plain_text', text: 'It was opened by mistake, and will count nowhere. This cannot be undone.' },
      confirm: { type: 'plain_text', text: 'Withdraw' },
      deny: { type: 'plain_text', text: 'Keep it' },
      style: 'danger',
    },
  };
}
