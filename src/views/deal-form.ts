import type { ModalView } from '@slack/types';
import type { Day } from '../domain/calendar.ts';
import type { Contact, Deal } from '../domain/deal.ts';
import { type Money, type ParsedMoney, parseMoney, plainMoney } from '../domain/money.ts';
import type { Settings } from '../domain/settings.ts';
import { context } from './blocks.ts';
import {
  checkboxes,
  chosenAll,
  dateInput,
  hasBlocks,
  modal,
  NO_SUCH_DAY,
  pickedDay,
  pickedUser,
  type Read,
  type SubmittedView,
  textInput,
  tooLong,
  typed,
  userInput,
} from './form.ts';
import { ids } from './ids.ts';
import { type Look, moneyIn } from './look.ts';
import { type Carried, carried, readCarried } from './metadata.ts';

export type DealForm = {
  readonly company: string;
  readonly title: string;
  readonly contact: Contact | null;
  readonly isSamePerson: boolean;
  readonly amount: Money | null;
  readonly expectedClose: Day | null;
  /** A Slack user; null where the form does not ask. */
  readonly owner: string | null;
};

/** A deal starts with a company; all else may follow. Managers and admins choose for whom it is. */
export function newDealForm(look: Look, { company, owner }: { company: string; owner: string | null }): ModalView {
  return modal({ callbackId: ids.dealForm, title: 'New deal', metadata: '', submit: 'Open deal' }, [
    ...inputs(look, { company }),
    ...(owner === null ? [] : [userInput(ids.owner, 'Owner', { initial: owner })]),
  ]);
}

/** What a deal is. A proposed amount is changed by another proposal, and not here. */
export function editForm(deal: Deal, look: Look): ModalView {
  const isProposed = deal.proposals.length > 0;
  const all = inputs(look, deal).filter((block) => !(isProposed && block.block_id === ids.amount));
  const same = checkboxes(
    ids.samePerson,
    'If the name changes',
    [['same', 'Still the same person, only written right']],
    [],
    { hint: 'Another person has not answered the four questions yet: they are then to be asked again.' },
  );
  return modal({ callbackId: ids.editForm, title: 'Edit deal', metadata: carried(deal), submit: 'Save deal' }, [
    ...all,
    ...(deal.contact === null ? [] : [same]),
    ...(isProposed
      ? [
          context(
            `The amount is the proposal’s: ${moneyIn(look, deal.amount)}. A new proposal or a discount changes it.`,
          ),
        ]
      : []),
  ]);
}

type Shown = Partial<Pick<Deal, 'company' | 'title' | 'contact' | 'amount' | 'expectedClose'>>;

function inputs({ settings }: Look, { company, title, contact, amount, expectedClose }: Shown) {
  const initialAmount = amount === null || amount === undefined ? null : plainMoney(amount, settings);
  return [
    textInput(ids.company, 'Company', { initial: company ?? null }),
    textInput(ids.title, 'What they would buy', {
      initial: title ?? null,
      isOptional: true,
      hint: 'Tells several deals of one company apart.',
    }),
    textInput(ids.contact, 'Contact', { initial: contact?.name ?? null, isOptional: true }),
    textInput(ids.contactRole, 'Contact’s role', { initial: contact?.role ?? null, isOptional: true }),
    textInput(ids.amount, `Amount (${settings.currency})`, {
      initial: initialAmount,
      isOptional: true,
      placeholder: settings.decimal === '.' ? '45k or 45,000' : '45k or 45.000',
    }),
    dateInput(ids.expectedClose, 'Expected close', { initial: expectedClose ?? null, isOptional: true }),
  ];
}

export type EditForm = Carried & {
  readonly typed: Omit<DealForm, 'owner' | 'amount'>;
  /** Undefined where the form did not ask for it: the amount is the proposal's. */
  readonly amount: Money | null | undefined;
};

export function readEditForm(view: SubmittedView, settings: Settings): Read<EditForm> {
  const carriedBy = readCarried(view.private_metadata);
  if (carriedBy === null) return { is: 'outdated' };
  const form = readDealForm(view, settings);
  if (form.is !== 'read') return form;
  const { owner, amount, ...typed } = form.value;
  return { is: 'read', value: { ...carriedBy, typed, amount: hasBlocks(view, [ids.amount]) ? amount : undefined } };
}

export function readDealForm(view: SubmittedView, settings: Settings): Read<DealForm> {
  if (!hasBlocks(view, [ids.company, ids.title, ids.contact, ids.contactRole, ids.expectedClose]))
    return { is: 'outdated' };
  const errors: { [block: string]: string } = {};
  const line = (id: string): string => {
    const text = typed(view, id);
    const problem = tooLong(text);
    if (problem) errors[id] = problem;
    return text;
  };
  const [company, title, name, role] = [line(ids.company), line(ids.title), line(ids.contact), line(ids.contactRole)];
  if (company === '') errors[ids.company] = 'Which company is it?';
  if (name === '' && role !== '') errors[ids.contact] = 'Whose role is that? Add a name, or leave both empty';
  const amount = readAmount(view, ids.amount, settings, errors);
  const day = pickedDay(view, ids.expectedClose);
  if (day === 'impossible') errors[ids.expectedClose] = NO_SUCH_DAY;
  if (Object.keys(errors).length > 0 || day === 'impossible') return { is: 'wrong', errors };
  const contact = name === '' ? null : { name, role };
  const isSamePerson = chosenAll(view, ids.samePerson, ['same']).length > 0;
  return {
    is: 'read',
    value: { company, title, contact, isSamePerson, amount, expectedClose: day, owner: pickedUser(view, ids.owner) },
  };
}

/** An amount as typed; null where nothing was. What it cannot be goes into `errors`, with how to write it instead. */
export function readAmount(
  view: SubmittedView,
  id: string,
  settings: Settings,
  errors: { [block: string]: string },
): Money | null {
  const text = typed(view, id);
  if (text === '') return null;
  const read = parseMoney(text, settings);
  if (read.is === 'amount') return read.amount;
  errors[id] = amountProblem(text, read, settings);
  return null;
}

function amountProblem(text: string, read: Exclude<ParsedMoney, { is: 'amount' }>, { decimal }: Settings): string {
  if (read.is === 'ambiguous') {
    return `${text} could be thousands or decimals. Write ${read.thousands} or ${read.decimals}`;
  }
  switch (read.why) {
    case 'negative':
      return 'An amount cannot be below zero';
    case 'too-large':
      return 'That is more than Sideline can keep: at most 100 billion';
    case 'too-many-decimals':
      return 'More decimals than the currency has';
    case 'not-an-amount':
      return decimal === '.'
        ? 'An amount such as 12,500.00, 12500 or 45k'
        : 'An amount such as 12.500,00, 12500 or 45k';
  }
}
