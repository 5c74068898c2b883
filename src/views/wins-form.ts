import type { ModalView } from '@slack/types';
import type { TeamId } from '../domain/brand.ts';
import type { TeamFile } from '../domain/setup-file.ts';
import { section } from './blocks.ts';
import { channelInput, pickedChannel } from './channel-input.ts';
import { checkboxes, chosenAll, hasBlocks, modal, type Read, type SubmittedView } from './form.ts';
import { ids } from './ids.ts';
import { readSetupCarried, type SetupCarried, setupCarried } from './setup-metadata.ts';

const AMOUNT = 'amount';

/** In which channel a team hears of its wins, and whether with the amount. */
export function winsForm({ id, name, seen, wins }: Pick<TeamFile, 'id' | 'name' | 'seen' | 'wins'>): ModalView {
  const metadata = setupCarried({ seen, team: id });
  return modal({ callbackId: ids.winsForm, title: 'Wins', metadata, submit: 'Save' }, [
    section([`Where ${name} hears of its wins`]),
    channelInput(ids.winsChannel, 'Channel', {
      initial: wins.channel,
      isOptional: true,
      hint: 'Sideline has to be in it: /invite @sideline. A public channel can be read by everybody here, and by its guests. Empty: nowhere.',
    }),
    checkboxes(
      ids.showsWonAmount,
      'What it says',
      [[AMOUNT, 'The amount, besides who won which deal']],
      wins.showsAmount ? [AMOUNT] : [],
    ),
  ]);
}

export type WinsForm = {
  readonly seen: number;
  readonly team: TeamId;
  readonly channel: string | null;
  readonly showsAmount: boolean;
};

export function readWinsForm(view: SubmittedView): Read<WinsForm> {
  const { seen, team }: Partial<SetupCarried> = readSetupCarried(view.private_metadata) ?? {};
  if (seen === undefined || team === undefined || !hasBlocks(view, [ids.winsChannel, ids.showsWonAmount]))
    return { is: 'outdated' };
  const showsAmount = chosenAll(view, ids.showsWonAmount, [AMOUNT]).length > 0;
  return { is: 'read', value: { seen, team, channel: pickedChannel(view, ids.winsChannel), showsAmount } };
}
