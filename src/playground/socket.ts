import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { ACK_MS, type Answer, type Line, type Parcel, type Sent } from './delivery.ts';
import { isObj, type Obj, parsed, textAt } from './json.ts';
import { freshId } from './view.ts';

/** Docs: an app may hold up to ten connections; each payload goes to one of them. */
const MOST_CONNECTIONS = 10;
const PING_MS = 10_000;

type Connection = { readonly socket: WebSocket; isDead: boolean };

/** Slack's side of Socket Mode. */
export class SocketLine implements Line {
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, readonly ((body: unknown) => void)[]>();
  readonly #appId: string;
  #connections: readonly Connection[] = [];
  #turn = 0;
  #onConnect: (() => void)[] = [];

  constructor(appId: string) {
    this.#appId = appId;
  }

  get connected(): number {
    return this.#connections.length;
  }

  /** A ticket for one connection; undefined when there are too many. */
  ticket(): string | undefined {
    if (this.#connections.length >= MOST_CONNECTIONS) return undefined;
    const ticket = freshId(24);
    this.#tickets.add(ticket);
    return ticket;
  }

  /** Resolves once an app is connected. */
  async untilConnected(): Promise<void> {
    if (this.#connections.length === 0) await this.nextConnection();
  }

  /** Resolves once an app has connected that was not connected before. */
  nextConnection(): Promise<void> {
    return new Promise<void>((resolve) => this.#onConnect.push(resolve));
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) return void stream.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#welcome({ socket, isDead: false }));
  }

  send(parcel: Parcel): Sent {
    const envelope = this.#envelope(parcel);
    const again = () => this.#deliver(envelope);
    return { answer: again(), again };
  }

  /** Cuts every connection without a close frame. */
  drop(): void {
    for (const { socket } of this.#connections) socket.terminate();
  }

  /** Leaves every connection open and dead: nothing is read, nothing answered. */
  silence(): void {
    for (const connection of this.#connections) connection.isDead = true;
  }

  /** Asks every connection to come again, as Slack does every few hours. */
  refresh(): void {
    for (const { socket } of this.#connections) {
      socket.send(
        JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'stand-in' } }),
      );
    }
  }

  /** Says goodbye to every connection, and waits a moment for the answer. */
  async close(): Promise<void> {
    await Promise.all(this.#connections.map(({ socket }) => farewell(socket)));
    this.#server.close();
  }

  #welcome(connection: Connection): void {
    const { socket } = connection;
    const pings = setInterval(() => !connection.isDead && socket.ping(), PING_MS);
    socket.on('ping', (data) => !connection.isDead && socket.pong(data));
    socket.on('message', (data) => !connection.isDead && this.#heard(data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pings);
      this.#connections = this.#connections.filter((other) => other !== connection);
    });
    this.#connections = [...this.#connections, connection];
    const info = { connection_info: { app_id: this.#appId }, debug_info: { host: 'stand-in' } };
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.#connections.length, ...info }));
    for (const resolve of this.#onConnect.splice(0)) resolve();
  }

  #envelope({ kind, payload, retry }: Parcel): Obj {
    const answers = { accepts_response_payload: kind !== 'events_api' };
    const retried = retry === undefined ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason };
    return { envelope_id: randomUUID(), payload, type: kind, ...answers, ...retried };
  }

  async #deliver(envelope: Obj): Promise<Answer> {
    const connection = this.#connections[this.#turn++ % Math.max(1, this.#connections.length)];
    if (connection === undefined) return { is: 'failed', why: 'dispatch_failed' };
    const id = textAt(envelope, 'envelope_id');
    return new Promise((resolve) => {
      const answered = (body: unknown) => {
        clearTimeout(timer);
        resolve({ is: 'acknowledged', body });
      };
      const timer = setTimeout(() => {
        this.#waiting.set(
          id,
          this.#waitingFor(id).filter((other) => other !== answered),
        );
        resolve({ is: 'failed', why: 'operation_timeout' });
      }, ACK_MS);
      this.#waiting.set(id, [...this.#waitingFor(id), answered]);
      if (!connection.isDead) connection.socket.send(JSON.stringify(envelope));
    });
  }

  /** An envelope that was sent twice waits for two answers. */
  #waitingFor(id: string): readonly ((body: unknown) => void)[] {
    return this.#waiting.get(id) ?? [];
  }

  #heard(data: RawData): void {
    const said = parsed(String(data));
    if (!isObj(said)) return;
    const id = textAt(said, 'envelope_id');
    const [answered, ...others] = this.#waitingFor(id);
    if (others.length === 0) this.#waiting.delete(id);
    else this.#waiting.set(id, others);
    answered?.(said.payload);
  }
}

async function farewell(socket: WebSocket): Promise<void> {
  const timer = setTimeout(() => socket.terminate(), 500);
  await new Promise((resolve) => {
    socket.once('close', resolve);
    socket.close(1000);
  });
  clearTimeout(timer);
}
