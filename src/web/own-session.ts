// A contract session the server itself has with the node, for what the page asks of it beside its own session.

import { ContractClient } from '../contract/client.js';
import type { NodeTransport } from '../contract/transport.js';
import { inProcessTransport } from '../node/contract-server/in-process-transport.js';

export class OwnSession {
  #client: ContractClient | undefined;

  constructor(private readonly accept: (transport: NodeTransport) => void) {}

  /** Begun when it is needed, and anew when it was lost. */
  get client(): ContractClient {
    if (this.#client) return this.#client;
    const pair = inProcessTransport();
    const client = new ContractClient(pair.face);
    client.onClose(() => {
      if (this.#client === client) this.#client = undefined;
    });
    this.#client = client;
    this.accept(pair.node);
    return client;
  }

  close(): void {
    this.#client?.close();
  }
}
