import type { KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { namesOf } from '../db/people.ts';
import { type Day, dayIn } from '../domain/calendar.ts';
import type { Settings } from '../domain/settings.ts';
import type { Gesture, Speaker } from '../domain/speaker.ts';
import type { Fields } from '../log.ts';
import { spoken } from '../views/blocks.ts';
import { ids } from '../views/ids.ts';
import type { Look } from '../views/look.ts';
import { savedBlocks, tooLateBlocks, waitingView } from '../views/sorry.ts';
import { afterSaving } from './after-saving.ts';
import { type Channel, channelOf, hasGuests as guestsIn } from './channel.ts';
import type { Deps } from './deps.ts';
import type { SlackUser } from './directory.ts';
import { type Origin, showing } from './show.ts';

/** One gesture in a handler's hands: who, when, and the ways in which it can be answered. */
export type Asked = {
  readonly by: Speaker;
  readonly settings: Settings;
  readonly isSetUp: boolean;
  readonly now: Date;
  /** In the workspace's zone. */
  readonly today: Day;
  readonly gesture: (seen: number | null) => Gesture;
  /** A line in the log about this gesture, with who made it. */
  readonly note: (what: string, fields?: Pick<Fields, 'deal' | 'code'>) => void;
  readonly look: () => Promise<Look>;
  /** What Slack says of somebody who was picked in a form. Throws Slack's error. */
  readonly findUser: (user: string) => Promise<SlackUser>;
  /** A channel that was picked in a form, or why it will not do. */
  readonly findChannel: (channel: string) => Promise<Channel | { readonly problem: string }>;
  /** Whether guests read a channel; null where that is not known, which is no reason for anything else to fail. */
  readonly hasGuests: (channel: string) => Promise<boolean | null>;
  /** An answer for the asker alone: in the channel, in place of the message that was clicked, or as a modal where there is neither. */
  readonly say: (blocks: readonly KnownBlock[], how?: 'replace') => Promise<void>;
  /** Whether it came from a modal: an answer then belongs there. */
  readonly isInModal: boolean;
  /** A modal: opened, put in place of an outcome, or pushed over a form so that nothing typed is lost. */
  readonly show: (view: () => Promise<ModalView>) => Promise<void>;
  /** The same for what follows once something was saved: whatever goes wrong then, nobody hears that nothing was. */
  readonly showSaved: (view: () => Promise<ModalView>) => Promise<void>;
};

export type Known = { readonly by: Speaker; readonly settings: Settings; readonly isSetUp: boolean };

export function asked(
  deps: Deps,
  client: WebClient,
  { known, origin, key, gesture }: { known: Known; origin: Origin; key: string; gesture: string },
): Asked {
  const now = deps.now();
  const { by, settings } = known;
  const today = dayIn(settings.zone, now);
  const show = showing(deps, client, origin, tooLateBlocks());
  return {
    ...known,
    now,
    today,
    gesture: (seen) => ({ by, at: now, key, seen }),
    note: (what, fields = {}) => deps.log.info(what, { gesture, workspace: by.workspace, user: by.user, ...fields }),
    look: () => lookOf(deps, known, now),
    findUser: (user) => deps.directory.find(client, by.workspace, user),
    findChannel: (channel) => channelOf(client, channel),
    hasGuests: (channel) =>
      guestsIn(client, channel, {
        find: (user) => deps.directory.find(client, by.workspace, user),
        known: (user) => deps.directory.known(by.workspace, user),
      }).catch(() => null),
    isInModal: origin.view !== null,
    show,
    showSaved: (view) => afterSaving(() => showing(deps, client, origin, savedBlocks())(view)),
    say: async (blocks, how) => {
      if (origin.respond === null) return show(async () => messageView(blocks));
      await origin.respond({
        response_type: 'ephemeral',
        replace_original: how === 'replace',
        text: spoken(blocks),
        blocks: [...blocks],
        unfurl_links: false,
      });
    },
  };
}

async function lookOf({ db, usual: usualFor }: Deps, { by, settings }: Known, now: Date): Promise<Look> {
  const { workspace } = by;
  const today = dayIn(settings.zone, now);
  const [names, usual] = await Promise.all([namesOf(db, workspace), usualFor(workspace, settings, today)]);
  return { settings, now, zone: by.zone, me: by.person, names, usual };
}

function messageView(blocks: readonly KnownBlock[]): ModalView {
  return { ...waitingView(), callback_id: ids.done, blocks: [...blocks] };
}
