import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Block, KnownBlock, ModalView } from '@slack/types';
import { larkfield } from '../../src/playground/cast.ts';
import type { Manifest } from '../../src/playground/manifest.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../src/playground/stand-in.ts';
import { handlersOf } from '../support/in-flight.ts';
import { PersonDriver } from '../support/person.ts';

export const manifest: Manifest = {
  display_information: { name: 'Tiny' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'tiny' },
    shortcuts: [{ type: 'global', name: 'New note', callback_id: 'new_note', description: 'Write a note' }],
    slash_commands: [{ command: '/note', description: 'A note', usage_hint: '[text]', should_escape: true }],
  },
  oauth_config: {
    scopes: { bot: ['commands', 'chat:write', 'im:write', 'users:read', 'channels:read', 'groups:read', 'im:read'] },
  },
  settings: { event_subscriptions: { bot_events: ['app_home_opened'] } },
};

export type TinyWorkspace = {
  readonly slack: StandIn;
  readonly app: App;
  readonly person: (handle: string) => PersonDriver;
  readonly close: () => Promise<void>;
};

/** A stand-in with a bare Bolt app that listens for nothing yet. */
export async function tinyWorkspace(
  way: 'socket' | 'http' = 'socket',
  options: Partial<StandInOptions> = {},
): Promise<TinyWorkspace> {
  const slack = await startStandIn({ cast: larkfield, manifest, ...options });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const receiver =
    way === 'socket'
      ? new SocketModeReceiver({
          appToken: slack.appToken,
          logLevel: LogLevel.ERROR,
          installerOptions: { clientOptions },
        })
      : new HTTPReceiver({ signingSecret: slack.signingSecret, logLevel: LogLevel.ERROR });
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions,
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  });
  await app.init();
  const { idle } = handlersOf(app);
  if (receiver instanceof HTTPReceiver) {
    const server = await receiver.start(0);
    const address = server.address();
    slack.deliverTo(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`);
  } else {
    await app.start();
  }
  return {
    slack,
    app,
    person: (handle) => new PersonDriver(slack, handle, idle),
    close: async () => {
      await app.stop();
      await slack.close();
    },
  };
}

/** A modal of one text field, and whatever else is given. */
export function noteForm(more: Partial<ModalView> = {}): ModalView {
  return {
    type: 'modal',
    callback_id: 'note',
    title: { type: 'plain_text', text: 'Note' },
    submit: { type: 'plain_text', text: 'Save' },
    blocks: [textField('text', 'Text')],
    ...more,
  };
}

export function textField(id: string, label: string): KnownBlock {
  const element = { type: 'plain_text_input' as const, action_id: id };
  return { type: 'input', block_id: id, label: { type: 'plain_text', text: label }, element };
}

export function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

export function buttons(...texts: readonly string[]): KnownBlock | Block {
  const elements = texts.map((text) => ({
    type: 'button' as const,
    action_id: text.toLowerCase(),
    text: { type: 'plain_text' as const, text },
    value: text,
  }));
  return { type: 'actions', block_id: 'buttons', elements };
}
