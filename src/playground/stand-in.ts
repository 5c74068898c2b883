import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Activity } from './activity.ts';
import { Calls } from './calls.ts';
import type { Cast, Person } from './cast.ts';
import { Clock } from './clock.ts';
import { type Answer, type Delivered, Post } from './delivery.ts';
import { Faults } from './faults.ts';
import { type Outcome, perform } from './gestures.ts';
import { apiOnly, server } from './http.ts';
import type { Obj } from './json.ts';
import { keeper } from './keep.ts';
import type { Manifest } from './manifest.ts';
import { askOptions, type Offered } from './options.ts';
import type { Gesture, OptionsAsked, ViewState } from './page-protocol.ts';
import { eventPayload } from './payloads.ts';
import { ResponseUrls, Triggers } from './permits.ts';
import { SendingLine } from './sending-line.ts';
import { signedLine } from './signed.ts';
import type { Slack } from './slack.ts';
import { SocketLine } from './socket.ts';
import { typed } from './source.ts';
import { Trouble } from './trouble.ts';
import { freshId } from './view.ts';
import { findView } from './view-stack.ts';
import { type Tokens, WebApi } from './web-api.ts';
import { Workspace } from './workspace.ts';

export type StandInOptions = {
  readonly cast: Cast;
  readonly manifest: Manifest;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** The folder of the built page, served at the root; without it there is none. */
  readonly page?: string | null;
  /** The file in which messages, Home tabs and the clock outlive a restart; without it nothing does. */
  readonly statePath?: string;
  /** The moment at which the playground's clock starts; without it, now. */
  readonly now?: Date;
  /** Milliseconds until an event that was not acknowledged comes again, once for each. */
  readonly eventRetriesMs?: readonly number[];
};

export type StandIn = {
  /** Where the server listens, without a path. */
  readonly url: string;
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  /** The same for a client that only sends messages: here Slack can be made unreachable, and nowhere else. */
  readonly sendingUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly manifest: Manifest;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly workspace: Workspace;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly socket: SocketLine;
  /** Everything sent to the app, the last 500 payloads. */
  readonly delivered: readonly Delivered[];
  /** From now on the app is reached by signed requests, not by its socket. */
  readonly deliverTo: (url: string) => void;
  /** What a person has typed into a view, before any button is pressed. */
  readonly type: (viewId: string, state: ViewState) => void;
  readonly perform: (gesture: Gesture) => Promise<Outcome>;
  readonly askOptions: (asked: OptionsAsked) => Promise<Offered>;
  /** Sends an event such as `{ type: 'tokens_revoked', … }`; resolves when it was acknowledged or failed once. */
  readonly event: (event: Obj) => Promise<void>;
  readonly person: (handle: string) => Person;
  /**
   * Resolves once something has changed since `workspace.changes` was that, and then neither a request nor a change has come for a moment: for
   * an app in another process, which cannot say when it is done. Throws when nothing changes.
   */
  readonly settled: (changes: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type { Answer };

/** Starts a workspace of Slack's on 127.0.0.1. It knows the app by its manifest only. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { cast, manifest, now, statePath, eventRetriesMs } = options;
  const clock = new Clock(now === undefined ? 0 : now.getTime() - Date.now());
  const workspace = new Workspace(cast, clock);
  const kept = statePath === undefined ? null : await keeper(statePath, workspace);
  const socket = new SocketLine(cast.app.id);
  const faults = new Faults();
  const post = new Post(socket, faults, eventRetriesMs);
  const permits = { triggers: new Triggers(), responseUrls: new ResponseUrls() };
  const sending = new SendingLine();
  const watched = { faults, trouble: new Trouble(faults, sending), calls: new Calls(workspace) };
  const slack: Slack = { workspace, manifest, post, ...watched, ...permits };
  const { address, sendingUrl, secrets, activity, close } = await listening(
    slack,
    { socket, sending, written: async () => kept?.written() },
    options,
  );
  return {
    url: `http://${address}`,
    apiUrl: `http://${address}/api/`,
    sendingUrl,
    botToken: secrets.bot,
    appToken: secrets.app,
    signingSecret: secrets.signing,
    manifest,
    clock,
    faults,
    workspace,
    ...permits,
    socket,
    delivered: post.delivered,
    deliverTo: (url) => post.use(signedLine(url, secrets.signing)),
    type: (viewId, state) => type(workspace, viewId, state),
    perform: (gesture) => perform(slack, gesture),
    askOptions: ({ as, from, ...asked }) => askOptions(slack, byId(workspace, as), from, asked),
    event: (event) => post.event(eventPayload(slack, { event_ts: workspace.ts(), ...event })),
    person: (handle) => byHandle(workspace, handle),
    settled: (changes) => activity.settled(changes),
    close: async () => {
      post.close();
      await close();
      await kept?.close();
    },
  };
}

type Listening = {
  readonly address: string;
  readonly sendingUrl: string;
  readonly secrets: Tokens & { readonly signing: string };
  readonly activity: Activity;
  readonly close: () => Promise<void>;
};

type Lines = {
  readonly socket: SocketLine;
  readonly sending: SendingLine;
  readonly written: () => Promise<void>;
};

async function listening(
  slack: Slack,
  { socket, sending, written }: Lines,
  { port = 0, page = null }: StandInOptions,
): Promise<Listening> {
  const secrets = { bot: `xoxb-${freshId(24)}`, app: `xapp-1-${freshId(24)}`, signing: freshId(32) };
  const web = new WebApi(slack, secrets, { socketUrl: () => socketAddress(socket, address), written });
  const activity = new Activity(slack.workspace);
  const parts = { slack, web, socket, activity, page };
  const http = server(parts);
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  const address = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  slack.responseUrls.startAt(`http://${address}/response/`);
  const sendingUrl = await sending.start(apiOnly(parts));
  const close = async () => {
    await socket.close();
    await sending.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  return { address, sendingUrl, secrets, activity, close };
}

function socketAddress(socket: SocketLine, address: string): string | undefined {
  const ticket = socket.ticket();
  return ticket === undefined ? undefined : `ws://${address}/socket?ticket=${ticket}`;
}

function type(workspace: Workspace, viewId: string, state: ViewState): void {
  const view = findView(workspace, viewId);
  if (view === undefined) throw new Error(`There is no view ${viewId}`);
  typed(workspace, view, state);
}

function byId(workspace: Workspace, id: string): Person {
  const person = workspace.people.get(id);
  if (person === undefined) throw new Error(`There is nobody with the id ${id}`);
  return person;
}

function byHandle({ cast }: Workspace, handle: string): Person {
  const person = cast.people.find((one) => one.handle === handle);
  if (person !== undefined) return person;
  throw new Error(`There is no ${handle} among ${cast.people.map((one) => one.handle).join(', ')}`);
}
