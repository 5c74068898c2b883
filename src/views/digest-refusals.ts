import type { KnownBlock, ModalView } from '@slack/types';
import type { Readers } from '../domain/digest.ts';
import type { ScheduleProblem, ScheduleRefusal } from '../domain/schedule-file.ts';
import { type Line, section } from './blocks.ts';
import { digestLine } from './digest-words.ts';
import { type Errors, modal } from './form.ts';
import { ids } from './ids.ts';
import { type Look, momentText, nameOf } from './look.ts';
import { setupPage } from './setup-home.ts';

/** Why something about digests was not done, and what about a channel is worth knowing before anything stands there. */

export function noDigestsBlocks(): KnownBlock[] {
  return [section(['Digests are scheduled by managers for their teams, and by admins. You manage no team yet.'])];
}

function heldDigests(lines: readonly Line[]): ModalView {
  return modal({ callbackId: ids.held, title: 'Not saved', metadata: '', close: 'Back' }, [section(lines)]);
}

export function outdatedDigests(): ModalView {
  return heldDigests([
    'This is from an earlier version of Sideline, and nothing was changed. Type /coach digest again.',
  ]);
}

const GONE =
  'That digest is not there, or not yours to schedule: its team’s manager and admins do that. Type /coach digest to see how it stands now.';

/** It is not said which: whoever does not lead a team does not learn what is posted for it. `said`: what was done just before. */
export function goneDigest(said: readonly Line[] = []): ModalView {
  return said.length === 0 ? heldDigests([GONE]) : setupPage('Digests', said, [section([GONE])]);
}

export function digestRefusal(outcome: ScheduleRefusal, look: Look): ModalView {
  if (outcome.is === 'gone') return goneDigest();
  if (outcome.why === 'not-theirs')
    return heldDigests(['Digests are scheduled by the team’s manager and by admins, and you are neither now.']);
  return heldDigests([
    ...changedLines(outcome, look),
    'Nothing of yours was saved, and what you typed is still in the form behind this. Type /coach digest to see how it stands now.',
  ]);
}

const MOST_SHOWN = 5;

/** `Dana Whitlock, 14:02: West, weekly digest: paused.` */
export function changedLines({ since }: Extract<ScheduleRefusal, { why: 'changed' }>, look: Look): readonly Line[] {
  const lines = since
    .slice(-MOST_SHOWN)
    .map((row) => `${nameOf(look, row.by)}, ${momentText(look, row.at)}: ${digestLine(row)}`);
  return [[{ bold: 'This was changed while you had it open.' }], ...lines];
}

export function problemErrors(problem: ScheduleProblem, channel: string | null): Errors {
  if (problem === 'empty-team')
    return { [ids.digestTeam]: 'Nobody is on it yet. An admin adds people in /coach setup' };
  const where = channel === null ? 'It has its questions for 1:1s already' : 'It has one in that channel already';
  return { [ids.digestChannel]: `${where}. Change that one, or choose another channel` };
}

/** Where Slack cannot be asked about the channel just now. */
export function unknownChannel(name: string): string {
  return `Slack does not say how #${name} stands now.`;
}

export type ChannelAsIs = {
  readonly name: string;
  readonly isPrivate: boolean;
  /** Null: not all who read it could be looked at. */
  readonly hasGuests: boolean | null;
};

/** Worth knowing, and no reason to refuse. */
export function channelWarnings({ name, isPrivate, hasGuests }: ChannelAsIs, readers: Readers): readonly string[] {
  const names = readers === 'team' ? '' : ' It names people.';
  const guests =
    hasGuests === null
      ? `Sideline cannot tell whether guests read #${name}.`
      : `#${name} has guests in it: they read it as well.`;
  return [
    ...(isPrivate ? [] : [`#${name} is public: everybody in the workspace can read it.${names}`]),
    ...(hasGuests === false ? [] : [`${guests}${isPrivate ? names : ''}`]),
  ];
}
