import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { spoken } from '../views/blocks.ts';
import { sorryView } from '../views/sorry.ts';
import type { Deps } from './deps.ts';
import { errorCode } from './error-code.ts';
import { DEEPEST, type Origin } from './show.ts';

/** Never silence: ephemerally where Slack gave an address, else as a view; where neither can be had any more, as a direct message. */
export async function deliver(
  { log }: Deps,
  client: WebClient,
  { origin, user }: { origin: Origin; user: string },
  blocks: KnownBlock[],
): Promise<void> {
  try {
    await answered(client, origin, blocks);
  } catch (error) {
    log.warn('An answer could not be delivered; sent as a direct message.', { code: errorCode(error), error });
    const message = { channel: user, text: spoken(blocks), blocks, unfurl_links: false, unfurl_media: false };
    await client.chat.postMessage(message).catch((again: unknown) => {
      log.warn('An answer could not be delivered at all.', { code: errorCode(again), error: again });
    });
  }
}

async function answered(client: WebClient, { respond, view, triggerId }: Origin, blocks: KnownBlock[]): Promise<void> {
  if (respond !== null)
    return void (await respond({ response_type: 'ephemeral', replace_original: false, text: spoken(blocks), blocks }));
  const at = { trigger_id: triggerId ?? '', view: sorryView(blocks) };
  if (view === null) await client.views.open(at);
  else if (view.depth < DEEPEST) await client.views.push(at);
  else await client.views.update({ view_id: view.id, view: at.view });
}
