import type { KnownBlock, ModalView } from '@slack/types';
import { section } from './blocks.ts';
import { modal } from './form.ts';
import { ids } from './ids.ts';

/** While something takes longer than a moment. */
export function waitingView(): ModalView {
  return modal({ callbackId: ids.waiting, title: 'Sideline', metadata: '', close: 'Close' }, [
    section(['One moment …']),
  ]);
}

export function sorryView(blocks: readonly KnownBlock[]): ModalView {
  return modal({ callbackId: ids.held, title: 'Sideline', metadata: '', close: 'Back' }, blocks);
}

export function tooLateBlocks(): KnownBlock[] {
  return [section(['That took too long, and nothing was changed. Try again: it is usually quick.'])];
}

/** `reference` finds the line in the log. */
export function brokenBlocks(reference: string): KnownBlock[] {
  return [
    section([
      `That did not go through, and nothing was saved. Try again in a minute; if it lasts, tell your admin the code ${reference}.`,
    ]),
  ];
}

/** Something was saved before it broke; `reference` finds the line in the log. */
export function savedBlocks(reference?: string): KnownBlock[] {
  const code = reference === undefined ? '' : ` If it lasts, tell your admin the code ${reference}.`;
  return [section([`That is done, but how it stands now could not be shown. Open it again to see.${code}`])];
}

export function busyBlocks(): KnownBlock[] {
  return [section(['Too much at once, and nothing was changed. Try again in a minute.'])];
}

export function outdatedBlocks(): KnownBlock[] {
  return [
    section([
      'This is from an earlier version of Sideline, and nothing was changed. Open it again: /deal and the company’s name.',
    ]),
  ];
}

export function goneBlocks(): KnownBlock[] {
  return [section(['That deal is no longer there. /deal shows yours.'])];
}

const NOT_FOR: { readonly [standing: string]: string } = {
  guest: 'Sideline is for full members of this workspace. Ask whoever runs it to enter the deal for you.',
  bot: 'Sideline answers people, not apps.',
  deactivated: 'Your account is deactivated here, so Sideline cannot answer.',
  stranger: 'Sideline is for people of this company. In a shared channel it answers them alone.',
  'other-workspace': 'Sideline is set up for another workspace, and cannot answer here.',
};

export function notForYouBlocks(standing: string): KnownBlock[] {
  return [section([NOT_FOR[standing] ?? NOT_FOR.stranger ?? ''])];
}

/** Slack would not say who asks. Nobody is let in on a guess. */
export function unknownBlocks(reference: string): KnownBlock[] {
  return [
    section([
      `Slack did not tell who you are, so nothing was done. Try again in a minute; if it lasts, tell your admin the code ${reference}: the app needs the scope users:read.`,
    ]),
  ];
}
