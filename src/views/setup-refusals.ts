import type { KnownBlock, ModalView } from '@slack/types';
import { never } from '../domain/brand.ts';
import type { FieldRefusal, NotAdmin, SetupField, SetupRow } from '../domain/setup-file.ts';
import { actions, button, section } from './blocks.ts';
import { type Errors, modal } from './form.ts';
import { ids } from './ids.ts';
import { type Look, momentText, nameOf, todayOf } from './look.ts';
import { shortList } from './setup-home.ts';
import { changeLines } from './setup-words.ts';
import { listed } from './words.ts';

export function notAdminBlocks({ admins }: Pick<NotAdmin, 'admins'>): KnownBlock[] {
  const [first, ...others] = admins;
  if (first === undefined)
    return [
      section([
        'Sideline is set up by its admins, and nobody is admin yet.',
        'Ask an admin or owner of this Slack workspace to type /coach setup: whoever saves something first becomes admin.',
      ]),
    ];
  const names = listed(shortList(admins));
  return [section([`Sideline is set up by its admins. Ask ${others.length === 0 ? first : `one of them: ${names}`}.`])];
}

/** The form stays below, with what was typed. */
export function heldSetup(blocks: readonly KnownBlock[]): ModalView {
  return modal({ callbackId: ids.held, title: 'Not saved', metadata: '', close: 'Back' }, blocks);
}

export function changedSetupBlocks(since: readonly SetupRow[], look: Look): KnownBlock[] {
  const lines = since
    .slice(-MOST_SHOWN)
    .flatMap((row) =>
      changeLines([row], look.settings, todayOf(look)).map(
        (line) => `${nameOf(look, row.by)}, ${momentText(look, row.at)}: ${line}`,
      ),
    );
  return [
    section([
      [{ bold: 'This was changed while you had it open.' }],
      ...lines,
      'Nothing of yours was saved, and what you typed is still in the form behind this. Look at how it stands now, and enter it there.',
    ]),
    actions(ids.setupButtons, [button(ids.setupOverview, 'How it stands now', { style: 'primary' })]),
  ];
}

const MOST_SHOWN = 5;

export function goneSetupBlocks(): KnownBlock[] {
  return [
    section(['That is no longer there: somebody else has changed it meanwhile.']),
    actions(ids.setupButtons, [button(ids.setupOverview, 'How it stands now', { style: 'primary' })]),
  ];
}

export function outdatedSetupBlocks(): KnownBlock[] {
  return [section(['This is from an earlier version of Sideline, and nothing was changed. Type /coach setup again.'])];
}

const BLOCK: { readonly [F in SetupField]: string } = {
  currency: ids.currency,
  name: ids.teamName,
  people: ids.members,
  joinedOn: ids.joinedOn,
  leftOn: ids.leftOn,
  admins: ids.admins,
  slackUser: ids.slackUser,
  holiday: ids.holiday,
  rampFrom: ids.rampFrom,
};

export function setupErrors(refusal: FieldRefusal): Errors {
  return { [BLOCK[refusal.field]]: problemText(refusal) };
}

function problemText(refusal: FieldRefusal): string {
  switch (refusal.problem) {
    case 'other-units':
      return 'Amounts are on record, and this currency’s smallest unit has other decimals: every amount would become another one';
    case 'taken':
      return 'There is a team of that name. Choose another';
    case 'on-team':
      return `${refusal.name} is on the team at that time already`;
    case 'coincides':
      return 'They were on the team at that time already, by another entry';
    case 'before-joined':
      return 'A day after the one on which they joined';
    case 'off-already':
      return 'That day stands among the holidays already';
    case 'ramp-already':
      return 'They have a ramp at that time already: remove it first';
    case 'none':
      return 'At least one. Name somebody else first';
    case 'stands-for-another':
      return `They already stand for “${refusal.name}” of the import. A person has one name there`;
    default:
      return never(refusal);
  }
}
