import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const AGAIN_MS = 500;

/**
 * A second address of the Web API, for an app's client that does nothing but send messages. It can be shut, so that Slack cannot be reached
 * there, while all else goes on.
 */
export class SendingLine {
  readonly #http: Server = createServer();
  #port = 0;
  #isShut = false;

  constructor() {
    // While it was shut, somebody else may have taken the port for a moment.
    this.#http.on('error', () => setTimeout(() => this.#listen(), AGAIN_MS).unref());
  }

  get isShut(): boolean {
    return this.#isShut;
  }

  /** The address at which it listens from now on. */
  async start(listener: RequestListener): Promise<string> {
    this.#http.on('request', listener);
    this.#listen();
    await once(this.#http, 'listening');
    this.#port = (this.#http.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.#port}/api/`;
  }

  shut(): void {
    if (this.#isShut) return;
    this.#isShut = true;
    this.#http.close();
    this.#http.closeAllConnections();
  }

  open(): void {
    if (!this.#isShut) return;
    this.#isShut = false;
    this.#listen();
  }

  async close(): Promise<void> {
    if (this.#isShut) return;
    this.shut();
    await once(this.#http, 'close');
  }

  #listen(): void {
    if (!this.#isShut && !this.#http.listening) this.#http.listen(this.#port, '127.0.0.1');
  }
}
