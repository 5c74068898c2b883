/**
 * What the playground's page and its server say to each other. The page keeps nothing of its own but what is being
 * typed: after each change the server sends the whole screen of the person acted as, and the page draws it.
 *
 *   GET  /playground/screen?as=U…&in=C…   an event stream; each event is a Screen
 *   POST /playground/gestures             a Gesture; answers { ok: true } or { ok: false, error }
 *   POST /playground/options              an OptionsAsked; answers { ok: true, options } or { ok: false, error }
 */

import type { WayId } from './ways.ts';

/** A block or view as Slack's JSON; the page reads only what it draws. */
export type Json = { readonly [key: string]: unknown };

export type PagePerson = {
  readonly id: string;
  readonly name: string;
  /** What the person is at work, such as "Rep, West" or "Admin". */
  readonly role: string;
  readonly zone: string;
};

export type PageConversation = {
  readonly id: string;
  readonly kind: 'channel' | 'private' | 'app' | 'person';
  /** Without the leading #. */
  readonly name: string;
  readonly unread: number;
};

export type PageMessage = {
  readonly ts: string;
  readonly threadTs: string | null;
  readonly from: { readonly name: string; readonly isApp: boolean };
  readonly text: string;
  readonly blocks: readonly Json[];
  /** Seen by this person alone, and gone on reload. */
  readonly isEphemeral: boolean;
  readonly editedAt: string | null;
  /** ISO 8601, by the playground's clock. */
  readonly at: string;
  readonly replies: number;
};

export type PageCommand = { readonly command: string; readonly description: string; readonly usageHint: string };
export type PageShortcut = { readonly callbackId: string; readonly name: string; readonly description: string };

/** The views on top of each other, the root first; only the last one can be used. */
export type PageView = Json & { readonly id: string; readonly hash: string; readonly type: 'modal' | 'home' };

/** A call of the app's that posts a message or looks for one. */
export type PageCall = {
  readonly id: number;
  readonly at: string;
  readonly is: 'post' | 'look';
  /** Such as #sales-west or Ben Okafor. */
  readonly where: string;
  readonly isReply: boolean;
  readonly text: string;
  /** The first call here for the same message; null where the app gave it nothing to know it by. */
  readonly message: number | null;
  readonly effect: 'now' | 'later' | 'never';
  readonly answer: string;
  readonly hasFailed: boolean;
  /** How often the message stands there now. */
  readonly copies: number;
};

export type Screen = {
  readonly workspace: string;
  readonly app: string;
  readonly people: readonly PagePerson[];
  readonly me: string;
  readonly conversations: readonly PageConversation[];
  readonly open: string;
  readonly messages: readonly PageMessage[];
  readonly views: readonly PageView[];
  /** Errors of the last submission, by block_id. */
  readonly fieldErrors: { readonly [blockId: string]: string };
  readonly home: PageView | null;
  readonly commands: readonly PageCommand[];
  readonly shortcuts: readonly PageShortcut[];
  /** ISO 8601, by the playground's clock, which the app goes by as well. */
  readonly now: string;
  /** The company's, in which the clock is moved to Monday. */
  readonly zone: string;
  /** What Slack itself says, such as "/deal failed with the error “dispatch_failed”"; the newest last. */
  readonly notices: readonly { readonly id: number; readonly text: string }[];
  /** How Slack fails when the app posts, and for how many posts more; null for all. Null where it does not. */
  readonly trouble: { readonly way: WayId; readonly left: number | null } | null;
  /** The newest first. */
  readonly calls: readonly PageCall[];
  /** Users and channels, so that mentions can be drawn. */
  readonly names: { readonly [id: string]: string };
};

/** `view.state.values` as Slack shapes it: by block_id, then by action_id. */
export type ViewState = { readonly [blockId: string]: { readonly [actionId: string]: Json } };

export type Gesture = { readonly as: string } & (
  | { readonly kind: 'message'; readonly channel: string; readonly text: string; readonly threadTs?: string }
  | { readonly kind: 'command'; readonly channel: string; readonly text: string }
  | { readonly kind: 'shortcut'; readonly callbackId: string }
  | {
      readonly kind: 'action';
      readonly from: { readonly message: string; readonly channel: string } | { readonly view: string };
      readonly blockId: string;
      /** The element's action as Slack sends it, without block_id and action_ts: type, action_id, value, selected_option … */
      readonly action: Json;
      readonly state: ViewState;
    }
  | { readonly kind: 'submit'; readonly view: string; readonly state: ViewState }
  | { readonly kind: 'close'; readonly view: string; readonly all: boolean }
  | { readonly kind: 'clock'; readonly to: 'plus-5-minutes' | 'plus-hour' | 'tomorrow' | 'monday-9' | string }
  /** Makes Slack fail at the next posts, or at all of them; null makes it well again. */
  | { readonly kind: 'trouble'; readonly way: WayId | null; readonly posts: number | null }
  | { readonly kind: 'read-home' }
);

export type OptionsAsked = {
  readonly as: string;
  readonly from: { readonly message: string; readonly channel: string } | { readonly view: string };
  readonly blockId: string;
  readonly actionId: string;
  readonly value: string;
};
