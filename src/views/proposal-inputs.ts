import type { KnownBlock } from '@slack/types';
import type { Deal } from '../domain/deal.ts';
import { plainMoney } from '../domain/money.ts';
import type { ProposalTyped } from '../domain/proposing.ts';
import type { Settings } from '../domain/settings.ts';
import { readAmount } from './deal-form.ts';
import { type SubmittedView, textInput, tooLong, typed, typedText } from './form.ts';
import { ids } from './ids.ts';
import { TYPED } from './limits.ts';
import type { Look } from './look.ts';

/** Amount, what was agreed, a link to the document: as in the last proposal, where there is one. A gate lets all of it be left out. */
export function proposalInputs(deal: Deal, { settings }: Look, { isOptional = true } = {}): KnownBlock[] {
  const last = deal.proposals.at(-1);
  const amount = deal.amount === null ? null : plainMoney(deal.amount, settings);
  return [
    textInput(ids.amount, `Amount proposed (${settings.currency})`, { initial: amount, isOptional }),
    textInput(ids.agreed, 'What was agreed', {
      initial: last?.agreed ?? null,
      isOptional,
      isLong: true,
      hint: 'A proposal only puts in writing what is already agreed.',
    }),
    textInput(ids.link, 'Link to the document', {
      initial: last?.link ?? null,
      isOptional,
      placeholder: 'https://…',
    }),
    ...(last === undefined
      ? []
      : [
          textInput(ids.reason, 'Why the price gives way', {
            isOptional: true,
            hint: 'Only where the amount is lower than the first proposal’s.',
          }),
        ]),
  ];
}

/** Null where no part of a proposal was typed; all of it is needed where any is. */
export function readProposal(
  view: SubmittedView,
  settings: Settings,
  errors: { [block: string]: string },
): ProposalTyped | null {
  const isEmpty = typedText(view, ids.agreed) === '' && typed(view, ids.link) === '';
  return isEmpty ? null : readWholeProposal(view, settings, errors);
}

/** Null, with what is missing in `errors`, where there is no amount. */
export function readWholeProposal(
  view: SubmittedView,
  settings: Settings,
  errors: { [block: string]: string },
): ProposalTyped | null {
  const [agreed, link, reason] = [typedText(view, ids.agreed), typed(view, ids.link), typed(view, ids.reason)];
  const amount = readAmount(view, ids.amount, settings, errors);
  if (amount === null) errors[ids.amount] ??= 'Which amount does the proposal name?';
  if (amount === 0) errors[ids.amount] = 'An amount above 0';
  if (agreed === '') errors[ids.agreed] = 'What did you agree on? One line is enough';
  if (link === '') errors[ids.link] = 'Where can it be read? Paste the link';
  else if (!isWebLink(link)) errors[ids.link] = LINK_WANTED;
  const long = { [ids.agreed]: tooLong(agreed, TYPED.note), [ids.reason]: tooLong(reason, TYPED.reason) };
  for (const [id, problem] of Object.entries(long)) if (problem !== null) errors[id] = problem;
  return amount === null ? null : { amount, agreed, link, reason };
}

export const LINK_WANTED = 'A link that begins with https://';
const LONGEST_LINK = 2_000;

/** Only what a browser opens by itself and nothing else can be run from. */
export function isWebLink(text: string): boolean {
  return text.length <= LONGEST_LINK && URL.canParse(text) && new URL(text).protocol === 'https:';
}
