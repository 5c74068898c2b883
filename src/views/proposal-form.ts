import type { ModalView } from '@slack/types';
import type { Deal } from '../domain/deal.ts';
import type { ProposalTyped } from '../domain/proposing.ts';
import type { Settings } from '../domain/settings.ts';
import { section } from './blocks.ts';
import { dealName } from './deal-card.ts';
import { hasBlocks, modal, type Read, type SubmittedView } from './form.ts';
import { ids } from './ids.ts';
import { type Look, moneyIn } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';
import { proposalInputs, readWholeProposal } from './proposal-inputs.ts';

/** A proposal puts in writing what is already agreed; another one stands beside the first, which discounts are measured against. */
export function proposalForm(deal: Deal, look: Look): ModalView {
  const [first] = deal.proposals;
  const known =
    first === undefined ? 'It will be the first on record.' : `The first one: ${moneyIn(look, first.amount)}`;
  return modal({ callbackId: ids.proposalForm, title: 'Proposal', metadata: carried(deal), submit: 'Record it' }, [
    section([[{ bold: dealName(deal) }], known]),
    ...proposalInputs(deal, look, { isOptional: false }),
  ]);
}

export type ProposalForm = Carried & { readonly proposal: ProposalTyped };

export function readProposalForm(view: SubmittedView, settings: Settings): Read<ProposalForm> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null || !hasBlocks(view, [ids.amount, ids.agreed, ids.link])) return { is: 'outdated' };
  const errors: { [block: string]: string } = {};
  const proposal = readWholeProposal(view, settings, errors);
  if (proposal === null || Object.keys(errors).length > 0) return { is: 'wrong', errors };
  return { is: 'read', value: { ...carriedBy, proposal } };
}
